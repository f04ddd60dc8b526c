"""What was told, the occasions signed in to, and how records changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.rows import Big, Numbered, Owned, to_people
from storage.tables.talk import Heard


class Activity(Numbered):
    """An occasion that people sign in to. Open from `opened_at` until `closed_at`; an occasion that nobody
    opened (a bare sign-in names it) has no `opened_at`. `reported_at`: when the group last heard how many came."""

    __tablename__ = "activities"
    __table_args__ = (*to_people("opened_by"), Index("ix_activities_day", "school_id", "day"))

    title: Mapped[str] = mapped_column(String(200))
    department: Mapped[str | None] = mapped_column(String(50))
    location: Mapped[str | None] = mapped_column(String(200))
    day: Mapped[date]
    start_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    opened_by: Mapped[int | None] = mapped_column(Big)
    channel: Mapped[str | None] = mapped_column(String(50))
    conversation: Mapped[str | None] = mapped_column(String(128))
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]


class Record(Owned):
    """What was told: one lesson observed, one sign-in, one paper … The schema does not list the kinds.

    A slot that questions filter by has a column; the others of the kind are in `slots`. `amount` is how many
    (听了21节): what is summed. `message` is the inbox row that told it; `position` its place in that message.
    """

    __tablename__ = "records"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "activity_id"], ["activities.school_id", "activities.id"]),
        ForeignKeyConstraint(["school_id", "message"], ["inbox.school_id", "inbox.id"]),
        *to_people("said_by"),
        UniqueConstraint("school_id", "message", "position"),
        Index("ix_records_kind_day", "school_id", "kind", "day"),
        Index("ix_records_said_by", "school_id", "said_by", "number"),
        Index("ix_records_activity", "school_id", "activity_id"),
    )

    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False, sort_order=-1)
    kind: Mapped[str] = mapped_column(String(30))
    day: Mapped[date]
    amount: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str | None] = mapped_column(String(30))
    department: Mapped[str | None] = mapped_column(String(50))
    level: Mapped[str | None] = mapped_column(String(10))
    award: Mapped[str | None] = mapped_column(String(10))
    stage: Mapped[str | None] = mapped_column(String(10))
    venue: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    slots: Mapped[dict[str, Any]]
    activity_id: Mapped[int | None] = mapped_column(Big)
    said_by: Mapped[int] = mapped_column(Big)
    said_at: Mapped[datetime]
    message: Mapped[int] = mapped_column(Big)
    position: Mapped[int]
    cancelled_at: Mapped[datetime | None]

    _written_after: Mapped[Heard] = relationship(lazy="raise")


class Participant(Owned):
    """A person's part in a record: observer, taught, companion, attendee, author …"""

    __tablename__ = "participants"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "number"], ["records.school_id", "records.number"]),
        *to_people("person_id"),
        Index("ix_participants_person", "school_id", "person_id", "role"),
    )

    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)

    _written_after: Mapped[Record] = relationship(lazy="raise")


class Change(Numbered):
    """History: what a record was before and after (`{label: shown value}`), by whom, when. Nothing is deleted."""

    __tablename__ = "history"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "number"], ["records.school_id", "records.number"]),
        *to_people("by"),
        Index("ix_history_number", "school_id", "number"),
    )

    number: Mapped[int] = mapped_column(Big)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(Big)
    action: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
