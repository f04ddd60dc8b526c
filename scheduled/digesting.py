"""Digests: on Fridays, on the first day of a month, on the last day of a term. Planned once, said a little spread."""

import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Thread

import structlog

from handlers import digests
from handlers.digests import chart, spans, words
from handlers.digests.chart import Bars
from handlers.digests.figures import any_told
from handlers.digests.spans import Span
from handlers.digests.subscribe import SLOT
from handlers.digests.wanted import MONTHLY, TERM, WEEKLY, group_wanted, recipients
from scheduled.due import Job
from scheduled.schooldays import is_school_day, spread
from storage import notices
from storage import roster as people
from storage.roster import Roster
from storage.session import Session

AHEAD = timedelta(minutes=3)
"""So long before the first is said they are planned."""

LOOKS_BACK = 5
"""Days of which a bot that was off makes up for what it did not say."""

LOOKS_AHEAD = 60
STALE = time(12, 0)
"""On the first day of school after it, a digest that was not said by then is not said any more."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """One digest, to be said from `at`; `key` names what it is about."""

    what: str
    key: str
    span: Span
    at: datetime


def digest(channels: Callable[[], Collection[str]], pictures: Path) -> Job:
    """Plans digests for those who get them, and for the first group of the channels that are there; draws into the
    directory `pictures`.

    It looks at its first chance at what a bot that was off has missed; the keys of notices make each one once. With a
    new revision of the school it is looked whether the days have changed.
    """
    looked: list[tuple[int, datetime, datetime]] = []

    def due_at(session: Session) -> datetime:
        revision, _, ahead = looked[0] if looked else (None, None, None)
        return ahead if ahead and people.revision(session) == revision else datetime.min.replace(tzinfo=UTC)

    def run(session: Session, now: datetime) -> None:
        roster = people.load(session)
        since = looked[0][1] if looked else now - LOOKS_BACK * DAY
        for plan in _between(roster, since, now):
            if now <= _until(roster, plan):
                _plan(session, roster, plan, now, channels(), pictures / f"{uuid.uuid4().hex[:12]}.png")
        looked[:] = [(roster.revision, now, _next(roster, now))]

    return Job("digest", due_at, run)


def _between(roster: Roster, since: datetime, now: datetime) -> Iterator[Planned]:
    first, last = roster.local_day(since), roster.local_day(now)
    days = (first + days * DAY for days in range((last - first).days + 1))
    return (plan for day in days for plan in on(roster, day) if since < plan.at <= now)


def _next(roster: Roster, now: datetime) -> datetime:
    """When there is something to plan next, or to look again."""
    ahead = (roster.local_day(now) + days * DAY for days in range(LOOKS_AHEAD))
    found = (plan.at for day in ahead for plan in on(roster, day) if plan.at > now)
    return next(found, now + LOOKS_AHEAD * DAY)


def on(roster: Roster, day: date) -> Iterator[Planned]:
    """What is said on that day. On the last day of a term its digest takes the place of the week's."""
    if not is_school_day(roster, day):
        return
    at = datetime.combine(day, SLOT[0], roster.zone) - AHEAD
    term = roster.term(day)
    if term and _is_last(roster, day, term.end):
        yield Planned(TERM, term.name, spans.term(roster, term, day), at)
    elif day.weekday() < 5 and _is_last(roster, day, day + (4 - day.weekday()) * DAY):
        week = spans.week(roster, day, day)
        yield Planned(WEEKLY, week.start.isoformat(), week, at)
    if not any(is_school_day(roster, day.replace(day=one)) for one in range(1, day.day)):
        month = spans.month(day.replace(day=1) - DAY)
        yield Planned(MONTHLY, f"{month.start:%Y-%m}", month, at)


def _is_last(roster: Roster, day: date, end: date) -> bool:
    """Is there no school after `day` until `end`?"""
    return not any(is_school_day(roster, day + days * DAY) for days in range(1, (end - day).days + 1))


def _plan(
    session: Session, roster: Roster, plan: Planned, now: datetime, channels: Collection[str], picture: Path
) -> None:
    if not _worth_saying(session, roster, plan.span):
        return
    key = f"digest:{plan.what}:{plan.key}"
    reply = {"about": {"digest": digests.about(plan.what, plan.span, _until(roster, plan), picture)}}
    new = [
        notices.to_person(session, f"{key}:{member.id}", member.id, reply, _moment(roster, plan, now, member.id))
        for member in recipients(session, roster, plan.what)
    ]
    bars = words.picture(session, roster, plan.span, now) if any(new) else None
    if bars:  # in a thread of its own: nobody is to wait for it
        Thread(target=_draw, args=(bars, picture), name="digest picture", daemon=True).start()
    where = people.the_group(session, channels)
    if where and group_wanted(roster):
        notices.to_group(session, f"{key}:group", *where, reply, _moment(roster, plan, now, None))


def _draw(bars: Bars, path: Path) -> None:
    """A digest whose picture could not be drawn goes without."""
    try:
        chart.draw(bars, path)
    except Exception:
        structlog.get_logger("digest").exception("no picture")


def _worth_saying(session: Session, roster: Roster, span: Span) -> bool:
    """Something was told of these days; or it is term, and the bot has been told of others before."""
    if any_told(session, span.start, span.end):
        return True
    return any(one.start <= span.end and span.start <= one.end for one in roster.terms) and any_told(
        session, None, span.start
    )


def _moment(roster: Roster, plan: Planned, now: datetime, whom: int | None) -> datetime:
    """Within the slot, the same for a person each time it is reckoned; when that is over, within as long from now."""
    start, end = (datetime.combine(plan.at.date(), one, roster.zone) for one in SLOT)
    late = max(now - start, timedelta())
    return spread(start + late, end + late, roster.school_id, plan.key, whom)


def _until(roster: Roster, plan: Planned) -> datetime:
    """Noon of the next day of school, and not sooner than after the weekend."""
    ahead = (plan.at.date() + days * DAY for days in range(1, LOOKS_BACK))
    day = next((one for one in ahead if is_school_day(roster, one)), plan.at.date() + (LOOKS_BACK - 1) * DAY)
    return datetime.combine(day, STALE, roster.zone)
