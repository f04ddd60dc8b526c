"""Clock times, and parts of the day that shift them."""

import re

from bot.language.numerals import number
from bot.language.sheet import Sheet

_PARTS = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚"
_N = "(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})"
CLOCK = (
    rf"(?: ?(?:{_PARTS})? ?(?:{_N}点(?:钟|整)?(?:半|一刻|三刻|(?:[0-5]?\d|[一二三四五]?十?[一二三四五六七八九十])分?)?"
    r"|\d{1,2}:\d\d)?)"
)
"""Where a clock time may stand beside a day, or nothing."""
_CLOCK = re.compile(
    rf"({_PARTS})? ?(?:({_N}) ?点(?:钟|整)?(半|一刻|三刻|(?:[0-5]?\d"
    rf"|[一二三四五]?十?[一二三四五六七八九十])分?(?!钟|儿))?"
    r"|(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?!\d))"
)
_NAMED = re.compile(r"(下班|放学)(?=之?前|以前)")
_PART = re.compile("上午|下午|中午|早上|晚上|傍晚")
_NAMED_MINUTES = {"下班": 17 * 60}
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


def find(sheet: Sheet) -> None:
    """Mark times with the minute of the day, and a bare 下午 or 放学 with -1."""
    if "点" in sheet.mask or ":" in sheet.mask:
        sheet.mark(_CLOCK, "time", _minute)
    sheet.mark(_NAMED, "time", lambda m: _NAMED_MINUTES.get(m[1], -1))
    sheet.mark(_PART, "time", lambda _: -1)


def _minute(m: re.Match[str]) -> int | None:
    hour = number(m[2] or m[4])
    minute = _QUARTERS.get(m[3] or "", 0) or number((m[3] or m[5] or "0").removesuffix("分"))
    if hour > 24 or minute > 59:
        return None
    return _afternoon(m[1] or "", hour) * 60 + minute


def _afternoon(part: str, hour: int) -> int:
    if part in ("下午", "傍晚", "晚上", "晚", "晚间") and hour < 12:
        return hour + 12
    return hour + 12 if part == "中午" and hour < 3 else hour
