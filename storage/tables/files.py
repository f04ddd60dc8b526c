"""Files that were handed in, and those still to come."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Big, Numbered, to_people


class File(Numbered):
    """A file that somebody handed in. Its bytes lie in the directory of files under their `sha256`.

    `number` is the record that it belongs to; None until the sender has said which.
    """

    __tablename__ = "files"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "number"], ["records.school_id", "records.number"]),
        *to_people("person_id"),
        Index("ix_files_number", "school_id", "number"),
    )

    number: Mapped[int | None] = mapped_column(Big)
    person_id: Mapped[int] = mapped_column(Big)
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(Big)
    received_at: Mapped[datetime]


class Awaited(Numbered):
    """A record whose file is still to come in private, until then; where it was told one learns that it came."""

    __tablename__ = "awaited"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "number"], ["records.school_id", "records.number"]),
        *to_people("person_id"),
        UniqueConstraint("school_id", "number"),
    )

    number: Mapped[int] = mapped_column(Big)
    person_id: Mapped[int] = mapped_column(Big)
    channel: Mapped[str] = mapped_column(String(50))
    conversation: Mapped[str] = mapped_column(String(128))
    until: Mapped[datetime]
