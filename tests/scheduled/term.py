"""A made-up term: 60 teachers, deadlines that come, move, go and are met, people who are away. Always the same one."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from storage import deadlines
from storage.session import Session
from storage.tables import Deadline
from tests.scheduled.house import GROUP, ZONE, House

BEGINS, ENDS = date(2026, 8, 31), date(2027, 1, 17)
LAST = datetime.combine(ENDS + timedelta(days=1), time(), ZONE)
OFF = {date(2026, 9, 25), date(2027, 1, 1)} | {date(2026, 10, day) for day in range(1, 8)}
"""Days of the week without school: 中秋, 元旦, 国庆."""
WORKED = {date(2026, 9, 20), date(2026, 10, 10)}
"""Days of the weekend on which the holidays are worked for."""
AUTUMN = (date(2026, 11, 11), date(2026, 11, 13))
DEPARTMENTS = ("语文组", "数学组", "英语组", "科学组", "体育组", "艺术组")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "文武英杰秀兰"
OFFICE, HEAD = "何平", "顾晓燕"


def is_school_day(day: date) -> bool:
    """By hand, so that the calendar is checked by somebody else."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF and not AUTUMN[0] <= day <= AUTUMN[1])


def school() -> bytes:
    """60 teachers in six departments, somebody of the office, a head."""
    teachers = [(f"{surname}{given}", DEPARTMENTS[place]) for place, given in enumerate(GIVEN) for surname in SURNAMES]
    people = [{"name": name, "departments": [department], "subjects": []} for name, department in teachers]
    people += [
        {"name": OFFICE, "departments": [], "subjects": [], "roles": ["office"]},
        {"name": HEAD, "departments": ["语文组"], "subjects": [], "roles": ["head"]},
    ]
    term = {"name": "2026-2027学年第一学期", "start": BEGINS.isoformat(), "end": ENDS.isoformat()}
    told: dict[str, Any] = {
        "school": "青禾实验小学", "timezone": "Asia/Shanghai", "bot_name": "小研", "terms": [term],
        "departments": list(DEPARTMENTS), "people": people,
        "vacations": [{"name": "秋假", "start": AUTUMN[0].isoformat(), "end": AUTUMN[1].isoformat()}],
    }  # fmt: skip
    return json.dumps(told).encode()


def teachers(department: str | None = None) -> list[str]:
    """Of a department, or all."""
    given = GIVEN if department is None else GIVEN[DEPARTMENTS.index(department)]
    return [f"{surname}{name}" for name in given for surname in SURNAMES]


@dataclass
class Task:
    """One occurrence of a deadline, as the test knows it. `dues`: since when it was due when."""

    title: str
    people: frozenset[str]
    audience: dict[str, Any]
    set_at: datetime
    dues: list[tuple[datetime, datetime]]
    every: dict[str, Any] | None = None
    comes_again: bool = False
    done: dict[str, datetime] = field(default_factory=dict)
    cancelled: datetime | None = None

    def due(self, moment: datetime) -> datetime:
        """When it was due, as one knew at that moment."""
        return next(due for since, due in reversed(self.dues) if since <= moment)


@dataclass(frozen=True)
class Event:
    """Something that somebody does."""

    at: datetime
    what: str
    task: Task | None = None
    who: str = ""
    until: datetime | None = None


@dataclass
class Term:
    """All tasks, all that happens in order, and who wants quiet from when until when."""

    tasks: list[Task]
    events: list[Event]
    quiet: dict[str, tuple[datetime, datetime]]


def term(seed: int = 1) -> Term:
    """Nobody does anything while reminders go out, so that it does not matter at which minute one is said."""
    chance = random.Random(seed)
    made = Term([], [], {})
    for number in range(26):
        made.tasks.append(_task(chance, number))
    for task in list(made.tasks):
        made.events.append(Event(task.set_at, "set", task))
        if chance.random() < 0.2:
            _moves(chance, made, task)
        elif chance.random() < 0.2:
            task.cancelled = _between(chance, task.set_at, task.dues[0][1])
            made.events.append(Event(task.cancelled, "cancel", task))
        _hand_in(chance, made, task)
    for title, every, dues in _recurring():
        _again(chance, made, title, every, dues)
    for who in chance.sample(teachers(), 10):
        start = _moment(chance, BEGINS + timedelta(days=chance.randrange(5, 120)))
        until = start + timedelta(days=chance.randrange(2, 14))
        made.quiet[who] = (start, until)
        made.events.append(Event(start, "quiet", who=who, until=until))
    made.events = sorted((event for event in made.events if event.at < LAST), key=lambda event: event.at)
    return made


