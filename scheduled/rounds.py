"""One round of reminders: who is told today, of what, within what one wants to hear in a week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from handlers import due, office, reminders
from scheduled.ladder import Step, per_week, steps
from scheduled.schooldays import next_sending, spread
from storage import deadlines, notices
from storage.roster import Roster
from storage.session import Session
from storage.tables import Deadline, Notice

LATE = timedelta(minutes=40)
"""Over so long a time is spread what should have been said before."""

KEY = "remind:"
"""And then the person, the day, and the part of the day."""

PARTS = ("morning", "afternoon")


def window(people: Roster, step: Step, now: datetime) -> tuple[datetime, datetime]:
    """When it is to be said: in its own part of the day, or, too late for that, from the next sending time on."""
    if now < step.end - LATE / 2:
        return max(step.at, now), step.end
    begins = next_sending(people, now)
    return begins, begins + LATE


def tell_setter(session: Session, people: Roster, deadline: Deadline, key: str, text: str, at: datetime) -> None:
    """A private word to who set it; to the office where that person has left."""
    if people.people[deadline.set_by].left:
        office.tell(session, people, key, {"text": text}, at)
    else:
        notices.to_person(session, key, deadline.set_by, {"text": text}, at)


@dataclass(frozen=True)
class Round:
    """One time of planning: the deadlines that have reached a rung, and all that is told around them this week."""

    session: Session
    people: Roster
    now: datetime
    reached: Mapping[int, tuple[Deadline, Step]]

    def plan(self) -> None:
        """One message to each person, with everything of the day in it; who set what is told whom it leaves out."""
        quiet = deadlines.quiet(self.session, self.now)
        left_out: dict[int, int] = {}
        for person, ids in self._by_person(self.reached).items():
            if person not in quiet and not self._tell(person, ids | self._later_today.get(person, set())):
                for id_ in ids:
                    left_out[id_] = left_out.get(id_, 0) + 1
        for id_, count in left_out.items():
            deadline = self.reached[id_][0]
            key, at = f"full:{id_}:{self._week[0]:%Y%m%d}", spread(*self._window, "full", id_)
            tell_setter(self.session, self.people, deadline, key, reminders.full(deadline, count), at)

    def _tell(self, person: int, ids: set[int]) -> bool:
        """False where the person has been told of enough this week."""
        told = self._told.get(person, [])
        today = [notice for notice in told if _day_of(notice) == self._day]
        ids = ids.difference(*(_about(notice) for notice in today if _is_urging(notice)))
        if not ids or any(not _is_urging(notice) for notice in today if notice.sent_at or notice.claimed_at):
            return True
        waiting = [notice for notice in self._waiting.get(person, []) if notice.due_at < self._end_of_day]
        if any(_say_also(self.session, notice, ids) for notice in waiting):
            return True
        spare = per_week(self.people) - len(told)
        if spare <= 0:
            return any(_say_also(self.session, notice, ids) for notice in self._waiting.get(person, []))
        day, window = self._when(person, ids, spare)
        part = PARTS[window[0].astimezone(self.people.zone).hour >= 12]
        about = {"about": {"deadlines": sorted(ids)}}
        notices.to_person(
            self.session, f"{KEY}{person}:{day}:{part}", person, about, spread(*window, "remind", person, day)
        )
        return True

    def _when(self, person: int, ids: set[int], spare: int) -> tuple[date, tuple[datetime, datetime]]:
        """Today, unless what is left of the week's budget is for days on which something more urgent comes up."""
        urgent = min(self._open[id_].due_at for id_ in ids)
        later = sorted(
            {step.at: step for step, deadline in self._ahead.get(person, []) if deadline.due_at < urgent}.values(),
            key=lambda step: step.at,
        )
        by_day = {self.people.local_day(step.at): step for step in reversed(later)}
        days = sorted(day for day in by_day if day > self._day)
        if len(days) < spare:
            return self._day, self._window
        return days[0], (by_day[days[0]].at, by_day[days[0]].end)

    def _by_person(self, ids: Iterable[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for id_ in ids:
            for person in self._lacking[id_]:
                found.setdefault(person, set()).add(id_)
        return found

    @cached_property
    def _open(self) -> dict[int, Deadline]:
        return {one.id: one for one in deadlines.opened(self.session, self.now)}

    @cached_property
    def _lacking(self) -> dict[int, set[int]]:
        waiting = {id_: due.waiting(self.session, self.people, one) for id_, one in self._open.items()}
        return {id_: {member.id for member in members} for id_, members in waiting.items()}

    @cached_property
    def _rungs(self) -> list[tuple[Step, Deadline]]:
        """What is still to come this week."""
        rungs = [(step, one) for one in self._open.values() for step in steps(self.people, one)]
        return [(step, one) for step, one in rungs if self.now < step.at < self._week[1]]

    @cached_property
    def _ahead(self) -> dict[int, list[tuple[Step, Deadline]]]:
        found: dict[int, list[tuple[Step, Deadline]]] = {}
        for step, deadline in self._rungs:
            for person in self._lacking[deadline.id]:
                found.setdefault(person, []).append((step, deadline))
        return found

    @cached_property
    def _later_today(self) -> dict[int, set[int]]:
        return self._by_person({one.id for step, one in self._rungs if self.people.local_day(step.at) == self._day})

    @cached_property
    def _window(self) -> tuple[datetime, datetime]:
        return window(self.people, max((step for _, step in self.reached.values()), key=lambda step: step.at), self.now)

    @cached_property
    def _day(self) -> date:
        return self.people.local_day(self._window[0])

    @cached_property
    def _end_of_day(self) -> datetime:
        return datetime.combine(self._day + timedelta(days=1), time.min, self.people.zone)

    @cached_property
    def _week(self) -> tuple[datetime, datetime]:
        monday = datetime.combine(self._day - timedelta(days=self._day.weekday()), time.min, self.people.zone)
        return monday, monday + timedelta(days=7)

    @cached_property
    def _told(self) -> dict[int, list[Notice]]:
        return _of_people(notices.planned(self.session, KEY, *self._week))

    @cached_property
    def _waiting(self) -> dict[int, list[Notice]]:
        return _of_people(one for one in notices.waiting(self.session, KEY) if not _is_urging(one))


def _of_people(found: Iterable[Notice]) -> dict[int, list[Notice]]:
    by_person: dict[int, list[Notice]] = {}
    for notice in found:
        by_person.setdefault(notice.person_id or 0, []).append(notice)
    return by_person


def _day_of(notice: Notice) -> date:
    """The day for which it was planned, as its key says."""
    return date.fromisoformat(notice.key.split(":")[2])


def _is_urging(notice: Notice) -> bool:
    """Somebody asked for it by word; it is no part of the ladder."""
    return notice.key.split(":")[3] not in PARTS


def _about(notice: Notice) -> set[int]:
    return set(notice.reply["about"]["deadlines"])


def _say_also(session: Session, notice: Notice, ids: set[int]) -> bool:
    known = _about(notice)
    return ids <= known or notices.say_also(session, notice, {"deadlines": sorted(known | ids)})
