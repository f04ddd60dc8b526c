"""Records: written, changed, cancelled and restored with their history, counted and listed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, or_, select

from storage.session import Session, enter
from storage.tables import Change, Heard, Participant, Record

Parts = Mapping[str, Iterable[int]]
"""Role → ids of the people who had it."""


@dataclass(frozen=True)
class Told:
    """One thing told, ready to be kept. `columns` are columns of the table, `slots` the kind's other slots."""

    kind: str
    columns: Mapping[str, Any]
    slots: Mapping[str, Any]
    parts: Parts
    activity_id: int | None = None


@dataclass(frozen=True)
class Sought:
    """Which records a question is about. Empty means no condition; a day range holds both its ends.

    A record counts for `people` when one of them has one of `roles` in it. A slot may be one of several values, None
    among them for an absent one; one that ends with % is the beginning of it. `named` is part of the title.
    `taught`: in lessons of these people. `by_title`: records of one title count once. `told_since`: whatever their day.
    """

    kinds: tuple[str, ...] = ()
    people: tuple[int, ...] | None = None
    roles: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    slots: Mapping[str, Any] = field(default_factory=dict)
    named: str | None = None
    activity_id: int | None = None
    taught: tuple[int, ...] = ()
    by_title: bool = False
    told_since: datetime | None = None


@dataclass(frozen=True)
class Counted:
    """A record as it counts for its owner; records of one `work` count once. Of nobody in particular `owner` is 0."""

    owner: int
    number: int
    day: date
    work: str | int
    amount: int


def add(session: Session, told: Told, *, said_by: int, said_at: datetime, message: int, position: int) -> Record:
    """Keeps it; the record has its number when this returns."""
    record = Record(
        kind=told.kind,
        slots=dict(told.slots),
        activity_id=told.activity_id,
        said_by=said_by,
        said_at=said_at,
        message=message,
        position=position,
        **told.columns,
    )
    enter(session, record)
    _take_part(session, record.number, told.parts)
    return record


def find(session: Session, number: int) -> Record | None:
    """The record with that number, cancelled or not."""
    return session.scalars(select(Record).where(Record.number == number)).one_or_none()


def parts(session: Session, number: int) -> dict[str, list[int]]:
    """Who had which role in it."""
    found: dict[str, list[int]] = {}
    for row in session.scalars(select(Participant).where(Participant.number == number)):
        found.setdefault(row.role, []).append(row.person_id)
    return found


def of_message(session: Session, message: int) -> list[Record]:
    """The records that a message told, in its order."""
    return list(session.scalars(select(Record).where(Record.message == message).order_by(Record.position)))


_LOADED = select(Heard.id).where(Heard.channel == "records")
"""What came in by a file, see `storage.batches`: nobody means it by what they said last."""


def last_told(session: Session, person_id: int) -> list[Record]:
    """What the person told last and has not taken back: one message may have told several."""
    last = session.scalars(
        select(Record)
        .where(Record.said_by == person_id, Record.cancelled_at.is_(None), Record.message.not_in(_LOADED))
        .order_by(Record.number.desc())
        .limit(1)
    ).one_or_none()
    return [row for row in of_message(session, last.message) if row.cancelled_at is None] if last else []


def told_by(session: Session, person_id: int, most: int = 200) -> list[Record]:
    """What the person told, taken back or not, the newest first."""
    statement = select(Record).where(Record.said_by == person_id).order_by(Record.number.desc()).limit(most)
    return list(session.scalars(statement))


def last_cancelled(session: Session, person_id: int) -> list[Record]:
    """What the person took back last, if it is still taken back."""
    at = session.scalars(
        select(func.max(Change.at)).where(Change.by == person_id, Change.action == "cancelled")
    ).one_or_none()
    numbers = select(Change.number).where(Change.by == person_id, Change.action == "cancelled", Change.at == at)
    rows = session.scalars(select(Record).where(Record.number.in_(numbers)).order_by(Record.number))
    return [row for row in rows if row.cancelled_at is not None]


