"""What a clerk writes in one cell, read into one value. Each reader takes whatever a file may hold and raises
`Unclear`, never anything else."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo


class Unclear(ValueError):
    """The cell cannot be read; the text says what is expected there."""


GENDERS = ("男", "女")
LEVELS = ("国家", "省", "市", "区", "县", "校", "微型")
ROLES = {
    "leader": ("领导", "学校领导", "校领导", "校长", "书记", "副校长", "分管校长", "分管领导"),
    "office": ("教科室", "教科室主任", "教科室副主任", "教科室干事"),
    "head": ("教研组长", "组长", "学科组长"),
    "prep_head": ("备课组长",),
    "backbone": ("骨干教师", "骨干"),
    "mentor": ("指导教师", "师傅", "导师"),
    "district": ("区县管理员", "区管理员"),
}
"""Each role and what a school calls it, the usual word first."""

PLAIN = ("教师", "老师", "普通教师", "任课教师", "teacher")
"""What is written where somebody has no role."""

TIMEZONES = {"北京时间": "Asia/Shanghai", "新疆时间": "Asia/Urumqi"}

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[ T]00:00(?::00)?)?")
_DIGITS_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[:点时]\s*([0-5]\d)分?(?::00)?")
_HOURS = re.compile(r"(.+?)\s*(?:[-–—~～至到])\s*(.+)")
_COUNT = re.compile(r"(\d{1,4})\s*[个班节岁次篇天]*")
_NAME = re.compile(r"[^\W\d_][^_:：,，、;；/\\|<>=@#]*")
_SEPARATORS = re.compile(r"[、,，;；/／|\n]+")
_BETWEEN_HAN = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_GRADE = re.compile(r"([1-9])(?:年级)?")
_NUMERALS = dict(zip("123456789", "一二三四五六七八九", strict=True))


def text(value: object, most: int = 100) -> str:
    """Text of one line. A number that Excel made out of digits is text again (1001.0 → 1001)."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**15 else None
    if not isinstance(value, str):
        raise Unclear("应为文字")
    line = " ".join(value.split())
    if not line or len(line) > most or not line.isprintable():
        raise Unclear(f"应为1到{most}个字的文字")
    return line


def title(value: object) -> str:
    """The title of a project or an activity: without 《》."""
    line = text(value, 200)
    return line[1:-1] if re.fullmatch(r"《[^《》]+》", line) else line


def name(value: object) -> str:
    """A person's name, without the spaces that align 张 三 with 欧阳雪; brackets full-width, as 王丽（大）."""
    expected = "应为姓名，如 王芳"
    if not isinstance(value, str):
        raise Unclear(expected)
    line = _BETWEEN_HAN.sub("", " ".join(value.split())).replace("(", "（").replace(")", "）").replace(" （", "（")
    if len(line) > 30 or not line.isprintable() or not _NAME.fullmatch(line):
        raise Unclear(expected)
    return line


def external_id(value: object) -> str:
    """The account by which WeCom knows a person."""
    line = text(value, 64)
    if not re.fullmatch(r"[\w.@+-]+", line, re.ASCII):
        raise Unclear("应为企业微信的账号，由字母、数字和 _ - . @ 组成，如 wangfang")
    return line


def day(value: object) -> date:
    """A day of 1900 to 2099, as an Excel date or as it is written: 2026-09-01, 2026/9/1, 2026年9月1日."""
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        value = _written_day(value)
    if value is None or not 1900 <= value.year < 2100:
        raise Unclear("应为日期，如 2026-09-01")
    return value


def _written_day(value: object) -> date | None:
    written = _plain(value)
    match = _DAY.fullmatch(written) or _DIGITS_DAY.fullmatch(written)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def clock(value: object) -> str:
    """A time of the day as HH:MM, as an Excel time or as it is written: 8:10, 8点10分."""
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        value = time(*divmod(value.seconds // 60, 60))
    if isinstance(value, datetime | time):
        return f"{value.hour:02d}:{value.minute:02d}"
    match = _CLOCK.fullmatch(_plain(value))
    if not match:
        raise Unclear("应为时间，如 08:10")
    return f"{int(match[1]):02d}:{match[2]}"


def hours(value: object) -> str:
    """When a period is: 08:10-08:50."""
    match = _HOURS.fullmatch(_plain(value))
    if not match:
        raise Unclear("应为上课和下课时间，如 08:10-08:50")
    start, end = clock(match[1]), clock(match[2])
    if start >= end:
        raise Unclear("下课应晚于上课，如 08:10-08:50")
    return f"{start}-{end}"


def due(value: object) -> str:
    """When something is to be handed in: a day, or a minute of it, in ISO form."""
    written = _plain(value)
    try:
        if "T" in written:
            return datetime.fromisoformat(written).isoformat(timespec="minutes")
        return day(value).isoformat()
    except ValueError:
        raise Unclear("应为日期或时刻，如 2026-11-30 或 2026-11-30T17:00") from None


def count(value: object, least: int = 1, most: int = 1000) -> int:
    """A whole number, also with its unit: 6, 6.0, 6个班."""
    match = _COUNT.fullmatch(_plain(value))
    if not match or not least <= int(match[1]) <= most:
        raise Unclear(f"应为{least}到{most}的整数")
    return int(match[1])


def period(value: object) -> str:
    """The number of a period: 1, 第1节."""
    written = _plain(value).removeprefix("第").removesuffix("节")
    written = {han: digit for digit, han in _NUMERALS.items()}.get(written, written)
    try:
        return str(count(written, 1, 20))
    except Unclear:
        raise Unclear("应为节次的数字，如 1") from None


def grade(value: object) -> str:
    """The name of a grade: 一年级 for 1 and 1年级, 初一 as it is."""
    match = _GRADE.fullmatch(_plain(value))
    return f"{_NUMERALS[match[1]]}年级" if match else text(value, 10)


def gender(value: object) -> str:
    """男 or 女."""
    return _one_of(value, GENDERS)


def level(value: object) -> str:
    """The level of a contest, a journal or a project: 省 for 省级."""
    return _one_of(value.strip().removesuffix("级") if isinstance(value, str) else value, LEVELS)


def role(value: object) -> str | None:
    """The role behind the school's word for it, or None for a plain teacher."""
    word = _plain(value)
    if word in PLAIN:
        return None
    for role_, words in ROLES.items():
        if word == role_ or word in words:
            return role_
    raise Unclear(f"应为{'、'.join(words[0] for words in ROLES.values())}或留空")


def timezone(value: object) -> str:
    """A time zone: 北京时间, or its name in the database of zones."""
    written = text(value, 50)
    zone = TIMEZONES.get(written, written)
    try:
        return ZoneInfo(zone).key
    except (ValueError, OSError, KeyError):
        raise Unclear("应为北京时间或时区名，如 Asia/Shanghai") from None


def words(value: object) -> list[object]:
    """Several values in one cell: 语文、书法. What is no text stays one value."""
    if not isinstance(value, str):
        return [] if value is None else [value]
    return [word.strip() for word in _SEPARATORS.split(value) if word.strip()]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is."""
    return next(iter(get_close_matches(word, list(known), 1)), None)


def _one_of(value: object, choices: tuple[str, ...]) -> str:
    written = _plain(value)
    if written not in choices:
        raise Unclear(f"应为{'、'.join(choices[:-1])}或{choices[-1]}")
    return written


def _plain(value: object) -> str:
    """A text or number in plain digits: ２０２６ → 2026, 6.0 → 6. Anything else is "", which no reader takes."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and abs(value) < 10**15:
        value = str(value)
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) and len(value) < 100 else ""
