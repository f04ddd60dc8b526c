"""How many of a kind a person owes in the term by the plain rules, and how far they are: what a confirmation says."""

from datetime import date

from handlers.kinds import Kind
from handlers.quota import absent
from handlers.quota.bound import binds, rules
from handlers.turn import Turn
from storage import records
from storage.records import Sought
from storage.roster import Member, QuotaRule, Roster, TermDays

Sort = str | tuple[str | None, ...] | None
"""A part of a kind: its slot `kind`, or one of several values."""


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


def amount(turn: Turn, kind: Kind, member: Member, sort: Sort = None) -> int | None:
    """What the member owes of the kind, or of that sort of it, this term; None where no rule binds."""
    return owed(turn.roster, kind, member, turn.term, sort) if turn.term else None


def owed(roster: Roster, kind: Kind, member: Member, term: TermDays, sort: Sort = None) -> int | None:
    """What the member owes of the kind in that term: the largest of the rules that bind, less what an absence lifts;
    None where none does."""
    asked = [
        rule.amount
        for rule in rules(roster, term)
        if rule.kind == kind.name and rule.per == "term" and asks(rule, sort) and binds(roster, rule, member, term)
    ]
    return absent.reduced(roster, member, max(asked), (term.start, term.end)) or None if asked else None


def asks(rule: QuotaRule, sort: Sort) -> bool:
    """Does the rule ask for the kind as a whole, or for just that sort of it? 论文 means both."""
    named = {"kind": list(sort) if isinstance(sort, tuple) else sort}
    return dict(rule.filters) == named if sort and isinstance(sort, str) else dict(rule.filters) in ({}, named)
