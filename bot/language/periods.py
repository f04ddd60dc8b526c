"""Periods of the timetable: 第二节, 第一、二节, 下午第二节."""

import re
from functools import partial

from bot.language.lexicon import Lexicon
from bot.language.numerals import number
from bot.language.sheet import Sheet

_N = r"(?:\d{1,3}|[零一二三四五六七八九十百]{1,4})"
_SEPARATOR = r" ?(?:[、,和及&~到至-]|跟) ?"
_PART = "(?:(上午|早上|下午)的? ?)?"
_ORDINAL = re.compile(
    rf"{_PART}第 ?(-?{_N}(?: ?(?:节|堂)?课?(?:{_SEPARATOR}第?|第){_N}){{0,11}})"
    rf" ?(?:[两二三四23] ?)?(?:节|堂)(?:连堂|连上)?课?"
)
_LIST = re.compile(rf"{_PART}(?<![\d.第一二三四五六七八九十])({_N}(?:[、-]{_N}){{1,4}}) ?节课?")
_PARTS = re.compile(_N)
_PAIR = re.compile(
    rf"{_PART}(?<![\d.第一二三四五六七八九十])([一二三四五六七](?:[、,和]?[一二三四五六七]){{1,2}}"
    rf"|[1-7](?:[、,和][1-7]){{1,2}})[两二三23]节课?"
)
_NEXT = r"(?<![\d.第一二三四五六七八九十周])(一二|二三|三四|四五|五六|六七)节"
_TWO = re.compile(rf"(上午|早上|下午)的? ?{_NEXT}(?:连堂|课)?|(){_NEXT}(?=连堂|连上)")
"""上午一二节; without the half of the day 三四节 is a number."""
_LINE = re.compile(r"(?:(?:^|\n|[;|:。] ?)|(?<=[)）] ))([1-8])节(?=[ ,|:])")
_EDGE = re.compile(r"(上午|早上|下午)的?(头|首|最后|末|最末)一?[节堂]课?|()(头)一节课?(?!课的)")


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark periods; the value is the list of them."""
    if "节" in sheet.mask or "堂" in sheet.mask:
        sheet.mark(_ORDINAL, "period", partial(_periods, words))
        sheet.mark(_LIST, "period", partial(_periods, words))
        sheet.mark(_PAIR, "period", partial(_periods, words))
        sheet.mark(_TWO, "period", lambda m: [_in_day(words, m[1], number(char)) for char in m[2] or m[4]])
        sheet.mark(_LINE, "period", lambda m: [int(m[1])], group=1)
        sheet.mark(_EDGE, "period", partial(_first_or_last, words))


def _periods(words: Lexicon, match: re.Match[str]) -> list[int] | None:
    if match[2].startswith("-"):
        return [-value for value in _values(match[2][1:])]
    found = [value for part in _PARTS.findall(match[2]) for value in _values(part)]
    if len(found) == 2 and re.search("[-~到至]", match[2]) and 0 < found[1] - found[0] < 8:
        found = list(range(found[0], found[1] + 1))
    return [_in_day(words, match[1], value) for value in found] or None


def _first_or_last(words: Lexicon, match: re.Match[str]) -> list[int]:
    """头一节, 下午最后一节."""
    if match[2] in ("头", "首", None):
        return [_in_day(words, match[1], 1)]
    return [len(words.school.periods) if match[1] == "下午" else words.morning]


def _values(part: str) -> list[int]:
    """三四 (节) are two periods, 十二 is one."""
    return (
        [number(char) for char in part]
        if len(part) > 1 and not part.isascii() and not set(part) & {"十", "百"}
        else [number(part)]
    )


def _in_day(words: Lexicon, part: str | None, period: int) -> int:
    afternoon = len(words.school.periods) - words.morning
    return period + words.morning if part == "下午" and 1 <= period <= afternoon else period
