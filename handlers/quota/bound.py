"""Whom a rule binds."""

from datetime import date

from handlers import due
from handlers.kinds import BY_NAME, Kind
from storage.roster import Member, QuotaRule, Roster, TermDays

YEAR_BEGINS = 8
"""The month in which a school year begins."""


def rules(roster: Roster, term: TermDays) -> list[QuotaRule]:
    """Those that hold for a term: that are in force on its last day."""
    return [rule for rule in roster.quotas if rule.kind in BY_NAME and rule.holds(term.end)]


def of_department(kind: Kind) -> bool:
    """Activities are owed by departments, not by persons."""
    return kind.name != "sign_in" and any(slot.column == "department" for slot in kind.slots)


def members(roster: Roster, rule: QuotaRule, term: TermDays) -> list[Member]:
    """The people whom it binds, in the order of the roster."""
    return [member for member in roster.present if binds(roster, rule, member, term)]


def departments(roster: Roster, rule: QuotaRule) -> list[str]:
    """The departments whom a rule about activities binds."""
    named = rule.audience.get("departments")
    return [name for name in roster.words.get("departments", ()) if not named or name in named]


def binds(roster: Roster, rule: QuotaRule, member: Member, term: TermDays) -> bool:
    """Leaders are bound only by a rule that names them, or a role of theirs."""
    if not due.holds(rule.audience, member):
        return False
    roles, people = rule.audience.get("roles") or (), rule.audience.get("people") or ()
    if "leader" in member.roles and member.name not in people and not member.roles & set(roles):
        return False
    return of_age(rule, member.age(age_day(roster, term)))


def of_age(rule: QuotaRule, age: int | None) -> bool:
    """Who has no birth date is bound by no rule that asks for the age."""
    if rule.age_below is None and rule.age_from is None:
        return True
    if age is None:
        return False
    young_enough = rule.age_below is None or age < rule.age_below
    return young_enough and (rule.age_from is None or age >= rule.age_from)


def age_day(roster: Roster, term: TermDays) -> date:
    """The day as of which age is reckoned: the one that the school has set, in the school year of the term."""
    said = roster.words.get("age_day")
    if not said:
        return term.start
    month, day = map(int, said.split("-"))
    begins = term.start.year - (term.start.month < YEAR_BEGINS)
    return date(begins + (month < YEAR_BEGINS), month, day)
