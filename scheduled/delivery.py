"""Planned notices on their way: claimed, said through a channel that reaches, marked when they have arrived."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.message import Place, Reply
from storage import notices, roster
from storage.session import Session
from storage.tables import Notice
from storage.work import Storage

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30
"""With the waits between them that is a day."""


class Voice(Protocol):
    """A channel that can speak unasked; it raises when what it said did not arrive."""

    name: str

    async def say(self, conversation: str, place: Place, reply: Reply) -> None:
        """Says it in a group, or to the person with that external id."""


class Delivery:
    """Sends what is due for one school through its channels."""

    def __init__(self, storage: Storage, school_id: int, voices: Mapping[str, Voice]) -> None:
        self._storage = storage
        self._school_id = school_id
        self._voices = voices
        self._log = structlog.get_logger("delivery")

    async def deliver(self, now: datetime) -> None:
        """Claims what is due and says it, oldest first. What does not arrive is tried again, more and more rarely."""
        claimed = await asyncio.wrap_future(
            self._storage.write(self._school_id, lambda session: notices.claim(session, now))
        )
        for notice in claimed:
            await self._send(notice, now)

    async def _send(self, notice: Notice, now: datetime) -> None:
        try:
            await self._say(notice)
        except Exception as error:
            await self._failed(notice, now, error)
        else:
            await self._keep(lambda session: notices.mark_sent(session, notice.id, now))

    async def _failed(self, notice: Notice, now: datetime, error: Exception) -> None:
        if notice.attempts + 1 < MOST_ATTEMPTS:
            self._log.warning("notice put off", notice=notice.id, attempts=notice.attempts + 1, error=repr(error))
            await self._keep(lambda session: notices.put_off(session, notice.id, now + wait(notice.attempts)))
        else:
            self._log.error("notice given up", notice=notice.id, error=repr(error))
            await self._keep(lambda session: notices.give_up(session, notice.id, now))

    async def _say(self, notice: Notice) -> None:
        reply = Reply.from_json(notice.reply)
        for channel, conversation, place in await self._ways(notice):
            await self._voices[channel].say(conversation, place, reply)
            return
        raise LookupError("no channel reaches them")

    async def _ways(self, notice: Notice) -> list[tuple[str, str, Place]]:
        if notice.conversation and notice.channel:
            return [(notice.channel, notice.conversation, "group")] if notice.channel in self._voices else []
        ids = await asyncio.wrap_future(
            self._storage.read(self._school_id, lambda session: roster.external_ids(session, notice.person_id or 0))
        )
        return [(channel, external_id, "private") for channel, external_id in ids if channel in self._voices]

    async def _keep(self, work: "Unit") -> None:
        await asyncio.wrap_future(self._storage.write(self._school_id, work))


class Unit(Protocol):
    """A unit of work without a result."""

    def __call__(self, session: Session) -> None: ...


def wait(attempts: int) -> timedelta:
    """How long until the next attempt: doubling from half a minute to an hour."""
    return min(FIRST_WAIT * float(2**attempts), LONGEST_WAIT)
