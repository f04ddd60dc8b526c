"""An event loop whose time stands still while anything is ready, and jumps to the next timer when nothing is.

Code that keeps time with asyncio (sleep, timeout, loop.time) then runs through hours in seconds, over real sockets.
"""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 0.02
"""Real seconds without any event, after which nothing is on its way any more: sockets of this machine, threads."""


class SimulatedLoop(asyncio.SelectorEventLoop):
    """`time` begins at 0 and moves only by jumping to the next timer, never while `held` counts a thread at work."""

    def __init__(self) -> None:
        self._now = 0.0
        self.held = 0
        super().__init__(_Jumping(self))

    def time(self) -> float:
        return self._now

    def jump(self, seconds: float) -> None:
        """Time passes."""
        self._now += seconds

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """A thread's work takes no time."""
        self.held += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self.release)
        return future

    def release(self, _: object = None) -> None:
        """A thread is done, for which time was `held`."""
        self.held -= 1


class _Jumping(selectors.DefaultSelector):
    def __init__(self, loop: SimulatedLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            return list(super().select(None))
        ready: Sequence[Any] = super().select(min(timeout, PATIENCE) if timeout > 0 else 0)
        if not ready and timeout > 0 and not self._loop.held:
            self._loop.jump(timeout)
        return list(ready)


def in_simulated_time(story: Coroutine[Any, Any, T]) -> T:
    """What comes of the story."""
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        return runner.run(story)


def simulated(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """The test runs in simulated time."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        in_simulated_time(test(*args, **kwargs))

    return run
