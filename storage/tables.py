"""The tables. Every row but a school's own belongs to a school, and its key and foreign keys begin with it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.rows import Base, Big, Numbered, Owned, to_people

__all__ = [
    "Activity",
    "Awaited",
    "Base",
    "Change",
    "Chat",
    "Claim",
    "Code",
    "Deadline",
    "Done",
    "Entry",
    "File",
    "Heard",
    "Identity",
    "Link",
    "Notice",
    "Numbered",
    "Owned",
    "Participant",
    "Person",
    "Question",
    "Quiet",
    "Quota",
    "Record",
    "School",
    "Subscription",
    "Term",
]


class School(Base):
    """A school. `words` is what its file says beside people and terms, in the file's own form.

    `revision` grows with every change of words or people; `last_id` and `last_number` are the last that were given out.
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


class Term(Numbered):
    """学期. Week 1 begins on `first_monday`."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str] = mapped_column(String(50))
    start: Mapped[date]
    end: Mapped[date]
    first_monday: Mapped[date]


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


class Chat(Numbered):
    """A group or a private chat in which somebody has spoken: where a channel can be asked to speak."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("school_id", "channel", "conversation"),)

    channel: Mapped[str] = mapped_column(String(50))
    conversation: Mapped[str] = mapped_column(String(128))
    place: Mapped[str] = mapped_column(String(10))
    heard_at: Mapped[datetime]


class Heard(Numbered):
    """The inbox: a message that came in and what it was answered. `text` and `frame` go when they are old."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("school_id", "channel", "message_id"),
        *to_people("person_id"),
        Index("ix_inbox_dialogue", "school_id", "person_id", "conversation", "id"),
        Index("ix_inbox_heard_at", "school_id", "heard_at"),
    )

    channel: Mapped[str] = mapped_column(String(50))
    message_id: Mapped[str] = mapped_column(String(128))
    conversation: Mapped[str] = mapped_column(String(128))
    sender: Mapped[str] = mapped_column(String(128))
    person_id: Mapped[int | None] = mapped_column(Big)
    text: Mapped[str | None] = mapped_column(Text)
    frame: Mapped[dict[str, Any] | None]
    replies: Mapped[list[Any] | None]
    heard_at: Mapped[datetime]


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


class Question(Numbered):
    """The one thing that the bot has asked a person in a conversation and not yet heard.

    `frame` is what was told so far; `slot` of its record `position` is asked for; `choices` are the values offered. An
    answer in words is read as slots of the intent `reads_as`.
    """

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("school_id", "channel", "conversation", "person_id"), *to_people("person_id"))

    channel: Mapped[str] = mapped_column(String(50))
    conversation: Mapped[str] = mapped_column(String(128))
    person_id: Mapped[int] = mapped_column(Big)
    frame: Mapped[dict[str, Any]]
    position: Mapped[int]
    slot: Mapped[str] = mapped_column(String(30))
    reads_as: Mapped[str] = mapped_column(String(30))
    choices: Mapped[list[Any]]
    asked_at: Mapped[datetime]


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


class Quota(Numbered):
    """指标: so many of a kind in a term, for those whom `role`, `department` and age on the term's first day admit.

    `age_below` and `age_from` are whole years: 35 below means not yet 35. An absent condition admits everyone.
    """

    __tablename__ = "quotas"

    kind: Mapped[str] = mapped_column(String(30))
    amount: Mapped[int]
    role: Mapped[str | None] = mapped_column(String(20))
    department: Mapped[str | None] = mapped_column(String(50))
    age_below: Mapped[int | None]
    age_from: Mapped[int | None]


class Deadline(Numbered):
    """截止: what is to be done, until when, by whom.

    `audience` is `{departments, people, roles}`, lists of names of which each may be absent; {} is everyone. `counts`
    is what record of a person fulfils it: `{kind, …}` with values of that kind's slots (its slot `kind` as `sort`, a
    list for one of several, `since` from when on), None where only a word does. `every` is how it comes again.
    `next_step_at`: when somebody is to be reminded next, None when nobody is any more.
    """

    __tablename__ = "deadlines"
    __table_args__ = (*to_people("set_by"), Index("ix_deadlines_step", "school_id", "next_step_at"))

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


class Subscription(Numbered):
    """Who gets, or does not want, a digest. Where there is no row, the role decides."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("school_id", "person_id", "what"), *to_people("person_id"))

    person_id: Mapped[int] = mapped_column(Big)
    what: Mapped[str] = mapped_column(String(20))
    wanted: Mapped[bool]
    said_at: Mapped[datetime]


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
