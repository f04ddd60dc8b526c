"""The ways in and out, one module for each. Nothing above this package knows a channel's protocol."""

from datetime import datetime
from typing import Protocol

from bot.language import Reading
from bot.message import Message, Place, Reply


class Unreachable(Exception):
    """What was said did not arrive, and nobody has seen it; the text says why, without any secret."""


class Channel(Protocol):
    """A way to speak unasked. `name` is what its messages carry as `Message.channel`."""

    name: str

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Says it in a group, or to the person whose external id `conversation` is.

        Gives the name of the way that it went. Raises Unreachable when it did not arrive.
        """


class Ear(Protocol):
    """What a channel hands its messages to."""

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        """What to answer, each where its `private` says; empty for silence. Safe on disk when it returns."""

    async def understand(self, message: Message) -> Reading:
        """How the message reads, without acting on it."""

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        """What somebody is told who opens the private chat: what they may say, or how to say who they are."""

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        """The bot may speak there from now on."""

    async def alias(self, channel: str, tenant: str, external_id: str, account: str) -> None:
        """From now on `external_id` speaks for whoever `account` speaks for, if that is known."""

    async def owe(self, message: Message, reply: Reply) -> None:
        """Keeps an answer that could not be said now; it is said later, once, by any way that reaches."""


class Watch(Protocol):
    """A clock that can be moved: what falls due on the way happens, in order."""

    def now(self) -> datetime:
        """The present moment, in UTC."""

    async def move(self, to: datetime) -> None:
        """Goes forward to `to` (aware); a moment that has passed is refused with ValueError."""
