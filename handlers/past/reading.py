"""A workbook's rows as values of the contract; what cannot be read is named by its cell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.language import Reader
from handlers import workbook
from handlers.kinds import Kind
from handlers.kinds.kind import Slot, show_day
from handlers.past.layout import OWNER, SHEETS
from handlers.school import cells
from handlers.school.cells import Unclear
from handlers.school.check import BadFile
from handlers.school.columns import Sheet
from handlers.school.rows import Row, blank, columns, head, rows_of
from handlers.workbook import Heading, Page, Rows, Unreadable
from storage.roster import Member, Roster

NO_SHEET = "没有可以读的工作表，工作表的名字应为：{}"
LONGEST = 2000
MOST_OF_AWARD = 10
"""Characters: a column holds no more."""


@dataclass(frozen=True)
class Line:
    """A row: what it says of whom, or what is wrong with it."""

    kind: Kind
    place: str
    values: Mapping[str, Any]
    owners: tuple[Member, ...]
    problems: tuple[str, ...]


def write_template(path: Path) -> None:
    """Writes the workbook to be filled in."""
    workbook.write(path, [_page(sheet) for sheet in SHEETS])


def _page(sheet: Sheet) -> Page:
    (table,) = sheet.tables
    heads = [Heading(one.heading, one.hint, one.choices, one.width, one.kind) for one in table.columns]
    return Page(sheet.name, sheet.note, heads, [], {}, [one.example for one in table.columns])


def read(data: bytes, roster: Roster, reader: Reader, today: date) -> list[Line]:
    """The lines of all sheets, in their order; raises BadFile for what is no such workbook."""
    try:
        sheets = workbook.read(data, [sheet.name for sheet in SHEETS])
    except Unreadable as why:
        raise BadFile([str(why)]) from None
    if not sheets:
        raise BadFile([NO_SHEET.format("、".join(sheet.name for sheet in SHEETS))])
    cells_ = _Cells(roster, reader, today)
    lines: list[Line] = []
    for sheet, kind in SHEETS.items():
        lines += _lines(sheet, kind, sheets.get(sheet.name, []), cells_)
    return lines


def _lines(sheet: Sheet, kind: Kind, rows: Rows, read_cell: "_Cells") -> Iterator[Line]:
    number = head(sheet, rows)
    if number is None:
        if any(not blank(cell) for row in rows for cell in row):
            raise BadFile([f"{sheet.name}：找不到表头，应有一行写着 姓名、日期"])
        return
    found, problems = columns(sheet, number, rows[number])
    if problems:
        raise BadFile(problems)
    (table,) = sheet.tables
    for row in rows_of(sheet, table, found[table.section], rows, number + 1):
        yield _line(kind, row, read_cell)


def _line(kind: Kind, row: Row, read_cell: "_Cells") -> Line:
    values: dict[str, Any] = {}
    problems = [f"{row.name}：{what}没有写" for what in _missing(kind, row.values)]
    owners: tuple[Member, ...] = ()
    for key, value in row.values.items():
        try:
            if key == OWNER:
                owners = read_cell.people(value)
            else:
                values[key] = read_cell.value(kind, key, value)
        except Unclear as why:
            problems.append(f"{row.places[key]}：{why}")
    return Line(kind, row.name, values | _authors(kind, owners), owners, tuple(problems))


def _missing(kind: Kind, told: Mapping[str, Any]) -> list[str]:
    needed = {OWNER: "姓名", "date": "日期"}
    if "count" not in told:
        needed |= {name: slot.label for name in kind.needs if (slot := kind.slot(name)) and slot.role != kind.role}
    return [label for key, label in needed.items() if key not in told]


def _authors(kind: Kind, owners: tuple[Member, ...]) -> dict[str, Any]:
    """Several owners stand in the slot of theirs, as if one had told it of all."""
    own = next((slot.name for slot in kind.slots if slot.role == kind.role), None)
    return {own: [member.name for member in owners]} if own and len(owners) > 1 else {}


class _Cells:
    """Reads cells with the words of one school."""

    def __init__(self, roster: Roster, reader: Reader, today: date) -> None:
        self._roster = roster
        self._reader = reader
        self._today = today
        self._by_column: Mapping[str, Callable[[object], Any]] = {
            "day": self._day,
            "title": cells.title,
            "venue": cells.title,
            "level": cells.level,
            "award": lambda value: cells.text(value, MOST_OF_AWARD),
            "subject": lambda value: self._known(value, roster.words.get("subjects", {})),
            "department": lambda value: self._known(value, dict.fromkeys(roster.words.get("departments", ()), ())),
            "amount": cells.count,
        }

    def people(self, value: Any) -> tuple[Member, ...]:
        """Those on the roster, those who left too."""
        return tuple(self._person(one) for one in value)

    def value(self, kind: Kind, key: str, value: Any) -> Any:
        """A slot's value in its canonical form."""
        slot = kind.slot(key)
        assert slot
        if isinstance(value, list):
            return [cells.name(one) for one in value]
        if slot.role:
            return cells.name(value)
        by_column = self._by_column.get(slot.column or "")
        if by_column:
            return by_column(value)
        return self._other(kind, slot, value)

    def _other(self, kind: Kind, slot: Slot, value: Any) -> Any:
        if slot.show is show_day:
            return cells.day(value).isoformat()
        if slot.name == "period":
            return int(cells.period(value))
        if slot.name == "class":
            return self._class(cells.text(value))
        if slot.name == "kind":
            return self._known(value, kind.report.kinds)
        if slot.column == "stage":
            return self._known(value, kind.report.stages)
        return cells.text(value, LONGEST)

    def _person(self, value: object) -> Member:
        written = cells.name(value)
        member = self._roster.by_name.get(written)
        if member is None:
            near = cells.nearest(written, self._roster.by_name)
            raise Unclear(f"花名册里没有“{written}”" + (f"，是不是“{near}”" if near else ""))
        return member

    def _day(self, value: object) -> str:
        day = cells.day(value)
        if day > self._today:
            raise Unclear(f"{day}还没有到")
        return day.isoformat()

    def _known(self, value: object, words: Mapping[str, Any]) -> str:
        """The word itself, for one of its other names too."""
        written = cells.text(value)
        meant = next((word for word, others in words.items() if written == word or written in others), None)
        if meant is None:
            raise Unclear(f"不认识“{written}”，可用的有：{'、'.join(words)}")
        return meant

    def _class(self, written: str) -> str:
        """三(2)班 for 三（2）班, 302 and the like; what is none stays as it is."""
        at = datetime.combine(self._today, datetime.min.time(), UTC)
        said = self._reader.slots(written, intent="observation.log", sender="", sent_at=at)
        return str(said.get("class") or written)
