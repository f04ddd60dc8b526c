"""Records as an Excel workbook to read: headings that stay, filters, days as days, nothing that runs as a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

Cell = str | int | date
NARROWEST, WIDEST = 8, 42
"""Widths of a column, in digits."""

LOOKED_AT = 300
"""Rows by which a column's width is judged."""

_FORMULA = ("=", "+", "-", "@")
_HEADING = {"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center", "valign": "vcenter"}
_TEXT = {"valign": "top", "text_wrap": True, "num_format": "@"}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "heading": _HEADING,
    "text": _TEXT,
    "quoted": {**_TEXT, "quote_prefix": True},
    "day": {"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"},
    "number": {"valign": "top", "align": "left", "num_format": "0"},
    "label": {"bold": True, "valign": "top", "bg_color": "#F2F2F2", "border": 1},
}
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Table:
    """A sheet: its name, its columns, its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write(path: Path, tables: Sequence[Table], about: Mapping[str, str]) -> None:
    """Writes them, and on a last sheet what the workbook is `about`: what was asked, by whom, when."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = {name: book.add_format(dict(style)) for name, style in _STYLES.items()}
        for table in tables:
            _table(book.add_worksheet(table.name), table, styles)
        _about(book.add_worksheet("说明"), about, styles)


def _table(sheet: Any, table: Table, styles: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 22)
    for at, name in enumerate(table.columns):
        column = [row[at] for row in table.rows]
        sheet.set_column(at, at, _width(name, column))
        sheet.write_string(0, at, name, styles["heading"])
        for line, value in enumerate(column, 1):
            _cell(sheet, line, at, value, styles)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(sheet: Any, line: int, at: int, value: Cell, styles: Mapping[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(line, at, value, styles["day"])
    elif isinstance(value, int):
        sheet.write_number(line, at, value, styles["number"])
    elif value:
        sheet.write_string(line, at, value, styles["quoted" if value.startswith(_FORMULA) else "text"])


def _about(sheet: Any, about: Mapping[str, str], styles: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 60)
    for line, (label, text) in enumerate(about.items()):
        sheet.write_string(line, 0, label, styles["label"])
        _cell(sheet, line, 1, text, styles)


def _width(name: str, column: Sequence[Cell]) -> float:
    """Of the longest, and room for the arrow of the filter."""
    longest = max([_digits(name) + 3, *(_digits(value) for value in column[:LOOKED_AT])])
    return min(max(longest + 1.5, NARROWEST), WIDEST)


def _digits(value: Cell) -> int:
    """How wide it is shown: a Chinese character is as wide as two digits."""
    return max((sum(1 + (east_asian_width(c) in "WF") for c in line) for line in str(value).split("\n")), default=0)
