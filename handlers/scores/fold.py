"""What each record is worth: by the best of the rules that fit it, a work once for all its stages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.kinds import BY_NAME
from handlers.scope import counted
from storage import records
from storage.roster import Member
from storage.session import Session
from storage.tables import Record, ScoreRule

COLUMNS = ("level", "award", "stage")
SAME = {"县": "区"}
"""Levels that are one."""


@dataclass(frozen=True)
class Point:
    """A record with the rule that gives it its points."""

    record: Record
    rule: ScoreRule
    points: float


def of_people(
    session: Session, rules: Sequence[ScoreRule], people: Iterable[Member], start: date, end: date
) -> dict[int, list[Point]]:
    """For each of the people what gives them points, from day to day."""
    members = tuple(people)
    found: dict[int, list[Point]] = {member.id: [] for member in members}
    for name in dict.fromkeys(rule.kind for rule in rules if rule.kind in BY_NAME):
        kind = BY_NAME[name]
        rows = records.rows(session, counted(kind, members, start, end))
        whose = records.people_of(session, [row.number for row in rows], (kind.role,))
        best: dict[tuple[int, str | int], Point] = {}
        for point in _points(rows, [rule for rule in rules if rule.kind == name]):
            for person in whose.get(point.record.number, ()):
                work = (person, (point.record.title if kind.staged else None) or point.record.number)
                if person in found and (work not in best or best[work].points < point.points):
                    best[work] = point
        for (person, _), point in best.items():
            found[person].append(point)
    return found


def _points(rows: Iterable[Record], rules: Sequence[ScoreRule]) -> Iterable[Point]:
    for row in rows:
        fitting = [rule for rule in rules if _fits(row, rule.filters)]
        if fitting:
            best = max(fitting, key=lambda rule: (rule.points, len(rule.filters)))
            yield Point(row, best, best.points * row.amount)


def _fits(row: Record, filters: Mapping[str, Any]) -> bool:
    values = {name: getattr(row, name) for name in COLUMNS} | {"kind": row.slots.get("kind")}
    return all(_same(values[name], wanted) for name, wanted in filters.items())


def _same(value: str | None, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return value in wanted
    return SAME.get(str(value), value) == SAME.get(str(wanted), str(wanted))
