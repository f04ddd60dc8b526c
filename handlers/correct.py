"""撤回, 改, 恢复 and the history of a record."""

import re
from collections.abc import Sequence
from typing import Any

from bot.message import Button, Reply
from handlers import asking, doubts
from handlers.kinds import BY_NAME, Kind
from handlers.rights import may_change, owners
from handlers.turn import Turn
from handlers.values import read, told
from storage import notices, records
from storage.tables import Change, Record

Replies = Sequence[Reply]

NOTHING = "没有找到可以{what}的记录，请带上编号，例如：{what}128"
_NUMBER = re.compile(r"#(\d+)")


def undo(turn: Turn) -> Replies:
    """Takes back the records named, quoted, or told last by the person."""
    found = _meant(turn) or records.last_told(turn.session, turn.person.id)
    return _set_cancelled(turn, found, "撤回", cancelled=True)


def restore(turn: Turn) -> Replies:
    """Brings back what was taken back."""
    found = _meant(turn) or records.last_cancelled(turn.session, turn.person.id)
    return _set_cancelled(turn, found, "恢复", cancelled=False)


def change(turn: Turn) -> Replies:
    """Puts other values into one record, and shows before → after."""
    found = _meant(turn) or records.last_told(turn.session, turn.person.id)[-1:]
    refusal = _refusal(turn, found, "修改")
    if refusal:
        return [refusal]
    record, kind = found[0], BY_NAME[found[0].kind]
    changes, unknown = _changes_of(kind, turn.slot("changes") or {})
    if not changes:
        return [Reply(f"{kind.word}没有“{unknown}”这一项" if unknown else "要改什么？例如：改成第3节")]
    doubt = doubts.in_values(turn, kind, changes)
    if doubt:
        return [asking.ask(turn.of(_about(turn, record)), doubt, reads_as=kind.report.intent)]
    return _change(turn, kind, record, changes)


def history(turn: Turn) -> Replies:
    """What happened to a record since it was told."""
    found = _meant(turn) or records.last_told(turn.session, turn.person.id)[-1:]
    refusal = _refusal(turn, found, "查看")
    if refusal:
        return [refusal]
    record, kind = found[0], BY_NAME[found[0].kind]
    said_by = turn.roster.people[record.said_by].name
    lines = [
        f"#{record.number} {kind.word}：{kind.show(read(kind, record))}",
        f"{_when(turn, record.said_at)} {said_by} 记录",
    ]
    lines += [_happened(turn, row) for row in records.history(turn.session, record.number)]
    return [Reply("\n".join(lines), private=turn.in_group and len(lines) > 8)]


def _meant(turn: Turn) -> list[Record]:
    """The records whose numbers were said, or stand in the bot's answer that is quoted; unknown ones are left out."""
    said = turn.slot("number")
    if said is not None:
        numbers = said if isinstance(said, list) else [said]
    elif turn.message.quoted and turn.message.quoted.own:
        numbers = _NUMBER.findall(turn.message.quoted.text)
    else:
        return []
    found = (records.find(turn.session, int(number)) for number in numbers)
    return [record for record in found if record]


def _named(turn: Turn) -> str | None:
    said = turn.slot("number")
    return None if said is None else "、".join(f"#{number}" for number in (said if isinstance(said, list) else [said]))


def _refusal(turn: Turn, found: list[Record], what: str) -> Reply | None:
    if _named(turn) and not any(record.number in _numbers(turn) for record in found):
        return Reply(f"没有 {_named(turn)} 这条记录")
    if not found:
        return Reply(NOTHING.format(what=what))
    for record in found:
        kind = BY_NAME[record.kind]
        if not may_change(turn, record, records.parts(turn.session, record.number), kind.role):
            owner = turn.roster.people[record.said_by].name
            return Reply(f"#{record.number} 是{owner}老师的记录，只有本人和教科室能{what}")
    return None


def _numbers(turn: Turn) -> list[int]:
    said = turn.slot("number")
    return [int(number) for number in (said if isinstance(said, list) else [said])]


