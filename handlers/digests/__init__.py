"""周报、月报、学期小结: what happened, in figures that are all queries. It is put into words when it is said."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from handlers.digests import spans, words
from handlers.digests.behind import listed, why
from handlers.digests.link import Links, Opened, opened
from handlers.digests.now import now
from handlers.digests.spans import Span
from handlers.digests.subscribe import subscribe, unsubscribe
from handlers.digests.wanted import recipients
from handlers.rights import sees_everyone
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Notice

__all__ = ["Opened", "about", "listed", "now", "opened", "subscribe", "unsubscribe", "why", "worded"]

Worded = Callable[[Session, Roster, Notice, datetime], dict[str, Any] | None]


def about(what: str, span: Span, until: datetime, picture: Path) -> dict[str, str]:
    """What a notice keeps of a digest until it is said; after `until` it is not said any more.

    `picture` goes with what is said of the school, if it has been drawn by then.
    """
    days = {"start": span.start.isoformat(), "end": span.end.isoformat()}
    return {"what": what, **days, "until": until.isoformat(), "picture": str(picture)}


def worded(public_url: str | None) -> dict[str, Worded]:
    """What a notice may be about, and what puts it into words, with links under that address."""
    links = Links(public_url)
    return {"digest": lambda session, roster, notice, at: _said(session, roster, notice, at, links)}


def _said(session: Session, roster: Roster, notice: Notice, at: datetime, links: Links) -> dict[str, Any] | None:
    """What a notice that is about a digest says now; None when there is nothing to say, or it is too late."""
    about: Mapping[str, str] = notice.reply["about"]["digest"]
    if at > datetime.fromisoformat(about["until"]):
        return None
    today = roster.local_day(at)
    span = spans.of(roster, date.fromisoformat(about["start"]), date.fromisoformat(about["end"]), today)
    if notice.person_id is None:
        text = words.for_group(session, roster, span)
        return {"text": text} if text else None
    reader = roster.people[notice.person_id]
    if reader not in recipients(session, roster, about["what"]):
        return None
    text = _private(session, roster, reader, span, today, links)
    return {"text": text, "files": _files(span, Path(about["picture"]), reader)} if text else None


def _files(span: Span, picture: Path, reader: Member) -> list[list[str]]:
    return [[f"{span.title}.png", str(picture)]] if sees_everyone(reader) and picture.exists() else []


def _private(session: Session, roster: Roster, reader: Member, span: Span, today: date, links: Links) -> str | None:
    """Office and leaders hear of the school, heads of their departments, anyone else of what they told."""
    mine = [None] if sees_everyone(reader) else [one for one in reader.departments if reader.heads(one)]
    if not mine:
        return words.own(session, roster, reader, span, today)
    each = ((one, links.of(session, roster, span, reader, one, today)) for one in mine)
    return "\n\n".join(words.full(session, roster, span, today, reader, one, link) for one, link in each)
