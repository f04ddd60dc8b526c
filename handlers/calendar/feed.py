"""The calendar as iCalendar, for phones: whole days, what is planned and what is due, nothing of persons."""

import secrets
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from handlers import due
from storage import calendar, deadlines
from storage.roster import Roster
from storage.session import Session
from storage.tables import Deadline, Entry

BACK, AHEAD = timedelta(days=200), timedelta(days=400)
DAY = timedelta(days=1)


def published(session: Session, roster: Roster, token: str, now: datetime) -> bytes | None:
    """What is read under that token; None where it is not, or no longer, the school's."""
    link = calendar.link(session)
    if link is None or not secrets.compare_digest(link.token.encode(), token.encode()):
        return None
    whole = Calendar()
    whole.add("prodid", "-//xiaoyan//calendar//ZH")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", f"{roster.name}教科室")
    whole.add("x-wr-timezone", str(roster.zone))
    today = roster.local_day(now)
    due_then = [
        one for one in deadlines.due_between(session, now - BACK, now + AHEAD) if not one.audience.get("people")
    ]
    known = {one.id for one in due_then}
    for entry in calendar.between(session, today - BACK, today + AHEAD):
        if entry.deadline_id not in known:
            whole.add_component(_planned(roster, entry))
    for deadline in due_then:
        whole.add_component(_due(roster, deadline))
    ical: bytes = whole.to_ical()
    return ical


def _planned(roster: Roster, entry: Entry) -> Event:
    return _event(f"calendar-{entry.id}@{roster.school_id}", entry.text, entry.start, entry.end, entry.set_at)


def _due(roster: Roster, deadline: Deadline) -> Event:
    """One that comes again is a row of its own each time; with an hour it is said in words, for the day is marked."""
    local = deadline.due_at.astimezone(roster.zone)
    hour = "" if deadline.whole_day else f"{local:%H:%M}前"
    said = f"截止{hour}：{deadline.title}（{due.shown(deadline.audience)}）"
    return _event(f"deadline-{deadline.id}@{roster.school_id}", said, local.date(), local.date(), deadline.set_at)


def _event(uid: str, summary: str, first: date, last: date, made_at: datetime) -> Event:
    """A whole day has no zone, and so is the same day wherever the phone is; its end is the day after."""
    event = Event()
    event.add("uid", f"{uid}.xiaoyan")
    event.add("dtstamp", made_at)
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", last + DAY)
    event.add("transp", "TRANSPARENT")
    return event
