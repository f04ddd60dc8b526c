"""What records are worth, by the rules that hold."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.session import Session
from storage.tables import ScoreRule


def held(session: Session) -> list[ScoreRule]:
    """The rules that hold, in the order in which they were told."""
    return list(session.scalars(select(ScoreRule).where(ScoreRule.ended_at.is_(None)).order_by(ScoreRule.id)))


def keep(session: Session, new: Sequence[ScoreRule], at: datetime) -> int:
    """They hold from now on, each in the place of one of the same records; how many were replaced."""
    known = {(row.kind, repr(sorted(row.filters.items()))): row for row in held(session)}
    replaced = [known[key] for row in new if (key := (row.kind, repr(sorted(row.filters.items())))) in known]
    for row in replaced:
        row.ended_at = at
    session.add_all(new)
    return len(replaced)


def take_back(session: Session, person_id: int) -> int:
    """What the person told last does not hold, and what it replaced does again; how many that were."""
    rows = held(session)
    mine = [row for row in rows if row.set_by == person_id]
    last = [row for row in mine if row.set_at == mine[-1].set_at] if mine else []
    told = mine[-1].set_at if mine else None
    for old in session.scalars(select(ScoreRule).where(ScoreRule.ended_at == told, ScoreRule.set_at != told)):
        old.ended_at = None
    for row in last:
        row.ended_at = told
    return len(last)
