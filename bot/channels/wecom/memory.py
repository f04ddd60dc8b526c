"""What the bot keeps in mind of its conversations while it runs; a restart may forget all of it."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

TEN_MINUTES = 600.0
UNFINISHED_SECONDS = 360.0
MOST_UNFINISHED = 3
SAID = 200
CONVERSATIONS = 1000
CARDS = 2000


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


class OwnWords:
    """What the bot said where: WeCom gives the text of a quote and not whose it was."""

    def __init__(self) -> None:
        self._said: Latest[deque[int]] = Latest(CONVERSATIONS)

    def keep(self, conversation: str, text: str) -> None:
        """The bot says this now."""
        said = self._said.get(conversation)
        self._said.keep(conversation, deque(maxlen=SAID) if said is None else said).append(_folded(text))

    def include(self, conversation: str, text: str) -> bool:
        """Did the bot say this there? White space, which clients change, does not count."""
        return text.lstrip().startswith("已记录 #") or _folded(text) in (self._said.get(conversation) or ())


class Unfinished:
    """WeCom lets a person have three messages without an answer; silence leaves them so for six minutes."""

    def __init__(self) -> None:
        self._since: dict[str, deque[float]] = {}

    def one_too_many(self, sender: str) -> bool:
        """The bot is about to keep silent to this person: must it finish the message with a word instead?"""
        now = asyncio.get_running_loop().time()
        since = self._since.setdefault(sender, deque())
        while since and since[0] <= now - UNFINISHED_SECONDS:
            since.popleft()
        if len(since) >= MOST_UNFINISHED - 1:
            return True
        since.append(now)
        return False


def _folded(text: str) -> int:
    return hash("".join(text.split()))
