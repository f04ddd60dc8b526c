"""Values of the contract ⇄ rows: which slot is a column, which a person's part, which the kind keeps for itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.kinds.kind import Kind
from handlers.turn import Turn
from storage.records import Told
from storage.roster import Member
from storage.tables import Record

Values = Mapping[str, Any]


def told(turn: Turn, kind: Kind, values: Values, *, activity_id: int | None = None, said_by: Member) -> Told:
    """The row for these values; what was not said about whose it is falls to `said_by`, and the day is today."""
    columns: dict[str, Any] = {slot.column: None for slot in kind.slots if slot.column}
    columns["amount"] = 1
    columns["day"] = turn.today
    slots: dict[str, Any] = {}
    for name, value in values.items():
        slot = kind.slot(name)
        if slot and slot.column:
            columns[slot.column] = date.fromisoformat(value) if slot.column == "day" else value
        else:
            slots[slot.name if slot else name] = value
    return Told(kind.name, columns, slots, _parts(turn, kind, values, said_by), activity_id)


def read(kind: Kind, record: Record) -> dict[str, Any]:
    """What a record says, as values of the contract; an amount of one is no count."""
    values = dict(record.slots)
    for slot in kind.slots:
        value = getattr(record, slot.column) if slot.column else None
        if value is not None and not (slot.column == "amount" and value == 1):
            values[slot.name] = value.isoformat() if slot.column == "day" else value
    return values


def names(value: Any) -> list[str]:
    """The persons of a slot, one or a list."""
    return list(value) if isinstance(value, list) else [value]


def _parts(turn: Turn, kind: Kind, values: Values, said_by: Member) -> dict[str, list[int]]:
    parts: dict[str, list[int]] = {}
    for slot in kind.slots:
        if slot.role and values.get(slot.name):
            known = (turn.roster.by_name.get(name) for name in names(values[slot.name]))
            parts[slot.role] = [member.id for member in known if member]
    own = next((slot.name for slot in kind.slots if slot.role == kind.role), None)
    if own is None or not values.get(own):
        parts[kind.role] = [said_by.id]
    return parts
