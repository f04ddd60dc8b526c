"""The ladder of a deadline: on which days, and in which part of the day, those who have not met it are reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from handlers.due import ladder as of_kind
from scheduled.schooldays import is_school_day, last_school_day
from storage.roster import Roster
from storage.tables import Deadline

PER_WEEK = 3
LADDER = (7, 3, 1, 0)
"""Days before the day on which it is due; 0 is the morning itself."""

MORNING = (time(7, 40), time(8, 20))
AFTERNOON = (time(16, 10), time(16, 50))
TOO_EARLY = time(9, 0)
"""What is due before then is not told of in the same morning."""


@dataclass(frozen=True)
class Step:
    """A rung: it is climbed from `at` until `end`; `days` are the distances that meet in it."""

    at: datetime
    end: datetime
    days: tuple[int, ...]


def per_week(roster: Roster) -> int:
    """How many private reminders a teacher gets in a week at most."""
    return _rules(roster)[0]


def steps(roster: Roster, deadline: Deadline) -> list[Step]:
    """All rungs in order of time. One that falls on no school day moves to the school day before."""
    due = deadline.due_at.astimezone(roster.zone)
    met: dict[tuple[datetime, datetime], tuple[int, ...]] = {}
    for days in of_kind(deadline) or _rules(roster)[1]:
        wanted = due.date() - timedelta(days=days)
        same_morning = days == 0 and is_school_day(roster, wanted) and due.time() >= TOO_EARLY
        if days == 0 and not same_morning:
            wanted -= timedelta(days=1)
        day = last_school_day(roster, wanted)
        start, end = MORNING if same_morning else AFTERNOON
        rung = (datetime.combine(day, start, roster.zone), datetime.combine(day, end, roster.zone))
        met[rung] = (*met.get(rung, ()), days)
    return sorted((Step(at, end, days) for (at, end), days in met.items()), key=lambda step: step.at)


def next_step(roster: Roster, deadline: Deadline, after: datetime) -> datetime | None:
    """When the next rung begins, or it is due; None once that has passed."""
    ahead = [step.at for step in steps(roster, deadline) if step.at > after]
    return min([*ahead, deadline.due_at]) if deadline.due_at > after else None


def _rules(roster: Roster) -> tuple[int, Sequence[int]]:
    told = roster.words.get("reminders", {})
    return told.get("per_week", PER_WEEK), told.get("ladder", LADDER)
