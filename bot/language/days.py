"""Which day or days an expression means, seen from the day on which it was said."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.feasts import days_of, first_workday
from bot.language.school import Term

Days = tuple[date, date]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class When:
    """A form of the closed list with its numbers, whose meaning its rule tells; `ends` are those of a stretch."""

    form: str
    a: int | None = None
    b: int | None = None
    c: int | None = None
    name: str = ""
    ends: tuple["When", ...] = ()


@dataclass(frozen=True)
class Now:
    """The day of a message, the school's terms, and whether days lie in the past (reports) or ahead (plans)."""

    today: date
    terms: tuple[Term, ...] = ()
    past: bool = True


class ImpossibleDay(ValueError):
    """A day that no calendar has; its text is the ISO form of what was said."""


def resolve(when: When, now: Now) -> Days:
    """First and last day of `when`. Raises ImpossibleDay for 2月30日."""
    return _RULES[when.form](when, now)


def iso_day(when: When, now: Now) -> str:
    """The day as an ISO string, also where it is impossible."""
    try:
        return resolve(when, now)[0].isoformat()
    except ImpossibleDay as error:
        return str(error)


def week_of(day: date) -> Days:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(year: int, month: int) -> Days:
    """The whole month; months beyond 1…12 run on into the neighbouring years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def term_at(now: Now, shift: int = 0) -> Term | None:
    """The term of today (in holidays the one before), or its neighbour."""
    begun = [index for index, term in enumerate(now.terms) if term.start <= now.today]
    index = (begun[-1] if begun else 0) + shift
    return now.terms[index] if 0 <= index < len(now.terms) else None


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDay(f"{year:04}-{month:02}-{day:02}") from None


def _one(day: date) -> Days:
    return day, day


def _offset(when: When, now: Now) -> Days:
    return _one(now.today + timedelta(days=when.a or 0))


def _weekday(when: When, now: Now) -> Days:
    """a: weeks from this one or None when bare; b: 1…7."""
    monday = week_of(now.today)[0]
    day = monday + timedelta(days=(when.b or 1) - 1)
    if when.a is not None:
        return _one(day + timedelta(weeks=when.a))
    if now.past and day > now.today:
        day -= timedelta(weeks=1)
    if not now.past and day < now.today:
        day += timedelta(weeks=1)
    return _one(day)


def _week(when: When, now: Now) -> Days:
    first, last = week_of(now.today + timedelta(weeks=when.a or 0))
    return first, last


def _weekend(when: When, now: Now) -> Days:
    sunday = week_of(now.today + timedelta(weeks=when.a or 0))[1]
    return sunday - DAY, sunday


def _school_week(when: When, now: Now) -> Days:
    term = term_at(now)
    monday = (term.first_monday if term else week_of(now.today)[0]) + timedelta(weeks=(when.a or 1) - 1)
    return (monday, monday + timedelta(days=6)) if when.b is None else _one(monday + timedelta(days=when.b - 1))


def _day(when: When, now: Now) -> Days:
    """a: year or None; b: month; c: day; an end tells the year (今年, 去年)."""
    month, day = when.b or 1, when.c or 1
    if when.a is not None or when.ends:
        return _one(_make(_told_year(when, now), month, day))
    year = now.today.year
    if day > _longest(month):
        return _one(_make(year, month, day))
    this = (month, day)
    today = (now.today.month, now.today.day)
    if now.past and this > today:
        year -= 1
    if not now.past and this < today:
        year += 1
    return _one(_make(year, month, day))


def _longest(month: int) -> int:
    return calendar.monthrange(2000, month)[1] if 1 <= month <= 12 else 0


def _told_year(when: When, now: Now) -> int:
    return when.a or resolve(when.ends[0], now)[0].year


def _month_day(when: When, now: Now) -> Days:
    """a: months from this one or None; c: day. A bare 31号 is of the nearest month that has one."""
    shift, day = when.a, when.c or 1
    if shift is None:
        step = -1 if now.past else 1
        shift = step if (day - now.today.day) * step < 0 else 0
        while month_of(now.today.year, now.today.month + shift)[1].day < day:
            shift += step
    first = month_of(now.today.year, now.today.month + shift)[0]
    return _one(_make(first.year, first.month, day))


def _month(when: When, now: Now) -> Days:
    """a: year or None; b: month. Without a year the last such month, or the next when plans are told."""
    month = when.b or 1
    if when.a is not None or when.ends:
        return month_of(_told_year(when, now), month)
    if now.past:
        return month_of(now.today.year - (month > now.today.month), month)
    return month_of(now.today.year + (month < now.today.month), month)


def _months(when: When, now: Now) -> Days:
    return month_of(now.today.year, now.today.month + (when.a or 0))


def _part_of_month(when: When, now: Now) -> Days:
    """a, b: first and last day, of the month in `ends`."""
    first, last = resolve(when.ends[0], now)
    return first.replace(day=when.a or 1), first.replace(day=min(when.b or 31, last.day))


def _month_end(when: When, now: Now) -> Days:
    return _one((_month(when, now) if when.b else _months(when, now))[1])


def _year(when: When, now: Now) -> Days:
    year = when.b or now.today.year + (when.a or 0)
    return date(year, 1, 1), date(year, 12, 31)


def _half_year(when: When, now: Now) -> Days:
    year, half = now.today.year + (when.a or 0), when.b
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def _term(when: When, now: Now) -> Days:
    if when.name:
        named = [term for term in now.terms if term.name == when.name]
        return (named[0].start, named[0].end) if named else _guessed(when)
    term = term_at(now, when.a or 0)
    return (term.start, term.end) if term else _year(When("year", 0), now)


def _guessed(when: When) -> Days:
    year, half = when.b or 2000, when.c
    return (date(year, 9, 1), date(year + 1, 1, 31)) if half == 1 else (date(year + 1, 2, 1), date(year + 1, 7, 10))


def _school_year(when: When, now: Now) -> Days:
    begins = now.today.year - (now.today.month < 8) + (when.a or 0)
    inside = [term for term in now.terms if date(begins, 8, 1) <= term.start < date(begins + 1, 8, 1)]
    return (inside[0].start, inside[-1].end) if inside else (date(begins, 9, 1), date(begins + 1, 8, 31))


def _last(when: When, now: Now) -> Days:
    """a: how many; name: 天 周 月 年. Both ends count, the last is today."""
    count = when.a or 1
    if when.name in ("天", "周"):
        return now.today - timedelta(days=count * (7 if when.name == "周" else 1) - 1), now.today
    months = count * (12 if when.name == "年" else 1)
    first, last = month_of(now.today.year, now.today.month - months)
    return min(first + timedelta(days=now.today.day - 1), last) + DAY, now.today


def _since(when: When, now: Now) -> Days:
    if when.ends:
        return resolve(when.ends[0], now)[0], now.today
    term = term_at(now)
    return (term.start if term else now.today), now.today


def _between(when: When, now: Now) -> Days:
    first = resolve(when.ends[0], now)
    second = when.ends[1]
    bare = second.form in _BARE and second.a is None and not second.ends
    last = resolve(second, Now(first[0], now.terms, past=False) if bare else now)
    return (first[0], last[1]) if first[0] <= last[1] else (first[0].replace(year=last[1].year), last[1])


def _feast(when: When, now: Now) -> Days:
    """b: days before (negative) or after; c: 1 when the first working day after the holiday is meant."""
    year = _told_year(when, now) if when.ends else now.today.year
    feasts = [d for d in days_of(when.name, year) if not when.ends or d.year == year] or [now.today]
    days = [first_workday(d, when.name) if when.c else d + timedelta(days=when.b or 0) for d in feasts]
    before, after = [d for d in days if d <= now.today], [d for d in days if d >= now.today]
    return _one((before or days)[-1] if now.past else (after or days)[0])


_BARE = ("day", "month_day", "month", "weekday")
_RULES: dict[str, Callable[[When, Now], Days]] = {
    "offset": _offset, "weekday": _weekday, "week": _week, "weekend": _weekend, "school_week": _school_week,
    "day": _day, "month_day": _month_day, "month": _month, "months": _months, "month_end": _month_end, "year": _year,
    "half_year": _half_year, "term": _term, "school_year": _school_year, "last": _last, "since": _since,
    "between": _between, "part_of_month": _part_of_month, "feast": _feast,
}  # fmt: skip
