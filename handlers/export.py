"""导出: the records asked for as an Excel workbook, one sheet for each kind, in which nothing runs as a formula."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from bot.message import Attachment, Reply
from handlers.forms.make import in_word
from handlers.kinds import Kind
from handlers.query import owners_of
from handlers.scope import Scope, allowed, refusal, scope
from handlers.turn import Turn
from handlers.values import read
from storage import records

Replies = Sequence[Reply]

NOT_YOURS = "这些记录只给本人、组长和教科室导出"
WIDTHS = {"编号": 8, "姓名": 12, "日期": 14}


def export(turn: Turn) -> Replies:
    """The file goes to the asker in private; the group gets one line."""
    if turn.slot("format") == "docx":
        return in_word(turn)
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    if not allowed(turn, asked):
        return [Reply(NOT_YOURS)]
    sheets = {kind: rows for kind in asked.kinds if (rows := _rows(turn, asked, kind))}
    if not sheets:
        return [Reply(f"{asked.title}还没有记录，没有可导出的")]
    whose = turn.person.name if asked.who == "您" else asked.who
    file = _write(turn.files, f"{whose}{asked.when}{asked.words}{asked.what}.xlsx", sheets)
    number = sum(map(len, sheets.values()))
    reply = Reply(f"{asked.title}共{number}条，表格如下", files=(file,), private=turn.in_group)
    return [reply] if not turn.in_group else [Reply("表格已私聊发您"), reply]


def _rows(turn: Turn, asked: Scope, kind: Kind) -> list[dict[str, Any]]:
    found = records.rows(turn.session, asked.sought(kind))
    whose = owners_of(turn, kind, found)
    labels = {slot.name: slot.label for slot in kind.slots}
    table = []
    for row in found:
        values = read(kind, row)
        shown = {labels.get(name, name): _cell(kind, values, name) for name in values}
        table.append({"编号": f"#{row.number}", "姓名": whose.get(row.number, ""), **shown})
    return table


def _cell(kind: Kind, values: dict[str, Any], name: str) -> str:
    return str(values[name]) if name in ("date", "count") else kind.show(values, (name,)).strip("《》")


def _write(directory: Path, name: str, sheets: dict[Kind, list[dict[str, Any]]]) -> Attachment:
    path = directory / uuid.uuid4().hex[:12] / name.replace("/", "-")
    path.parent.mkdir(parents=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(path, options) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        for kind, rows in sheets.items():
            _sheet(workbook.add_worksheet(kind.word), kind, rows, bold)
    return Attachment(path.name, path)


def _sheet(sheet: Any, kind: Kind, rows: list[dict[str, Any]], bold: Any) -> None:
    present = {label for row in rows for label in row}
    columns = ["编号", "姓名", *(slot.label for slot in kind.slots if slot.label in present)]
    sheet.freeze_panes(1, 2)
    for at, label in enumerate(columns):
        sheet.write_string(0, at, label, bold)
        sheet.set_column(at, at, WIDTHS.get(label, 18))
        for line, row in enumerate(rows, 1):
            sheet.write_string(line, at, row.get(label, ""))
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
