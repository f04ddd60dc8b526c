"""What is due: rows of deadlines, of who has met them by word, and of who wants quiet."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.session import Session
from storage.tables import Deadline, Done, Quiet


def put(session: Session, deadline: Deadline) -> Deadline:
    """Keeps it; its id is known from here on."""
    session.add(deadline)
    session.flush()
    return deadline


def find(session: Session, deadline_id: int) -> Deadline | None:
    """One, cancelled or not."""
    return session.scalars(select(Deadline).where(Deadline.id == deadline_id)).one_or_none()


def opened(session: Session, since: datetime) -> list[Deadline]:
    """Those that were not due before `since` and are not cancelled, the nearest first."""
    waiting = select(Deadline).where(Deadline.cancelled_at.is_(None), Deadline.due_at >= since)
    return list(session.scalars(waiting.order_by(Deadline.due_at, Deadline.id)))


def known(session: Session, since: datetime) -> list[Deadline]:
    """Those that were not due before `since`, cancelled ones too, the nearest first."""
    rows = select(Deadline).where(Deadline.due_at >= since)
    return list(session.scalars(rows.order_by(Deadline.due_at, Deadline.id)))


def said_titles(session: Session, since: datetime) -> set[str]:
    """What those are called that somebody set by word and that were not due before `since`, cancelled ones too."""
    by_word = select(Deadline.title).where(Deadline.due_at >= since, Deadline.key.is_(None))
    return set(session.scalars(by_word))


def keyed(session: Session, prefix: str) -> list[Deadline]:
    """Those that were made of what a key names that begins so, cancelled and past ones too, the oldest first."""
    made = select(Deadline).where(Deadline.key.startswith(prefix, autoescape=True))
    return list(session.scalars(made.order_by(Deadline.id)))


def last_set(session: Session, person_id: int) -> Deadline | None:
    """What the person set last by word and that still holds."""
    mine = select(Deadline).where(Deadline.set_by == person_id, Deadline.cancelled_at.is_(None), Deadline.key.is_(None))
    return session.scalars(mine.order_by(Deadline.id.desc()).limit(1)).one_or_none()


def last_done(session: Session, person_id: int) -> Done | None:
    """What was said last that the person has met."""
    said = select(Done).where(Done.person_id == person_id).order_by(Done.said_at.desc(), Done.deadline_id.desc())
    return session.scalars(said.limit(1)).one_or_none()


def due_between(session: Session, start: datetime, end: datetime) -> list[Deadline]:
    """Those that are due from `start` until before `end`, the nearest first; cancelled ones are left out."""
    within = (Deadline.due_at >= start, Deadline.due_at < end, Deadline.cancelled_at.is_(None))
    return list(session.scalars(select(Deadline).where(*within).order_by(Deadline.due_at, Deadline.id)))


_NEXT_STEP = select(func.min(Deadline.next_step_at)).where(Deadline.cancelled_at.is_(None))


def next_step(session: Session) -> datetime | None:
    """When somebody is to be reminded next."""
    return session.scalars(_NEXT_STEP).one()


def steps_due(session: Session, now: datetime) -> list[Deadline]:
    """Those of which somebody is to be reminded by now."""
    due = select(Deadline).where(Deadline.cancelled_at.is_(None), Deadline.next_step_at <= now)
    return list(session.scalars(due.order_by(Deadline.due_at, Deadline.id)))


def step(session: Session, deadline: Deadline, to: datetime | None) -> bool:
    """Moves its next step there; False where another process did."""
    moved = session.scalars(
        update(Deadline)
        .where(Deadline.id == deadline.id, Deadline.next_step_at == deadline.next_step_at)
        .values(next_step_at=to)
        .returning(Deadline.id)
        .execution_options(synchronize_session=False)
    )
    return moved.one_or_none() is not None


def say_done(session: Session, deadline_id: int, person_id: int, at: datetime, since: datetime | None = None) -> bool:
    """That person has met it; False where that was known. What was said before `since` was of an earlier time."""
    if person_id in done(session, deadline_id, since):
        return False
    say_undone(session, deadline_id, [person_id])
    session.add(Done(deadline_id=deadline_id, person_id=person_id, said_at=at))
    session.flush()
    return True


def say_undone(session: Session, deadline_id: int, person_ids: Sequence[int]) -> None:
    """They have not met it after all."""
    session.execute(delete(Done).where(Done.deadline_id == deadline_id, Done.person_id.in_(person_ids)))


def done(session: Session, deadline_id: int, since: datetime | None = None) -> set[int]:
    """The people of whom it was said, since then where a time is given."""
    said = select(Done.person_id).where(Done.deadline_id == deadline_id)
    return set(session.scalars(said.where(Done.said_at >= since) if since else said))


def be_quiet(session: Session, person_id: int, until: datetime) -> None:
    """No reminders for that person until then."""
    session.execute(delete(Quiet).where(Quiet.person_id == person_id))
    session.add(Quiet(person_id=person_id, until=until))


def quiet(session: Session, now: datetime) -> dict[int, datetime]:
    """Who wants no reminders now, and until when."""
    rows = session.execute(select(Quiet.person_id, Quiet.until).where(Quiet.until > now))
    return {row.person_id: row.until for row in rows}
