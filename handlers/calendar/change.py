"""A line is corrected, struck out, added, or made a deadline."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.language import Frame
from bot.message import Reply
from handlers import deadlines, due
from handlers.calendar import owed
from handlers.calendar.shown import line
from handlers.turn import Turn
from storage import calendar
from storage import deadlines as kept
from storage.tables import Entry

Replies = Sequence[Reply]

NONE_YET = "还没有行事历，先把行事历发给我"
_SORTS = {"note": "备注", "activity": "活动"}


def change(turn: Turn) -> Replies:
    """Each correction in its order, said back line by line."""
    message = turn.slot("calendar") or calendar.newest(turn.session, turn.person.id) or calendar.last_kept(turn.session)
    rows = calendar.of_message(turn.session, message) if message else []
    if not rows:
        return [Reply(NONE_YET)]
    said: list[Reply] = []
    for one in turn.slot("each"):
        said += _one(turn, rows, one)
    plain = [reply for reply in said if not reply.buttons]
    whole = [Reply("\n".join(reply.text for reply in plain))] if plain else []
    return [*whole, *(reply for reply in said if reply.buttons)]


def _one(turn: Turn, rows: list[Entry], one: dict[str, Any]) -> list[Reply]:
    told = one.get("number")
    if told is None:
        return [Reply(_added(turn, rows, one["changes"]))]
    by_number = {row.position: row for row in rows if row.cancelled_at is None}
    said: list[Reply] = []
    for number in told if isinstance(told, list) else [told]:
        row = by_number.get(number)
        said += _changed(turn, row, one["changes"]) if row else [Reply(f"行事历没有第{number}条")]
    return said


def _added(turn: Turn, rows: list[Entry], changes: dict[str, Any]) -> str:
    first = rows[0]
    new = Entry(
        message=first.message, position=max(row.position for row in rows) + 1,
        start=date.fromisoformat(changes["start"]), end=date.fromisoformat(changes["end"]), guessed=False,
        text=changes["text"], sort="note", deadline_id=None,
        set_by=turn.person.id, set_at=turn.now, kept_at=first.kept_at, cancelled_at=None,
    )  # fmt: skip
    calendar.put(turn.session, [new])
    rows.append(new)
    return f"加上了第{new.position}条：{line(new)}"


def _changed(turn: Turn, row: Entry, changes: dict[str, Any]) -> list[Reply]:
    sort = changes.get("as")
    if sort == "nothing":
        row.cancelled_at = turn.now
        return [Reply(f"删掉了第{row.position}条：{row.text}{owed.let_go(turn, [row])}")]
    if sort == "deadline":
        return _deadline(turn, row, changes.get("named", {}).get(str(row.position), {}))
    if sort:
        row.sort = sort
        return [Reply(f"第{row.position}条算{_SORTS[sort]}：{row.text}")]
    row.text = changes.get("text", row.text)[:200]
    moved = ""
    if "start" in changes:
        row.start, row.end = date.fromisoformat(changes["start"]), date.fromisoformat(changes["end"])
        row.guessed = False
        moved = owed.moved(turn, row)
    return [Reply(f"第{row.position}条：{line(row)}{moved}")]


def _deadline(turn: Turn, row: Entry, named: dict[str, Any]) -> list[Reply]:
    """What the line says becomes a deadline like one that was said; the line keeps which."""
    there = kept.find(turn.session, row.deadline_id) if row.deadline_id else None
    if there and there.cancelled_at is None:
        return [Reply(f"第{row.position}条已经是截止：{there.title} {due.when(turn.roster, there)}")]
    row.sort = "deadline"
    slots = {"title": row.text, **named, "due": row.end.isoformat()}
    replies = list(deadlines.create(turn.of(Frame("deadline.create", slots))))
    new = kept.last_set(turn.session, turn.person.id)
    if new and new.set_at == turn.now and new.title == slots["title"][: len(new.title)]:
        row.deadline_id = new.id
    return replies
