"""For how long, and how often, an official account may speak to somebody who did something (WeChat, June 2023)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels.memory import Latest

PEOPLE = 10_000


@dataclass(frozen=True)
class Window:
    """So many customer messages within that time."""

    most: int
    lasts: timedelta


SPOKEN = Window(5, timedelta(hours=48))
TOUCHED = Window(3, timedelta(minutes=1))
"""A follow, a tap on the menu, a scan."""


@dataclass(frozen=True)
class _Open:
    left: int
    until: datetime


class Windows:
    """The windows of one account. After a restart none is known, and WeChat's answer decides."""

    def __init__(self) -> None:
        self._people: Latest[_Open] = Latest(PEOPLE)

    def open(self, openid: str, window: Window, now: datetime) -> None:
        """This person has done something; a better window stays open."""
        new, old = _Open(window.most, now + window.lasts), self._people.get(openid)
        if old is None or window is SPOKEN or now >= old.until or old.left < new.left:
            self._people.keep(openid, new)

    def take(self, openid: str, now: datetime) -> bool:
        """One more is about to be said; False where that is known to be too many or too late."""
        window = self._people.get(openid)
        if window is None:
            return True
        if not window.left or now >= window.until:
            return False
        self._people.keep(openid, replace(window, left=window.left - 1))
        return True

    def close(self, openid: str, now: datetime) -> None:
        """WeChat has refused; until this person does something there is no use in asking again."""
        self._people.keep(openid, _Open(0, now))
