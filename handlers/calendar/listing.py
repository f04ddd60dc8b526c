"""这周教科室有什么事: the calendar's lines of that time, and what is due."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.message import Reply
from handlers import due
from handlers.calendar.shown import days, line
from handlers.deadlines.listing import TENDS
from handlers.query import in_private_when_long
from handlers.turn import Turn
from storage import calendar, deadlines
from storage.tables import Deadline

WEEK = timedelta(days=6)
UNSAID = timedelta(days=13)
"""How far one looks ahead from Monday where no time was said."""


def list_(turn: Turn) -> Sequence[Reply]:
    """In their order; what takes more than a week, or than the time that is asked about, comes last."""
    first, last = _range(turn)
    due_then = [one for one in _due(turn, first, last) if _concerns(turn, one)]
    known = {one.id for one in due_then}
    lines = [
        ((entry.end - entry.start > min(last - first, WEEK)), max(entry.start, first), line(entry))
        for entry in calendar.between(turn.session, first, last)
        if entry.deadline_id is None or entry.deadline_id not in known
    ]
    lines += [(False, turn.roster.local_day(one.due_at), _shown(turn, one)) for one in due_then]
    headline = f"{days(first, last)}的安排"
    if not lines:
        return [Reply(f"{days(first, last)}还没有安排")]
    return in_private_when_long(turn, headline, [text for *_, text in sorted(lines, key=lambda row: row[:2])])


def _range(turn: Turn) -> tuple[date, date]:
    said = turn.slot("range")
    if said:
        return date.fromisoformat(said["start"]), date.fromisoformat(said["end"])
    monday = turn.today - timedelta(days=turn.today.weekday())
    return monday, monday + UNSAID


def _due(turn: Turn, first: date, last: date) -> list[Deadline]:
    """Those of the file, too, of which nobody has spoken yet."""
    start = datetime.combine(first, time.min, turn.roster.zone)
    end = datetime.combine(last + timedelta(days=1), time.min, turn.roster.zone)
    of_file = [one for one in due.live(turn.session, turn.roster, turn.now) if one.id is None]
    return deadlines.due_between(turn.session, start, end) + [one for one in of_file if start <= one.due_at < end]


def _concerns(turn: Turn, deadline: Deadline) -> bool:
    bound = any(member.id == turn.person.id for member in due.bound(turn.roster, deadline))
    if due.is_of_record(deadline):
        return bound and not turn.in_group
    return bound or due.is_of_file(deadline) or bool(turn.person.roles & TENDS)


def _shown(turn: Turn, deadline: Deadline) -> str:
    return f"{due.by(turn.roster, deadline)} 截止：{deadline.title}"
