"""Who asked what about whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.session import Session
from storage.tables import Inquiry


def put(session: Session, asked_by: int, at: datetime, about: Sequence[str], what: str) -> None:
    """Keeps that it was asked."""
    session.add(Inquiry(asked_by=asked_by, asked_at=at, about=list(about), what=what))


def since(session: Session, day: datetime) -> list[Inquiry]:
    """What was asked since then, the newest first."""
    rows = select(Inquiry).where(Inquiry.asked_at >= day).order_by(Inquiry.asked_at.desc(), Inquiry.id.desc())
    return list(session.scalars(rows))
