"""导出: the records asked for as an Excel workbook, one sheet for each kind; in Word where that was asked for."""

from collections.abc import Sequence
from typing import Any

from bot.message import Attachment, Button, Reply
from handlers import charts, made, tables
from handlers.forms.make import in_word
from handlers.kinds import Kind
from handlers.query import owners_of
from handlers.scope import Scope, allowed, refusal, scope
from handlers.tables import Cell, Table
from handlers.turn import Turn
from handlers.values import read
from storage import records
from storage.tables import Record

Replies = Sequence[Reply]

NOT_YOURS = "这些记录只给本人、组长和教科室导出"


def export(turn: Turn) -> Replies:
    """The file goes to the asker in private; the group gets one line."""
    if turn.slot("format") == "docx":
        return in_word(turn)
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    if turn.slot("format") == "png":
        return charts.draw(turn, asked)
    if not allowed(turn, asked):
        return [Reply(NOT_YOURS)]
    sheets = [sheet for kind in asked.kinds if (sheet := _sheet(turn, asked, kind)).rows]
    if not sheets:
        return [Reply(f"{asked.title}还没有记录，没有可导出的")]
    number = sum(len(sheet.rows) for sheet in sheets)
    whose = turn.person.name if asked.who == "您" else asked.who
    path = made.place(turn.files, f"{whose}{asked.when}{asked.words}{asked.what}.xlsx", turn.now)
    tables.write(path, sheets, _about(turn, asked, number))
    word = Button("要 Word 版", {**turn.frame.to_json(), "format": "docx"})
    file = Attachment(path.name, path)
    text = f"{asked.title}共{number}条，表格如下{made.link(turn, path)}"
    reply = Reply(text, (word,), (file,), private=turn.in_group)
    return [reply] if not turn.in_group else [Reply("表格已私聊发您"), reply]


def _about(turn: Turn, asked: Scope, number: int) -> dict[str, str]:
    """What was asked, when, by whom, and what it was taken to mean."""
    return {
        "学校": turn.roster.name,
        "问的是": turn.message.text.strip() or asked.title,
        "查的是": f"{asked.title}（{asked.start}至{asked.end}）",
        "共": f"{number}条",
        "谁导出的": turn.person.name,
        "导出时间": f"{turn.now.astimezone(turn.roster.zone):%Y-%m-%d %H:%M}",
        "说明": "编号是小研里记录的编号，撤回、修改时说编号即可；撤回的记录不在表里",
    }


def _sheet(turn: Turn, asked: Scope, kind: Kind) -> Table:
    found = records.rows(turn.session, asked.sought(kind))
    whose = owners_of(turn, kind, found)
    told = [read(kind, row) for row in found]
    slots = [slot for slot in kind.slots if any(slot.name in values for values in told)]
    rows = [
        [f"#{row.number}", whose.get(row.number, ""), *(_cell(kind, row, values, slot.name) for slot in slots)]
        for row, values in zip(found, told, strict=True)
    ]
    return Table(kind.word, ["编号", "姓名", *(slot.label for slot in slots)], rows)


def _cell(kind: Kind, row: Record, values: dict[str, Any], name: str) -> Cell:
    if name == "date":
        return row.day
    if name == "count" and name in values:
        return int(values[name])
    return kind.show(values, (name,)).strip("《》") if name in values else ""
