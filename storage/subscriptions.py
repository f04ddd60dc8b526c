"""Who wants which digest and when, and who does not: what was said about it; of others their role decides."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import delete, select

from storage.session import Session
from storage.tables import School, Subscription


@dataclass(frozen=True, order=True)
class Hour:
    """A weekday, Monday being 1, and an hour in the school's zone."""

    weekday: int
    at: time


@dataclass(frozen=True)
class Said:
    """What a person said of a digest, and since when it holds; `hour` None: when the others get it."""

    wanted: bool
    hour: Hour | None
    since: datetime


def say(session: Session, person_id: int, what: str, at: datetime, *, wanted: bool, hour: Hour | None = None) -> None:
    """From now on that person wants it, or does not. Another hour is a change of the school: the clock looks again."""
    before = said(session, what).get(person_id)
    if hour != (before.hour if before else None):
        session.scalars(select(School)).one().revision += 1
    session.execute(delete(Subscription).where(Subscription.person_id == person_id, Subscription.what == what))
    weekday, clock = (hour.weekday, hour.at) if hour else (None, None)
    session.add(Subscription(person_id=person_id, what=what, wanted=wanted, weekday=weekday, at=clock, said_at=at))


def said(session: Session, what: str) -> dict[int, Said]:
    """Those who have said anything about it, and what."""
    rows = session.scalars(select(Subscription).where(Subscription.what == what))
    return {row.person_id: Said(row.wanted, _hour(row), row.said_at) for row in rows}


def _hour(row: Subscription) -> Hour | None:
    return Hour(row.weekday, row.at) if row.weekday is not None and row.at is not None else None
