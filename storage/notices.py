"""What is to be said unasked: planned once under its key, claimed by one process, marked when it has arrived."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from storage.session import Session
from storage.tables import Notice

CLAIM_LASTS = timedelta(minutes=10)
"""Longer than the slowest channel takes to say one notice, or to give it up for now."""

_WAITING = (Notice.sent_at.is_(None), Notice.gave_up_at.is_(None), Notice.dropped_at.is_(None))


_NEXT_DUE = select(func.min(Notice.due_at).filter(Notice.claimed_at.is_(None)), func.min(Notice.claimed_at)).where(
    *_WAITING
)


def to_person(session: Session, key: str, person_id: int, reply: dict[str, Any], due_at: datetime) -> bool:
    """Plans a private word; False where one with that key was planned before."""
    return _plan(session, Notice(key=key, person_id=person_id, reply=reply, due_at=due_at))


def to_group(
    session: Session, key: str, channel: str, conversation: str, reply: dict[str, Any], due_at: datetime
) -> bool:
    """Plans a word to a group; False where one with that key was planned before."""
    return _plan(session, Notice(key=key, channel=channel, conversation=conversation, reply=reply, due_at=due_at))


def next_due(session: Session) -> datetime | None:
    """When the first notice that has not arrived is due; one that a process claimed, when that claim is over."""
    free, held = session.execute(_NEXT_DUE).one()
    return min(filter(None, (free, held and held + CLAIM_LASTS + timedelta(seconds=1))), default=None)


def due(session: Session, now: datetime, most: int) -> list[Notice]:
    """Notices that are due and that no other process is sending, oldest first."""
    rows = select(Notice).where(*_WAITING, Notice.due_at <= now, _free(now))
    return list(session.scalars(rows.order_by(Notice.due_at, Notice.id).limit(most)))


def claim(session: Session, now: datetime, ids: Sequence[int]) -> list[Notice]:
    """Those of them that are now this process's to send, as they are now, oldest first."""
    mine = [id_ for id_ in ids if _take(session, id_, now)]
    if not mine:
        return []
    rows = select(Notice).where(Notice.id.in_(mine)).order_by(Notice.due_at, Notice.id)
    return list(session.scalars(rows))


def mark_sent(session: Session, notice_id: int, at: datetime, way: str, reply: dict[str, Any]) -> None:
    """It arrived, by that way, in the words of `reply`; it is never sent again."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(sent_at=at, way=way, reply=reply))


def put_off(session: Session, notice_id: int, until: datetime) -> None:
    """It did not arrive; it is tried again then."""
    session.execute(
        update(Notice).where(Notice.id == notice_id).values(claimed_at=None, due_at=until, attempts=Notice.attempts + 1)
    )


def wait(session: Session, notice_id: int, until: datetime) -> None:
    """It is not said now, and nothing is wrong with it."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(claimed_at=None, due_at=until))


def drop(session: Session, notice_id: int, at: datetime) -> None:
    """There is nothing left to say."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(dropped_at=at))


def give_up(session: Session, notice_id: int, at: datetime) -> None:
    """It could not be brought there; it is not tried again."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(gave_up_at=at))


def say_also(session: Session, notice: Notice, about: dict[str, Any]) -> bool:
    """It is about more now; False where it is on its way, or gone, and can take nothing along."""
    taken = session.scalars(
        update(Notice)
        .where(Notice.id == notice.id, *_WAITING, Notice.claimed_at.is_(None))
        .values(reply={"about": about})
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None


def planned(session: Session, prefix: str, start: datetime, end: datetime) -> list[Notice]:
    """Those whose key begins so and that were said, or are to be said, from `start` until before `end`."""
    moment = func.coalesce(Notice.sent_at, Notice.due_at)
    living = (Notice.dropped_at.is_(None), Notice.gave_up_at.is_(None), moment >= start, moment < end)
    rows = select(Notice).where(Notice.key.startswith(prefix, autoescape=True), *living)
    return list(session.scalars(rows.order_by(Notice.due_at, Notice.id)))


def waiting(session: Session, prefix: str) -> list[Notice]:
    """Those whose key begins so and that have not been said, the earliest first."""
    rows = select(Notice).where(Notice.key.startswith(prefix, autoescape=True), *_WAITING)
    return list(session.scalars(rows.order_by(Notice.due_at, Notice.id)))


def said(session: Session, prefix: str, since: datetime) -> list[Notice]:
    """Those whose key begins so and that have arrived since then, the newest first."""
    rows = select(Notice).where(Notice.key.startswith(prefix, autoescape=True), Notice.sent_at >= since)
    return list(session.scalars(rows.order_by(Notice.sent_at.desc(), Notice.id.desc())))


def given_up(session: Session, start: datetime, end: datetime) -> list[Notice]:
    """Those that were given up from `start` until before `end`."""
    within = (Notice.gave_up_at >= start, Notice.gave_up_at < end)
    return list(session.scalars(select(Notice).where(*within).order_by(Notice.id)))


def between(session: Session, start: datetime, end: datetime) -> list[Notice]:
    """All that were said, or came to be due, from `start` until before `end`, whatever became of them."""
    moment = func.coalesce(Notice.sent_at, Notice.due_at)
    return list(session.scalars(select(Notice).where(moment >= start, moment < end).order_by(moment, Notice.id)))


def _plan(session: Session, notice: Notice) -> bool:
    if session.scalars(select(Notice.id).where(Notice.key == notice.key)).one_or_none() is not None:
        return False
    session.add(notice)
    session.flush()
    return True


def _take(session: Session, id_: int, now: datetime) -> bool:
    taken = session.scalars(
        update(Notice)
        .where(Notice.id == id_, *_WAITING, _free(now))
        .values(claimed_at=now)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(Notice.claimed_at.is_(None), Notice.claimed_at < now - CLAIM_LASTS)


def hurry(session: Session, person_id: int, now: datetime) -> None:
    """What could not reach that person before is tried again now."""
    put_off_before = (Notice.attempts > 0, Notice.claimed_at.is_(None), Notice.due_at > now)
    session.execute(update(Notice).where(Notice.person_id == person_id, *_WAITING, *put_off_before).values(due_at=now))
