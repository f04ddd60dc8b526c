"""How far each is with all that the rules ask of them: the largest of those that ask for the same holds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.kinds import BY_NAME
from handlers.quota import absent, times
from handlers.quota.bound import binds, departments, of_department, rules
from handlers.quota.times import Days
from handlers.school.cells import LEVELS
from handlers.scope import counted
from storage import records
from storage.records import Counted, Sought
from storage.roster import Away, Member, QuotaRule, Roster, TermDays
from storage.session import Session

SAME_LEVEL = {"区": "县"}
"""What a school in a county calls by another name."""


@dataclass(frozen=True)
class Standing:
    """One thing that is owed. `asked` is what the rule says, `amount` what absences leave of it; `done` is of the
    present time `days`. Of `over` times before, `kept` were. `unheard`: with whom it has not been done yet."""

    rule: QuotaRule
    days: Days
    asked: int
    amount: int
    done: int
    over: int
    kept: int
    unheard: tuple[Member, ...]
    away: tuple[Away, ...]

    @property
    def left(self) -> int:
        """How many are still to be done in the present time."""
        return max(0, self.amount - self.done)

    @property
    def met(self) -> bool:
        """Is there nothing to be done for now?"""
        return not self.left and not self.unheard


def of_people(
    session: Session, roster: Roster, people: Sequence[Member], term: TermDays, today: date
) -> dict[int, list[Standing]]:
    """For each of the people what they owe and how far they are."""
    found: dict[int, list[Standing]] = {member.id: [] for member in people}
    for same in _by_thing([rule for rule in rules(roster, term) if not of_department(BY_NAME[rule.kind])]):
        owing = {one.id: rule for one in people if (rule := _largest(roster, same, one, term))}
        told = _told(session, same[0], [one for one in people if one.id in owing], term, today)
        for member in people:
            if member.id in owing:
                mine = [one for one in told if one.owner == member.id]
                found[member.id].append(_standing(session, roster, owing[member.id], member, mine, term, today))
    return found


def of_departments(session: Session, roster: Roster, term: TermDays, today: date) -> dict[str, list[Standing]]:
    """The same for what departments owe."""
    found: dict[str, list[Standing]] = {}
    for rule in rules(roster, term):
        kind = BY_NAME[rule.kind]
        for name in departments(roster, rule) if of_department(kind) else ():
            sought = replace(sought_for(rule, None, _wide(rule, term, today)), columns={"department": name})
            told = records.counted_for_all(session, sought)
            days = times.now(rule.per, term, today)
            over, kept = _history(roster, rule, rule.amount, told, term, today)
            done = amount_in(told, days)
            found.setdefault(name, []).append(Standing(rule, days, rule.amount, rule.amount, done, over, kept, (), ()))
    return found


def sought_for(rule: QuotaRule, people: Iterable[Member] | None, days: Days) -> Sought:
    """The records that count for a rule."""
    level = rule.filters.get("level")
    columns: Mapping[str, Any] = {
        **({"stage": rule.filters["stage"]} if rule.filters.get("stage") else {}),
        **({"level": _at_least(level)} if level else {}),
    }
    sort = rule.filters.get("kind")
    slots = {"kind": tuple(sort) if isinstance(sort, list) else sort} if sort else {}
    return counted(BY_NAME[rule.kind], people, *days, Sought(columns=columns, slots=slots))


def amount_in(told: Iterable[Counted], days: Days) -> int:
    """How many lie in that time, a work once."""
    return sum({one.work: one.amount for one in told if days[0] <= one.day <= days[1]}.values())


def _by_thing(found: Iterable[QuotaRule]) -> list[list[QuotaRule]]:
    things: dict[str, list[QuotaRule]] = {}
    for rule in found:
        things.setdefault(json.dumps([rule.kind, rule.per, rule.filters], sort_keys=True), []).append(rule)
    return list(things.values())


def _largest(roster: Roster, same: Sequence[QuotaRule], member: Member, term: TermDays) -> QuotaRule | None:
    binding = [rule for rule in same if binds(roster, rule, member, term)]
    if not binding:
        return None
    each = max((rule.each or 0 for rule in binding), default=0)
    return replace(max(binding, key=lambda rule: rule.amount), each=each or None)


def _wide(rule: QuotaRule, term: TermDays, today: date) -> Days:
    """The present time and those before."""
    first, last = times.now(rule.per, term, today)
    return min(first, term.start), last


def _told(session: Session, rule: QuotaRule, people: Sequence[Member], term: TermDays, today: date) -> list[Counted]:
    return records.counted(session, sought_for(rule, people, _wide(rule, term, today))) if people else []


def _standing(
    session: Session,
    roster: Roster,
    rule: QuotaRule,
    member: Member,
    told: Sequence[Counted],
    term: TermDays,
    today: date,
) -> Standing:
    days = times.now(rule.per, term, today)
    left = absent.reduced(roster, member, rule.amount, days)
    over, kept = _history(roster, rule, rule.amount, told, term, today, member)
    unheard = _unheard(session, roster, rule, member, told, days) if rule.each and left else ()
    away = tuple(absent.of(roster, member, days))
    return Standing(rule, days, rule.amount, left, amount_in(told, days), over, kept, unheard, away)


def _history(
    roster: Roster,
    rule: QuotaRule,
    amount: int,
    told: Sequence[Counted],
    term: TermDays,
    today: date,
    member: Member | None = None,
) -> tuple[int, int]:
    """How many times are over in which something was owed, and in how many it was done."""
    past = [time for time in times.before(rule.per, roster, term, today) if rule.since is None or rule.since <= time[1]]
    owed = [(time, absent.reduced(roster, member, amount, time) if member else amount) for time in past]
    owed = [(time, asked) for time, asked in owed if asked]
    return len(owed), sum(amount_in(told, time) >= asked for time, asked in owed)


def _unheard(
    session: Session, roster: Roster, rule: QuotaRule, member: Member, told: Sequence[Counted], days: Days
) -> tuple[Member, ...]:
    """Those of the own departments with whom it was not done as often as the rule says."""
    numbers = [one.number for one in told if days[0] <= one.day <= days[1]]
    taught = records.people_of(session, numbers, ("taught",))
    often = [person for people in taught.values() for person in people]
    mine = [one for name in member.departments for one in roster.members(name) if one.id != member.id]
    teaches = [one for one in mine if one.subjects]
    return tuple(one for one in dict.fromkeys(teaches) if often.count(one.id) < (rule.each or 0))


def _at_least(level: str) -> tuple[str, ...]:
    """That level and those above it."""
    known = LEVELS[: LEVELS.index(level) + 1] if level in LEVELS else (level,)
    return (*known, *(SAME_LEVEL[one] for one in known if one in SAME_LEVEL))
