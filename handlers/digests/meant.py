"""Which digest somebody asks back about: the one that is quoted, else the last one that was said in private."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.context import FOLLOWS_WITHIN
from handlers.digests import spans
from handlers.digests.now import asked
from handlers.digests.spans import Span
from handlers.rights import sees_everyone
from handlers.turn import Turn
from storage import inbox, notices
from storage.roster import Member

REACHES = timedelta(days=7)
"""So long one asks back without saying about what: then there is another one."""

QUOTED = timedelta(days=30)


@dataclass(frozen=True)
class Digest:
    """One that was said: of which days, and of which department where it was of one."""

    span: Span
    department: str | None
    said_at: datetime
    text: str
    in_private: bool

    @property
    def heading(self) -> str:
        """Its first line, by which a quotation is known."""
        return self.text.partition("\n")[0]


def meant(turn: Turn) -> Digest | None:
    """None where nothing of the kind was said, or where one would have to quote it."""
    quoted = turn.message.quoted
    if quotes(turn) and quoted:
        heading = quoted.text.strip().partition("\n")[0]
        return next((one for one in _said(turn, turn.now - QUOTED) if one.heading == heading), None)
    there = [one for one in _said(turn, turn.now - REACHES) if one.in_private and not turn.in_group]
    return max(there, key=lambda one: one.said_at, default=None)


def quotes(turn: Turn) -> bool:
    """Is something quoted that begins as digests do?"""
    quoted = turn.message.quoted
    return quoted is not None and quoted.own and quoted.text.lstrip().startswith("📊")


def follows(turn: Turn) -> bool:
    """In private, with nothing asked of another matter in the last minutes."""
    last = inbox.last(turn.session, turn.person.id, turn.message.conversation, turn.now - FOLLOWS_WITHIN)
    still = last is None or last == {"intent": "query.list"} or last["intent"].startswith("digest.")
    return still and not turn.in_group


def own_department(person: Member) -> str | None:
    """That of a head who sees no more."""
    heads = (one for one in person.departments if person.heads(one))
    return None if sees_everyone(person) else next(heads, None)


def _said(turn: Turn, since: datetime) -> Iterator[Digest]:
    """Those that the bot said by itself, and those that were asked for here."""
    for notice in notices.said(turn.session, "digest:", since):
        if notice.person_id in (turn.person.id, None) and notice.sent_at:
            about = notice.reply["about"]["digest"]
            start, end = (date.fromisoformat(about[day]) for day in ("start", "end"))
            span = spans.of(turn.roster, start, end, turn.today)
            department = own_department(turn.person)
            yield Digest(span, department, notice.sent_at, notice.reply["text"], notice.person_id is not None)
    for heard in inbox.answered(turn.session, turn.person.id, turn.message.conversation, "digest.now", since):
        slots = heard.frame or {}
        then = asked(turn.roster, slots.get("range"), heard.text or "", turn.roster.local_day(heard.heard_at))
        if then and heard.replies:
            span = spans.of(turn.roster, then.start, then.end, turn.today)
            department = slots.get("department")
            yield Digest(span, department, heard.heard_at, heard.replies[0]["text"], not turn.in_group)
