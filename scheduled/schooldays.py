"""When one may be spoken to unasked: on school days, by the state's calendar of holidays and the school's own days."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from chinese_calendar import is_workday

from bot.language.lunar import clear_and_bright, lunar
from storage.roster import Roster

OPENS, CLOSES = time(7, 30), time(20, 30)
"""Sending hours, in the school's zone."""

LONGEST_VACATION = 120
"""Days that are looked through for a day of school."""

_SHARP = (0, 30)
"""Minutes at which every machine speaks, and this one never does."""


def is_school_day(roster: Roster, day: date) -> bool:
    """Is there school? The school's own `school_days` and `vacations` go first, then its terms, then the state.

    Days between two known terms are vacation. After the last one nothing is known of terms, and weekdays are days of
    school: a school that has not yet told its new term is not left without its reminders.
    """
    if day.isoformat() in roster.words.get("school_days", ()):
        return True
    if any(one["start"] <= day.isoformat() <= one["end"] for one in roster.words.get("vacations", ())):
        return False
    return not _between_terms(roster, day) and _is_workday(day)


def is_known(day: date) -> bool:
    """Does the calendar of holidays hold that year? Where it does not, only festivals fixed by law are known."""
    return _by_the_state(day) is not None


def last_school_day(roster: Roster, day: date) -> date:
    """That day, or the nearest before it on which there is school."""
    back = (day - timedelta(days=days) for days in range(LONGEST_VACATION))
    return next((one for one in back if is_school_day(roster, one)), day)


def next_sending(roster: Roster, at: datetime) -> datetime:
    """That moment, if it lies in sending hours on a school day, else when these begin next."""
    local = at.astimezone(roster.zone)
    if is_school_day(roster, local.date()) and OPENS <= local.time() < CLOSES:
        return at
    begins = local.date() + timedelta(days=local.time() >= OPENS)
    ahead = (begins + timedelta(days=days) for days in range(LONGEST_VACATION))
    day = next((one for one in ahead if is_school_day(roster, one)), begins)
    return datetime.combine(day, OPENS, roster.zone)


def spread(start: datetime, end: datetime, *seed: object) -> datetime:
    """A moment between the two that is always the same for `seed`, never in the minutes :00 and :30."""
    drawn = int.from_bytes(sha256(repr(seed).encode()).digest()[:4], "big")
    minute = start + timedelta(minutes=1 + drawn % max(1, int((end - start).total_seconds()) // 60 - 2))
    return not_sharp(minute.replace(second=5 + minute.minute * 7 % 45, microsecond=0))


def not_sharp(at: datetime) -> datetime:
    """A minute later in the minutes :00 and :30. Zones are whole half hours away from UTC."""
    return at + timedelta(minutes=at.minute in _SHARP)


def _between_terms(roster: Roster, day: date) -> bool:
    return any(one.end < day < other.start for one, other in pairwise(roster.terms))


def _is_workday(day: date) -> bool:
    known = _by_the_state(day)
    return known if known is not None else day.weekday() < 5 and day not in _festivals(day.year)


@lru_cache(maxsize=2000)
def _by_the_state(day: date) -> bool | None:
    """With 调休; None for a year that the library does not hold."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


@lru_cache(maxsize=20)
def _festivals(year: int) -> frozenset[date]:
    """The days that are free by law every year: 全国年节及纪念日放假办法, as of 2025."""
    fixed = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
    spring = lunar(year, 1, 1)
    moon = [lunar(year, 5, 5), lunar(year, 8, 15)]
    moon += [spring + timedelta(days=days) for days in (-1, 0, 1, 2)] if spring else []
    return frozenset([date(year, *one) for one in fixed] + [clear_and_bright(year)] + [day for day in moon if day])
