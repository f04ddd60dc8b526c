"""Where in a sheet a table stands: its head, its columns, its rows, and what each cell is called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.school import cells
from handlers.school.columns import EXAMPLE, REMARK, REMARKS, Sheet, Table
from handlers.workbook import Rows, letter

TO_HEAD = 30
"""The head of a table is looked for so far down: a school may write above it."""

Columns = dict[str, dict[str, int]]
"""For each table of a sheet, where its columns stand."""


@dataclass(frozen=True)
class Row:
    """One row of a table: its values by key, blank ones left out, and what the row and each cell are called."""

    name: str
    values: dict[str, Any]
    places: Mapping[str, str]


def head(sheet: Sheet, rows: Rows) -> int | None:
    """The row, counted from 0, that has the name of the first table's rows and one more heading."""
    first = sheet.tables[0].columns[0]
    known = {heading for _, column in sheet.columns() for heading in (column.heading, *column.also)}
    for number, row in enumerate(rows[:TO_HEAD]):
        headings = {heading_of(value) for value in row}
        if headings & {first.heading, *first.also} and len(headings & known) > 1:
            return number
    return None


def heading_of(value: object) -> str:
    """部门/教研组 for “部门/教研组 *（可填几个）”."""
    joined = "".join(value.split()) if isinstance(value, str) else ""
    return joined.split("（")[0].split("(")[0].strip("*＊:：")


def columns(sheet: Sheet, number: int, headings: Sequence[object]) -> tuple[Columns, list[str]]:
    """Where each column of each table stands, and what is wrong with the headings."""
    found: Columns = {table.section: {} for table in sheet.tables}
    problems = []
    for index, value in enumerate(headings):
        heading = heading_of(value)
        if not heading or heading.startswith(REMARKS):
            continue
        wrong = _place(sheet, heading, index, found)
        if wrong:
            problems.append(f"{sheet.name}第{number + 1}行{letter(index)}列：{wrong}")
    return found, problems


def _place(sheet: Sheet, heading: str, index: int, found: Columns) -> str | None:
    meant = next((pair for pair in sheet.columns() if heading in (pair[1].heading, *pair[1].also)), None)
    if meant is None:
        return _unknown(sheet, heading)
    table, column = meant
    if column.key in found[table.section]:
        return f"表头“{column.heading}”写了两次"
    found[table.section][column.key] = index
    return None


def _unknown(sheet: Sheet, heading: str) -> str:
    known = [column.heading for _, column in sheet.columns()]
    nearest = cells.nearest(heading, known)
    meant = f"是不是“{nearest}”" if nearest else f"可用的有：{'、'.join(known)}"
    return f"不认识表头“{heading}”，{meant}；自己加的列请以“{REMARK}”开头"


def rows_of(sheet: Sheet, table: Table, found: Mapping[str, int], rows: Rows, start: int) -> Iterator[Row]:
    """The rows of a table from `start` on, without blank ones and the example."""
    headings = {column.key: column.heading for column in table.columns}
    for index in range(start, len(rows)):
        values = {key: rows[index][column] for key, column in found.items() if not blank(rows[index][column])}
        if values and not str(values.get(table.columns[0].key, "")).strip().startswith(EXAMPLE):
            name = f"{sheet.name}第{index + 1}行"
            places = {key: f"{name}{letter(column)}列“{headings[key]}”" for key, column in found.items()}
            yield Row(name, _several(table, values), places)


def blank(value: object) -> bool:
    """Whether nothing can be seen in the cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def _several(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    lists = {column.key for column in table.columns if column.several}
    return {key: cells.words(value) if key in lists else value for key, value in values.items()}
