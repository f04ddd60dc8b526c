"""What was said on the page, kept in memory: the group, and each person's talk with the bot."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.channels.playground.shelf import Offer
from bot.message import Button, Message, Place

GROUP = "group"
KEPT = 500
"""How many bubbles a conversation remembers."""


@dataclass
class Bubble:
    """One thing said. `bot`: the bot said it. `message` is what the bot was told, `answers` the bubble it answers.

    `only` names the one person who sees it although it stands in the group. `state` is sent, heard or failed, and
    `times` how often it was delivered.
    """

    place: Place
    conversation: str
    sender: str
    text: str
    at: datetime
    bot: bool = False
    message: Message | None = None
    answers: str | None = None
    only: str | None = None
    buttons: tuple[Button, ...] = ()
    files: tuple[Offer, ...] = ()
    quoted: dict[str, str] | None = None
    id: str = field(default_factory=lambda: uuid4().hex)
    number: int = 0
    state: str = "sent"
    times: int = 1

    def told(self) -> str:
        """Its text, or what stands for it when it has none."""
        return self.text or " ".join(f"[文件] {offer.name}" for offer in self.files)

    def to_json(self) -> dict[str, Any]:
        """The form in which the page receives it; a button's frame stays here."""
        shown = ("place", "id", "number", "sender", "text", "bot", "answers", "quoted", "state", "times")
        return {
            **{name: getattr(self, name) for name in shown},
            "at": self.at.isoformat(),
            "pressed": self.message is not None and self.message.pressed is not None,
            "buttons": [button.label for button in self.buttons],
            "files": [offer.to_json() for offer in self.files],
        }


class Room:
    """All conversations. Bubbles are numbered within their conversation, so that a page can tell what it has read."""

    def __init__(self) -> None:
        self._said: dict[tuple[Place, str], deque[Bubble]] = {}

    def add(self, bubble: Bubble) -> None:
        """Appends it to its conversation; the oldest goes when there are too many."""
        said = self._said.setdefault((bubble.place, bubble.conversation), deque(maxlen=KEPT))
        bubble.number = said[-1].number + 1 if said else 1
        said.append(bubble)

    def group(self, person: str) -> list[Bubble]:
        """What `person` sees in the group."""
        return [bubble for bubble in self._said.get(("group", GROUP), ()) if bubble.only in (None, person)]

    def private(self, person: str) -> list[Bubble]:
        """The talk of `person` with the bot."""
        return list(self._said.get(("private", person), ()))

    def find(self, person: str, id: str) -> Bubble | None:
        """The bubble with this id, if `person` can see it."""
        return _first(bubble for bubble in (*self.group(person), *self.private(person)) if bubble.id == id)

    def letters(self) -> dict[str, int]:
        """For each person to whom the bot wrote privately, the number of its last bubble there."""
        last = {
            name: _first(b for b in reversed(said) if b.bot)
            for (place, name), said in self._said.items()
            if place == "private"
        }
        return {name: bubble.number for name, bubble in last.items() if bubble}


def _first(bubbles: Iterable[Bubble]) -> Bubble | None:
    return next(iter(bubbles), None)
