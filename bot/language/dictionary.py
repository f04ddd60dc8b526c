"""What jieba's dictionary knows, read only where a name might be a word."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_NAMES = ("nr", "nrt", "nrfg")
_WORDS = frozenset(
    [
        "白雪",
        "宋词",
        "白云",
        "梅花",
        "杨柳",
        "红梅",
        "雷雨",
        "温馨",
        "阳光",
        "向阳",
        "安静",
        "文明",
        "陈词",
        "雷锋",
        "高峰",
        "康乐",
        "安康",
        "石榴",
        "朝霞",
        "晨曦",
        "和谐",
        "明亮",
        "快乐",
        "童话",
        "江河",
    ]
)
"""Tagged as names alone in the dictionary, and words all the same."""


@lru_cache(maxsize=4096)
def is_word(name: str) -> bool:
    """Whether `name` is a word of the language as well (高兴, 夏天), and not known as a name alone."""
    if name in _WORDS:
        return True
    dictionary = _entries()
    at = dictionary.find(f"\n{name} ".encode())
    if at < 0:
        return False
    entry = dictionary[at + 1 : dictionary.find(b"\n", at + 1)]
    return entry.split()[-1].decode() not in _NAMES


@lru_cache(maxsize=1)
def _entries() -> bytes:
    spec = find_spec("jieba")
    folders = (spec.submodule_search_locations or []) if spec else []
    return b"\n" + b"".join((Path(folder) / "dict.txt").read_bytes() for folder in folders)
