"""Words about a calendar that was just pasted: 对, 3改成9月20日. Elsewhere they would be of a record, or of nothing."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from bot.language import Frame
from handlers import rights
from handlers.deadlines.just import Read
from handlers.turn import Turn
from storage import calendar, inbox
from storage.tables import Entry

RIGHT = frozenset({"对", "对的", "都对", "没问题", "可以", "确认", "没错", "就这样", "是的", "好", "定了", "对了"})
WRONG = frozenset({"不要", "不要了", "算了", "取消", "作废"})
WAITS = timedelta(days=3)
JUST_NOW = timedelta(hours=1)
_EDGES = re.compile(r"^@\S+\s*|[，。！,.!~～\s]+|吧$")
_FROM_TODAY = re.compile("[今明后昨]天|[本这下上]|周|星期|礼拜")


def meant(turn: Turn, read: Read) -> Frame | None:
    """The frame that such words mean; None where no calendar waits for them."""
    if not turn.spoken_to or turn.message.attachments or turn.message.pressed is not None:
        return None
    if not rights.may(turn.person, "calendar.change") or turn.frame.intent == "calendar.paste":
        return None
    drafts = [row for row in calendar.drafts(turn.session, turn.person.id) if turn.now - row.set_at < WAITS]
    last = inbox.last(turn.session, turn.person.id, turn.message.conversation, turn.now - JUST_NOW)
    just = last is not None and last["intent"].startswith("calendar.")
    if not (drafts or just or turn.frame.intent == "calendar.change"):
        return None
    return _decided(turn, bool(drafts), just) or _corrected(turn, read)


def _decided(turn: Turn, waiting: bool, just: bool) -> Frame | None:
    said = _EDGES.sub("", turn.message.text)
    if waiting and said in RIGHT:
        return Frame("calendar.keep")
    undone = turn.frame.intent == "correct.undo" and not turn.frame.slots and not turn.message.quoted
    return Frame("calendar.undo") if just and (undone or (waiting and said in WRONG)) else None


def _corrected(turn: Turn, read: Read) -> Frame | None:
    text = turn.message.text
    each = read(text, "calendar.change", turn.now).get("each")
    message = calendar.newest(turn.session, turn.person.id) or calendar.last_kept(turn.session)
    if not each or message is None:
        return None
    rows = {row.position: row for row in calendar.of_message(turn.session, message)}
    told = [_with_more(turn, read, rows, at, one) for at, one in enumerate(each)]
    return Frame("calendar.change", {"each": told, "calendar": message})


def _with_more(turn: Turn, read: Read, rows: dict[int, Entry], at: int, one: dict[str, Any]) -> dict[str, Any]:
    """20号 is of the line's own month; what a line that becomes a deadline asks for, and of whom."""
    told = one.get("number")
    found = [rows[number] for number in (told if isinstance(told, list) else [told]) if number in rows]
    changes = one["changes"]
    if found and "start" in changes and not _FROM_TODAY.search(turn.message.text):
        then = datetime.combine(found[0].start.replace(day=1), time(12), turn.roster.zone)
        return dict(read(turn.message.text, "calendar.change", then)["each"][at])
    if changes.get("as") == "deadline":
        return {**one, "changes": {**changes, "named": _named(turn, read, found)}}
    return one


def _named(turn: Turn, read: Read, rows: Sequence[Entry]) -> dict[str, dict[str, Any]]:
    slots = {str(row.position): read(row.text, "deadline.create", turn.now) for row in rows}
    return {
        number: {name: said[name] for name in ("title", "audience") if name in said} for number, said in slots.items()
    }
