"""Who may what: the one table of it."""

from collections.abc import Iterable

from handlers.turn import Turn
from storage.roster import Member
from storage.tables import Record

OFFICE = frozenset({"office", "leader"})

COLUMNS = ("teacher", "head", "prep_head", "office", "leader", "district")
NO, SUMS, OWN, GROUP, ALL = "no", "sums", "own", "group", "all"
"""How far a right reaches: not at all, to how many there are, to what is one's own, one's department's, everyone's."""

_REACHES = (NO, SUMS, OWN, GROUP, ALL)
Row = tuple[str, str, str, str, str, str]

_OWN: Row = (OWN, OWN, OWN, OWN, OWN, NO)
_EVERYONE: Row = (ALL, ALL, ALL, ALL, ALL, ALL)
_STAFF: Row = (ALL, ALL, ALL, ALL, ALL, NO)
_SEEN: Row = (OWN, GROUP, OWN, ALL, ALL, NO)
_LED: Row = (NO, GROUP, GROUP, ALL, ALL, NO)
_OFFICE: Row = (NO, NO, NO, ALL, ALL, NO)

TABLE: dict[str, Row] = {
    # intent                     teacher head   prep   office leader district
    "*.log":                     (OWN,   GROUP, OWN,   ALL,   ALL,   NO),
    "correct.undo":              (OWN,   OWN,   OWN,   ALL,   OWN,   NO),
    "correct.change":            (OWN,   OWN,   OWN,   ALL,   OWN,   NO),
    "correct.restore":           (OWN,   OWN,   OWN,   ALL,   OWN,   NO),
    "query.count":               (OWN,   GROUP, OWN,   ALL,   ALL,   SUMS),
    "query.missing":             (SUMS,  GROUP, SUMS,  ALL,   ALL,   NO),
    "query.rank":                (SUMS,  SUMS,  SUMS,  ALL,   ALL,   NO),
    "query.again":               (OWN,   GROUP, OWN,   ALL,   ALL,   SUMS),
    "audit.list":                (OWN,   OWN,   OWN,   ALL,   ALL,   NO),
    "digest.now":                (SUMS,  GROUP, SUMS,  ALL,   ALL,   NO),
    "digest.why":                (SUMS,  GROUP, SUMS,  ALL,   ALL,   NO),
    **dict.fromkeys(("correct.history", "file.get", "form.make", "query.list", "query.export"), _SEEN),
    **dict.fromkeys(("owed.list", "score.show"), _SEEN),
    **dict.fromkeys((f"attendance.{what}" for what in ("open", "close")), _LED),
    **dict.fromkeys((f"deadline.{what}" for what in ("create", "change", "cancel", "restore", "remind")), _LED),
    **dict.fromkeys((f"absence.{what}" for what in ("set", "end", "undo", "list")), _OFFICE),
    **dict.fromkeys((f"calendar.{what}" for what in ("paste", "keep", "change", "undo", "restore")), _OFFICE),
    **dict.fromkeys((f"calendar.{what}" for what in ("link", "renew")), _OFFICE),
    **dict.fromkeys((f"quota.{what}" for what in ("set", "change", "end", "undo", "age")), _OFFICE),
    **dict.fromkeys((f"score.{what}" for what in ("set", "change", "end", "undo")), _OFFICE),
    **dict.fromkeys((f"roster.{what}" for what in ("code", "unbind", "decide")), _OFFICE),
    **dict.fromkeys(("help.not_understood", "notice.status"), _OFFICE),
    **dict.fromkeys(("term.close", "term.open"), (NO, NO, NO, ALL, NO, NO)),
    **dict.fromkeys((f"attendance.{what}" for what in ("sign_in", "leave")), _SEEN),
    **dict.fromkeys((f"deadline.{what}" for what in ("done", "undone", "quiet")), _OWN),
    **dict.fromkeys(("digest.subscribe", "digest.unsubscribe", "file.attach", "heard.answer"), _OWN),
    **dict.fromkeys(("calendar.list", "deadline.list", "quota.list", "score.list"), _STAFF),
    **dict.fromkeys(("answer", "dropped", "help", "roster.bind"), _EVERYONE),
}  # fmt: skip
"""Intent × role: the one table of it. Who has several roles has the widest reach of them; `*.log` is every report."""

FORMS: dict[str, frozenset[str]] = {
    "成员概况表": OFFICE | {"head"},
    "年度统计报告": OFFICE | {"head"},
    "论文集目录": OFFICE | {"head"},
    "工作交接": OFFICE,
}
"""Forms that not everyone may have, with the roles that may; a head those of the own department. The others are
everyone's about what is theirs."""


def reach(person: Member, intent: str) -> str:
    """How far the intent reaches for this person."""
    row = TABLE.get(intent) or (TABLE["*.log"] if intent.endswith(".log") else _OFFICE)
    roles = person.roles if person.roles == {"district"} else person.roles - {"district"} | {"teacher"}
    return max((row[at] for at, role in enumerate(COLUMNS) if role in roles), key=_REACHES.index)


def done_by(role: str, intent: str) -> bool:
    """May those with this role use the intent at all?"""
    return TABLE.get(intent, _OFFICE)[COLUMNS.index(role)] != NO


def may(person: Member, intent: str) -> bool:
    """May this person use the intent at all?"""
    return reach(person, intent) != NO


def may_have(person: Member, form: str) -> bool:
    """May this person have the form at all?"""
    return form not in FORMS or bool(person.roles & FORMS[form])


def sees_everyone(person: Member) -> bool:
    """Office and leaders see the records of every person."""
    return reach(person, "query.list") == ALL


def sees(person: Member, other: Member) -> bool:
    """Another person's records are for that person's head, the office and the leaders."""
    heads = any(person.heads(department) for department in other.departments)
    how_far = reach(person, "query.list")
    return how_far == ALL or (how_far == GROUP and heads) or (how_far != NO and person.id == other.id)


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
