"""Occasions that people sign in to."""

from datetime import date, datetime

from sqlalchemy import func, or_, select

from storage.session import Session
from storage.tables import Activity, Record

# The clock asks these at every look; a statement that is made once is narrowed to a school once.
_CLOSING = select(func.min(Activity.closes_at)).where(Activity.closed_at.is_(None))
_UNREPORTED = (
    select(Activity.id, func.min(Record.said_at))
    .join(Record, Record.activity_id == Activity.id)
    .where(
        Activity.opened_at.is_not(None),
        Activity.closed_at.is_(None),
        Activity.conversation.is_not(None),
        Record.cancelled_at.is_(None),
        or_(Activity.reported_at.is_(None), Record.said_at > Activity.reported_at),
    )
    .group_by(Activity.id)
)


def opened(session: Session) -> list[Activity]:
    """Those that can be signed in to, the newest first."""
    return list(
        session.scalars(
            select(Activity)
            .where(Activity.opened_at.is_not(None), Activity.closed_at.is_(None))
            .order_by(Activity.id.desc())
        )
    )


def of_day(session: Session, day: date) -> list[Activity]:
    """Those of a day, open or not, the newest first."""
    return list(session.scalars(select(Activity).where(Activity.day == day).order_by(Activity.id.desc())))


def find(session: Session, activity_id: int) -> Activity:
    """One that exists."""
    return session.scalars(select(Activity).where(Activity.id == activity_id)).one()


def closing_at(session: Session) -> datetime | None:
    """When the next one is to be closed."""
    return session.scalars(_CLOSING).one()


def to_close(session: Session, now: datetime) -> list[Activity]:
    """Those whose time is over."""
    return list(session.scalars(select(Activity).where(Activity.closed_at.is_(None), Activity.closes_at <= now)))


def first_unreported(session: Session) -> dict[int, datetime]:
    """For each open activity of a group: when the first came whom the group has not heard of."""
    return {row[0]: row[1] for row in session.execute(_UNREPORTED)}


def between(session: Session, start: date, end: date) -> list[Activity]:
    """Those of these days, both in it, the first first."""
    within = (Activity.day >= start, Activity.day <= end)
    return list(session.scalars(select(Activity).where(*within).order_by(Activity.day, Activity.id)))


def latest(session: Session, most: int = 50) -> list[Activity]:
    """The newest first."""
    return list(session.scalars(select(Activity).order_by(Activity.day.desc(), Activity.id.desc()).limit(most)))
