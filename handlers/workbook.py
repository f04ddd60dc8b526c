"""Excel workbooks in and out: checked before a reader sees them, nothing in them that runs.

Reading costs as much memory as the rectangle up to the last cell, so every part of the archive is walked before:
a file of a few bytes may claim a cell in row 1048576.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any
from xml.parsers import expat

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

Rows = list[list[object]]
"""A sheet from its first row and column on; an empty cell is "", a formula is its value."""

MAX_UNPACKED = 40_000_000
MAX_PARTS = 500
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_TEXT = 200_000_000
"""Characters in all cells together: one shared text may stand in every cell."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
_BROKEN = "文件打不开，可能已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
_TOO_MUCH = "文件里的内容太多，请删去图片和多余的工作表"


class Unreadable(Exception):
    """No workbook that we read; the text says why and what to do."""


@dataclass(frozen=True)
class Heading:
    """The head of a column to write: what stands in it, what hovers over it, what its cells offer and look like."""

    text: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    width: int = 14
    kind: str = "text"


@dataclass(frozen=True)
class Page:
    """A sheet to write: a note, then pairs of label and value, then a table. A heading without text is a gap."""

    name: str
    note: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[object]]
    facts: Mapping[str, tuple[object, str]] = field(default_factory=dict)
    example: Sequence[object] = ()


def is_workbook(data: bytes) -> bool:
    """Whether the file is a workbook of any age, to judge by its first bytes."""
    return data.startswith((b"PK", _OLD))


def read(data: bytes, wanted: Sequence[str]) -> dict[str, Rows]:
    """Those of the wanted sheets that an .xlsx has; raises Unreadable."""
    if data.startswith(_OLD):
        kind = "文件有打开密码，请去掉密码后再试" if _ENCRYPTED in data else "这是旧的 .xls 文件，请另存为 .xlsx 后再试"
        raise Unreadable(kind)
    try:
        with CalamineWorkbook.from_filelike(_checked(data)) as book:
            return {name: _rows(book, name) for name in wanted if name in book.sheet_names}
    except (CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError):
        raise Unreadable(_BROKEN) from None
    except (ValueError, RuntimeError, LookupError):
        raise Unreadable(_BROKEN) from None


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _checked(data: bytes) -> io.BytesIO:
    """The archive again with the parts that were walked and no others."""
    checked, walk = io.BytesIO(), _Walk()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(checked, "w") as new:
        parts = {part.filename: part for part in old.infolist()}
        if "xl/workbook.xml" not in parts:
            raise Unreadable("这不是 Excel 工作簿（.xlsx）")
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts.values()) > MAX_UNPACKED:
            raise Unreadable(_TOO_MUCH)
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                new.writestr(name, walk.through(old.read(part)))
    checked.seek(0)
    return checked


class _Walk:
    """Walks the parts of an archive; raises Unreadable where a value lies too far out, or all is too much."""

    def __init__(self) -> None:
        self._cells = self._text = self._longest = 0
        self._row = self._column = 0
        self._in_cells = False

    def through(self, data: bytes) -> bytes:
        """The part itself, once it was walked."""
        self._row = self._column = self._text = 0
        self._in_cells = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.buffer_text = True
        parser.Parse(data, True)
        if self._cells > MAX_ROWS * MAX_COLUMNS or self._cells * self._longest > MAX_TEXT:
            raise Unreadable(_TOO_MUCH)
        return data

    def _doctype(self, *_: Any) -> None:
        raise Unreadable(_BROKEN)

    def _characters(self, written: str) -> None:
        if self._in_cells:
            self._text += len(written)
            self._longest = max(self._longest, self._text)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(" ")[2]
        if tag in {"v", "is", "f"} and (self._row > MAX_ROWS or self._column > MAX_COLUMNS):
            raise Unreadable(f"工作表太大：最多{MAX_ROWS}行、{MAX_COLUMNS}列，请删去右边和下面多余的内容")
        if tag in {"c", "si"}:
            self._text, self._in_cells = 0, True
        if tag == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
        elif tag == "c":
            self._cells += 1
            self._cell(attributes.get("r"))

    def _cell(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        match = _CELL.fullmatch(reference)
        if not match:
            raise Unreadable(_BROKEN)  # the reader takes ABCDE1 for a column
        self._row, self._column = int(match[2]), 0
        for char in match[1]:
            self._column = self._column * 26 + ord(char) - 64


def _number(written: str | None, otherwise: int) -> int:
    if written is None:
        return otherwise
    if not _ROW.fullmatch(written):
        raise Unreadable(_BROKEN)
    return int(written)


def letter(column: int) -> str:
    """The name of a column, counted from 0: A, B … Z, AA."""
    return str(xl_col_to_name(column))


def write(path: Path, pages: Sequence[Page]) -> None:
    """Writes a workbook to be filled in. Text that looks like a formula stays text."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        for page in pages:
            _Sheet(book, page)


STYLES: Mapping[str, Mapping[str, object]] = {
    "note": {"text_wrap": True, "valign": "top", "font_color": "#555555"},
    "label": {"bold": True, "align": "right"},
    "heading": {"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center"},
    "text": {"num_format": "@"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"num_format": "hh:mm", "align": "left"},
    "number": {"align": "left"},
}
FAINT = {"italic": True, "font_color": "#999999"}


class _Sheet:
    """One page while it is being written."""

    def __init__(self, book: Any, page: Page) -> None:
        self._page = page
        self._formats = {name: book.add_format(dict(style)) for name, style in STYLES.items()}
        self._faint = {name: book.add_format(dict(style) | FAINT) for name, style in STYLES.items()}
        self._sheet = book.add_worksheet(page.name)
        self._last = max(len(page.headings) - 1, 1)
        row = self._facts(self._note())
        self._columns(row)
        for i, values in enumerate([page.example, *page.rows] if page.example else page.rows):
            self._row(row + 1 + i, values, self._faint if page.example and i == 0 else self._formats)
        self._sheet.freeze_panes(row + 1, 0)

    def _note(self) -> int:
        self._sheet.merge_range(0, 0, 0, self._last, self._page.note, self._formats["note"])
        self._sheet.set_row(0, 15 * (2 + self._page.note.count("\n")))
        return 1

    def _facts(self, row: int) -> int:
        for label, (value, hint) in self._page.facts.items():
            self._sheet.write_string(row, 0, label, self._formats["label"])
            self._sheet.write_string(row, 1, str(value or ""), self._formats["text"])
            self._sheet.write_comment(row, 1, hint)
            row += 1
        return row + 1 if self._page.facts else row

    def _columns(self, row: int) -> None:
        for column, heading in enumerate(self._page.headings):
            self._sheet.set_column(column, column, heading.width, self._formats[heading.kind] if heading.text else None)
            if heading.text:
                self._sheet.write_string(row, column, heading.text, self._formats["heading"])
            if heading.hint:
                self._sheet.write_comment(row, column, heading.hint)
            if heading.choices:
                offer = {"validate": "list", "source": list(heading.choices), "error_type": "warning"}
                self._sheet.data_validation(row + 1, column, MAX_ROWS - 1, column, offer)

    def _row(self, row: int, values: Sequence[object], formats: Mapping[str, Any]) -> None:
        for column, (value, heading) in enumerate(zip(values, self._page.headings, strict=True)):
            style = formats[heading.kind]
            if isinstance(value, date | time):
                self._sheet.write_datetime(row, column, value, style)
            elif isinstance(value, int):
                self._sheet.write_number(row, column, value, style)
            elif value:
                self._sheet.write_string(row, column, str(value), style)
