"""How many a term asks for, what lifts it, and what a record is worth."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Float, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Big, Numbered, to_people


class Quota(Numbered):
    """指标: so many of a kind, for those whom `role`, `department`, `audience` and age admit.

    `age_below` and `age_from` are whole years: 35 below means not yet 35. An absent condition admits everyone.
    `audience` is that of a deadline. `filters` are values of the kind's slots, `level` being the lowest that counts.
    `per` is the time in which it is owed, None a term. `each`: of them so many with every member of the department.
    It holds from `since` until before `until`. Without `set_by` it is of the file, else of the sentence `said`.
    """

    __tablename__ = "quotas"
    __table_args__ = (*to_people("set_by"),)

    kind: Mapped[str] = mapped_column(String(30))
    amount: Mapped[int]
    role: Mapped[str | None] = mapped_column(String(20))
    department: Mapped[str | None] = mapped_column(String(50))
    age_below: Mapped[int | None]
    age_from: Mapped[int | None]
    audience: Mapped[dict[str, Any] | None]
    filters: Mapped[dict[str, Any] | None]
    per: Mapped[str | None] = mapped_column(String(20))
    each: Mapped[int | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    said: Mapped[str | None] = mapped_column(String(400))
    set_by: Mapped[int | None] = mapped_column(Big)
    set_at: Mapped[datetime | None]


class Absence(Numbered):
    """产假, 病假, 外派: somebody is not there for so long that less is owed. Without `end` nobody knows yet."""

    __tablename__ = "absences"
    __table_args__ = (*to_people("person_id", "told_by"), Index("ix_absences_person", "school_id", "person_id"))

    person_id: Mapped[int] = mapped_column(Big)
    reason: Mapped[str] = mapped_column(String(20))
    start: Mapped[date]
    end: Mapped[date | None]
    told_by: Mapped[int] = mapped_column(Big)
    told_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class ScoreRule(Numbered):
    """赋分: what a record of the kind with these `filters` is worth, until it was ended."""

    __tablename__ = "score_rules"
    __table_args__ = (*to_people("set_by"),)

    kind: Mapped[str] = mapped_column(String(30))
    filters: Mapped[dict[str, Any]]
    points: Mapped[float] = mapped_column(Float)
    set_by: Mapped[int] = mapped_column(Big)
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Inquiry(Numbered):
    """Who asked what about whom: names of persons, or of a department."""

    __tablename__ = "inquiries"
    __table_args__ = (*to_people("asked_by"), Index("ix_inquiries_asked", "school_id", "asked_at"))

    asked_by: Mapped[int] = mapped_column(Big)
    asked_at: Mapped[datetime]
    about: Mapped[list[str]]
    what: Mapped[str] = mapped_column(String(200))
