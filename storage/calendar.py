"""行事历: the lines of pasted calendars, and the link by which they are read from outside."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from storage.session import Session
from storage.tables import Entry, Link


def put(session: Session, entries: Sequence[Entry]) -> None:
    """Keeps the lines of a calendar."""
    session.add_all(entries)
    session.flush()


def of_message(session: Session, message: int) -> list[Entry]:
    """All lines of a calendar, those struck out too, by their numbers."""
    return list(session.scalars(select(Entry).where(Entry.message == message).order_by(Entry.position)))


def newest(session: Session, person_id: int) -> int | None:
    """Which calendar the person set last, kept or not, if it was not taken back."""
    mine = select(Entry.message).where(Entry.set_by == person_id, Entry.cancelled_at.is_(None))
    return session.scalars(mine.order_by(Entry.id.desc()).limit(1)).one_or_none()


def last_kept(session: Session) -> int | None:
    """Which calendar was kept last, whoever set it, if it was not taken back."""
    kept = select(Entry.message).where(Entry.kept_at.is_not(None), Entry.cancelled_at.is_(None))
    return session.scalars(kept.order_by(Entry.kept_at.desc(), Entry.id.desc()).limit(1)).one_or_none()


def drafts(session: Session, person_id: int) -> list[Entry]:
    """Lines of the person's that were not kept yet."""
    waiting = (Entry.set_by == person_id, Entry.kept_at.is_(None), Entry.cancelled_at.is_(None))
    return list(session.scalars(select(Entry).where(*waiting).order_by(Entry.id)))


def between(session: Session, start: date, end: date) -> list[Entry]:
    """Lines that hold on any of these days, the first first."""
    holds = (Entry.kept_at.is_not(None), Entry.cancelled_at.is_(None), Entry.start <= end, Entry.end >= start)
    return list(session.scalars(select(Entry).where(*holds).order_by(Entry.start, Entry.end, Entry.id)))


def cancelled_at(session: Session, at: datetime) -> list[Entry]:
    """Lines that were struck out at that moment."""
    return list(session.scalars(select(Entry).where(Entry.cancelled_at == at)))


def link(session: Session) -> Link | None:
    """The school's link."""
    return session.scalars(select(Link)).one_or_none()


def set_link(session: Session, token: str, person_id: int, at: datetime) -> None:
    """From now on the calendar is read under that secret, and no other."""
    known = link(session)
    if known is None:
        session.add(Link(token=token, made_by=person_id, made_at=at))
    else:
        known.token, known.made_by, known.made_at = token, person_id, at
