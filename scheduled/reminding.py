"""The job of reminding: which deadlines have reached a step of their ladder, and which are over."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from handlers import due, office, reminders
from handlers.deadlines import adopt
from scheduled.due import Job
from scheduled.ladder import Step, next_step, steps
from scheduled.rounds import LATE, Round, tell_setter, window
from scheduled.schooldays import is_known, next_sending, spread
from storage import deadlines, notices, roster
from storage.roster import Roster
from storage.session import Session
from storage.tables import Deadline


def remind(channels: Callable[[], Collection[str]]) -> Job:
    """Plans reminders, counts for the group, and what became of it; sets `next_step_at` of every deadline.

    `next_step_at` is from when on rungs are to be looked for: whoever sets or changes a deadline puts the present
    moment there. With a new revision of the school (and at the start) what its file says is due becomes rows, and it
    is looked whether a rung has come nearer. `channels`: where the school's group may be, for what the file says.
    """
    seen: list[int] = []

    def due_at(session: Session) -> datetime | None:
        return deadlines.next_step(session) if [roster.revision(session)] == seen else datetime.min.replace(tzinfo=UTC)

    def run(session: Session, now: datetime) -> None:
        people = roster.load(session)
        adopt(session, people, now)
        _look_again(session, people, now)
        _climb(session, people, now, channels())
        seen[:] = [people.revision]

    return Job("remind", due_at, run)


def _look_again(session: Session, people: Roster, now: datetime) -> None:
    """The school's days may have changed, and with them its ladder; what is past stays past."""
    for deadline in deadlines.opened(session, now):
        nearer = next_step(people, deadline, now)
        if deadline.next_step_at and nearer and now < nearer < deadline.next_step_at:
            deadline.next_step_at = nearer
        _tell_unknown_year(session, people, deadline.due_at, now)


def _tell_unknown_year(session: Session, people: Roster, at: datetime, now: datetime) -> None:
    day = people.local_day(at)
    if not is_known(day):
        text = f"⏰ {day.year}年的放假安排我还没有，先按周一到周五和法定节日算。有调休请告诉管理员写进学校文件"
        office.tell(session, people, f"calendar:{day.year}", {"text": text}, now)


def _climb(session: Session, people: Roster, now: datetime, channels: Collection[str]) -> None:
    """Each step is taken by one process alone: the one that moves `next_step_at`."""
    reached: dict[int, tuple[Deadline, Step]] = {}
    for deadline in deadlines.steps_due(session, now):
        since = deadline.next_step_at
        if since is None or not deadlines.step(session, deadline, next_step(people, deadline, now)):
            continue
        if deadline.due_at <= now:
            _end(session, people, deadline, now)
        elif passed := [step for step in steps(people, deadline) if since <= step.at <= now]:
            reached[deadline.id] = (deadline, passed[-1])
            if any(1 in step.days for step in passed):
                _count(session, people, deadline, passed[-1], now, channels)
    if reached:
        Round(session, people, now, reached).plan()


def _count(
    session: Session, people: Roster, deadline: Deadline, step: Step, now: datetime, channels: Collection[str]
) -> None:
    where = (deadline.channel, deadline.conversation)
    if due.is_of_file(deadline):
        where = roster.the_group(session, channels) or (None, None)
    if where[0] and where[1]:
        key = f"count:{deadline.id}:{people.local_day(deadline.due_at)}"
        at = spread(*window(people, step, now), key)
        notices.to_group(session, key, where[0], where[1], {"about": {"count": deadline.id}}, at)


def _end(session: Session, people: Roster, deadline: Deadline, now: datetime) -> None:
    """Who set it learns how it ended; what comes again comes again, as far as it lies ahead."""
    key = f"ended:{deadline.id}:{people.local_day(deadline.due_at)}"
    begins = next_sending(people, now)
    text = reminders.outcome(session, people, deadline)
    if text:
        tell_setter(session, people, deadline, key, text, spread(begins, begins + LATE / 2, key))
    coming = due.again(people, deadline)
    while coming and coming.due_at <= now:
        coming = due.again(people, coming)
    if coming:
        coming.next_step_at = next_step(people, coming, now)
        deadlines.put(session, coming)
