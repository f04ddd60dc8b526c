"""When a deadline comes again: 每月25号, 隔周周三, 每学月. Never in the vacation."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from handlers.kinds.kind import WEEKDAYS
from storage.roster import Roster, TermDays
from storage.tables import Deadline

Every = Mapping[str, Any]

WEEKS_OF_SCHOOL_MONTH = 4
LONG = timedelta(days=400)
"""Within which something that comes again has come."""
_VACATION = (2, 7, 8)
"""Months in which there is no school, as far as no term is known."""


def first(roster: Roster, every: Every, after: date) -> date | None:
    """The first day on or after `after`, None where none is in sight."""
    return next(_days(roster, every, after), None)


def following(roster: Roster, deadline: Deadline) -> datetime | None:
    """When it is due after this time; None where it does not come again."""
    if not deadline.every:
        return None
    local = deadline.due_at.astimezone(roster.zone)
    moved_from = date.fromisoformat(deadline.every.get("after", date.min.isoformat()))
    day = first(roster, deadline.every, max(local.date(), moved_from) + timedelta(days=1))
    return datetime.combine(day, local.time(), roster.zone) if day else None


def again(roster: Roster, deadline: Deadline) -> Deadline | None:
    """The next one, still to be kept, which comes again in the place of this one; who has met this one stays known."""
    due_at = following(roster, deadline)
    if due_at is None:
        return None
    same = ("title", "whole_day", "audience", "counts", "every", "set_by", "channel", "conversation")
    coming = Deadline(**{name: getattr(deadline, name) for name in same}, due_at=due_at, set_at=deadline.due_at)
    deadline.every = None
    return coming


def previous(roster: Roster, deadline: Deadline) -> datetime | None:
    """When it was due before this time, had it been set by then; None where it does not come again."""
    if not deadline.every:
        return None
    local = deadline.due_at.astimezone(roster.zone)
    before = [day for day in _days(roster, deadline.every, local.date() - LONG, local.date()) if day < local.date()]
    return datetime.combine(before[-1], local.time(), roster.zone) if before else None


def shown_every(every: Every) -> str:
    """每月25号, 隔周周三, 每周五, 每学月."""
    if "day_of_month" in every:
        return f"每月{every['day_of_month']}号"
    if "weekday" in every:
        often = "隔周周" if every.get("weeks", 1) > 1 else "每周"
        return f"{often}{WEEKDAYS[every['weekday'] - 1]}"
    return "每学月"


def _days(roster: Roster, every: Every, start: date, end: date | None = None) -> Iterator[date]:
    """The days from `start` on which it is due, until `end` or as far as one looks ahead."""
    last = end or start + LONG
    for day in (start + timedelta(days=ahead) for ahead in range((last - start).days + 1)):
        if _falls_on(roster, every, day) and _school_is_on(roster, day):
            yield day


def _falls_on(roster: Roster, every: Every, day: date) -> bool:
    if "day_of_month" in every:
        return day.day == min(int(every["day_of_month"]), calendar.monthrange(day.year, day.month)[1])
    if "weekday" in every:
        begins = date.fromisoformat(every["from"]) if every.get("from") else day
        weeks = (_monday(day) - _monday(begins)).days // 7
        return day.isoweekday() == every["weekday"] and weeks % int(every.get("weeks") or 1) == 0
    return _ends_school_month(roster.term(day), day)


def _ends_school_month(term: TermDays | None, day: date) -> bool:
    """学月: four weeks of the term; its last Friday. The last of a term is cut short by the term's end."""
    if term is None or day.isoweekday() != 5:
        return False
    week = (day - term.first_monday).days // 7 + 1
    return week % WEEKS_OF_SCHOOL_MONTH == 0


def _school_is_on(roster: Roster, day: date) -> bool:
    """Within a term; after the last one that is known, in a month in which schools are not on vacation."""
    if roster.term(day):
        return True
    known = bool(roster.terms) and day <= max(term.end for term in roster.terms)
    return not known and day.month not in _VACATION


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
