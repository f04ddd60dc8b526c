"""What a report leaves unsaid because the records say it already: whose mentor, which project, the kind of a work."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from handlers.doubts import Doubt, Values, valid_day
from handlers.kinds import BY_NAME, Kind
from handlers.occasions import alike, tally
from handlers.rights import OFFICE, may_report
from handlers.turn import Turn
from handlers.values import names, read
from storage import activities, records
from storage.records import Sought
from storage.tables import Activity, Record

_SPAN = re.compile("([一二两三四五六七八九十]|\\d{1,2})个?(天|周|星期|礼拜|月)")
_DAYS = {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}
_NUMERALS = "零一二三四五六七八九十"


def completed(turn: Turn, kind: Kind, values: Values) -> Values:
    """The values with what follows from earlier records; what was said stays as it was said."""
    fill = _FILLS.get(kind.name)
    return {**values, **fill(turn, values)} if fill else values


def before(turn: Turn, kind: Kind, values: Values) -> Record | None:
    """The newest record of the same work: the same title by one of the same people."""
    if not kind.staged or not values.get("title"):
        return None
    people = tuple(_people(turn, kind, values)) or (turn.person.id,)
    found = records.rows(turn.session, Sought((kind.name,), people, (kind.role,), columns={"title": values["title"]}))
    return max(found, key=lambda record: record.number, default=None)


def _people(turn: Turn, kind: Kind, values: Values) -> list[int]:
    slot = next((slot.name for slot in kind.slots if slot.role == kind.role), "")
    known = (turn.roster.by_name.get(name) for name in names(values.get(slot) or []) if isinstance(name, str))
    return [member.id for member in known if member]


def _of_work(turn: Turn, values: Values) -> Mapping[str, Any]:
    """录用了 of what was handed in as a case is of that case."""
    earlier = before(turn, BY_NAME["paper"], values)
    kind = earlier.slots.get("kind") if earlier else None
    return {"kind": kind} if kind and not values.get("kind") else {}


def _of_project(turn: Turn, values: Values) -> Mapping[str, Any]:
    """The one project of whoever tells, and of a project that is known its whole title, level and leader."""
    known = projects(turn)
    said = values.get("title")
    mine = [one for one in known.values() if takes_part(turn.person.name, one)]
    meant = (
        ([known[said]] if said in known else [one for one in known.values() if said in one["title"]]) if said else mine
    )
    if len(meant) != 1 or (not said and not values.get("stage")):
        return {}
    found = {name: meant[0].get(name) for name in ("level", "leader") if meant[0].get(name) and not values.get(name)}
    leader = turn.roster.by_name.get(str(found.get("leader")))
    if leader and (leader.id == turn.person.id or not may_report(turn.person, [leader])):
        found.pop("leader")
    return {"title": meant[0]["title"], **found}


def takes_part(name: str, project: Mapping[str, Any]) -> bool:
    """Does that person lead the project, or work in it?"""
    return name in (project.get("leader"), *project.get("members", ()))


def projects(turn: Turn) -> dict[str, dict[str, Any]]:
    """Every project that the school's file or a record names: title, level, leader, members."""
    known = {one["title"]: dict(one) for one in turn.roster.words.get("projects", ())}
    kind = BY_NAME["project"]
    for record in records.rows(turn.session, Sought((kind.name,))):
        told = {name: value for name, value in read(kind, record).items() if name in ("level", "leader", "members")}
        led = {"leader": turn.roster.people[record.said_by].name}
        if record.title:
            known[record.title] = {"title": record.title, **led, **known.get(record.title, {}), **told}
    return known


def _of_pair(turn: Turn, values: Values) -> Mapping[str, Any]:
    """Of a pair whoever tells is the one that was not named, unless they tell it of others."""
    other = {"mentor": "mentee", "mentee": "mentor"}
    said = [slot for slot in other if values.get(slot)]
    if len(said) != 1:
        return {}
    return _mentor_of(turn, values) or ({} if turn.person.roles & OFFICE else {other[said[0]]: turn.person.name})


def _mentor_of(turn: Turn, values: Values) -> Mapping[str, Any]:
    """A review names the one who learns: the mentor is whose pair it is."""
    if not values.get("mentee"):
        return {}
    kind = BY_NAME["mentoring"]
    pairs = [read(kind, record) for record in records.rows(turn.session, Sought((kind.name,)))]
    mentor = next((pair.get("mentor") for pair in reversed(pairs) if pair.get("mentee") == values["mentee"]), None)
    return {"mentor": mentor} if mentor else {}


def _of_journey(turn: Turn, values: Values) -> Mapping[str, Any]:
    """What is owed afterwards, each with its day: 回来后两周内 counts from the return."""
    if not values.get("owed"):
        return {}
    back = valid_day(values.get("end") or values.get("date") or "") or turn.today
    return {"owed": [{"title": one.get("title") or one["what"], "due": _due(one, back)} for one in values["owed"]]}


def _due(one: Mapping[str, str], back: date) -> str:
    within = _SPAN.match(one.get("within", ""))
    if not within:
        return one["due"]
    many = int(within[1]) if within[1].isdigit() else _NUMERALS.find(within[1].replace("两", "二"))
    return (back + timedelta(days=many * _DAYS[within[2]])).isoformat()


def _of_occasion(turn: Turn, values: Values) -> Mapping[str, Any]:
    """How many were there, where they signed in."""
    activity = _occasion(turn, values)
    if activity is None or values.get("count"):
        return {}
    came = len(tally(turn.session, turn.roster, activity).came)
    return {"count": came} if came else {}


def occasion(turn: Turn, kind: Kind, values: Values) -> int | None:
    """What people signed in to, where an activity is told of that they did sign in to."""
    activity = _occasion(turn, values) if kind.name == "activity" else None
    return activity.id if activity else None


def _occasion(turn: Turn, values: Values) -> Activity | None:
    day = valid_day(values.get("date") or turn.today.isoformat())
    there = activities.of_day(turn.session, day) if day else []
    of_group = [one for one in there if one.department == values.get("department")]
    named = [one for one in of_group if not values.get("kind") or alike(values["kind"], one.title)]
    return named[0] if len(named) == 1 else None


_FILLS: Mapping[str, Callable[[Turn, Values], Mapping[str, Any]]] = {
    "paper": _of_work,
    "project": _of_project,
    "mentoring": _of_pair,
    "training": _of_journey,
    "activity": _of_occasion,
}


def unpaired(turn: Turn, kind: Kind, values: Values) -> Doubt | None:
    """Asks for the mentor of a pair that somebody tells of who is none of the two."""
    if not kind.partner or not turn.person.roles & OFFICE or values.get(kind.role):
        return None
    return Doubt(kind.role, "师傅是哪位？")
