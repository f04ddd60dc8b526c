"""What is to be done until when, and who has done it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.rows import Big, Numbered, Owned, to_people


class Deadline(Numbered):
    """截止: what is to be done, until when, by whom.

    `audience` is `{departments, people, roles}`, lists of names of which each may be absent; {} is everyone. `counts`
    is what record of a person fulfils it: `{kind, …}` with values of that kind's slots (its slot `kind` as `sort`, a
    list for one of several, `since` from when on), None where only a word does. `every` is how it comes again.
    `next_step_at`: when somebody is to be reminded next, None when nobody is any more. `key`: of what it was made,
    where nobody set it by word; there is one of each.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        *to_people("set_by"),
        Index("ix_deadlines_step", "school_id", "next_step_at"),
        Index("ix_deadlines_key", "school_id", "key", unique=True),
    )

    title: Mapped[str] = mapped_column(String(200))
    due_at: Mapped[datetime]
    whole_day: Mapped[bool]
    audience: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any] | None]
    every: Mapped[dict[str, Any] | None]
    set_by: Mapped[int] = mapped_column(Big)
    set_at: Mapped[datetime]
    channel: Mapped[str | None] = mapped_column(String(50))
    conversation: Mapped[str | None] = mapped_column(String(128))
    next_step_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(String(300))


class Done(Owned):
    """A person said, or the office said for them, that a deadline is met; what a record tells is not repeated here."""

    __tablename__ = "done"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "deadline_id"], ["deadlines.school_id", "deadlines.id"]),
        *to_people("person_id"),
    )

    deadline_id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    said_at: Mapped[datetime]

    _written_after: Mapped[Deadline] = relationship(lazy="raise")


class Quiet(Numbered):
    """周五前别催我: no reminders for that person until then."""

    __tablename__ = "quiet"
    __table_args__ = (UniqueConstraint("school_id", "person_id"), *to_people("person_id"))

    person_id: Mapped[int] = mapped_column(Big)
    until: Mapped[datetime]
