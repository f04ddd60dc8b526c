"""A notice that was looked at: in words and on its way, or not said now; and what is said along with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.message import Place, Reply
from storage import notices
from storage.session import Session
from storage.tables import Notice


@dataclass(frozen=True)
class Worded:
    """A notice of ours to say now, and the ways that lead to whom it is for: channel, conversation, place.

    `along`: another notice that is said with it, and what shall stand in that one.
    """

    notice: Notice
    reply: Reply
    ways: list[tuple[str, str, Place]]
    along: tuple[int, dict[str, Any]] | None = None


@dataclass(frozen=True)
class Unsaid:
    """One that is not said now: it waits `until` then, has `failed` to be put into words, or has nothing to say."""

    notice: Notice
    until: datetime | None = None
    failed: Exception | None = None


def ours(session: Session, one: Worded | Unsaid, now: datetime) -> bool:
    """Whether what is said along is ours to say too: another process or message may have it already."""
    return not isinstance(one, Worded) or one.along is None or bool(notices.claim(session, now, [one.along[0]]))


def arrived(session: Session, worded: Worded, now: datetime, way: str) -> None:
    """Keeps that it was said, in these words, with what was said along."""
    notice = worded.notice
    said = notice.reply | ({"text": worded.reply.text} if "about" in notice.reply else {})
    notices.mark_sent(session, notice.id, now, way, said)
    if worded.along:
        notices.mark_sent(session, worded.along[0], now, way, worded.along[1])
