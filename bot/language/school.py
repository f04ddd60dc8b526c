"""The words of a school: its people, departments, classes, terms, contests and journals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Person:
    """Somebody on the roster, under the full name that frames carry."""

    name: str
    aliases: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One term; its weeks count from `first_monday`."""

    name: str
    start: date
    end: date
    first_monday: date


@dataclass(frozen=True)
class School:
    """Everything that a school names itself. `periods` maps a period to the minute of the day at which it begins."""

    name: str = ""
    bot_name: str = "小研"
    terms: tuple[Term, ...] = ()
    periods: Mapping[int, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    departments: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    venues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    journals: frozenset[str] = frozenset()
    projects: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "School":
        """Read the form of a school file; keys that the language has no use for are ignored."""
        journals = data.get("journals", ())
        return cls(
            name=data.get("school", ""),
            bot_name=data.get("bot_name") or "小研",
            terms=tuple(_term(term) for term in data.get("terms", ())),
            periods={int(number): _minute(hours) for number, hours in data.get("periods", {}).items()},
            classes=dict(data.get("classes", {})),
            subjects={name: tuple(aliases) for name, aliases in data.get("subjects", {}).items()},
            departments=tuple(data.get("departments", ())),
            people=tuple(_person(person) for person in data.get("people", ())),
            venues={venue["name"]: tuple(venue.get("aliases", ())) for venue in (*data.get("contests", ()), *journals)},
            journals=frozenset(journal["name"] for journal in journals),
            projects=tuple(project["title"] for project in data.get("projects", ())),
            activities=tuple(activity["title"] for activity in data.get("open_activities", ())),
        )


def _term(data: Mapping[str, Any]) -> Term:
    start, end, monday = (_day(data[key]) for key in ("start", "end", "first_monday"))
    return Term(data["name"], start, end, monday)


def _person(data: Mapping[str, Any]) -> Person:
    lists = (tuple(data.get(key) or ()) for key in ("aliases", "departments", "subjects", "roles"))
    return Person(data["name"], *lists)


def _day(value: str | date) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value)


def _minute(hours: str) -> int:
    hour, minute = hours.split("-")[0].strip().split(":")
    return int(hour) * 60 + int(minute)
