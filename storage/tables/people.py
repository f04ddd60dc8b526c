"""Who is on the roster, and who a channel says is speaking."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Big, Numbered, to_people


class Person(Numbered):
    """Someone on the roster. `left_on` is set when a later roster no longer holds the name; the row stays."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str] = mapped_column(String(50))
    gender: Mapped[str | None] = mapped_column(String(2))
    birth: Mapped[date | None]
    departments: Mapped[list[str]]
    subjects: Mapped[list[str]]
    roles: Mapped[list[str]]
    aliases: Mapped[list[str]]
    left_on: Mapped[date | None]


class Identity(Numbered):
    """Which person speaks when a channel says that `external_id` speaks.

    `tenant` is the enterprise or the account within which that id is unique; "" where it is not known.
    """

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("school_id", "channel", "tenant", "external_id"), *to_people("person_id"))

    channel: Mapped[str] = mapped_column(String(50))
    tenant: Mapped[str] = mapped_column(String(64), default="")
    external_id: Mapped[str] = mapped_column(String(128))
    person_id: Mapped[int] = mapped_column(Big)
    bound_at: Mapped[datetime]


class Code(Numbered):
    """绑定码: a code that the office hands out, by which a person says once who an unknown sender is.

    `digest` is of the code, which itself is not kept. It is good until `expires_at`, or until it was used, or until
    `tries` wrong ones were given for that person; a new one takes its place.
    """

    __tablename__ = "codes"
    __table_args__ = (UniqueConstraint("school_id", "person_id"), *to_people("person_id"))

    person_id: Mapped[int] = mapped_column(Big)
    digest: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)


class Claim(Numbered):
    """An unknown sender said to be that person, or showed a code of nobody's. It waits for the office until
    `decided_at`."""

    __tablename__ = "claims"
    __table_args__ = (
        *to_people("person_id"),
        Index("ix_claims_sender", "school_id", "channel", "tenant", "external_id"),
    )

    channel: Mapped[str] = mapped_column(String(50))
    tenant: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(128))
    person_id: Mapped[int | None] = mapped_column(Big)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]
