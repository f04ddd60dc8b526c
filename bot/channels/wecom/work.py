"""Callbacks in work, each in a task of its own, so that whoever reads the connection never waits for one."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.channels.wecom.link import Frame

Hear = Callable[[str, Frame], Awaitable[None]]

MOST_AT_ONCE = 1000
"""WeCom holds each user to three unanswered messages, so that no school comes near it."""

PARTING = 4.0
"""Seconds that callbacks in work are given at the end."""

log = structlog.get_logger("wecom")


class Work:
    """They begin in the order in which they came."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, cmd: str, frame: Frame) -> None:
        """Begins; beyond MOST_AT_ONCE a callback is dropped."""
        if len(self._tasks) >= MOST_AT_ONCE:
            log.error("too many callbacks are in work, one was dropped", cmd=cmd)
            return
        task = asyncio.create_task(self._heard(cmd, frame))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Waits for what is in work now, up to PARTING seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PARTING)

    async def end(self) -> None:
        """Cancels what is in work; each may still keep what it could not say."""
        rest = tuple(self._tasks)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _heard(self, cmd: str, frame: Frame) -> None:
        try:
            await self._hear(cmd, frame)
        except Exception:
            log.exception("a callback of WeCom was not handled", cmd=cmd)
