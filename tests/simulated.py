"""An event loop whose time stands still while anything is on its way, and jumps to the next timer when nothing is.

Code that keeps time with asyncio (sleep, timeout, loop.time) then runs through hours in seconds. Connections within the
loop are made over TCP and go on as socket pairs, which deliver at once: the kernel of a machine under load takes its
time over TCP's packets, and nobody could tell whether one is still to come.
"""

import asyncio
import functools
import selectors
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Ends = frozenset[Any]
"""The two addresses of a connection."""

PATIENCE = 0.02
"""Real seconds between two looks, while there is something to wait for."""

SHORTLY = 0.001
"""Seconds that pass only when nobody has anything left to read."""


class SimulatedLoop(asyncio.SelectorEventLoop):
    """`time` begins at 0 and moves only by jumping to the next timer, when nothing is on its way."""

    def __init__(self) -> None:
        self._now = 0.0
        self._held = 0
        self._served: set[Any] = set()
        self._coming: set[Ends] = set()
        self._halves: dict[Ends, _End] = {}
        self._made: list[_End] = []
        super().__init__(_Jumping(self))

    def time(self) -> float:
        return self._now

    def jump(self, seconds: float) -> None:
        """Time passes."""
        self._now += seconds

    def close(self) -> None:
        for end in self._made:
            end.free()
        super().close()

    @property
    def still(self) -> bool:
        """Does no thread work, and is no connection being made?"""
        return not self._held and not self._coming

    def hold(self, work: "Future[T]") -> "Future[T]":
        """Another future for what a thread works at; time stands still until whoever waits for it has been told."""
        self._held += 1
        told: Future[T] = Future()

        def tell(done: "Future[T]") -> None:
            if told.set_running_or_notify_cancel():
                error = done.exception()
                told.set_exception(error) if error else told.set_result(done.result())
            self.call_soon_threadsafe(self._release)

        work.add_done_callback(tell)
        return told

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """A thread's work takes no time."""
        self._held += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._release)
        return future

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        """A connection to a server of this loop is on its way until it is accepted."""
        self._held += 1
        try:
            await super().sock_connect(sock, address)
            if sock.getpeername() in self._served:
                self._coming.add(_ends(sock))
        finally:
            self._release()

    def _release(self, _: object = None) -> None:
        self._held -= 1

    def _start_serving(self, factory: Any, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        self._served.add(sock.getsockname())
        super()._start_serving(factory, sock, *args, **kwargs)  # type: ignore[misc]

    def _stop_serving(self, sock: socket.socket) -> None:
        address = sock.getsockname()
        self._served.discard(address)
        self._coming = {ends for ends in self._coming if address not in ends}
        super()._stop_serving(sock)  # type: ignore[misc]

    def _make_socket_transport(self, sock: socket.socket, *args: Any, **kwargs: Any) -> Any:
        ends = _ends(sock)
        if ends & self._served or ends in self._halves:
            kwargs["extra"] = {**(kwargs.get("extra") or {}), "peername": sock.getpeername()}
            sock.close()
            sock = self._half(ends)
        return super()._make_socket_transport(sock, *args, **kwargs)  # type: ignore[misc]

    def _half(self, ends: Ends) -> "_End":
        """One end of the pair that stands for a connection; the other is for who is second."""
        waiting = self._halves.pop(ends, None)
        if waiting:
            self._coming.discard(ends)
            return waiting
        one, self._halves[ends] = (_End(self, half) for half in socket.socketpair())
        self._made += (one, self._halves[ends])
        return one


class _End(socket.socket):
    """Closed as TCP closes: who is at the other end reads what was written before writing becomes an error."""

    def __init__(self, loop: SimulatedLoop, half: socket.socket) -> None:
        super().__init__(fileno=half.detach())
        self.setblocking(False)
        self._loop = loop

    def close(self) -> None:
        if self.fileno() >= 0:
            self.shutdown(socket.SHUT_WR)
            self._loop.call_later(SHORTLY, self.free)

    def free(self) -> None:
        """Gives it back to the system."""
        super().close()


def _ends(sock: socket.socket) -> Ends:
    return frozenset((sock.getsockname(), sock.getpeername()))


class _Jumping(selectors.DefaultSelector):
    def __init__(self, loop: SimulatedLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            return super().select(None)
        still = self._loop.still
        ready = super().select(0 if still else min(timeout, PATIENCE))
        if not ready and timeout > 0 and still:
            self._loop.jump(timeout)
        return ready


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
