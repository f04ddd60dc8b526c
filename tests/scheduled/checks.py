"""Looks through all that was said in a term, with a reckoning of its own."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.scheduled.house import ZONE, Said
from tests.scheduled.term import LAST, Task, Term, is_school_day

LADDER = (7, 3, 1, 0)
PER_WEEK = 3
_TITLE = re.compile(r"材料\d+号|月报|周记|学月小结")
_SUMMARY = ("到时间了", "本周的提醒已满", "放假安排", "没送到")


@dataclass(frozen=True)
class Mention:
    """A person was reminded of a task."""

    at: datetime
    who: str
    task: Task


def reminders(said: Sequence[Said]) -> list[Said]:
    """Private ones; not what who set it or the office hears, nor digests."""
    private = [one for one in said if one.to != "群" and one.text.startswith("⏰") and _TITLE.search(one.text)]
    return [one for one in private if not any(word in one.text for word in _SUMMARY)]


def mentions(term: Term, said: Sequence[Said]) -> list[Mention]:
    """Which tasks were spoken of."""
    return [
        Mention(one.at, one.to, _meant(term, title, one.at))
        for one in reminders(said)
        for title in _TITLE.findall(one.text)
    ]


def faults(term: Term, said: Sequence[Said]) -> list[str]:
    """All that should not have been said, or not then."""
    found = [f"not a time to speak: {one}" for one in said if not _may_speak(one.at)]
    for mention in mentions(term, said):
        wrong = _wrong(term, mention)
        if wrong:
            found.append(f"{wrong}: {mention.who} {mention.at:%m-%d %H:%M} {mention.task.title}")
    return found + _twice(term, said) + _too_many(said)


def missed(term: Term, said: Sequence[Said]) -> list[str]:
    """Steps of which somebody should have been told and was not, though the week's budget was not used up."""
    weeks = _by_week(said)
    told: dict[tuple[str, int], list[date]] = defaultdict(list)
    for mention in mentions(term, said):
        told[mention.who, id(mention.task)].append(mention.at.date())
    found = []
    for task in term.tasks:
        for who in task.people:
            for day, start, end in steps(task):
                week = _monday(day)
                same = any(day <= one < week + timedelta(days=7) for one in told[who, id(task)])
                if end < LAST and _owed(term, task, who, start, end) and not same and weeks[who, week] < PER_WEEK:
                    found.append(f"{who} {day} {task.title}")
    return found


def steps(task: Task) -> list[tuple[date, datetime, datetime]]:
    """Day, first and last moment of each step of the ladder, of each time at which it was due."""
    found = set()
    for number, (since, due) in enumerate(task.dues):
        until = task.dues[number + 1][0] if number + 1 < len(task.dues) else due
        for days in LADDER:
            day, slot = due.date() - timedelta(days=days), (time(16, 10), time(16, 50))
            if days == 0 and is_school_day(day) and due.time() >= time(9):
                slot = (time(7, 40), time(8, 20))
            elif days == 0:
                day -= timedelta(days=1)
            while not is_school_day(day):
                day -= timedelta(days=1)
            start, end = (datetime.combine(day, one, ZONE) for one in slot)
            if since <= start < until and end < due:
                found.add((day, start, end))
    return sorted(found)


def _may_speak(at: datetime) -> bool:
    return is_school_day(at.date()) and time(7, 30) < at.time() < time(20, 30) and at.minute not in (0, 30)


def _meant(term: Term, title: str, at: datetime) -> Task:
    return next(task for task in term.tasks if task.title == title and (not task.every or task.dues[0][1] > at))


def _wrong(term: Term, mention: Mention) -> str:
    task, who, at = mention.task, mention.who, mention.at
    quiet = term.quiet.get(who)
    tests = {
        "not bound": who not in task.people,
        "done": who in task.done and task.done[who] <= at,
        "cancelled": task.cancelled is not None and task.cancelled <= at,
        "not yet set": at < task.set_at,
        "over": at >= task.due(at),
        "wants quiet": quiet is not None and quiet[0] <= at < quiet[1],
    }
    return "、".join(what for what, holds in tests.items() if holds)


def _twice(term: Term, said: Sequence[Said]) -> list[str]:
    """Between one step and the next one hears of a task at most once."""
    heard: Counter[tuple[str, int, date]] = Counter()
    names: dict[int, str] = {}
    for mention in mentions(term, said):
        passed = [day for day, _, _ in steps(mention.task) if day <= mention.at.date()]
        heard[mention.who, id(mention.task), max(passed, default=date.min)] += 1
        names[id(mention.task)] = mention.task.title
    return [
        f"told {count} times of {names[task]}: {who} from {day}"
        for (who, task, day), count in heard.items()
        if count > 1
    ]


def _too_many(said: Sequence[Said]) -> list[str]:
    by_day = Counter((one.to, one.at.date()) for one in reminders(said))
    found = [f"{count} messages on a day: {key}" for key, count in by_day.items() if count > 1]
    return found + [f"{count} messages in a week: {key}" for key, count in _by_week(said).items() if count > PER_WEEK]


def _by_week(said: Sequence[Said]) -> Counter[tuple[str, date]]:
    return Counter((one.to, _monday(one.at.date())) for one in reminders(said))


def _owed(term: Term, task: Task, who: str, start: datetime, end: datetime) -> bool:
    quiet = term.quiet.get(who)
    away = quiet is not None and quiet[0] <= end and start < quiet[1]
    gone = task.cancelled is not None and task.cancelled <= end
    done = who in task.done and task.done[who] <= end
    return not (away or gone or done)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def counts(said: Sequence[Said]) -> dict[str, int]:
    """What was said, in figures."""
    private = reminders(said)
    return {
        "private": len(private),
        "mentions": sum(len(_TITLE.findall(one.text)) for one in private),
        "group": sum(one.to == "群" for one in said),
        "others": sum(one.to != "群" and one not in private for one in said),
        "people": len({one.to for one in private}),
        "most_in_a_week": max(_by_week(said).values(), default=0),
    }
