"""指标: how many of a kind a person owes in the term, and how far they are."""

from handlers.kinds import Kind
from handlers.turn import Turn
from storage import records
from storage.roster import Member, QuotaRule, TermDays

COUNTED = ("observation", "paper", "lesson")


def progress(turn: Turn, kind: Kind, more: int) -> str:
    """本学期第9节/15, 本学期第9节 where nothing is owed, nothing outside of a term; with `more` that come to it now."""
    term = turn.term
    if kind.name not in COUNTED or term is None:
        return ""
    done = records.done(turn.session, kind.name, turn.person.id, kind.role, term.start, term.end)
    owed = amount(turn, kind, turn.person)
    return f"本学期第{done + more}{kind.unit}" + (f"/{owed}" if owed else "")


def amount(turn: Turn, kind: Kind, member: Member) -> int | None:
    """What the member owes of the kind this term: the largest of the rules that bind, None where none does."""
    term = turn.term
    binding = [
        rule.amount for rule in turn.roster.quotas if rule.kind == kind.name and term and _binds(rule, member, term)
    ]
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
