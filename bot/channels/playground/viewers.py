"""The open pages, each looking as one person."""

from asyncio import Queue, QueueFull
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Event = dict[str, Any]
BEHIND = 1000
"""A page that is this many events behind is let go; it comes back and gets the whole scene."""


@dataclass(eq=False)
class Viewer:
    """One open page. `events` is what it has yet to be told; None tells it to go."""

    person: str
    events: Queue[Event | None] = field(default_factory=lambda: Queue(BEHIND))
    lost: bool = False

    def tell(self, event: Event) -> None:
        """Queues an event, without waiting for the page."""
        try:
            self.events.put_nowait(event)
        except QueueFull:
            self.lost = True


class Viewers:
    """Who is looking now."""

    def __init__(self) -> None:
        self._present: set[Viewer] = set()

    @contextmanager
    def joined(self, person: str) -> Iterator[Viewer]:
        """A page that looks as `person`, told of everything until it leaves."""
        viewer = Viewer(person)
        self._present.add(viewer)
        try:
            yield viewer
        finally:
            self._present.discard(viewer)

    def tell(self, event: Event, only: str | None = None) -> None:
        """Tells all pages, or those that look as `only`."""
        for viewer in self._present:
            if only in (None, viewer.person):
                viewer.tell(event)

    def dismiss(self) -> None:
        """Sends all pages away, at the end."""
        for viewer in self._present:
            with suppress(QueueFull):
                viewer.events.put_nowait(None)
