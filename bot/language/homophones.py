"""Slips of the keyboard in the language's own words: 听棵, 签道, 轮文. Names, titles and remarks are left alone."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path

from bot.language.dictionary import is_common, is_word
from bot.language.sheet import MOST, Sheet

_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_BARE = str.maketrans(_MARKED, "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_AFTER = re.compile(r"$|[^一-龥]|[了的记两登交投获]|一[节篇次天]|月报|[结立开]题|立项|中期|申报|(?<!请加)一下")
_LABELLED = re.compile(r" ?[:是]")

_SAID_AS_IS = frozenset(
    "都就也又才已在是的了我你他她它这那不没要会能到去来说看有和跟与把被让给为从大小上下前后再还很太真"
)
"""Words that the hand does not miss: 都到了 is not 投到了."""


Index = dict[str, list[str]]
_HAN = "[\u4e00-\u9fff]"


class Homophones:
    """Words that may be meant by others that sound alike; a label only where a colon follows."""

    def __init__(self, words: Iterable[str], labels: Iterable[str]) -> None:
        self._labels = frozenset(word for word in labels if len(word) == 2)
        self._index: Index = {}
        told = sorted(word for word in {*words, *self._labels} if len(word) > 1 and all(map(_han, word)))
        for word in told:
            for key in _pair_keys(word) if len(word) == 2 else _keys(word):
                self._index.setdefault(key, []).append(word)
        self._told = frozenset(told)
        is_word("")  # reads the dictionary now, not while a message waits
        self._longest = max(map(len, told))
        self._pairs = _places([word for word in told if len(word) == 2])
        self._like = lru_cache(maxsize=4096)(self._alike)
        self._longer = _near([word for word in told if len(word) > 2])

    def repair(self, sheet: Sheet, names: re.Pattern[str]) -> None:
        """Write the words as meant, so that all that follows reads them, but never in a name; offsets stay."""
        mask = sheet.mask
        found = [
            (match.start(), word)
            for places, length in ((self._pairs, 2), (self._longer, self._longest))
            for match in islice(places.finditer(mask), MOST)
            for word in self._like(mask[match.start() : match.start() + length])
            if self._means(mask, match.start(), word)
        ]
        if found:
            called = [match.span() for match in names.finditer(mask)]
            sheet.rewrite([slip for slip in found if not _within(slip, called)])

    def _alike(self, told: str) -> tuple[str, ...]:
        """Words that differ in one character from what stands here."""
        keys = _pair_keys(told) if len(told) == 2 else _keys(told)
        near = {word: None for key in keys for word in self._index.get(key, ())}
        return tuple(word for word in near if sum(a != b for a, b in zip(told, word, strict=False)) == 1)

    def _means(self, mask: str, at: int, word: str) -> bool:
        told = mask[at : at + len(word)]
        slips = [i for i, (a, b) in enumerate(zip(told, word, strict=False)) if a != b]
        if told in self._told or len(slips) != 1 or len(told) != len(word) or not _han(told[slips[0]]):
            return False
        return (
            self._fits(mask, at, word, slips[0], told)
            and sounds(told[slips[0]]) & sounds(word[slips[0]]) != frozenset()
        )

    def _fits(self, mask: str, at: int, word: str, slip: int, told: str) -> bool:
        end = at + len(word)
        if word in self._labels:
            return bool(_LABELLED.match(mask, end)) and _border(mask, at)
        if (
            told[slip] in _SAID_AS_IS
            or (slip == 0 and at and mask[at - 1].isdigit())
            or (slip == 0 and not _border(mask, at))
        ):
            return False
        if slip == len(word) - 1 and len(word) == 2 and not _AFTER.match(mask, end):
            return False
        beside = mask[end - 1 : end + 1] if slip == len(word) - 1 else mask[at - 1 : at + 1] if slip == 0 else ""
        return not is_word(told) and not (len(beside) == 2 and is_common(beside))


def _pair_keys(word: str) -> list[str]:
    """What a pair keeps, and the sounds of its other character: 听ke, gong课."""
    first, second = word[0], word[1]
    return [first + sound for sound in sounds(second)] + [sound + second for sound in sounds(first)]


def _keys(word: str) -> tuple[str, str, str]:
    """Two of its first three characters, of which a slip leaves two."""
    first, second, third = word[0], word[1], word[2]
    return first + second + "_", first + "_" + third, "_" + second + third


def _places(pairs: list[str]) -> re.Pattern[str]:
    """Where one of a pair stands and its borders allow a slip in the other."""
    first, second = _any(word[0] for word in pairs), _any(word[1] for word in pairs)
    return re.compile(rf"(?={first}{_HAN}(?:(?!{_HAN})|[了的记两登是交投获一月结立开中申])|(?<!{_HAN}){_HAN}{second})")


def _near(words: list[str]) -> re.Pattern[str]:
    """Where two of the first three characters of a longer word stand."""
    first, second, third = (_any(word[place] for word in words) for place in range(3))
    return re.compile(rf"(?={first}{second}{_HAN}|{first}{_HAN}{third}|{_HAN}{second}{third})")


def _any(characters: Iterable[str]) -> str:
    return f"[{''.join(sorted(set(characters)))}]"


def _within(slip: tuple[int, str], called: list[tuple[int, int]]) -> bool:
    """Whether a repair would reach into a name."""
    at, word = slip
    return any(start < at + len(word) and at < end for start, end in called)


def _border(mask: str, at: int) -> bool:
    return at == 0 or not _han(mask[at - 1])


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
