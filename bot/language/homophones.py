"""Slips of the keyboard in the language's own words: 听棵, 签道, 轮文. Names, titles and remarks are left alone."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from bot.language.dictionary import is_word
from bot.language.sheet import Sheet

_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_BARE = str.maketrans(_MARKED, "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_AFTER = re.compile(r"$|[^一-龥]|[了的记两登交投获]")
_LABELLED = re.compile(r" ?[:是]")


Index = dict[str, list[str]]


class Homophones:
    """Words that may be meant by others that sound alike; a label only where a colon follows."""

    def __init__(self, words: Iterable[str], labels: Iterable[str]) -> None:
        self._labels = frozenset(word for word in labels if len(word) == 2)
        self._pairs: tuple[Index, Index] = ({}, {})
        self._longer: tuple[Index, Index] = ({}, {})
        for word in {*words, *self._labels}:
            if len(word) > 1 and all(map(_han, word)):
                for place, index in enumerate(self._pairs if len(word) == 2 else self._longer):
                    index.setdefault(word[place], []).append(word)

    def repair(self, sheet: Sheet) -> None:
        """Write the words as meant, so that all that follows reads them; offsets stay."""
        mask = sheet.mask
        for at in range(len(mask) - 1):
            for word in self._near(mask, at):
                if self._means(mask, at, word):
                    sheet.rewrite(at, word)

    def _near(self, mask: str, at: int) -> list[str]:
        """Words that share a character with what stands here, where their borders allow a slip."""
        near: list[str] = []
        first, second = mask[at], mask[at + 1]
        if first in self._pairs[0] and _may_end(mask, at + 2):
            near += self._pairs[0][first]
        if second in self._pairs[1] and _border(mask, at):
            near += self._pairs[1][second]
        if first in self._longer[0]:
            near += self._longer[0][first]
        if second in self._longer[1]:
            near += self._longer[1][second]
        return near

    def _means(self, mask: str, at: int, word: str) -> bool:
        told = mask[at : at + len(word)]
        slips = [i for i, (a, b) in enumerate(zip(told, word, strict=False)) if a != b]
        if len(slips) != 1 or len(told) != len(word) or not _han(told[slips[0]]):
            return False
        return (
            self._fits(mask, at, word, slips[0], told)
            and sounds(told[slips[0]]) & sounds(word[slips[0]]) != frozenset()
        )

    def _fits(self, mask: str, at: int, word: str, slip: int, told: str) -> bool:
        end = at + len(word)
        if word in self._labels:
            return bool(_LABELLED.match(mask, end)) and _border(mask, at)
        if slip == 0 and not _border(mask, at):
            return False
        if slip == len(word) - 1 and len(word) == 2 and not _AFTER.match(mask, end):
            return False
        return not is_word(told)


def _border(mask: str, at: int) -> bool:
    return at == 0 or not _han(mask[at - 1])


def _may_end(mask: str, end: int) -> bool:
    return end >= len(mask) or not _han(mask[end]) or mask[end] in "了的记两登是交投获"


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@lru_cache(maxsize=4096)
def sounds(char: str) -> frozenset[str]:
    """The syllables of a character, without tones."""
    return frozenset(_readings().get(ord(char), "").translate(_BARE).split(","))


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    """pypinyin's table of single characters, without its phrases, which weigh 50 MB."""
    package = find_spec("pypinyin")
    folder = next(iter(package.submodule_search_locations or []), None) if package else None
    spec = spec_from_file_location("pinyin_table", Path(folder) / "pinyin_dict.py") if folder else None
    if spec is None or spec.loader is None:
        return {}
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[int, str] = module.pinyin_dict
    return table
