"""Whose form it is to be, of which department, of which days; and what every form says of a person or a record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.forms.form import Fields, Lacking
from handlers.kinds import BY_NAME, KINDS, Kind
from handlers.kinds.kind import show_people
from handlers.rights import sees_everyone
from handlers.school.cells import PLAIN, ROLES
from handlers.scope import LONG_AGO, allowed, counted, dates, refusal, scope
from handlers.turn import Turn
from handlers.values import read
from storage import records
from storage.roster import Member
from storage.tables import Record

NOT_YOURS = "这张表只给本人、组长、教科室和领导"
WHICH_DEPARTMENT = "要哪个教研组的？例如：打印语文组的{}"
MOST = 60
"""Pages of one document."""

_ASIDE = ("commission", "inspection", "loan", "opinion")
ACHIEVED = tuple(kind for kind in KINDS if kind.name not in _ASIDE)
"""Kinds of what a person did; the others are what was lent, said or looked through."""


def persons(turn: Turn) -> tuple[Member, ...]:
    """Whom the form is about: the asker, where nobody is named."""
    asked = scope(turn.of(replace(turn.frame, slots={"who": "me", **turn.frame.slots})))
    refused = refusal(turn, asked)
    if refused:
        raise Lacking(refused)
    if not allowed(turn, asked):
        raise Lacking(NOT_YOURS)
    return turn.roster.present if asked.people is None else asked.people


def department(turn: Turn) -> str | None:
    """The department that is named, None where there is none or the whole school is meant."""
    said = turn.slot("department") or turn.slot("who")
    name = said[0] if isinstance(said, list) and said else said
    return name if name in turn.roster.words.get("departments", ()) else None


def own_department(turn: Turn, form: str) -> str:
    """The department that is named, else one's own."""
    found = department(turn) or next(iter(turn.person.departments), None)
    if found is None:
        raise Lacking(WHICH_DEPARTMENT.format(form))
    return found


def only(turn: Turn, department: str | None) -> None:
    """Raises Lacking for whoever sees no more than their own."""
    if not (sees_everyone(turn.person) or turn.person.heads(department)):
        raise Lacking(NOT_YOURS)


def span(turn: Turn, *, ever: bool = False) -> tuple[date, date, str]:
    """From when to when, and how one says that; what was not said is the term, or all years."""
    if ever and not turn.slot("range"):
        return LONG_AGO, turn.today.replace(month=12, day=31), "历年"
    return dates(turn)


def found(turn: Turn, kind: Kind, people: Iterable[Member] | None, start: date, end: date) -> list[Record]:
    """The records of a kind that count for these people (None: everyone) from day to day."""
    return records.rows(turn.session, counted(kind, people, start, end))


def labelled(record: Record) -> dict[str, str]:
    """What a record says, by the labels that users read; absent ones are missing."""
    kind = BY_NAME[record.kind]
    values = read(kind, record)
    shown = {slot.label: kind.show(values, (slot.name,)).strip("《》") for slot in kind.slots if slot.name in values}
    return {**shown, "日期": record.day.isoformat()}


def line(record: Record) -> str:
    """What a record says in one line, without its day."""
    kind = BY_NAME[record.kind]
    return kind.show(read(kind, record), tuple(name for name in kind.line if name != "date"))


def row(record: Record, names: Mapping[int, str] | None = None) -> Fields:
    """A record as a row of a list."""
    whose = (names or {}).get(record.number, "")
    return {"日期": record.day.isoformat(), "内容": line(record), "姓名": whose, "编号": f"#{record.number}"}


def names_of(turn: Turn, found: Sequence[Record]) -> dict[int, str]:
    """Whose each record is."""
    whose = records.people_of(turn.session, [one.number for one in found], tuple({BY_NAME[r.kind].role for r in found}))
    return {number: show_people([turn.roster.people[id_].name for id_ in ids]) for number, ids in whose.items()}


def described(turn: Turn, member: Member) -> Fields:
    """What every form says of a person."""
    return {
        "姓名": member.name,
        "性别": member.gender or "",
        "出生年月": f"{member.birth:%Y-%m}" if member.birth else "",
        "年龄": member.age(turn.today) or "",
        "教研组": "、".join(member.departments),
        "学科": "、".join(member.subjects),
        "职务": "、".join(words[0] for role, words in ROLES.items() if role in member.roles) or PLAIN[0],
    }


def common(turn: Turn) -> Fields:
    """What every template may say."""
    return {
        "学校": turn.roster.name,
        "学期": turn.term.name if turn.term else "",
        "今天": show_date(turn.today),
        "制表人": turn.person.name,
    }


def show_date(day: date) -> str:
    """2026年11月18日, as it stands on paper."""
    return f"{day.year}年{day.month}月{day.day}日"