def _task(chance: random.Random, number: int) -> Task:
    set_at = _moment(chance, BEGINS + timedelta(days=chance.randrange(1, 118)))
    day = set_at.date() + timedelta(days=chance.randrange(2, 22))
    hour = chance.choice((time(17), time(12), time(23, 59), time(8, 30)))
    due = datetime.combine(min(day, ENDS), hour, ZONE)
    kind = chance.random()
    if kind < 0.25:
        people, audience = teachers(), {"departments": list(DEPARTMENTS)}
    elif kind < 0.75:
        department = chance.choice(DEPARTMENTS)
        people, audience = teachers(department), {"departments": [department]}
    else:
        people = sorted(chance.sample(teachers(), 6))
        audience = {"people": people}
    # The head of the department is bound with it.
    bound = frozenset(people) | ({HEAD} if "语文组" in audience.get("departments", ()) else frozenset())
    return Task(f"材料{number + 1}号", bound, audience, set_at, [(set_at, due)])


def _moves(chance: random.Random, made: Term, task: Task) -> None:
    at = _between(chance, task.set_at, task.dues[0][1])
    due = task.dues[0][1] + timedelta(days=chance.choice((-2, 2, 4, 9)))
    if due > at + timedelta(hours=12):
        task.dues.append((at, due))
        made.events.append(Event(at, "move", task))


def _hand_in(chance: random.Random, made: Term, task: Task) -> None:
    for who in sorted(task.people):
        if chance.random() < 0.8:
            task.done[who] = _between(chance, task.set_at, task.dues[-1][1] + timedelta(days=1))
            made.events.append(Event(task.done[who], "done", task, who))


def _recurring() -> Iterator[tuple[str, dict[str, Any], list[date]]]:
    yield "月报", {"day_of_month": 25}, [date(2026, month, 25) for month in (9, 10, 11, 12)] + [date(2027, 1, 25)]
    weeks = [BEGINS + timedelta(days=9 + 14 * number) for number in range(11)]
    yield "周记", {"weekday": 3, "weeks": 2, "from": weeks[0].isoformat()}, weeks
    yield "学月小结", {"school_month": True}, [BEGINS + timedelta(days=25 + 28 * number) for number in range(5)]


def _again(chance: random.Random, made: Term, title: str, every: dict[str, Any], days: list[date]) -> None:
    """Each time of it is a task of its own, which begins when the last one was due."""
    people = teachers("科学组") if title == "月报" else sorted(chance.sample(teachers(), 8))
    began = datetime.combine(BEGINS, time(9, 5), ZONE)
    for number, day in enumerate(days):
        due = datetime.combine(day, time(17), ZONE)
        task = Task(title, frozenset(people), {"people": people}, began, [(began, due)], every, number > 0)
        made.tasks.append(task)
        if number == 0:
            made.events.append(Event(began, "set", task))
        for who in people:
            if chance.random() < 0.7:
                task.done[who] = _between(chance, began + timedelta(hours=3), due - timedelta(minutes=30))
                made.events.append(Event(task.done[who], "done", task, who))
        began = due


def _moment(chance: random.Random, day: date) -> datetime:
    """Between the mornings' reminders and the afternoons', or in the evening."""
    hour, minute = chance.choice([(hour, minute) for hour in (9, 10, 11, 14, 15, 18, 19) for minute in (3, 17, 44)])
    return datetime.combine(day, time(hour, minute), ZONE)


def _between(chance: random.Random, start: datetime, end: datetime) -> datetime:
    days = (end.date() - start.date()).days
    found = _moment(chance, start.date() + timedelta(days=chance.randint(0, max(0, days))))
    return found if start < found < end else min(start + timedelta(minutes=1), end)


def act(house: House, event: Event) -> None:
    """What somebody does, done in the tables as the handlers do it."""

    def work(session: Session) -> None:
        if event.what == "quiet" and event.until:
            deadlines.be_quiet(session, house.ids[event.who], event.until)
        elif event.what == "set" and event.task:
            deadlines.put(session, _row(event.task, house.ids[OFFICE]))
        elif event.task:
            _change(session, event, house.ids[event.who] if event.who else 0)

    house.do(work)


def _change(session: Session, event: Event, person: int) -> None:
    task = event.task
    assert task
    rows = [one for one in deadlines.opened(session, event.at - timedelta(days=40)) if one.title == task.title]
    row = next((one for one in rows if not task.every or one.due_at == task.dues[0][1]), None)
    if row is None:  # cancelled
        return
    if event.what == "done":
        deadlines.say_done(session, row.id, person, event.at)
    elif event.what == "move":
        row.due_at, row.next_step_at = task.dues[-1][1], event.at
    else:
        row.cancelled_at, row.next_step_at = event.at, None


def _row(task: Task, set_by: int) -> Deadline:
    due = task.dues[0][1]
    return Deadline(
        title=task.title, due_at=due, whole_day=due.time() == time(23, 59), audience=task.audience, counts=None,
        every=task.every, set_by=set_by, set_at=task.set_at, channel=House.name, conversation=GROUP,
        next_step_at=task.set_at,
    )  # fmt: skip
