"""What jieba's dictionary knows, read only where a name might be a word."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_NAMES = ("nr", "nrt", "nrfg")


@lru_cache(maxsize=4096)
def is_word(name: str) -> bool:
    """Whether `name` is a word of the language as well (高兴, 夏天), and not known as a name alone."""
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
