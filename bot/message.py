"""What comes in and what goes out, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

Place = Literal["group", "private"]
Problem = Literal["too_large", "dangerous", "lost"]


@dataclass(frozen=True)
class Attachment:
    """A file on our disk: one that a channel received and checked, or one that a handler made.

    One that was sent but could not be taken has a `problem` instead of a path: over the size that is allowed, a
    program or something that may hold one, or not to be fetched any more.
    """

    name: str
    path: Path | None
    problem: Problem | None = None

    @property
    def kept(self) -> Path:
        """Where a file that was taken lies; raises ValueError for one that was not."""
        if self.path is None:
            raise ValueError(f"not taken: {self.problem}")
        return self.path


@dataclass(frozen=True)
class Quoted:
    """The message that this one quotes. `own`: it was the bot's. Channels give its text, never an id."""

    text: str
    own: bool


@dataclass(frozen=True)
class Message:
    """One message of one person, as every channel hands it over.

    `id` is unique within `channel`; a resent message has the same. `sender` is the channel's id of the person and
    `conversation` the channel's id of the group, or of the sender when `place` is private. `sent_at` is aware.
    `pressed` is the frame that a pressed button carries (contract form); then `text` is the button's label.
    `tenant` is within which the channel's ids are unique: an enterprise, an official account; "" where there is one.
    """

    channel: str
    id: str
    conversation: str
    place: Place
    sender: str
    text: str
    sent_at: datetime
    addressed: bool
    attachments: tuple[Attachment, ...] = ()
    quoted: Quoted | None = None
    pressed: dict[str, Any] | None = None
    tenant: str = ""


@dataclass(frozen=True)
class Button:
    """A button of a card; pressing it tells the bot `frame` (contract form) in the presser's name."""

    label: str
    frame: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the bot says. `private`: to the asker alone, even when asked in a group."""

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()
    private: bool = False

    def to_json(self) -> dict[str, Any]:
        """The reply as it is kept beside the message that it answers."""
        return {
            "text": self.text,
            "buttons": [[button.label, button.frame] for button in self.buttons],
            "files": [[file.name, str(file.path)] for file in self.files],
            "private": self.private,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Reply":
        """The inverse of `to_json`; what is absent is empty."""
        return cls(
            data["text"],
            tuple(Button(label, frame) for label, frame in data.get("buttons", ())),
            tuple(Attachment(name, Path(path)) for name, path in data.get("files", ())),
            data.get("private", False),
        )
