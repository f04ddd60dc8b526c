"""What an absence takes off what is owed."""

from collections.abc import Iterable
from datetime import date

from handlers.kinds.kind import show_day
from storage.roster import Away, Member, Roster

Days = tuple[date, date]


def of(roster: Roster, member: Member, within: Days) -> list[Away]:
    """The member's absences of which a day lies in that time."""
    first, last = within
    return [
        one
        for one in roster.away
        if one.person == member.id and one.start <= last and (one.end is None or one.end >= first)
    ]


def reduced(roster: Roster, member: Member, asked: int, within: Days) -> int:
    """What is left of it: nothing after half of the time or more; else less in proportion, in favour of the member."""
    gone, whole = days_gone(of(roster, member, within), within), _length(within)
    if 2 * gone >= whole:
        return 0
    return asked - -(-asked * gone // whole)


def days_gone(away: Iterable[Away], within: Days) -> int:
    """On how many days of that time, each counted once."""
    first, last = within
    gone: set[int] = set()
    for one in away:
        start, end = max(one.start, first), min(one.end or last, last)
        gone |= set(range(start.toordinal(), end.toordinal() + 1))
    return len(gone)


def shown(one: Away) -> str:
    """产假 9月1日 周二起."""
    return f"{one.reason} {show_day(one.start)}" + (f"至{show_day(one.end)}" if one.end else "起")


def _length(within: Days) -> int:
    return (within[1] - within[0]).days + 1
