"""A school's workbook, read: its sheets become the form that the JSON has, and every cell keeps its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.school import cells, subjects
from handlers.school.check import BadFile, check
from handlers.school.columns import SHEETS, Column, Sheet
from handlers.school.file import Loc, SchoolFile
from handlers.school.rows import Row, blank, columns, head, heading_of, rows_of
from handlers.workbook import Rows

VENUES = {"赛事": "contests", "比赛": "contests", "评比": "contests", "刊物": "journals", "期刊": "journals"}


@dataclass
class _Reading:
    """What was read so far: the form, what its places are called, and what is wrong beside it."""

    form: dict[str, Any] = field(default_factory=dict)
    places: dict[Loc, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def place(self, loc: Loc) -> str:
        """The cell, or the row, or the sheet."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, "工作簿")


def read(sheets: Mapping[str, Rows]) -> SchoolFile:
    """The school that the sheets tell; raises BadFile with everything that is wrong in them."""
    reading = _Reading()
    for sheet in SHEETS:
        if sheet.name in sheets:
            _read_sheet(reading, sheet, sheets[sheet.name])
    heads = [problem for sheet in SHEETS if (problem := _headless(sheet, sheets))]
    if heads:
        raise BadFile(heads)
    _derive(reading.form)
    try:
        file = check(reading.form, reading.place)
    except BadFile as error:
        raise BadFile([*reading.problems, *error.problems]) from None
    if reading.problems:
        raise BadFile(reading.problems)
    return file


def _headless(sheet: Sheet, sheets: Mapping[str, Rows]) -> str | None:
    """What makes a sheet unreadable as a whole."""
    if sheet.name not in sheets:
        return f"缺少工作表“{sheet.name}”" if sheet.needed else None
    if head(sheet, sheets[sheet.name]) is None:
        headings = "、".join(column.heading for _, column in sheet.columns())
        return f"{sheet.name}：找不到表头，应有一行写着 {headings}"
    return None


def _read_sheet(reading: _Reading, sheet: Sheet, rows: Rows) -> None:
    number = head(sheet, rows)
    if number is None:
        return
    for fact in sheet.facts:
        _read_fact(reading, sheet, fact, rows[:number])
    found, problems = columns(sheet, number, rows[number])
    reading.problems += problems
    for table in sheet.tables:
        told = list(rows_of(sheet, table, found[table.section], rows, number + 1))
        READERS[table.section](reading, table.section, told)
        reading.places[(table.section,)] = sheet.name


def _read_fact(reading: _Reading, sheet: Sheet, fact: Column, rows: Rows) -> None:
    part, key = fact.path
    for number, row in enumerate(rows, 1):
        if len(row) > 1 and heading_of(row[0]) in (fact.heading, *fact.also):
            reading.places[(*part, key)] = f"{sheet.name}第{number}行B列“{fact.heading}”"
            if not blank(row[1]):
                form = reading.form.setdefault(part[0], {}) if part else reading.form
                form[key] = cells.words(row[1]) if fact.several else row[1]
            return
    reading.places[(*part, key)] = f"{sheet.name}：A列“{fact.heading}”右边"


def _note(reading: _Reading, loc: Loc, row: Row) -> None:
    reading.places[loc] = row.name
    for key, place in row.places.items():
        reading.places[(*loc, key)] = place


def _read_list(reading: _Reading, section: str, rows: Sequence[Row]) -> None:
    reading.form[section] = [row.values for row in rows]
    for i, row in enumerate(rows):
        _note(reading, (section, i), row)


def _read_days(reading: _Reading, section: str, rows: Sequence[Row]) -> None:
    reading.form[section] = [row.values["day"] for row in rows]
    for i, row in enumerate(rows):
        reading.places[(section, i)] = row.places["day"]


def _read_venues(reading: _Reading, _section: str, rows: Sequence[Row]) -> None:
    for section in ("contests", "journals"):
        reading.form[section] = []
    for row in rows:
        kind = row.values.pop("kind", "")
        meant = VENUES.get(kind.strip() if isinstance(kind, str) else "")
        if meant is None:
            reading.problems.append(f"{row.places.get('kind', row.name)}：应为赛事或刊物")
        else:
            _note(reading, (meant, len(reading.form[meant])), row)
            reading.form[meant].append(row.values)


def _read_classes(reading: _Reading, section: str, rows: Sequence[Row]) -> None:
    classes: dict[str, Any] = reading.form.setdefault(section, {})
    for row in rows:
        grade = _key(reading, row, "grade", classes)
        if grade is not None:
            classes[grade] = row.values.get("count")
            reading.places[(section, grade)] = row.places.get("count", row.name)


def _read_periods(reading: _Reading, section: str, rows: Sequence[Row]) -> None:
    periods: dict[str, str] = reading.form.setdefault(section, {})
    for row in rows:
        number = _key(reading, row, "period", periods)
        if number is not None:
            start, end = (_clock(reading, row, key) for key in ("start", "end"))
            reading.places[(section, number)] = row.places.get("end", row.name)
            if start and end:
                periods[number] = f"{start}-{end}"


def _key(reading: _Reading, row: Row, key: str, there: Mapping[str, object]) -> str | None:
    """What names the row, in one spelling; a problem where it cannot be read or was there before."""
    readers = {"grade": cells.grade, "period": cells.period}
    try:
        value = readers[key](row.values.get(key))
    except cells.Unclear as unclear:
        reading.problems.append(f"{row.places[key]}：{unclear}")
        return None
    if value in there:
        reading.problems.append(f"{row.places[key]}：“{value}”写了两次")
        return None
    return value


def _clock(reading: _Reading, row: Row, key: str) -> str | None:
    try:
        return cells.clock(row.values.get(key))
    except cells.Unclear as unclear:
        reading.problems.append(f"{row.places.get(key, row.name)}：{unclear}")
        return None


READERS = {
    "people": _read_list,
    "classes": _read_classes,
    "periods": _read_periods,
    "terms": _read_list,
    "venues": _read_venues,
    "projects": _read_list,
    "vacations": _read_list,
    "school_days": _read_days,
}


def _derive(form: dict[str, Any]) -> None:
    """Departments and subjects are those that the roster names, and the subjects that every school has."""
    people = form.get("people", [])
    for person in people:
        person["subjects"] = [
            subjects.called(word) if isinstance(word, str) else word for word in person.get("subjects", [])
        ]
    form["subjects"] = subjects.of_school(_named(people, "subjects"))
    form["departments"] = _named(people, "departments")


def _named(people: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    named = (value for person in people for value in person.get(key, []) if isinstance(value, str))
    return list(dict.fromkeys(named))
