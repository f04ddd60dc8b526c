"""指标: how many of a kind a person owes in the term, and how far they are."""

from datetime import date

from handlers.kinds import Kind
from handlers.turn import Turn
from storage import records
from storage.records import Sought
from storage.roster import Member, QuotaRule, Roster, TermDays


def progress(turn: Turn, kind: Kind, day: date) -> str:
    """本学期第9节/15 after a record of `day`; 本学期第9节 where nothing is owed; nothing outside of the term."""
    term = turn.term
    if not kind.tallied or term is None or turn.roster.term(day) != term:
        return ""
    number = done(turn, kind, turn.person, term)
    owed = amount(turn, kind, turn.person)
    return f"本学期第{number}{kind.unit}" + (f"/{owed}" if owed else "")


def done(turn: Turn, kind: Kind, member: Member, term: TermDays) -> int:
    """How many of the kind count for the member in the term."""
    if not kind.staged:
        return records.done(turn.session, kind.name, member.id, kind.role, term.start, term.end)
    mine = Sought((kind.name,), (member.id,), (kind.role,), term.start, term.end, by_title=True)
    return records.total(turn.session, mine)


def amount(turn: Turn, kind: Kind, member: Member) -> int | None:
    """What the member owes of the kind this term, None where no rule binds."""
    return owed(turn.roster, kind, member, turn.term) if turn.term else None


def owed(roster: Roster, kind: Kind, member: Member, term: TermDays) -> int | None:
    """What the member owes of the kind in that term: the largest of the rules that bind, None where none does."""
    binding = [rule.amount for rule in roster.quotas if rule.kind == kind.name and _binds(rule, member, term)]
    return max(binding, default=None)


def _binds(rule: QuotaRule, member: Member, term: TermDays) -> bool:
    """Leaders are bound only by a rule that names them. Age is as of the first day of the term."""
    if rule.role != "leader" and "leader" in member.roles:
        return False
    if rule.role and rule.role not in member.roles:
        return False
    if rule.department and rule.department not in member.departments:
        return False
    return _of_age(rule, member.age(term.start))


def _of_age(rule: QuotaRule, age: int | None) -> bool:
    if rule.age_below is None and rule.age_from is None:
        return True
    if age is None:
        return False
    young_enough = rule.age_below is None or age < rule.age_below
    return young_enough and (rule.age_from is None or age >= rule.age_from)
