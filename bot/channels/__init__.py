"""The ways in and out, one module for each. Nothing above this package knows a channel's protocol."""

from datetime import datetime
from typing import Protocol

from bot.language import Reading
from bot.message import Message, Place, Reply


class Channel(Protocol):
    """A way to speak unasked. `name` is what its messages carry as `Message.channel`."""

    name: str

    async def say(self, conversation: str, place: Place, reply: Reply) -> None:
        """Says it in a group, or to the person whose external id `conversation` is. Raises when it did not arrive."""


class Ear(Protocol):
    """What a channel hands its messages to."""

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        """What to answer, each where its `private` says; empty for silence. Safe on disk when it returns."""

    async def understand(self, message: Message) -> Reading:
        """How the message reads, without acting on it."""


class Watch(Protocol):
    """A clock that can be moved: what falls due on the way happens, in order."""

    def now(self) -> datetime:
        """The present moment, in UTC."""

    async def move(self, to: datetime) -> None:
        """Goes forward to `to` (aware); a moment that has passed is refused with ValueError."""
