"""撤回, 改, 恢复 and the history of a record."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.language import Frame
from bot.message import Button, Reply
from handlers import asking, doubts, heard, implied, terms
from handlers.deadlines import owing
from handlers.kinds import BY_NAME, Kind
from handlers.meant import meant, refusal, short, which_one
from handlers.query import in_private_when_long
from handlers.rights import may_change, may_see, owners
from handlers.turn import Turn
from handlers.values import read, told
from storage import notices, records
from storage.tables import Change, Record

Replies = Sequence[Reply]

NO_LESSON = "您还没有可以补上这一句的听课；给教科室提意见，请说“意见：……”"


def undo(turn: Turn) -> Replies:
    """Takes back the records named, quoted, or told last by the person."""
    found = meant(turn, records.last_told(turn.session, turn.person.id))
    waiting = [record for record in found if record.cancelled_at is None]
    return _set_cancelled(turn, waiting if turn.slot("which") else found, "撤回", cancelled=True)


def restore(turn: Turn) -> Replies:
    """Brings back what was taken back."""
    found = meant(turn, records.last_cancelled(turn.session, turn.person.id))
    gone = [record for record in found if record.cancelled_at is not None]
    return _set_cancelled(turn, gone if turn.slot("which") else found, "恢复", cancelled=False)


def change(turn: Turn) -> Replies:
    """Puts other values into the record that is meant, or into all that were numbered, and shows before → after."""
    turn = _of_project(turn)
    found = meant(turn, _last_with(turn, turn.slot("changes") or {}))
    if turn.frame.slots == {"changes": turn.slot("changes")} and _of_no_lesson(turn, found):
        return [Reply(NO_LESSON)]
    shut = terms.refusal(turn, [record.day for record in found])
    refused = refusal(turn, found, "修改", may_change) or shut or which_one(turn, found)
    if refused:
        return [refused]
    meanings = [(record, BY_NAME[record.kind]) for record in found]
    for record, kind in meanings:
        changes, unknown = _changes_of(turn, kind)
        if not changes:
            return [Reply(f"{kind.word}没有“{unknown}”这一项" if unknown else "要改什么？例如：改成第3节")]
        doubt = doubts.in_values(turn, kind, _with_class(kind, record, changes))
        if doubt:
            return [asking.ask(turn.of(_about(turn, found)), doubt, reads_as=kind.report.intent)]
    lines = [_change(turn, kind, record, _changes_of(turn, kind)[0]) for record, kind in meanings]
    return [Reply("\n".join(lines))]


def history(turn: Turn) -> Replies:
    """What a record says and what happened to it since it was told."""
    found = meant(turn, records.last_told(turn.session, turn.person.id)[-1:])[:1]
    refused = refusal(turn, found, "查看", may_see)
    if refused:
        return [refused]
    record, kind = found[0], BY_NAME[found[0].kind]
    values = read(kind, record)
    remarks = [slot for slot in kind.slots if slot.name in values and slot.name not in kind.line and not slot.column]
    lines = [f"{slot.label}：{slot.show(values[slot.name])}" for slot in remarks]
    lines.append(f"{_when(turn, record.said_at)} {turn.roster.people[record.said_by].name} 记录")
    lines += [_happened(turn, kind, row) for row in records.history(turn.session, record.number)]
    return in_private_when_long(turn, short(record), lines)


def _last_with(turn: Turn, changes: dict[str, Any]) -> list[Record]:
    """The record told last; where that has no such slot, the last one of a kind that has: 优点：… after a paper."""
    last = records.last_told(turn.session, turn.person.id)[-1:]
    if not last or any(BY_NAME[last[0].kind].slot(name) for name in changes):
        return last
    for record in records.told_by(turn.session, turn.person.id):
        if record.cancelled_at is None and all(BY_NAME[record.kind].slot(name) for name in changes):
            return [record]
    return last


def _of_no_lesson(turn: Turn, found: list[Record]) -> bool:
    """建议：… of one who told of no lesson."""
    remarks = set(turn.slot("changes") or {}) <= set(heard.REMARKS)
    return remarks and not any(BY_NAME[record.kind].slot(heard.REMARKS[0]) for record in found)


def _of_project(turn: Turn) -> Turn:
    """The whole title of a project that was named in part."""
    changes = turn.slot("changes") or {}
    known = [title for title in implied.projects(turn) if changes["project"] in title] if "project" in changes else []
    if len(known) != 1:
        return turn
    slots = {**turn.frame.slots, "changes": {**changes, "project": known[0]}}
    return turn.of(replace(turn.frame, slots=slots))


def _set_cancelled(turn: Turn, found: list[Record], what: str, *, cancelled: bool) -> Replies:
    shut = terms.refusal(turn, [record.day for record in found])
    refused = refusal(turn, found, what, may_change) or shut or (which_one(turn, found) if turn.slot("which") else None)
    if refused:
        return [refused]
    changed = [record for record in found if (record.cancelled_at is not None) != cancelled]
    if not changed:
        return [Reply(f"#{found[0].number} " + ("已经撤回了" if cancelled else "没有撤回过，不用恢复"))]
    for record in changed:
        records.set_cancelled(turn.session, record, turn.person.id, turn.now, cancelled=cancelled)
        owing.keep(turn, record)
    lines = [f"已{what} {short(record)}" for record in changed]
    for record, line in zip(changed, lines, strict=True):
        _tell_owners(turn, record, line)
    return [Reply("\n".join(lines), (_opposite(changed, cancelled=cancelled),))]


def _opposite(changed: list[Record], *, cancelled: bool) -> Button:
    numbers = [record.number for record in changed]
    number = numbers[0] if len(numbers) == 1 else numbers
    if cancelled:
        return Button("恢复", {"intent": "correct.restore", "number": number})
    return Button("撤回", {"intent": "correct.undo", "number": number})


def _changes_of(turn: Turn, kind: Kind) -> tuple[dict[str, Any], str]:
    """The changes under the kind's own names, and the last thing said that the kind does not have."""
    said = owing.meant(kind, turn.slot("changes") or {}, turn.today)
    found = {(slot.name if slot else name): (slot, value) for name, value in said.items() for slot in [kind.slot(name)]}
    unknown = next((_label(name) for name, (slot, _) in found.items() if slot is None), "")
    return {name: value for name, (slot, value) in found.items() if slot}, unknown


