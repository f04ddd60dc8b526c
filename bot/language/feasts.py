"""Feasts and holidays by name; those of the lunar calendar by table."""

from datetime import date

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
    "国庆": (10, 1),
    "国庆节": (10, 1),
    "万圣节": (10, 31),
    "双十一": (11, 11),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
    "圣诞节": (12, 25),
}

LUNAR = {
    "春节": "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03",
    "元宵": "2024-02-24 2025-02-12 2026-03-03 2027-02-20 2028-02-09 2029-02-27 2030-02-17",
    "清明": "2024-04-04 2025-04-04 2026-04-05 2027-04-05 2028-04-04 2029-04-04 2030-04-05",
    "端午": "2024-06-10 2025-05-31 2026-06-19 2027-06-09 2028-05-28 2029-06-16 2030-06-05",
    "七夕": "2024-08-10 2025-08-29 2026-08-19 2027-08-08 2028-08-26 2029-08-16 2030-08-05",
    "中秋": "2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12",
    "重阳": "2024-10-11 2025-10-29 2026-10-18 2027-10-08 2028-10-26 2029-10-16 2030-10-05",
}
_LUNAR_DAYS = {name: tuple(map(date.fromisoformat, days.split())) for name, days in LUNAR.items()}
_SAME = {"大年初一": "春节", "新年": "元旦"}

LENGTHS = {"国庆": 7, "国庆节": 7, "春节": 8, "五一": 5, "劳动节": 5, "元旦": 3, "清明": 3, "端午": 3, "中秋": 3}
"""How many days the holiday lasts that begins on the feast; the first day back is the next working day."""

NAMES = tuple(
    sorted(
        {*FIXED, *_LUNAR_DAYS, *(name + "节" for name in _LUNAR_DAYS if name != "春节"), *_SAME}, key=len, reverse=True
    )
)


def days_of(name: str, year: int) -> list[date]:
    """The feast in the year before, this and the next, as far as known."""
    name = _SAME.get(name, name)
    lunar = _LUNAR_DAYS.get(name) or _LUNAR_DAYS.get(name.removesuffix("节"))
    if lunar is not None:
        return [day for day in lunar if abs(day.year - year) <= 1]
    month, day = FIXED[name]
    return [date(y, month, day) for y in (year - 1, year, year + 1)]


def holiday_length(name: str) -> int:
    """Days off from the feast on, itself included."""
    return LENGTHS.get(name) or LENGTHS.get(name.removesuffix("节"), 1)
