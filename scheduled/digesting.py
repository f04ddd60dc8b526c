"""Digests: on Fridays, on the first day of a month, on the last day of a term. Planned once, said a little spread."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
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
from handlers.digests.subscribe import AFTERWARDS, SLOT
from handlers.digests.wanted import MONTHLY, TERM, WEEKLY, group_wanted, recipients
from scheduled.due import Job
from scheduled.schooldays import is_school_day, spread
from storage import notices, subscriptions
from storage import roster as people
from storage.roster import Member, Roster
from storage.session import Session
from storage.subscriptions import Hour, Said

AHEAD = timedelta(minutes=3)
"""So long before the first is said they are planned."""

LOOKS_BACK = 5
"""Days of which a bot that was off makes up for what it did not say."""

DRAWING = "digest picture"
"""The name of the thread that draws."""

LOOKS_AHEAD = 60
STALE = time(12, 0)
"""On the first day of school after it, a digest that was not said by then is not said any more."""

DAY = timedelta(days=1)


OWN_LASTS = timedelta(minutes=10)
"""Over so long is spread what several want at the same hour."""

Hours = Mapping[int, Said]
"""What people said of the week's digest, some with an hour of their own."""


@dataclass(frozen=True)
class Planned:
    """One digest, to be said from `at`; `key` names what it is about. `hour`: for those alone who want it then."""

    what: str
    key: str
    span: Span
    at: datetime
    hour: Hour | None = None


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
        hours = subscriptions.said(session, WEEKLY)
        since = looked[0][1] if looked else now - LOOKS_BACK * DAY
        for plan in _between(roster, hours, since, now):
            if now <= _until(roster, plan):
                _plan(session, roster, plan, now, channels(), pictures / f"{uuid.uuid4().hex[:12]}.png")
        looked[:] = [(roster.revision, now, _next(roster, hours, now))]

    return Job("digest", due_at, run)


def _between(roster: Roster, hours: Hours, since: datetime, now: datetime) -> Iterator[Planned]:
    first, last = roster.local_day(since), roster.local_day(now)
    days = (first + days * DAY for days in range((last - first).days + 1))
    return (plan for day in days for plan in _on(roster, hours, day) if since < plan.at <= now)


def _next(roster: Roster, hours: Hours, now: datetime) -> datetime:
    """When there is something to plan next, or to look again."""
    for day in (roster.local_day(now) + days * DAY for days in range(LOOKS_AHEAD)):
        first = min((plan.at for plan in _on(roster, hours, day) if plan.at > now), default=None)
        if first:
            return first
    return now + LOOKS_AHEAD * DAY


def _on(roster: Roster, hours: Hours, day: date) -> Iterator[Planned]:
    yield from on(roster, day)
    own = {said.hour for said in hours.values() if said.wanted and said.hour}
    for hour in sorted(one for one in own if one.weekday == day.isoweekday()):
        week = spans.week(roster, day - 7 * DAY if hour.weekday in AFTERWARDS else day, day)
        if _has_its_own(roster, week):
            at = datetime.combine(day, hour.at, roster.zone) - AHEAD
            yield Planned(WEEKLY, week.start.isoformat(), week, at, hour)


def _has_its_own(roster: Roster, week: Span) -> bool:
    """Is there school in it, and does its digest not give way to the term's?"""
    days = (week.start + days * DAY for days in range(7))
    last = max((day for day in days if is_school_day(roster, day)), default=None)
    term = roster.term(last) if last else None
    return last is not None and not (term and _is_last(roster, last, term.end))


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
        for member in _whom(session, roster, plan)
    ]
    bars = words.picture(session, roster, plan.span, now) if any(new) else None
    if bars:  # in a thread of its own: nobody is to wait for it
        Thread(target=_draw, args=(bars, picture), name=DRAWING, daemon=True).start()
    where = people.the_group(session, channels) if plan.hour is None else None
    if where and group_wanted(roster):
        notices.to_group(session, f"{key}:group", *where, reply, _moment(roster, plan, now, None))


def _whom(session: Session, roster: Roster, plan: Planned) -> list[Member]:
    """Who wants it at that hour, and has said so before; without an hour, those who said none."""
    said = subscriptions.said(session, plan.what) if plan.what == WEEKLY else {}
    hours = {id_: one.hour for id_, one in said.items() if one.since <= plan.at or plan.hour is None}
    return [one for one in recipients(session, roster, plan.what) if hours.get(one.id) == plan.hour]


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
    start, end = _slot(roster, plan)
    late = max(now - start, timedelta())
    return spread(start + late, end + late, roster.school_id, plan.key, whom)


def _slot(roster: Roster, plan: Planned) -> tuple[datetime, datetime]:
    if plan.hour:
        return plan.at + AHEAD, plan.at + AHEAD + OWN_LASTS
    start, end = (datetime.combine(plan.at.date(), one, roster.zone) for one in SLOT)
    return start, end


def _until(roster: Roster, plan: Planned) -> datetime:
    """Noon of the next day of school, and not sooner than after the weekend."""
    ahead = (plan.at.date() + days * DAY for days in range(1, LOOKS_BACK))
    day = next((one for one in ahead if is_school_day(roster, one)), plan.at.date() + (LOOKS_BACK - 1) * DAY)
    return datetime.combine(day, STALE, roster.zone)
