"""A school and its terms."""

from datetime import date
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Base, Big, Numbered


class School(Base):
    """A school. `words` is what its file says beside people and terms, in the file's own form.

    `revision` grows with every change of words or people; `last_id` and `last_number` are the last that were given out.
    `secret` signs the links that lead from outside to what is the school's.
    """

    __tablename__ = "schools"

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    timezone: Mapped[str] = mapped_column(String(50))
    bot_name: Mapped[str] = mapped_column(String(50))
    words: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    last_id: Mapped[int] = mapped_column(Big, default=0)
    last_number: Mapped[int] = mapped_column(Big, default=0)
    secret: Mapped[str | None] = mapped_column(String(64))


class Term(Numbered):
    """学期. Week 1 begins on `first_monday`."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str] = mapped_column(String(50))
    start: Mapped[date]
    end: Mapped[date]
    first_monday: Mapped[date]
