"""What is to be said unasked: planned once under its key, claimed by one process, marked when it has arrived."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update

from storage.session import Session
from storage.tables import Notice

CLAIM_LASTS = timedelta(minutes=5)
_WAITING = (Notice.sent_at.is_(None), Notice.gave_up_at.is_(None))


def to_person(session: Session, key: str, person_id: int, reply: dict[str, Any], due_at: datetime) -> None:
    """Plans a private word, unless one with that key was planned before."""
    _plan(session, Notice(key=key, person_id=person_id, reply=reply, due_at=due_at))


def to_group(
    session: Session, key: str, channel: str, conversation: str, reply: dict[str, Any], due_at: datetime
) -> None:
    """Plans a word to a group, unless one with that key was planned before."""
    _plan(session, Notice(key=key, channel=channel, conversation=conversation, reply=reply, due_at=due_at))


def next_due(session: Session) -> datetime | None:
    """When the first notice that has not arrived is due."""
    return session.scalars(select(func.min(Notice.due_at)).where(*_WAITING)).one()


def claim(session: Session, now: datetime) -> list[Notice]:
    """The notices that are due and that no other process is sending, now this one's to send, oldest first."""
    free = or_(Notice.claimed_at.is_(None), Notice.claimed_at < now - CLAIM_LASTS)
    due = session.scalars(
        select(Notice.id).where(*_WAITING, Notice.due_at <= now, free).order_by(Notice.due_at, Notice.id)
    ).all()
    mine = [id_ for id_ in due if _take(session, id_, free, now)]
    rows = session.scalars(select(Notice).where(Notice.id.in_(mine)).order_by(Notice.due_at, Notice.id))
    return list(rows)


def mark_sent(session: Session, notice_id: int, at: datetime) -> None:
    """It arrived; it is never sent again."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(sent_at=at))


def put_off(session: Session, notice_id: int, until: datetime) -> None:
    """It did not arrive; it is tried again then."""
    session.execute(
        update(Notice).where(Notice.id == notice_id).values(claimed_at=None, due_at=until, attempts=Notice.attempts + 1)
    )


def give_up(session: Session, notice_id: int, at: datetime) -> None:
    """It could not be brought there; it is not tried again."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(gave_up_at=at))


def _plan(session: Session, notice: Notice) -> None:
    if session.scalars(select(Notice.id).where(Notice.key == notice.key)).one_or_none() is None:
        session.add(notice)
        session.flush()


def _take(session: Session, id_: int, free: Any, now: datetime) -> bool:
    taken = session.scalars(
        update(Notice)
        .where(Notice.id == id_, *_WAITING, free)
        .values(claimed_at=now)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None
