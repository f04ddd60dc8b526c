"""What a handler is given: who said what, where and when, and the session to act in."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.language import Frame
from bot.message import Message
from storage.roster import Member, Roster, TermDays
from storage.session import Session


@dataclass(frozen=True)
class Turn:
    """One message of one known person. `heard` is its inbox id; `files` the directory for files that we make;
    `public_url` the address at which phones reach the bot, where there is one."""

    session: Session
    roster: Roster
    message: Message
    heard: int
    person: Member
    frame: Frame
    files: Path
    public_url: str | None = None

    @property
    def now(self) -> datetime:
        """When it was said (aware)."""
        return self.message.sent_at

    @property
    def today(self) -> date:
        """The school's calendar day when it was said."""
        return self.roster.local_day(self.now)

    @property
    def term(self) -> TermDays | None:
        """The term that today lies in."""
        return self.roster.term(self.today)

    @property
    def in_group(self) -> bool:
        """Was it said where others read?"""
        return self.message.place == "group"

    @property
    def spoken_to(self) -> bool:
        """Was it said to the bot, not only in its hearing?"""
        return self.message.addressed or not self.in_group

    def of(self, frame: Frame) -> "Turn":
        """The same message, meaning `frame`."""
        return replace(self, frame=frame)

    def slot(self, name: str) -> Any:
        """A slot beside the intent, None when it was not said."""
        return self.frame.slots.get(name)
