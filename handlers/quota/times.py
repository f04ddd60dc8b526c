"""The times in which something is owed: a term, its weeks and months, a school year."""

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.quota.bound import YEAR_BEGINS
from storage.roster import Roster, TermDays

Days = tuple[date, date]

DAY = timedelta(days=1)
WEEKS = {"week": 1, "fortnight": 2, "school_month": 4}
"""Times that are weeks of the term, counted from its first Monday."""
MONTHS = {"month": 1, "two_months": 2}
"""Times that are months, counted from that in which the term begins."""
NAMES = {
    "term": "本学期", "week": "本周", "fortnight": "这两周", "month": "本月", "school_month": "本学月",
    "two_months": "这两个月", "school_year": "本学年", "year": "今年",
}  # fmt: skip


def now(per: str, term: TermDays, day: date) -> Days:
    """The time in which that day lies; the term's last one after its end."""
    if per == "school_year":
        begins = date(term.start.year - (term.start.month < YEAR_BEGINS), YEAR_BEGINS, 1)
        return begins, begins.replace(year=begins.year + 1) - DAY
    if per == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if per == "term":
        return term.start, term.end
    day = min(max(day, term.start), term.end)
    return next(time for time in _all(per, term) if time[1] >= day)


def before(per: str, roster: Roster, term: TermDays, day: date) -> list[Days]:
    """Those of the term that are over, without vacations."""
    if per not in WEEKS and per not in MONTHS:
        return []
    return [time for time in _all(per, term) if time[1] < day and not _vacation(roster, time)]


def _all(per: str, term: TermDays) -> Iterator[Days]:
    first = term.first_monday if per in WEEKS else term.start.replace(day=1)
    while first <= term.end:
        following = first + timedelta(weeks=WEEKS[per]) if per in WEEKS else _later(first, MONTHS[per])
        yield max(first, term.start), min(following - DAY, term.end)
        first = following


def _later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _vacation(roster: Roster, time: Days) -> bool:
    first, last = (day.isoformat() for day in time)
    return any(one["start"] <= first and last <= one["end"] for one in roster.words.get("vacations", ()))
