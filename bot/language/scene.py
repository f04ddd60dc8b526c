"""One message on its way to a frame: what was recognised, who says it, when, and whether to the bot."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.language.days import ImpossibleDay, Now, When, iso_day, resolve
from bot.language.frame import Piece
from bot.language.lexicon import Lexicon
from bot.language.people import Who
from bot.language.phrases import Phrases
from bot.language.school import Person
from bot.language.sheet import Sheet
from bot.language.sides import reach

_OPENING = 600
_MOST = 20
_EVER = date(2000, 1, 1)
OFFICE = frozenset({"office", "leader", "head", "prep_head"})


@dataclass
class Scene:
    """What every later step looks at."""

    sheet: Sheet
    words: Lexicon
    reports: tuple[Phrases, ...]
    hints: re.Pattern[str]
    """A word without which the message holds no whole sentence of any kind that is told in these alone."""
    sender: str
    sent_at: datetime
    addressed: bool
    quoted: str | None = None
    days: dict[tuple[When, bool], str] = field(default_factory=dict)
    """The days told so far, that each is reckoned once."""

    @cached_property
    def opening(self) -> str:
        """The beginning of the message, in which the names of activities are words like others: 去南京培训回来了."""
        mask = self.sheet.mask
        for piece in self.sheet.of("activity")[:_MOST]:
            mask = mask[: piece.start] + self.sheet.plain[piece.start : piece.end] + mask[piece.end :]
        return mask[:_OPENING]

    @property
    def today(self) -> date:
        """The sender's day."""
        return self.sent_at.date()

    @property
    def person(self) -> Person | None:
        """The sender on the roster."""
        return self.words.people.get(self.sender)

    @property
    def speaks_for_others(self) -> bool:
        """Office, leaders and heads may tell what others did."""
        return bool(self.person and OFFICE & set(self.person.roles))

    def day(self, when: When, *, past: bool = True) -> str:
        """ISO day of a date piece's value."""
        known = self.days.get((when, past))
        return known or self.days.setdefault((when, past), iso_day(when, self.now(past=past)))

    def now(self, *, past: bool = True) -> Now:
        """The point from which days are counted."""
        return Now(self.today, self.words.school.terms, past)

    def span(self, when: When, *, past: bool = True) -> dict[str, str]:
        """A range slot; an impossible day is both of its ends, as said."""
        try:
            first, last = resolve(when, self.now(past=past))
        except ImpossibleDay as day:
            return {"start": str(day), "end": str(day)}
        return {"start": first.isoformat(), "end": last.isoformat()}

    def reach(self, piece: Piece) -> dict[str, str]:
        """A range slot: 以来, 起 and 之后 run to today, 之前 from the beginning of the term that the day lies in."""
        try:
            first, last = reach(self.sheet.mask, piece, self.now())
        except ImpossibleDay:
            return self.span(piece.value)
        end = last or max(self.today, first or self.today)
        start = first or next((t.start for t in self.words.school.terms if t.start <= end <= t.end), _EVER)
        return {"start": start.isoformat(), "end": end.isoformat()}

    def ahead(self, piece: Piece) -> bool:
        """Whether a day is said that still lies ahead however one reads it."""
        if piece.kind != "date":
            return False
        try:
            return resolve(piece.value, self.now())[0] > self.today
        except ImpossibleDay:
            return False

    def who(self, value: Who, subject: str | None = None) -> "str | dict[str, list[str]]":
        """The person as a canonical value."""
        return value.narrowed(self.words.people, subject, self.sender)
