"""From when to when a digest is, what it is called, and with what it is compared."""

from dataclasses import dataclass
from datetime import date, timedelta

from storage.roster import Roster, TermDays

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Range:
    """Days from `start` to `end`, both in it; `name` is what one says for it in a question: 上周, 10月."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class Span(Range):
    """What a digest is about. `before`: the same length just before; `same`: the same school week of last term."""

    title: str
    before: Range | None = None
    same: Range | None = None

    @property
    def days(self) -> str:
        """11月16日至22日."""
        return f"{self.start.month}月{self.start.day}日至" + _end(self.start, self.end)

    @property
    def is_week(self) -> bool:
        """Is it one week?"""
        return self.end - self.start == WEEK - DAY


def week(roster: Roster, day: date, today: date) -> Span:
    """The week, Monday to Sunday, that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    this = today - timedelta(days=today.weekday())
    names = {this: ("本周", "上周"), this - WEEK: ("上周", "前一周")}
    name, before = names.get(monday, ("", "前一周"))
    term = roster.term(monday) or roster.term(monday + 4 * DAY)
    title = f"第{_number(term, monday)}周周报" if term else "周报"
    found = Span(name, monday, monday + WEEK - DAY, title, _week(before, monday - WEEK), _same(roster, term, monday))
    return found if name else _named(found)


def month(day: date) -> Span:
    """The month that holds `day`."""
    first, last = _month(day)
    start, end = _month(first - DAY)
    return Span(f"{first.month}月", first, last, f"{first.month}月月报", Range(f"{start.month}月", start, end))


def term(roster: Roster, term: TermDays, today: date) -> Span:
    """A whole term, compared with the one before it where the school has told of one."""
    last = _before(roster, term)
    before = Range("上学期", last.start, last.end) if last else None
    name = "本学期" if term.start <= today <= term.end else term.name
    return Span(name, term.start, term.end, f"{term.name}小结", before)


def of(roster: Roster, start: date, end: date, today: date) -> Span:
    """Any days; a week, a month or a term is one, other days are compared with nothing."""
    whole = next((one for one in roster.terms if (one.start, one.end) == (start, end)), None)
    if whole:
        return term(roster, whole, today)
    if (start, end) == _month(start):
        return month(start)
    if start.weekday() == 0 and end - start == WEEK - DAY:
        return week(roster, start, today)
    return _named(Span("", start, end, "小结"))


def _named(span: Span) -> Span:
    return Span(span.days, span.start, span.end, span.title, span.before, span.same)


def _end(start: date, end: date) -> str:
    return f"{end.day}日" if (start.year, start.month) == (end.year, end.month) else f"{end.month}月{end.day}日"


def _week(name: str, monday: date) -> Range:
    return Range(name, monday, monday + WEEK - DAY)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


def _number(term: TermDays, monday: date) -> int:
    return (monday - term.first_monday).days // 7 + 1


def _before(roster: Roster, term: TermDays) -> TermDays | None:
    return max((one for one in roster.terms if one.end < term.start), key=lambda one: one.end, default=None)


def _same(roster: Roster, term: TermDays | None, monday: date) -> Range | None:
    last = _before(roster, term) if term else None
    if term is None or last is None:
        return None
    there = last.first_monday + (monday - term.first_monday)
    return _week("上学期同周", there) if there <= last.end else None
