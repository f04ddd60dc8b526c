"""A record that leaves something to be done makes a deadline of it, which goes the way of its record."""

from datetime import date, timedelta
from typing import Any

from handlers import due
from handlers.doubts import valid_day
from handlers.due.of_file import tending
from handlers.due.of_record import KEY, OWING, Owed, owed
from handlers.kinds import BY_NAME, Kind
from handlers.rights import OFFICE
from handlers.turn import Turn
from handlers.values import read
from storage import deadlines, records
from storage.tables import Deadline, Record

JUST_PASSED = timedelta(days=60)
SAID = "到时候提醒"
SAID_OF_A_BOOK = "前一天提醒"


def meant(kind: Kind, changes: dict[str, Any], today: date) -> dict[str, Any]:
    """改成12月3日 of a book lent, or of an article asked for: until when, unless that day has just passed."""
    if kind.name not in OWING or kind.slot("due") is None or "date" not in changes or "due" in changes:
        return changes
    day = valid_day(changes["date"])
    if day is None or today - JUST_PASSED <= day <= today:
        return changes
    ahead = day if day > today else valid_day(f"{day.year + 1}-{day:%m-%d}") or day
    return {**{name: value for name, value in changes.items() if name != "date"}, "due": ahead.isoformat()}


def keep(turn: Turn, record: Record) -> str:
    """Makes, moves or calls off what the record, as it stands now, leaves to be done; says that one is reminded."""
    kind = BY_NAME[record.kind]
    if kind.name not in OWING:
        return ""
    wanted = owed(turn.roster.words, kind.name, read(kind, record)) if record.cancelled_at is None else []
    there = {str(row.key): row for row in deadlines.keyed(turn.session, f"{KEY}{record.number}:")}
    parts = records.parts(turn.session, record.number) if wanted else {}
    people = [turn.roster.people[person].name for person in parts.get(kind.role, ())]
    for at, one in enumerate(wanted):
        key = f"{KEY}{record.number}:{at}"
        row: Deadline | None = there.pop(key, None)
        _put(turn, row or deadlines.put(turn.session, _row(turn, key, one)), one, people)
    for row in there.values():
        row.cancelled_at = row.cancelled_at or turn.now
    return (SAID_OF_A_BOOK if kind.name == "loan" else SAID) if wanted else ""


def _put(turn: Turn, row: Deadline, one: Owed, people: list[str]) -> None:
    at, whole_day = due.due_at(turn.roster, one.due)
    if (row.title, row.due_at, row.cancelled_at) != (one.title, at, None):
        row.next_step_at = turn.now if at > turn.now else None
    row.title, row.counts, row.audience = one.title, one.counts, {"people": people}
    row.due_at, row.whole_day, row.cancelled_at = at, whole_day, None


def _row(turn: Turn, key: str, one: Owed) -> Deadline:
    """Tended by who told it, where that is somebody of the office."""
    at, whole_day = due.due_at(turn.roster, one.due)
    setter = turn.person if turn.person.roles & OFFICE else tending(turn.roster)
    return Deadline(
        title=one.title, due_at=at, whole_day=whole_day, audience={}, counts=one.counts, every=None,
        set_by=setter.id, set_at=turn.now, channel=None, conversation=None,
        next_step_at=turn.now if at > turn.now else None, cancelled_at=None, key=key,
    )  # fmt: skip
