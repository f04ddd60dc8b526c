"""Who may what: the one table of it."""

from collections.abc import Iterable

from handlers.turn import Turn
from storage.roster import Member
from storage.tables import Record

OFFICE = frozenset({"office", "leader"})

ALLOWED: dict[str, frozenset[str]] = {
    "attendance.open": OFFICE | {"head", "prep_head"},
    "attendance.close": OFFICE | {"head", "prep_head"},
    **dict.fromkeys((f"calendar.{what}" for what in ("paste", "keep", "change", "undo", "restore")), OFFICE),
    "calendar.link": OFFICE,
    "calendar.renew": OFFICE,
    "deadline.create": OFFICE | {"head", "prep_head"},
    "deadline.change": OFFICE | {"head", "prep_head"},
    "deadline.cancel": OFFICE | {"head", "prep_head"},
    "deadline.restore": OFFICE | {"head", "prep_head"},
    "deadline.remind": OFFICE | {"head", "prep_head"},
    "help.not_understood": OFFICE,
    "notice.status": OFFICE,
    **dict.fromkeys((f"absence.{what}" for what in ("set", "end", "undo", "list")), OFFICE),
    **dict.fromkeys((f"quota.{what}" for what in ("set", "change", "end", "undo", "age")), OFFICE),
    "roster.code": OFFICE,
    "roster.unbind": OFFICE,
    "roster.decide": OFFICE,
}
"""Intents that not everyone may use, with the roles that may."""

FORMS: dict[str, frozenset[str]] = {
    "成员概况表": OFFICE | {"head"},
    "年度统计报告": OFFICE | {"head"},
    "论文集目录": OFFICE | {"head"},
    "工作交接": OFFICE,
}
"""Forms that not everyone may have, with the roles that may; a head those of the own department. The others are
everyone's about what is theirs."""


def may(person: Member, intent: str) -> bool:
    """May this person use the intent at all?"""
    return intent not in ALLOWED or bool(person.roles & ALLOWED[intent])


def may_have(person: Member, form: str) -> bool:
    """May this person have the form at all?"""
    return form not in FORMS or bool(person.roles & FORMS[form])


def sees_everyone(person: Member) -> bool:
    """Office and leaders see the records of every person."""
    return bool(person.roles & OFFICE)


def sees(person: Member, other: Member) -> bool:
    """Another person's records are for that person's head, the office and the leaders."""
    heads = any(person.heads(department) for department in other.departments)
    return person.id == other.id or sees_everyone(person) or heads


def may_report(person: Member, owners: Iterable[Member]) -> bool:
    """One reports one's own work, also with others; the office, the leaders and one's head report for one."""
    people = list(owners)
    return not people or person in people or all(sees(person, owner) for owner in people)


def may_see(turn: Turn, record: Record, parts: dict[str, list[int]], role: str) -> bool:
    """Remarks and history: of whose record it is, who was taught, their heads, the office and the leaders."""
    concerned = owners(record, parts, role)
    taught = turn.person.id in parts.get("taught", ())
    return taught or any(sees(turn.person, turn.roster.people[person]) for person in concerned)


def owners(record: Record, parts: dict[str, list[int]], role: str) -> set[int]:
    """Whose record it is: of who told it, and of those whom it counts for."""
    return {record.said_by, *parts.get(role, ())}


def may_change(turn: Turn, record: Record, parts: dict[str, list[int]], role: str) -> bool:
    """One's own records; the office anyone's; a head the sign-ins to the own department's activities."""
    own = turn.person.id in owners(record, parts, role)
    heads = record.kind == "sign_in" and turn.person.heads(record.department)
    return own or heads or "office" in turn.person.roles


def may_file(turn: Turn, record: Record, parts: dict[str, list[int]], role: str) -> bool:
    """Files, in and out: of whose record it is, their heads, the office and the leaders."""
    return any(sees(turn.person, turn.roster.people[person]) for person in owners(record, parts, role))
