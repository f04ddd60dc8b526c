"""Who wants which digest, and who does not: what was said about it; of others their role decides."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.session import Session
from storage.tables import Subscription


def say(session: Session, person_id: int, what: str, at: datetime, *, wanted: bool) -> None:
    """From now on that person wants it, or does not."""
    session.execute(delete(Subscription).where(Subscription.person_id == person_id, Subscription.what == what))
    session.add(Subscription(person_id=person_id, what=what, wanted=wanted, said_at=at))


def said(session: Session, what: str) -> dict[int, bool]:
    """Those who have said anything about it, and what."""
    rows = session.scalars(select(Subscription).where(Subscription.what == what))
    return {row.person_id: row.wanted for row in rows}
