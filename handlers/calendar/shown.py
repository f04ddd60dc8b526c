"""How a line of the calendar is said."""

import calendar
from datetime import date

from handlers.kinds.kind import show_day
from storage.tables import Entry

GUESS = "（猜）"


def days(start: date, end: date) -> str:
    """9月10日 周四, 9月1日至10日, 9月内."""
    if start == end:
        return show_day(start)
    if (start.year, start.month) != (end.year, end.month):
        return f"{start.month}月{start.day}日至{end.month}月{end.day}日"
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return f"{start.month}月内"
    return f"{start.month}月{start.day}日至{end.day}日"


def line(entry: Entry) -> str:
    """3. 9月10日 周四 教研组长会; without its number in what everybody reads."""
    return f"{days(entry.start, entry.end)}{GUESS if entry.guessed else ''} {entry.text}"
