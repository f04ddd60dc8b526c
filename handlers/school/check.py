"""What is wrong with a school file: everything at once, each thing named as the reader of the file sees it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handlers.school import cells
from handlers.school.file import (
    Digest,
    Loc,
    OpenActivity,
    OpenDeadline,
    Part,
    Person,
    Place,
    Project,
    Quota,
    Reminders,
    SchoolFile,
    Term,
    Vacation,
    Venue,
    path,
)

Problem = tuple[Loc, str]

EXPECTED = {
    "missing": "缺少这一项",
    "too_short": "不能为空",
    "list_type": "应为列表 [ ]",
    "dict_type": "应为对象 { }",
    "model_type": "应为对象 { }",
    "model_attributes_type": "应为对象 { }",
}

PARTS: dict[str, type[Part]] = {
    "people": Person,
    "terms": Term,
    "contests": Venue,
    "journals": Venue,
    "projects": Project,
    "open_activities": OpenActivity,
    "open_deadlines": OpenDeadline,
    "quotas": Quota,
    "vacations": Vacation,
    "reminders": Reminders,
    "digest": Digest,
}

ONCE = (
    ("terms", "name", "学期"),
    ("contests", "name", "赛事"),
    ("journals", "name", "刊物"),
    ("projects", "title", "课题"),
    ("vacations", "name", "假期"),
)
"""Lists in which nothing may be told twice, the key that tells it, and what it is called."""


class BadFile(Exception):
    """A file that cannot be loaded: `problems` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(map(_visible, problems))
        super().__init__("\n".join(self.problems))


def check(form: object, place: Place = path) -> SchoolFile:
    """The file that `form` (JSON, or the cells of a workbook in the same shape) tells; raises BadFile."""
    file, problems = None, list(clashes(form))
    try:
        file = SchoolFile.model_validate(form)
    except ValidationError as error:
        problems = [(tuple(detail["loc"]), _wrong(detail)) for detail in error.errors()] + problems
    if problems or file is None:
        raise BadFile([f"{place(loc)}：{text}" for loc, text in problems])
    return file.found_in(place)


def read_json(data: bytes) -> object:
    """What a JSON file holds; raises BadFile where it is none, or where an object has a key twice."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise BadFile(["文件不是 UTF-8 编码的 JSON，也不是 .xlsx 工作簿"]) from None
    except json.JSONDecodeError as error:
        raise BadFile([f"第{error.lineno}行第{error.colno}个字符起不是 JSON，请检查引号、逗号和括号"]) from None
    except (ValueError, RecursionError):
        raise BadFile(["文件里有 JSON 不能有的内容：过长的数字，或套得太深的括号"]) from None


def clashes(form: object) -> Iterator[Problem]:
    """What no single cell shows: the same thing twice, terms that overlap, a department that the school lacks."""
    if isinstance(form, dict):
        yield from _same_names(form)
        yield from _same_accounts(form)
        for section, key, called in ONCE:
            for i, value in _again(list(_column(form, section, key))):
                yield (section, i, key), f"{called}“{value}”写了两次"
        yield from _overlaps(form)
        yield from _strangers(form, "departments", "部门")
        yield from _strangers(form, "subjects", "学科")


def _visible(problem: str) -> str:
    """Without what could steer a terminal, or could not be written at all."""
    return "".join(char if char.isprintable() else "�" for char in problem)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for _, key in _again(list(enumerate(key for key, _ in pairs))):
        raise BadFile([f"“{key}”在同一个对象里写了两次"])
    return dict(pairs)


def _wrong(detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return _unknown(tuple(detail["loc"]))
    if detail["type"] == "missing":
        return EXPECTED["missing"]
    unclear = detail.get("ctx", {}).get("error")
    expected = str(unclear) if isinstance(unclear, cells.Unclear) else EXPECTED.get(detail["type"], "不能这样写")
    return expected + _instead(detail["input"])


def _instead(value: object) -> str:
    """What stands there now, where it can be shown in a few words."""
    if isinstance(value, Mapping | list | Part) or value is None:
        return ""
    if isinstance(value, int | float) and not -(10**15) < value < 10**15:
        return ""
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return f"，现在是“{shown[:40]}”"


def _unknown(loc: Loc) -> str:
    part = PARTS.get(str(loc[0]), SchoolFile) if len(loc) > 1 else SchoolFile
    return f"不认识“{loc[-1]}”{_perhaps(str(loc[-1]), list(part.model_fields))}"


def _perhaps(word: str, known: Sequence[str]) -> str:
    nearest = cells.nearest(word, known)
    return f"，是不是“{nearest}”" if nearest else f"，可用的有：{'、'.join(known)}"


def _column(form: Mapping[str, Any], section: str, key: str) -> Iterator[tuple[int, str]]:
    """The readable names in a list of a file that may hold anything."""
    rows = form.get(section)
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        value = row.get(key) if isinstance(row, dict) else None
        try:
            yield i, cells.name(value) if (section, key) == ("people", "name") else cells.text(value, 200)
        except cells.Unclear:
            continue


def _again(values: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for i, value in values:
        if value in seen:
            yield i, value
        seen.add(value)


def _same_names(form: Mapping[str, Any]) -> Iterator[Problem]:
    for i, name in _again(list(_column(form, "people", "name"))):
        bare = name.split("（")[0]
        yield ("people", i), f"姓名“{name}”重复，请写成 {bare}（大）、{bare}（小）"


def _same_accounts(form: Mapping[str, Any]) -> Iterator[Problem]:
    names = dict(_column(form, "people", "name"))
    owners: dict[str, int] = {}
    for i, account in _column(form, "people", "wecom"):
        owner = owners.setdefault(account, i)
        if owner != i:
            both = f"{names.get(owner, '')}和{names.get(i, '')}"
            yield ("people", i, "wecom"), f"{both}的企业微信号都是“{account}”，一个账号只能属于一位老师"


def _overlaps(form: Mapping[str, Any]) -> Iterator[Problem]:
    terms = []
    for i, name in _column(form, "terms", "name"):
        try:
            terms.append((cells.day(form["terms"][i].get("start")), cells.day(form["terms"][i].get("end")), i, name))
        except cells.Unclear:
            continue
    terms.sort()
    for earlier, later in pairwise(terms):
        if later[0] <= earlier[1]:
            yield ("terms", later[2]), f"“{later[3]}”和“{earlier[3]}”的日期重叠"


def _strangers(form: Mapping[str, Any], key: str, called: str) -> Iterator[Problem]:
    """Departments or subjects of people that the file's own list lacks: a slip of the keyboard."""
    known = form.get(key)
    if not isinstance(known, list | dict):
        return
    names = [name for name in known if isinstance(name, str)]
    rows = form.get("people")
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        values = row.get(key) if isinstance(row, dict) else None
        for j, value in enumerate(values if isinstance(values, list) else ()):
            if isinstance(value, str) and value.strip() not in names:
                yield ("people", i, key, j), f"{called}“{value}”不在 {key} 里{_perhaps(value, names)}"
