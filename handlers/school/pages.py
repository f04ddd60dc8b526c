"""A school's workbook, laid out: empty with an example on each sheet, or filled with a school."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from handlers.school import cells
from handlers.school.columns import SHEETS, Column, Sheet, Table
from handlers.workbook import Heading, Page

GAP = Heading("", width=4)
"""Between two tables that stand side by side."""


def pages(form: Mapping[str, Any] | None = None) -> list[Page]:
    """The six sheets, each with its example; with what `form` (a school's JSON) says, where one is given."""
    return [_page(sheet, form or {}) for sheet in SHEETS]


def _page(sheet: Sheet, form: Mapping[str, Any]) -> Page:
    filled = [[_cells(table, row) for row in ROWS[table.section](form)] for table in sheet.tables]
    blank = [_cells(table, {}) for table in sheet.tables]
    return Page(
        sheet.name,
        sheet.note,
        _beside([[_heading(column) for column in table.columns] for table in sheet.tables], GAP),
        [
            _beside([rows[i] if i < len(rows) else empty for rows, empty in zip(filled, blank, strict=True)], "")
            for i in range(max(map(len, filled)))
        ],
        {fact.heading: (_fact(fact, form), fact.hint) for fact in sheet.facts},
        _beside([[column.example for column in table.columns] for table in sheet.tables], ""),
    )


def _beside(tables: Sequence[Sequence[Any]], gap: Any) -> list[Any]:
    beside = [*tables[0]]
    for table in tables[1:]:
        beside += [gap, *table]
    return beside


def _heading(column: Column) -> Heading:
    return Heading(column.heading, column.hint, column.choices, column.width, column.kind)


def _fact(fact: Column, form: Mapping[str, Any]) -> str:
    part, key = fact.path
    told = (form.get(part[0]) or {} if part else form).get(key, fact.example)
    value = "、".join(map(str, told)) if isinstance(told, list) else str(told)
    return {zone: name for name, zone in cells.TIMEZONES.items()}.get(value, value)


def _cells(table: Table, row: Mapping[str, Any]) -> list[object]:
    return [_cell(column, row.get(column.key)) for column in table.columns]


def _cell(column: Column, value: Any) -> object:
    if value in (None, "", []):
        return ""
    if column.kind == "day":
        return date.fromisoformat(value)
    if column.kind == "time":
        return time.fromisoformat(value)
    return "、".join(value) if isinstance(value, list) else value


def _people(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        person | {"roles": [cells.ROLES[role][0] for role in person.get("roles", [])]}
        for person in form.get("people", [])
    ]


def _classes(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"grade": grade, "count": count} for grade, count in form.get("classes", {}).items()]


def _periods(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"period": number, "start": hours.split("-")[0], "end": hours.split("-")[1]}
        for number, hours in form.get("periods", {}).items()
    ]


def _venues(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    kinds = {"赛事": "contests", "刊物": "journals"}
    return [venue | {"kind": kind} for kind, section in kinds.items() for venue in form.get(section, [])]


def _terms(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(form.get("terms", []))


def _vacations(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(form.get("vacations", []))


def _school_days(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"day": day} for day in form.get("school_days", [])]


def _projects(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(form.get("projects", []))


ROWS = {
    "people": _people,
    "classes": _classes,
    "periods": _periods,
    "terms": _terms,
    "venues": _venues,
    "projects": _projects,
    "vacations": _vacations,
    "school_days": _school_days,
}
