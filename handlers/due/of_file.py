"""Deadlines that stand in the school's file: they are as good as said, and become rows, each once."""

from datetime import datetime

from handlers.due.audience import leaders
from handlers.due.found import LATE, recent
from handlers.due.guess import counted_since, counts
from handlers.due.moment import due_at
from storage import deadlines
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Deadline

KEY = "file:"
"""How the keys of the rows begin that were made of the file; then come the time and the title that it tells."""

_TEND = ("office", "leader", "head")


def live(session: Session, roster: Roster, now: datetime) -> list[Deadline]:
    """All that are open, those of a file that was just read too, still without an id; the nearest first."""
    found = [*recent(session, now), *unkept(session, roster, now)]
    return sorted(found, key=lambda one: one.due_at)


def unkept(session: Session, roster: Roster, now: datetime) -> list[Deadline]:
    """Those of the file of which there is no row yet. What somebody set under that title takes their place."""
    said = roster.words.get("open_deadlines") or ()
    if not said:
        return []
    made = {row.key for row in deadlines.keyed(session, KEY)}
    by_word = deadlines.said_titles(session, now - LATE)
    new = [_row(roster, one["title"], one["due"], now) for one in said if one["title"] not in by_word]
    return [one for one in new if one.key not in made and one.due_at >= now - LATE]


def told_no_more(session: Session, roster: Roster, now: datetime) -> list[Deadline]:
    """Rows that were made of the file, are still to come, and do not stand in it any more."""
    said = {_key(one["title"], one["due"]) for one in roster.words.get("open_deadlines") or ()}
    made = deadlines.keyed(session, KEY)
    return [row for row in made if row.key not in said and row.cancelled_at is None and row.due_at > now]


def is_of_file(deadline: Deadline) -> bool:
    """Does it stand in the school's file, kept already or not?"""
    return bool(deadline.key and deadline.key.startswith(KEY))


def _key(title: str, said: str) -> str:
    return f"{KEY}{said}:{title}"


def _row(roster: Roster, title: str, said: str, now: datetime) -> Deadline:
    """Of what had passed before it was told nobody is reminded."""
    moment, whole_day = due_at(roster, said)
    counted = counts(roster.words, title)
    led = leaders(roster) if counted and counted["kind"] == "project" else []
    return Deadline(
        title=title, due_at=moment, whole_day=whole_day, audience={"people": led} if led else {},
        counts=counted_since(roster, counted, now), every=None, set_by=tending(roster).id, set_at=now,
        channel=None, conversation=None, next_step_at=now if moment > now else None, cancelled_at=None,
        key=_key(title, said),
    )  # fmt: skip


def tending(roster: Roster) -> Member:
    """Who hears how it ends, where nobody set it by word."""
    found = (member for role in _TEND for member in roster.present if role in member.roles)
    return next(found, roster.present[0])
