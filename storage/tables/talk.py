"""Where people talk, what was heard there, and what they were asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Big, Numbered, to_people


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
