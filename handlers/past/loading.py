"""What a workbook would bring: new, known, wrong. The new comes in part by part, and goes as one batch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bot.language import NONE
from bot.message import Message
from handlers.kinds import BY_NAME, Kind
from handlers.past.reading import Line
from handlers.turn import Turn
from handlers.values import told
from storage import batches, records
from storage.records import Sought, Told
from storage.roster import Roster
from storage.session import Session
from storage.tables import Record

SAME = ("period", "class", "status")
"""Slots by which, beside the columns, two records of a day are told apart."""

COLUMNS = ("title", "stage", "award", "subject", "amount")


@dataclass(frozen=True)
class Entry:
    """A line that is ready to be kept."""

    line: Line
    told: Told


@dataclass(frozen=True)
class Plan:
    """What would happen; `known` are there already, or stand twice in the file."""

    new: tuple[Entry, ...]
    known: tuple[Line, ...]
    wrong: tuple[Line, ...]


def plan(session: Session, roster: Roster, lines: Sequence[Line], now: datetime) -> Plan:
    """Looks at each line beside what is there."""
    ready = [Entry(line, _told(session, roster, line, now)) for line in lines if not line.problems]
    there = _there(session, ready)
    new: list[Entry] = []
    known: list[Line] = []
    for entry in ready:
        key = _key(entry.told.kind, entry.told.columns, entry.told.slots, set(_owners(entry)))
        if key in there:
            known.append(entry.line)
        else:
            there.add(key)
            new.append(entry)
    return Plan(tuple(new), tuple(known), tuple(line for line in lines if line.problems))


def put(session: Session, roster: Roster, batch: str, file: str, part: Sequence[Entry], now: datetime) -> None:
    """Keeps a part of the new, told by whose it is, on the day of which it tells."""
    message = batches.put(session, batch, file, now)
    for position, entry in enumerate(part):
        at = datetime.combine(entry.told.columns["day"], time(12), roster.zone).astimezone(UTC)
        owner = entry.line.owners[0].id
        records.add(session, entry.told, said_by=owner, said_at=at, message=message, position=position)


def undo(session: Session, roster: Roster, batch: str, now: datetime) -> int:
    """Takes back whatever of the batch still stands; gives how many that were."""
    by = next((member for member in roster.present if "office" in member.roles), None)
    still = [record for record in batches.records(session, batch) if record.cancelled_at is None]
    for record in still:
        records.set_cancelled(session, record, by.id if by else record.said_by, now, cancelled=True)
    return len(still)


def _told(session: Session, roster: Roster, line: Line, now: datetime) -> Told:
    owner = line.owners[0]
    message = Message(batches.CHANNEL, line.place, "", "private", owner.name, "", now, addressed=False)
    turn = Turn(session, roster, message, 0, owner, NONE, Path())
    return told(turn, line.kind, line.values, said_by=owner)


def _owners(entry: Entry) -> Sequence[int]:
    return [member.id for member in entry.line.owners]


def _there(session: Session, ready: Sequence[Entry]) -> set[str]:
    """What is there of those kinds in those days."""
    found: set[str] = set()
    for kind in {entry.line.kind for entry in ready}:
        days = [entry.told.columns["day"] for entry in ready if entry.line.kind is kind]
        found |= _keys(session, kind, min(days), max(days))
    return found


def _keys(session: Session, kind: Kind, start: date, end: date) -> set[str]:
    rows = records.rows(session, Sought((kind.name,), start=start, end=end))
    owners: dict[int, list[int]] = {}
    for at in range(0, len(rows), 500):
        owners |= records.people_of(session, [row.number for row in rows[at : at + 500]], (kind.role,))
    return {_key(kind.name, _columns(row), row.slots, set(owners.get(row.number, ()))) for row in rows}


def _columns(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("day", *COLUMNS)}


def _key(kind: str, columns: Any, slots: Any, owners: set[int]) -> str:
    """Two records with one key tell of one thing."""
    has = {slot.name for slot in BY_NAME[kind].slots}
    told = [columns.get(name) for name in COLUMNS] + [slots.get(name) for name in SAME if name in has]
    return json.dumps([kind, str(columns["day"]), sorted(owners), told], ensure_ascii=False)
