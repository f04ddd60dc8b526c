"""Who has met a deadline: by word, or by a record of the kind that it counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from handlers.due.audience import bound
from handlers.due.recurring import previous
from handlers.kinds import BY_NAME
from storage import deadlines, records
from storage.records import Sought, Told
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Deadline, Record


def met(session: Session, roster: Roster, deadline: Deadline) -> set[int]:
    """Ids of those who have met it, bound or not."""
    begun = since(roster, deadline)
    said = deadlines.done(session, deadline.id, begun if deadline.every else None)
    return said | (_recorded(session, roster, deadline.counts, begun) if deadline.counts else set())


def waiting(session: Session, roster: Roster, deadline: Deadline) -> list[Member]:
    """Those whom it binds and who have not met it."""
    done = met(session, roster, deadline)
    return [member for member in bound(roster, deadline) if member.id not in done]


def since(roster: Roster, deadline: Deadline) -> datetime:
    """From when on what is told counts: since it was last due, or was set; `counts` may say an earlier time."""
    said = (deadline.counts or {}).get("since")
    begun = datetime.fromisoformat(said) if said else deadline.set_at
    return previous(roster, deadline) or begun


def fulfilled(found: Iterable[Deadline], told: Told) -> list[Deadline]:
    """Those of them that what is told meets."""
    return [deadline for deadline in found if deadline.counts and _fulfils(told, deadline.counts)]


def _fulfils(told: Told, counted: Mapping[str, Any]) -> bool:
    if told.kind != counted["kind"]:
        return False
    columns, slots = _filters(counted)
    values = [(told.columns.get(name), wanted) for name, wanted in columns.items()]
    values += [(told.slots.get(name), wanted) for name, wanted in slots.items()]
    return all(value in (wanted if isinstance(wanted, tuple) else (wanted,)) for value, wanted in values)


def _recorded(session: Session, roster: Roster, counted: Mapping[str, Any], begun: datetime) -> set[int]:
    kind = BY_NAME[counted["kind"]]
    columns, slots = _filters(counted)
    sought = Sought((kind.name,), None, (kind.role,), columns=columns, slots=slots, told_since=begun)
    found = set(records.totals(session, sought))
    if kind.name == "project":
        found |= _of_projects(roster, records.rows(session, sought))
    return found


def _of_projects(roster: Roster, rows: list[Record]) -> set[int]:
    """Who told it, and who leads the project by the school's own words: one tells for all."""
    leaders = {project["title"]: project.get("leader") for project in roster.words.get("projects", ())}
    named = (roster.by_name.get(leaders.get(row.title or "") or "") for row in rows)
    return {row.said_by for row in rows} | {member.id for member in named if member}


def _filters(counted: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values by which records are sought, as columns and as slots."""
    kind = BY_NAME[counted["kind"]]
    columns, slots = {}, {}
    for name, value in counted.items():
        if name in ("kind", "since"):
            continue
        slot = kind.slot("kind" if name == "sort" else name)
        if slot and slot.column:
            columns[slot.column] = value
        else:
            slots[slot.name if slot else name] = tuple(value) if isinstance(value, list) else value
    return columns, slots
