"""A school comes from a file: what the file holds, what it would change, and the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handlers import workbook
from handlers.school import sheets
from handlers.school.check import BadFile, check, read_json
from handlers.school.columns import SHEETS
from handlers.school.file import SchoolFile
from handlers.school.pages import pages
from handlers.school.shown import PEOPLE, shown
from storage import schools
from storage.session import Session
from storage.work import Storage

ACTIONS = ADDED, CHANGED, LEFT, BACK, DROPPED = "新增", "修改", "离校", "返校", "去掉"

OPEN = "签到"

MAX_BYTES = 5_000_000

NEW: Mapping[str, Any] = {"timezone": "Asia/Shanghai", "bot_name": "小研", "terms": [], "people": []}
"""What a school has of which its file does not speak."""


@dataclass(frozen=True)
class Change:
    """One thing that a file would change; `details` are its values, before → after where there was one before."""

    section: str
    name: str
    action: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What a file would change, how many stay in each section, and the whole school as it would then be."""

    school: str
    created: bool
    changes: tuple[Change, ...]
    unchanged: Mapping[str, int]
    after: Mapping[str, Any]

    def __bool__(self) -> bool:
        return self.created or bool(self.changes)


def read(data: bytes) -> SchoolFile:
    """The school that a file tells, JSON or workbook to judge by its content; raises BadFile."""
    if not data.strip():
        raise BadFile(["文件是空的"])
    if len(data) > MAX_BYTES:
        raise BadFile([f"文件超过{MAX_BYTES // 1_000_000}兆，请删去图片和多余的内容"])
    if not workbook.is_workbook(data):
        return check(read_json(data))
    try:
        rows = workbook.read(data, [sheet.name for sheet in SHEETS])
    except workbook.Unreadable as error:
        raise BadFile([str(error)]) from None
    return sheets.read(rows)


def write_template(path: Path, form: Mapping[str, Any] | None = None) -> None:
    """Writes the workbook that a school fills in; `form` (of `schools.describe`) fills it with what is known."""
    workbook.write(path, pages(form))


def plan(session: Session | None, file: SchoolFile, today: date) -> Changes:
    """What the file would change; nothing is written. Without a session: as the first file of a new school.

    Raises BadFile where an account of the file belongs to somebody else.
    """
    before = schools.describe(session) if session else {}
    if session:
        _no_strangers(file, schools.bound(session))
    after = _merged(before, file)
    was, now = shown(before), shown(after)
    gone = schools.left(session) if session else set()
    changes = [change for section, rows in now.items() for change in _compare(section, was.get(section, {}), rows)]
    changes = [_person(change, gone, today) if change.section == PEOPLE else change for change in changes]
    changes += _opened(file, schools.open_titles(session) if session else [])
    sections = [*now, OPEN]
    changes.sort(key=lambda change: (sections.index(change.section), ACTIONS.index(change.action)))
    unchanged = {section: _same(was.get(section, {}), rows) for section, rows in now.items()}
    return Changes(file.school, not before, tuple(changes), unchanged, after)


def apply(session: Session, file: SchoolFile, now: datetime) -> Changes:
    """Makes the change, and says what it was; where there is none, nothing is written."""
    changes = plan(session, file, today(session, file, now))
    if changes:
        schools.save(session, dict(changes.after), now)
    return changes


def today(session: Session | None, file: SchoolFile, now: datetime) -> date:
    """The school's day at this moment, by the zone that the file tells or that was told before."""
    before = schools.describe(session) if session and not file.timezone else NEW
    return now.astimezone(ZoneInfo(file.timezone or before["timezone"])).date()


def load(storage: Storage, file: SchoolFile, now: datetime) -> int:
    """Makes the school what the file says, the first time or again, and gives its id."""
    known = storage.read(None, lambda session: schools.find(session, file.school)).result()
    school_id = known or storage.write(None, lambda session: schools.create(session, file.school)).result()
    storage.write(school_id, lambda session: apply(session, file, now)).result()
    return school_id


def _merged(before: Mapping[str, Any], file: SchoolFile) -> dict[str, Any]:
    """What the file tells over what was. Past terms and accounts that were bound in chat stay."""
    told = file.form()
    after = {**NEW, **before, **told}
    terms = told.get("terms", [])
    kept = [term for term in before.get("terms", []) if not any(_meet(term, other) for other in terms)]
    after["terms"] = sorted([*kept, *terms], key=lambda term: str(term["start"]))
    bound = {person["name"]: person["wecom"] for person in before.get("people", []) if "wecom" in person}
    taken = {person["wecom"] for person in told["people"] if "wecom" in person}
    after["people"] = [_with_account(person, bound, taken) for person in told["people"]]
    return after


def _meet(term: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(term["name"] == other["name"] or (term["start"] <= other["end"] and other["start"] <= term["end"]))


def _with_account(person: dict[str, Any], bound: Mapping[str, str], taken: set[str]) -> dict[str, Any]:
    account = bound.get(person["name"])
    if "wecom" in person or account is None or account in taken:
        return person
    return person | {"wecom": account}


def _no_strangers(file: SchoolFile, bound: Mapping[str, str]) -> None:
    """An account may pass on only from somebody who left or to whom the file gives another."""
    names = {person.name: person.wecom for person in file.people}
    problems = []
    for i, person in enumerate(file.people):
        owner = bound.get(person.wecom or "", person.name)
        if owner != person.name and owner in names and names[owner] is None:
            place = file.place(("people", i, "wecom"))
            problems.append(f"{place}：“{person.wecom}”已是{owner}的企业微信号，不能再给{person.name}")
    if problems:
        raise BadFile(problems)


def _compare(section: str, was: Mapping[str, dict[str, str]], now: Mapping[str, dict[str, str]]) -> list[Change]:
    added = [Change(section, name, ADDED, _told(values)) for name, values in now.items() if name not in was]
    changed = [
        Change(section, name, CHANGED, _differences(was[name], values))
        for name, values in now.items()
        if was.get(name, values) != values
    ]
    return added + changed + [Change(section, name, DROPPED) for name in was if name not in now]


def _told(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{label} {value}" for label, value in values.items() if value)


def _same(was: Mapping[str, dict[str, str]], now: Mapping[str, dict[str, str]]) -> int:
    return sum(was.get(name) == values for name, values in now.items())


def _opened(file: SchoolFile, already: list[str]) -> list[Change]:
    titles = [activity.title for activity in file.open_activities or []]
    return [Change(OPEN, title, ADDED) for title in titles if title not in already]


def _differences(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{key} {was.get(key) or '无'} → {value or '无'}" for key, value in now.items() if was.get(key, "") != value
    )


def _person(change: Change, gone: set[str], today: date) -> Change:
    if change.action == DROPPED:
        return Change(change.section, change.name, LEFT, (f"{today}起",))
    if change.action == ADDED and change.name in gone:
        return Change(change.section, change.name, BACK, change.details)
    return change
