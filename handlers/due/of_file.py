"""Deadlines that stand in the school's file: they are as good as said, and become rows when somebody acts on one."""

from datetime import datetime

from handlers.due.audience import leaders
from handlers.due.found import LATE, recent
from handlers.due.guess import counted_since, counts
from handlers.due.moment import due_at
from storage import deadlines
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Deadline

_TEND = ("office", "leader", "head")


def live(session: Session, roster: Roster, now: datetime) -> list[Deadline]:
    """All that are open, those of the file too, still without an id; the nearest first."""
    found = [*recent(session, now), *_of_file(session, roster, now)]
    return sorted(found, key=lambda one: one.due_at)


def adopt(session: Session, roster: Roster, now: datetime) -> None:
    """From now on those of the file are rows, set by the office."""
    for one in _of_file(session, roster, now):
        deadlines.put(session, one)


def _of_file(session: Session, roster: Roster, now: datetime) -> list[Deadline]:
    said = roster.words.get("open_deadlines") or ()
    if not said:
        return []
    known = deadlines.titles(session, now - LATE)
    new = [_row(roster, one["title"], one["due"], now) for one in said if one["title"] not in known]
    return [one for one in new if one.due_at >= now - LATE]


def _row(roster: Roster, title: str, said: str, now: datetime) -> Deadline:
    moment, whole_day = due_at(roster, said)
    counted = counts(roster.words, title)
    led = leaders(roster) if counted and counted["kind"] == "project" else []
    return Deadline(
        title=title, due_at=moment, whole_day=whole_day, audience={"people": led} if led else {},
        counts=counted_since(roster, counted, now), every=None,
        set_by=_office(roster).id, set_at=now, channel=None, conversation=None, next_step_at=now, cancelled_at=None,
    )  # fmt: skip


def _office(roster: Roster) -> Member:
    tending = (member for role in _TEND for member in roster.present if role in member.roles)
    return next(tending, roster.present[0])
