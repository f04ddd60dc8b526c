"""Quotas and absences as they were told: kept, ended, taken back."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from storage.session import Session
from storage.tables import Absence, Quota, School


def keep(session: Session, new: Sequence[Quota], ended: Sequence[int], since: date) -> None:
    """The new ones hold from then on, in the place of those that end."""
    session.add_all(new)
    end(session, ended, since)


def end(session: Session, ids: Sequence[int], day: date) -> None:
    """They hold until before that day."""
    for row in session.scalars(select(Quota).where(Quota.id.in_(ids))):
        row.until = day
    _changed(session)


def of(session: Session, ids: Sequence[int]) -> list[Quota]:
    """The rows themselves."""
    return list(session.scalars(select(Quota).where(Quota.id.in_(ids)).order_by(Quota.id)))


def last_told(session: Session, person_id: int) -> list[Quota]:
    """What the person told last, if it was not ended since."""
    mine = select(Quota).where(Quota.set_by == person_id, Quota.until.is_(None)).order_by(Quota.id.desc())
    last = session.scalars(mine.limit(1)).one_or_none()
    return list(session.scalars(mine.where(Quota.set_at == last.set_at))) if last else []


def ended_on(session: Session, day: date) -> list[Quota]:
    """Those that hold until before that day."""
    return list(session.scalars(select(Quota).where(Quota.until == day)))


def take_back(session: Session, told: Sequence[Quota]) -> None:
    """As if they had never been told: what they had replaced holds again."""
    for row in told:
        for old in ended_on(session, row.since) if row.since else ():
            old.until = None if old.kind == row.kind and old.id not in {one.id for one in told} else old.until
        session.delete(row)
    _changed(session)


def set_age_day(session: Session, day: str | None) -> None:
    """Age is as of that month and day of the school year; None: of the first day of the term."""
    school = session.scalars(select(School)).one()
    school.words = {
        **{key: said for key, said in school.words.items() if key != "age_day"},
        **({"age_day": day} if day else {}),
    }
    school.revision += 1


def go(
    session: Session, person_ids: Sequence[int], reason: str, start: date, end: date | None, by: int, at: datetime
) -> None:
    """They are away."""
    session.add_all(
        Absence(person_id=person, reason=reason, start=start, end=end, told_by=by, told_at=at) for person in person_ids
    )
    _changed(session)


def come_back(session: Session, ids: Sequence[int], last: date) -> None:
    """They were away until that day, and no longer; what begins after it was not at all."""
    for row in session.scalars(select(Absence).where(Absence.id.in_(ids))):
        row.end = last
    _changed(session)


def unsay(session: Session, ids: Sequence[int], at: datetime) -> None:
    """They were not away at all."""
    for row in session.scalars(select(Absence).where(Absence.id.in_(ids))):
        row.cancelled_at = at
    _changed(session)


def _changed(session: Session) -> None:
    session.scalars(select(School)).one().revision += 1
