"""Answers where five seconds are given: the first text in the call's own answer, the rest, or all of it, afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.channels import Ear, Unreachable, buttons
from bot.channels.memory import Recent
from bot.channels.texts import cut
from bot.message import Message, Reply

SECONDS = 4.0
"""Of the five that WeCom and WeChat wait before they call again (page 90238)."""

AFTER = 0.5
"""Seconds until the call's own answer is surely seen."""

STOPPING = 5.0
MOST_BYTES = 2048

DEAF = Reply("语音和视频我听不了，请打字告诉我")

Heard = tuple[Message, Sequence[Reply]]
"""Who is to be answered, and how."""

log = structlog.get_logger("channels")


Push = Callable[[str, Reply, str], Awaitable[Reply | None]]
"""Says a reply to a person but for the beginning of its text that was told; gives what of it did not arrive, and raises
Unreachable where all of it did not."""


@dataclass(eq=False)
class _Call:
    hearing: asyncio.Task[Heard]
    mute: bool
    followed: bool = False

    @property
    def failed(self) -> bool:
        return self.hearing.done() and (self.hearing.cancelled() or self.hearing.exception() is not None)


class Soon:
    """Hears each message once, however often it is delivered, and answers each delivery alike."""

    def __init__(self, ear: Ear, push: Push) -> None:
        self._ear = ear
        self._push = push
        self._calls: Recent[_Call] = Recent()
        self._behind: set[asyncio.Task[None]] = set()

    async def answer(self, id_: str, hear: Callable[[], Awaitable[Heard]], *, mute: bool = False) -> str:
        """The text to answer with now, "" where there is none or none yet; with `mute` there is none.

        Raises what `hear` raises; then the next delivery is heard as if it were the first.
        """
        call = self._calls.get(id_)
        if call is None or call.failed:
            call = self._calls.keep(id_, _Call(asyncio.ensure_future(hear()), mute))
        await asyncio.wait((call.hearing,), timeout=SECONDS)
        if not call.followed:
            call.followed = True
            call.mute |= not call.hearing.done()
            self._follow(call)
        return _first(call.hearing.result()[1]) if call.hearing.done() and not call.mute else ""

    async def close(self) -> None:
        """Says what is still to be said; what takes longer is owed."""
        if self._behind:
            _, late = await asyncio.wait(self._behind, timeout=STOPPING)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _follow(self, call: _Call) -> None:
        task = asyncio.create_task(self._rest(call))
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def _rest(self, call: _Call) -> None:
        """Says what the call's own answer had no room for."""
        try:
            message, replies = await call.hearing
        except Exception:
            log.exception("a message was not answered")
            return
        told = "" if call.mute else _first(replies)
        if told:
            await asyncio.sleep(AFTER)
        for number, reply in enumerate(replies):
            await self._say(message, reply, told if number == 0 else "")

    async def _say(self, message: Message, reply: Reply, told: str) -> None:
        """Says a reply but for what was `told`; what does not arrive is owed."""
        if told == reply.text and not reply.buttons and not reply.files:
            return
        try:
            left = await self._push(message.sender, reply, told)
        except asyncio.CancelledError:  # the bot is being stopped
            await self._owe(message, _untold(reply, told))
            raise
        except Unreachable as error:
            log.warning("an answer is owed", message_id=message.id, why=str(error))
            left = _untold(reply, told)
        await self._owe(message, left)

    async def _owe(self, message: Message, left: Reply | None) -> None:
        if left:
            await self._ear.owe(message, left)


def _untold(reply: Reply, told: str) -> Reply | None:
    """What to owe of a reply; its text again, where it is for the buttons; None where nobody will miss it."""
    if told == reply.text and not reply.files and not buttons.needed(reply):
        return None
    return replace(reply, text=reply.text[len(told) :] or reply.text)


def _first(replies: Sequence[Reply]) -> str:
    return cut(replies[0].text, MOST_BYTES) if replies else ""
