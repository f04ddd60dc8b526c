"""What is said unasked, and who wants it."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Big, Numbered, to_people


class Notice(Numbered):
    """Something to say unasked, planned under a key that makes it once; `storage.notices` claims and marks it.

    To a person in private (`person_id`), or to a group (`channel` and `conversation`). `way`: by which it arrived.
    `reply` is what to say, or `{"about": …}` of what is put into words only when it is said; when there is nothing
    left to say by then, it is `dropped_at`.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("school_id", "key"),
        *to_people("person_id"),
        Index("ix_notices_due", "school_id", "sent_at", "due_at"),
    )

    key: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(Big)
    channel: Mapped[str | None] = mapped_column(String(50))
    conversation: Mapped[str | None] = mapped_column(String(128))
    reply: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    way: Mapped[str | None] = mapped_column(String(20))
    dropped_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class Subscription(Numbered):
    """Who gets, or does not want, a digest. Where there is no row, the role decides.

    `weekday` (Monday is 1) and `at` are when, in the school's zone; None is when the others get it.
    """

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("school_id", "person_id", "what"), *to_people("person_id"))

    person_id: Mapped[int] = mapped_column(Big)
    what: Mapped[str] = mapped_column(String(20))
    wanted: Mapped[bool]
    weekday: Mapped[int | None]
    at: Mapped[time | None]
    said_at: Mapped[datetime]
