"""Files that people handed in, and the records that wait for one. The bytes are in `storage.kept`."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from storage.session import Session
from storage.tables import Awaited, File, Record

WAITS = timedelta(hours=1)
"""How long a record waits for its file, and a file for its record."""


def put(session: Session, person_id: int, *, sha256: str, name: str, size: int, at: datetime) -> File:
    """A file has come; it belongs to no record yet."""
    file = File(number=None, person_id=person_id, sha256=sha256, name=name, size=size, received_at=at)
    session.add(file)
    session.flush()
    return file


def loose(session: Session, person_id: int, now: datetime) -> list[File]:
    """What the person sent within the hour, and has not said what it belongs to, in its order."""
    return list(
        session.scalars(
            select(File)
            .where(File.number.is_(None), File.person_id == person_id, File.received_at > now - WAITS)
            .order_by(File.id)
        )
    )


def attach(session: Session, rows: Iterable[File], number: int) -> None:
    """They belong to that record from now on; what it has already is not doubled."""
    there = set(session.scalars(select(File.sha256).where(File.number == number)))
    for row in rows:
        if row.sha256 in there:
            session.delete(row)
        else:
            row.number = number
            there.add(row.sha256)
    session.flush()


def discard(session: Session, rows: Iterable[File]) -> None:
    """They are not wanted."""
    for row in rows:
        session.delete(row)
    session.flush()


def of_records(session: Session, numbers: Collection[int]) -> list[File]:
    """The files of these records, the newest first."""
    found = session.scalars(select(File).where(File.number.in_(list(numbers))))
    return sorted(found, key=lambda file: (file.received_at, file.id), reverse=True)


def having(session: Session, numbers: Iterable[int]) -> set[int]:
    """Those of these records that have a file."""
    return {number for number in session.scalars(select(File.number).where(File.number.in_(list(numbers)))) if number}


def expect(session: Session, number: int, person_id: int, channel: str, conversation: str, now: datetime) -> None:
    """The record waits for its file. `conversation`: the group that is told when it came, "" for none."""
    session.add(
        Awaited(number=number, person_id=person_id, channel=channel, conversation=conversation, until=now + WAITS)
    )


def awaited(session: Session, person_id: int, now: datetime) -> list[Record]:
    """The records that wait for a file from that person, the newest first; what was taken back waits no more."""
    return list(
        session.scalars(
            select(Record)
            .join(Awaited, Awaited.number == Record.number)
            .where(Awaited.person_id == person_id, Awaited.until > now, Record.cancelled_at.is_(None))
            .order_by(Record.number.desc())
        )
    )


def arrived(session: Session, number: int) -> Awaited | None:
    """The record waits no more; gives where it was told, if it waited."""
    waited = session.scalars(select(Awaited).where(Awaited.number == number)).one_or_none()
    if waited:
        session.delete(waited)
        session.flush()
    return waited


_FIRST_LOOSE = select(func.min(File.received_at)).where(File.number.is_(None))
_FIRST_AWAITED = select(func.min(Awaited.until))


def next_to_forget(session: Session) -> datetime | None:
    """When the next hour of waiting is over."""
    file = session.scalars(_FIRST_LOOSE).one()
    record = session.scalars(_FIRST_AWAITED).one()
    return min(filter(None, (file and file + WAITS, record)), default=None)


def forget(session: Session, now: datetime) -> None:
    """Deletes what waited for its hour in vain."""
    session.execute(delete(Awaited).where(Awaited.until <= now))
    session.execute(delete(File).where(File.number.is_(None), File.received_at <= now - WAITS))


def contents(session: Session) -> set[str]:
    """The SHA-256 of every file, whether it belongs to a record yet or not."""
    return set(session.scalars(select(File.sha256)))