def _set_cancelled(turn: Turn, found: list[Record], what: str, *, cancelled: bool) -> Replies:
    refusal = _refusal(turn, found, what)
    if refusal:
        return [refusal]
    changed = [record for record in found if (record.cancelled_at is not None) != cancelled]
    if not changed:
        return [Reply(f"#{found[0].number} " + ("已经撤回了" if cancelled else "没有撤回过，不用恢复"))]
    for record in changed:
        records.set_cancelled(turn.session, record, turn.person.id, turn.now, cancelled=cancelled)
    lines = [f"已{what} {_short(record)}" for record in changed]
    for record, line in zip(changed, lines, strict=True):
        _tell_owners(turn, record, line)
    return [Reply("\n".join(lines), (_opposite(changed, cancelled=cancelled),))]


def _opposite(changed: list[Record], *, cancelled: bool) -> Button:
    numbers = [record.number for record in changed]
    number = numbers[0] if len(numbers) == 1 else numbers
    if cancelled:
        return Button("恢复", {"intent": "correct.restore", "number": number})
    return Button("撤回", {"intent": "correct.undo", "number": number})


def _short(record: Record) -> str:
    kind = BY_NAME[record.kind]
    return f"#{record.number} {kind.word}：{kind.show(read(kind, record))}"


def _changes_of(kind: Kind, said: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The changes under the kind's own names, and the last thing said that the kind does not have."""
    found = {(slot.name if slot else name): (slot, value) for name, value in said.items() for slot in [kind.slot(name)]}
    unknown = next((_label(name) for name, (slot, _) in found.items() if slot is None), "")
    return {name: value for name, (slot, value) in found.items() if slot}, unknown


def _label(name: str) -> str:
    return next((slot.label for kind in BY_NAME.values() for slot in kind.slots if slot.name == name), name)


def _about(turn: Turn, record: Record) -> Any:
    """The frame with the record's number, so that the answer to a question still means this one."""
    frame = turn.frame
    return type(frame)(frame.intent, {**frame.slots, "number": record.number}, frame.records)


def _change(turn: Turn, kind: Kind, record: Record, changes: dict[str, Any]) -> Replies:
    old = read(kind, record)
    different = {name: value for name, value in changes.items() if old.get(name) != value}
    if not different:
        return [Reply(f"#{record.number} 本来就是{kind.show(changes, tuple(changes))}，没有改动")]
    before = {_label_of(kind, name): _value(kind, old, name) for name in different}
    after = {_label_of(kind, name): _value(kind, different, name) for name in different}
    teller = turn.roster.people[record.said_by]
    new = told(turn, kind, {**old, **different}, activity_id=record.activity_id, said_by=teller)
    records.change(turn.session, record, new, turn.person.id, turn.now, before, after)
    shown = "，".join(f"{label} {before[label]}→{after[label]}" for label in after)
    _tell_owners(turn, record, f"已改 #{record.number} {kind.word}：{shown}")
    return [Reply(f"已改 #{record.number}：{shown}" + ("（已撤回的记录）" if record.cancelled_at else ""))]


def _label_of(kind: Kind, name: str) -> str:
    slot = kind.slot(name)
    return slot.label if slot else name


def _value(kind: Kind, values: dict[str, Any], name: str) -> str:
    return kind.show(values, (name,)) or "（空）"


def _tell_owners(turn: Turn, record: Record, what: str) -> None:
    """Whoever did not do it themself hears of it in private, once."""
    kind = BY_NAME[record.kind]
    others = owners(record, records.parts(turn.session, record.number), kind.role) - {turn.person.id}
    if turn.person.id == record.said_by:
        return
    for person in sorted(others):
        text = f"{turn.person.name}老师{what}"
        notices.to_person(
            turn.session, f"corrected:{turn.heard}:{record.number}:{person}", person, {"text": text}, turn.now
        )


def _happened(turn: Turn, row: Change) -> str:
    who = turn.roster.people[row.by].name
    what = {"changed": "修改", "cancelled": "撤回", "restored": "恢复"}[row.action]
    shown = "，".join(f"{label} {row.before[label]}→{row.after[label]}" for label in row.after)
    return f"{_when(turn, row.at)} {who} {what} {shown}".rstrip()


def _when(turn: Turn, at: Any) -> str:
    local = at.astimezone(turn.roster.zone)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
