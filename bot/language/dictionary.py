"""What jieba's dictionary knows, read only where a name might be a word, and only as far as needed."""

import re
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=32)
def words_among(names: frozenset[str]) -> frozenset[str]:
    """Those of `names` that are words of the language as well (高兴, 夏天), and not known as names alone."""
    dictionary = (files("jieba") / "dict.txt").read_text(encoding="utf-8")
    entries = re.findall(rf"^({'|'.join(map(re.escape, sorted(names)))}) (\d+) (\w+)$", dictionary, re.MULTILINE)
    return frozenset(word for word, _, tag in entries if tag not in ("nr", "nrt", "nrfg"))
