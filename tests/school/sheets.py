"""Workbooks as a clerk leaves them: sheets as lists of rows, made into the bytes of a file."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from handlers.school.pages import pages
from handlers.workbook import Page

Grid = dict[str, list[list[Any]]]


def filled(form: Mapping[str, Any]) -> Grid:
    """The six sheets of a school as the template lays them out."""
    return {page.name: _grid(page) for page in pages(form)}


def _grid(page: Page) -> list[list[Any]]:
    facts = [[label, value] for label, (value, _) in page.facts.items()]
    gap: list[list[Any]] = [[]] if facts else []
    return [[page.note], *facts, *gap, [head.text for head in page.headings], list(page.example), *map(list, page.rows)]


def put(grid: Grid, cell: str, value: object) -> None:
    """Puts a value into a cell that is named as the problems name it: 花名册!C7."""
    sheet, _, at = cell.partition("!")
    column, row = ord(at[0]) - 65, int(at[1:]) - 1
    rows = grid[sheet]
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = value


def packed(grid: Grid) -> bytes:
    """The file."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": True}) as book:
        clock = book.add_format({"num_format": "hh:mm"})
        for name, rows in grid.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    style = clock if type(value).__name__ == "time" else None
                    sheet.write(number, column, value, style)
    return target.getvalue()
