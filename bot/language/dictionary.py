"""What jieba's dictionary knows, read only where a name might be a word."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.language.lexicon import COMPOUND_SURNAMES

_OFTEN = 100
"""Times that a common word stands in what the dictionary was counted from."""
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
    if name in COMPOUND_SURNAMES:
        return False
    if name in _WORDS:
        return True
    entry = _entry(f"{name} ".encode())
    return bool(entry) and entry.split()[-1].decode() not in _NAMES


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether `word` is one that is often written."""
    entry = _entry(f"{word} ".encode()).split()
    return len(entry) > 1 and int(entry[1]) >= _OFTEN


def _entry(begins: bytes) -> bytes:
    """The line that begins so, or nothing; halving the sorted lines takes microseconds, a search milliseconds."""
    lines = _entries()
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start, end = lines.rfind(b"\n", 0, middle) + 1, lines.find(b"\n", middle)
        if lines[start:end] < begins:
            low = end + 1
        else:
            high = start
    return lines[low : lines.find(b"\n", low)] if lines.startswith(begins, low) else b""


@lru_cache(maxsize=1)
def _entries() -> bytes:
    """The lines in their order, each with its end."""
    spec = find_spec("jieba")
    folders = (spec.submodule_search_locations or []) if spec else []
    lines = b"".join((Path(folder) / "dict.txt").read_bytes() for folder in folders).splitlines()
    return b"".join(line + b"\n" for line in sorted(lines))
