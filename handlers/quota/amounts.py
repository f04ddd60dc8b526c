"""How many of a kind a person owes in the term by the plain rules, and how far they are: what a confirmation says."""

from datetime import date

from handlers.kinds import Kind
from handlers.quota import absent
from handlers.quota.bound import binds, rules
from handlers.scope import PAPER_KINDS
from handlers.turn import Turn
from storage import records
from storage.records import Sought
from storage.roster import Member, QuotaRule, Roster, TermDays

_PLAIN = tuple({"kind": list(kinds)} for kinds in PAPER_KINDS.values())
"""论文 is asked for in these words, and means the whole of its kind."""


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
    """What the member owes of the kind in that term: the largest of the rules that bind, less what an absence lifts;
    None where none does."""
    binding = [rule.amount for rule in rules(roster, term) if rule.kind == kind.name and plain(rule)]
    if not binding:
        return None
    asked = max(
        (rule.amount for rule in rules(roster, term) if _plainly_binds(roster, rule, kind, member, term)), default=None
    )
    return None if asked is None else absent.reduced(roster, member, asked, (term.start, term.end)) or None


def plain(rule: QuotaRule) -> bool:
    """So many of the whole kind in a term, and nothing more."""
    return rule.per == "term" and (not rule.filters or rule.filters in _PLAIN)


def _plainly_binds(roster: Roster, rule: QuotaRule, kind: Kind, member: Member, term: TermDays) -> bool:
    return rule.kind == kind.name and plain(rule) and binds(roster, rule, member, term)
