"""A record that leaves something to be done makes a deadline of it, which goes the way of its record."""

from handlers import due
from handlers.due.of_file import tending
from handlers.due.of_record import KEY, OWING, Owed, owed
from handlers.kinds import BY_NAME
from handlers.rights import OFFICE
from handlers.turn import Turn
from handlers.values import read
from storage import deadlines, records
from storage.tables import Deadline, Record

SAID = "到时候提醒"
SAID_OF_A_BOOK = "前一天提醒"


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