_AS_WRITTEN = {"autoflush": False}
"""Asked before the message's own rows are written, so that these are written together."""

_SAME = select(Record).where(
    Record.said_by == bindparam("said_by"),
    Record.kind == bindparam("kind"),
    Record.day == bindparam("day"),
    Record.title.is_not_distinct_from(bindparam("title")),
    Record.said_at >= bindparam("since"),
    Record.cancelled_at.is_(None),
)


def same(session: Session, told: Told, said_by: int, since: datetime) -> Record | None:
    """The record of the same facts that the person told since then, and has not taken back."""
    where: dict[str, Any] = {"said_by": said_by, "kind": told.kind, "day": told.columns["day"], "since": since}
    where["title"] = told.columns.get("title")
    for record in session.scalars(_SAME, where, execution_options=_AS_WRITTEN):
        facts = {name: getattr(record, name) for name in told.columns}
        if record.slots == told.slots and facts == told.columns:
            return record
    return None


def set_cancelled(session: Session, record: Record, by: int, at: datetime, *, cancelled: bool) -> None:
    """Takes the record back, or restores it; either goes into its history."""
    record.cancelled_at = at if cancelled else None
    _note(session, record.number, by, at, "cancelled" if cancelled else "restored", {}, {})


def change(
    session: Session, record: Record, told: Told, by: int, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Puts other values into the record; `before` and `after` are what its history shows."""
    for column, value in told.columns.items():
        setattr(record, column, value)
    record.slots = dict(told.slots)
    record.activity_id = told.activity_id
    session.execute(delete(Participant).where(Participant.number == record.number))
    _take_part(session, record.number, told.parts)
    _note(session, record.number, by, at, "changed", before, after)


def history(session: Session, number: int) -> list[Change]:
    """What happened to the record after it was told, oldest first."""
    return list(session.scalars(select(Change).where(Change.number == number).order_by(Change.id)))


def total(session: Session, sought: Sought) -> int:
    """How many: the sum of amounts, each record, or each title, once."""
    if sought.by_title:
        works = session.scalars(_matching(select(Record), sought))
        return sum({work.title or work.number: work.amount for work in works}.values())
    return int(session.scalars(_matching(select(func.coalesce(func.sum(Record.amount), 0)), sought)).one())


_DONE = (
    select(func.coalesce(func.sum(Record.amount), 0))
    .join(Participant, Participant.number == Record.number)
    .where(
        Participant.person_id == bindparam("person"),
        Participant.role == bindparam("role"),
        Record.kind == bindparam("kind"),
        Record.day >= bindparam("start"),
        Record.day <= bindparam("end"),
        Record.cancelled_at.is_(None),
    )
)


def done(session: Session, kind: str, person_id: int, role: str, start: date, end: date) -> int:
    """How many of a kind count for one person from day to day: what every confirmation asks."""
    where = {"kind": kind, "person": person_id, "role": role, "start": start, "end": end}
    return int(session.scalars(_DONE, where).one())


def kinds_between(session: Session, start: date | None, end: date) -> set[str]:
    """Of which kinds anything is told of these days."""
    told = select(Record.kind).where(Record.cancelled_at.is_(None), Record.day <= end).distinct()
    return set(session.scalars(told.where(Record.day >= start) if start else told))


def totals(session: Session, sought: Sought) -> dict[int, int]:
    """How many for each person; those with none are left out."""
    if sought.by_title:
        return _works(session, sought)
    statement = select(Participant.person_id, func.sum(Record.amount)).join(
        Participant, Participant.number == Record.number
    )
    statement = statement.where(*_conditions(sought), *_part(sought)).group_by(Participant.person_id)
    return {person: int(amount) for person, amount in session.execute(statement)}


def _works(session: Session, sought: Sought) -> dict[int, int]:
    statement = select(Participant.person_id, Record.title, Record.number, Record.amount).join(
        Participant, Participant.number == Record.number
    )
    found: dict[int, dict[str | int, int]] = {}
    for person, title, number, amount in session.execute(statement.where(*_conditions(sought), *_part(sought))):
        found.setdefault(person, {})[title or number] = amount
    return {person: sum(works.values()) for person, works in found.items()}


def counted(session: Session, sought: Sought) -> list[Counted]:
    """What counts, for each of the people."""
    statement = select(Participant.person_id, Record.number, Record.day, Record.title, Record.amount).join(
        Participant, Participant.number == Record.number
    )
    found = session.execute(statement.where(*_conditions(sought), *_part(sought)))
    return [_counted(sought, *row) for row in found]


def counted_for_all(session: Session, sought: Sought) -> list[Counted]:
    """The same, each record once, whosever it is."""
    return [_counted(sought, 0, row.number, row.day, row.title, row.amount) for row in rows(session, sought)]


def _counted(sought: Sought, owner: int, number: int, day: date, title: str | None, amount: int) -> Counted:
    return Counted(owner, number, day, (title if sought.by_title else None) or number, amount)


def rows(session: Session, sought: Sought) -> list[Record]:
    """The records themselves, by day and number."""
    return list(session.scalars(_matching(select(Record), sought).order_by(Record.day, Record.number)))


def people_of(session: Session, numbers: Iterable[int], roles: tuple[str, ...]) -> dict[int, list[int]]:
    """For each record, who had one of the roles in it."""
    found: dict[int, list[int]] = {}
    statement = select(Participant).where(Participant.number.in_(list(numbers)), Participant.role.in_(roles))
    for row in session.scalars(statement.order_by(Participant.number, Participant.person_id)):
        found.setdefault(row.number, []).append(row.person_id)
    return found


def _matching(statement: Select[Any], sought: Sought) -> Select[Any]:
    statement = statement.where(*_conditions(sought))
    if sought.people is None:
        return statement
    mine = select(Participant.number).where(*_part(sought))
    return statement.where(Record.number.in_(mine))


def _part(sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Participant.role.in_(sought.roles)]
    if sought.people is not None:
        conditions.append(Participant.person_id.in_(sought.people))
    return conditions


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Record.cancelled_at.is_(None)]
    if sought.kinds:
        conditions.append(Record.kind.in_(sought.kinds))
    if sought.start:
        conditions.append(Record.day >= sought.start)
    if sought.end:
        conditions.append(Record.day <= sought.end)
    if sought.told_since:
        conditions.append(Record.said_at >= sought.told_since)
    if sought.activity_id is not None:
        conditions.append(Record.activity_id == sought.activity_id)
    conditions += [_column(name, value) for name, value in sought.columns.items()]
    if sought.taught:
        theirs = select(Participant.number).where(
            Participant.role == "taught", Participant.person_id.in_(sought.taught)
        )
        conditions.append(Record.number.in_(theirs))
    if sought.named:
        conditions.append(Record.title.contains(sought.named, autoescape=True))
    return conditions + [_slot(name, value) for name, value in sought.slots.items()]


def _column(name: str, value: Any) -> ColumnElement[bool]:
    column = getattr(Record, name)
    same: ColumnElement[bool] = column.in_(value) if isinstance(value, tuple) else column == value
    return same


def _slot(name: str, value: Any) -> ColumnElement[bool]:
    said = Record.slots[name].as_string()
    if isinstance(value, str) and value.endswith("%"):
        begins: ColumnElement[bool] = said.startswith(value[:-1], autoescape=True)
        return begins
    values = value if isinstance(value, tuple) else (value,)
    return or_(said.in_([one for one in values if one is not None]), *([said.is_(None)] if None in values else []))


def _take_part(session: Session, number: int, parts: Parts) -> None:
    seen = {(person, role) for role, people in parts.items() for person in people}
    session.add_all([Participant(number=number, person_id=person, role=role) for person, role in sorted(seen)])


def _note(
    session: Session, number: int, by: int, at: datetime, action: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    session.add(Change(number=number, at=at, by=by, action=action, before=before, after=after))
