"""Whose turn it is to speak in a conversation. WeCom's page 101463 allows 30 a minute and 1000 an hour."""

import asyncio

from bot.channels import Unreachable
from bot.channels.limits import Limiter, Window

MINUTE, HOUR = Window(30, 61), Window(1000, 3610)
"""A little more than the minute and the hour, for WeCom counts when things arrive."""

SOON = 0.05
LONGEST_QUEUE = 120.0
"""Seconds that something unasked waits for its turn; then it goes another way, or later."""


class Turns:
    """The turns of one conversation: answers go before what is unasked, and nothing is lost."""

    def __init__(self) -> None:
        self._limiter = Limiter((MINUTE, HOUR))
        self._answers = 0
        self._unasked = asyncio.Lock()

    async def answer(self) -> None:
        """Waits for the turn of an answer."""
        self._answers += 1
        try:
            await self._limiter.turn()
        finally:
            self._answers -= 1

    async def push(self) -> None:
        """Waits for the turn of something unasked: until there is room and no answer waits. Raises Unreachable."""
        try:
            async with asyncio.timeout(LONGEST_QUEUE), self._unasked:
                early = self._limiter.early()
                while early > 0 or self._answers:
                    await asyncio.sleep(max(early, SOON))
                    early = self._limiter.early()
                await self._limiter.turn()
        except TimeoutError:
            raise Unreachable("too much is being said there") from None

    @property
    def busy(self) -> bool:
        """Is more than half of this minute used?"""
        return self._limiter.used(MINUTE) * 2 > MINUTE.most
