"""How often one may speak: rolling windows, in which whoever comes too early waits for a turn and nothing is lost."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """At most `most` in any `seconds`."""

    most: int
    seconds: float


class Limiter:
    """The turns of one conversation, one webhook … on the time of the running loop."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = windows
        self._turns: deque[float] = deque(maxlen=max(window.most for window in windows))
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Waits until one more is allowed, and takes that turn; who asked first goes first."""
        async with self._queue:
            early = self.early()
            while early > 0:
                await asyncio.sleep(early)
                early = self.early()
            self._turns.append(asyncio.get_running_loop().time())

    def used(self, window: Window) -> int:
        """How many turns were taken within the window that ends now."""
        since = asyncio.get_running_loop().time() - window.seconds
        return sum(1 for at in self._turns if at > since)

    def early(self) -> float:
        """How many seconds too early one more would be now."""
        now = asyncio.get_running_loop().time()
        waits = (
            self._turns[-window.most] + window.seconds - now
            for window in self._windows
            if len(self._turns) >= window.most
        )
        return max(waits, default=0.0)
