"""The school's calendar of the term, and the link to it."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.rows import Big, Numbered, to_people
from storage.tables.deadlines import Deadline
from storage.tables.talk import Heard


class Entry(Numbered):
    """A line of a pasted 行事历. Those of one `message` are one calendar, and hold together from `kept_at` on.

    `position` is the number by which the office corrects it; `guessed`: its days were not said. `sort` is note,
    activity or deadline; `deadline_id` the deadline that was made of it.
    """

    __tablename__ = "calendar"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "message"], ["inbox.school_id", "inbox.id"]),
        ForeignKeyConstraint(["school_id", "deadline_id"], ["deadlines.school_id", "deadlines.id"]),
        *to_people("set_by"),
        UniqueConstraint("school_id", "message", "position"),
        Index("ix_calendar_start", "school_id", "start"),
    )

    message: Mapped[int] = mapped_column(Big)
    position: Mapped[int]
    start: Mapped[date]
    end: Mapped[date]
    guessed: Mapped[bool]
    text: Mapped[str] = mapped_column(String(200))
    sort: Mapped[str] = mapped_column(String(20))
    deadline_id: Mapped[int | None] = mapped_column(Big)
    set_by: Mapped[int] = mapped_column(Big)
    set_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    _written_after: Mapped[Deadline] = relationship(lazy="raise")
    _heard_before: Mapped[Heard] = relationship(lazy="raise", overlaps="_written_after")


class Link(Numbered):
    """The secret under which the calendar can be subscribed to. It is kept as it is, because the office asks for it
    again; whoever has it reads plans and nothing personal."""

    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("school_id"), *to_people("made_by"))

    token: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[int] = mapped_column(Big)
    made_at: Mapped[datetime]
