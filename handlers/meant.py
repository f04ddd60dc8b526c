"""Which records are meant: by number, by quoting the bot's answer, by what they say, or the last ones."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.message import Reply
from handlers import asking
from handlers.doubts import Choice, Doubt
from handlers.kinds import BY_NAME, Kind
from handlers.kinds.kind import Slot
from handlers.turn import Turn
from handlers.values import read
from storage import records
from storage.tables import Record

May = Callable[[Turn, Record, dict[str, list[int]], str], bool]

NOTHING = {
    "撤回": "没有找到可以撤回的记录，请带上编号，例如：撤回128",
    "恢复": "没有找到可以恢复的记录，请带上编号，例如：恢复128",
    "修改": "没有找到可以修改的记录，请带上编号，例如：128号改成第3节",
    "查看": "没有找到这条记录，请带上编号，例如：#128改过什么",
}
OFFERED = 5
_NUMBER = re.compile(r"#(\d+)")


def meant(turn: Turn, last: Sequence[Record]) -> list[Record]:
    """The records, `last` where the message does not say which; unknown numbers are left out."""
    if turn.slot("which"):
        return _by_content(turn, turn.slot("which"))
    numbers = said_numbers(turn) or _quoted(turn)
    if not numbers:
        return list(last)
    found = (records.find(turn.session, number) for number in numbers)
    return [record for record in found if record]


def said_numbers(turn: Turn) -> list[int]:
    """The numbers that the message names."""
    said = turn.slot("number")
    return [] if said is None else [int(number) for number in (said if isinstance(said, list) else [said])]


def refusal(turn: Turn, found: Sequence[Record], what: str, may: May) -> Reply | None:
    """Why nothing can be done to these records, None when it can."""
    unknown = [number for number in said_numbers(turn) if number not in {record.number for record in found}]
    if unknown:
        return Reply(f"没有 {'、'.join(f'#{number}' for number in unknown)} 这条记录")
    if not found:
        return Reply(NOTHING[what])
    for record in found:
        if not may(turn, record, records.parts(turn.session, record.number), BY_NAME[record.kind].role):
            owner = turn.roster.people[record.said_by].name
            return Reply(f"#{record.number} 是{owner}老师的记录，只有本人和教科室能{what}")
    return None


def which_one(turn: Turn, found: Sequence[Record]) -> Reply | None:
    """The question that is to be asked when several answer to what was said and only one can be meant."""
    if len(found) < 2 or said_numbers(turn):
        return None
    offered = found[:OFFERED]
    choices = tuple(Choice(f"#{record.number}", record.number) for record in offered)
    lines = [f"{place} {short(record)}" for place, record in enumerate(offered, 1)]
    asked = turn.of(replace(turn.frame, slots={k: v for k, v in turn.frame.slots.items() if k != "which"}))
    return asking.ask(asked, Doubt("number", "\n".join(["哪一条？", *lines]), choices))


def short(record: Record) -> str:
    """#128 听课：11月18日 周三 第2节 …"""
    kind = BY_NAME[record.kind]
    return f"#{record.number} {kind.word}：{kind.show(read(kind, record))}"


def _quoted(turn: Turn) -> list[int]:
    quoted = turn.message.quoted
    return [int(number) for number in _NUMBER.findall(quoted.text)] if quoted and quoted.own else []


def _by_content(turn: Turn, which: dict[str, Any]) -> list[Record]:
    """Own records that say so, the newest first."""
    told = records.told_by(turn.session, turn.person.id)
    return [record for record in told if _says(BY_NAME[record.kind], record, which)]


def _says(kind: Kind, record: Record, which: dict[str, Any]) -> bool:
    values = read(kind, record)
    return all(_agrees(kind.slot(name), values, value) for name, value in which.items())


def _agrees(slot: Slot | None, values: dict[str, Any], wanted: Any) -> bool:
    """A title may be named in part."""
    said = values.get(slot.name) if slot else None
    if slot and slot.column == "title" and isinstance(said, str):
        return str(wanted) in said
    return said is not None and bool(said == wanted)