def _label(name: str) -> str:
    return next((slot.label for kind in BY_NAME.values() for slot in kind.slots if slot.name == name), name)


def _about(turn: Turn, found: list[Record]) -> Frame:
    """The frame with the records' numbers, so that the answer to a question still means these."""
    said = {name: value for name, value in turn.frame.slots.items() if name != "which"}
    return replace(turn.frame, slots={**said, "number": [record.number for record in found]})


def _with_class(kind: Kind, record: Record, changes: dict[str, Any]) -> dict[str, Any]:
    """A class is judged with the school where the lesson was."""
    place = read(kind, record).get("place") if "class" in changes else None
    return {**({"place": place} if place else {}), **changes}


def _change(turn: Turn, kind: Kind, record: Record, changes: dict[str, Any]) -> str:
    old = read(kind, record)
    different = {name: value for name, value in changes.items() if old.get(name) != value}
    if not different:
        return f"#{record.number} 本来就是{kind.show(changes, tuple(changes))}，没有改动"
    before = {_label_of(kind, name): _value(kind, old, name) for name in different}
    after = {_label_of(kind, name): _value(kind, different, name) for name in different}
    teller = turn.roster.people[record.said_by]
    new = told(turn, kind, {**old, **different}, activity_id=record.activity_id, said_by=teller)
    records.change(turn.session, record, new, turn.person.id, turn.now, before, after)
    owing.keep(turn, record)
    shown = "，".join(f"{label} {before[label]}→{after[label]}" for label in after)
    _tell_owners(turn, record, f"已改 #{record.number} {kind.word}：{shown}")
    return f"已改 #{record.number}：{shown}" + ("（已撤回的记录）" if record.cancelled_at else "")


def _label_of(kind: Kind, name: str) -> str:
    slot = kind.slot(name)
    return slot.label if slot else name


def _value(kind: Kind, values: dict[str, Any], name: str) -> str:
    return kind.show(values, (name,)).removeprefix(_label_of(kind, name)) or "（空）"


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


def _happened(turn: Turn, kind: Kind, row: Change) -> str:
    who = turn.roster.people[row.by].name
    what = {"changed": "修改", "cancelled": "撤回", "restored": "恢复"}[row.action]
    labels = [slot.label for slot in kind.slots if slot.label in row.after]
    shown = "，".join(f"{label} {row.before[label]}→{row.after[label]}" for label in labels)
    return f"{_when(turn, row.at)} {who} {what} {shown}".rstrip()


def _when(turn: Turn, at: Any) -> str:
    local = at.astimezone(turn.roster.zone)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
