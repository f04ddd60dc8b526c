"""Feasts and holidays by name."""

from datetime import date, timedelta

from bot.language.lunar import clear_and_bright, lunar, winter_solstice

FIXED = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "妇女节": (3, 8),
    "三八": (3, 8),
    "三八节": (3, 8),
    "植树节": (3, 12),
    "愚人节": (4, 1),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "五一劳动节": (5, 1),
    "青年节": (5, 4),
    "五四青年节": (5, 4),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "六一儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "十一长假": (10, 1),
    "十一假期": (10, 1),
    "少先队建队日": (10, 13),
    "建队日": (10, 13),
    "国庆": (10, 1),
    "国庆节": (10, 1),
    "万圣节": (10, 31),
    "双十一": (11, 11),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
    "圣诞节": (12, 25),
}

LUNAR = {
    "春节": (1, 1),
    "正月初一": (1, 1),
    "元宵": (1, 15),
    "正月十五": (1, 15),
    "龙抬头": (2, 2),
    "端午": (5, 5),
    "五月初五": (5, 5),
    "七夕": (7, 7),
    "七月初七": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "八月十五": (8, 15),
    "8月十五": (8, 15),
    "重阳": (9, 9),
    "九月初九": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),
    "除夕": (13, 0),
    "年三十": (13, 0),
}
"""Month and day; the eve of the new year is the day before the thirteenth month."""
_SAME = {"大年初一": "春节", "大年三十": "除夕", "新年": "元旦"}

LENGTHS = {"国庆": 7, "国庆节": 7, "春节": 8, "五一": 5, "劳动节": 5, "元旦": 3, "清明": 3, "端午": 3, "中秋": 3}
"""How many days the holiday lasts that begins on the feast; the first day back is the next working day."""

_ALWAYS_BARE = ("春节", "龙抬头", "除夕")
NAMES = tuple(
    sorted(
        {
            *FIXED,
            *LUNAR,
            *(name + "节" for name in (*LUNAR, "清明") if name not in _ALWAYS_BARE),
            "清明",
            "冬至",
            *_SAME,
        },
        key=len,
        reverse=True,
    )
)


def days_of(name: str, year: int) -> list[date]:
    """The feast in the year before, this and the next, as far as known."""
    name = _SAME.get(name, name)
    if name not in FIXED and name not in LUNAR:
        name = name.removesuffix("节")
    found = (_day(name, y) for y in (year - 1, year, year + 1))
    return [day for day in found if day]


def _day(name: str, year: int) -> date | None:
    if name in FIXED:
        return date(year, *FIXED[name])
    if name == "清明":
        return clear_and_bright(year)
    if name == "冬至":
        return winter_solstice(year)
    month, day = LUNAR[name]
    return (lunar(year + 1, 1, 1) or date.max) - timedelta(days=1) if month > 12 else lunar(year, month, day)


def first_workday(feast: date, name: str) -> date:
    """The first working day after the holiday that begins on the feast."""
    day = feast + timedelta(days=LENGTHS.get(name) or LENGTHS.get(name.removesuffix("节"), 1))
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
