"""What a channel keeps in mind while it runs; a restart may forget all of it."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

TEN_MINUTES = 600.0


class Recent(Generic[T]):
    """What came in the last minutes, ten of them unless told otherwise, by its id; the time is the running loop's."""

    def __init__(self, seconds: float = TEN_MINUTES) -> None:
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def get(self, id_: str) -> T | None:
        """What was kept under this id, None when that is too long ago."""
        before = asyncio.get_running_loop().time() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < before:
            self._kept.popitem(last=False)
        found = self._kept.get(id_)
        return found[1] if found else None

    def keep(self, id_: str, what: T) -> T:
        """Keeps it from now on."""
        self._kept[id_] = (asyncio.get_running_loop().time(), what)
        self._kept.move_to_end(id_)
        return what

    def forget(self, id_: str) -> None:
        """As if it had never come."""
        self._kept.pop(id_, None)


class Latest(Generic[T]):
    """The last `most` things by their keys."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """What was kept there last."""
        return self._kept.get(key)

    def keep(self, key: Hashable, what: T) -> T:
        """Keeps it in the place of what was there; the oldest goes when there are too many."""
        self._kept[key] = what
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return what
