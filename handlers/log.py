"""A report becomes records: one line for each, with the number to correct it by."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.message import Button, Reply
from handlers import asking, doubts, files, heard, implied, offers, terms
from handlers.deadlines import completing, owing
from handlers.kinds import BY_INTENT, Kind
from handlers.quota import progress
from handlers.rights import may_report
from handlers.turn import Turn
from handlers.values import Values, names, read, told
from storage import inbox, notices, records
from storage.records import Told
from storage.roster import Member
from storage.tables import Record

Replies = Sequence[Reply]

FUTURE = "那天还没到，做完了再告诉我就好"
NOT_YOURS = "别人的{}由本人、组长或教科室来记"
NOT_AGAIN = "好，没有再记"
MOST_AT_ONCE = 20
BELATED = timedelta(days=3)
"""What is told later than that is marked."""


def log(turn: Turn) -> Replies:
    """Keeps what was told, or asks for the one thing that is missing; all records of a message or none."""
    kind = BY_INTENT[turn.frame.intent]
    told_values = [
        terms.with_reason(turn, implied.completed(turn, kind, values)) for values in turn.frame.records or ({},)
    ]
    if not kind.ahead and any(_lies_ahead(turn, values) for values in told_values):
        return [Reply(FUTURE)] if turn.spoken_to else []
    if not all(may_report(turn.person, owners) for owners in _owners(turn, kind, told_values)):
        return [Reply(NOT_YOURS.format(kind.word))] if turn.spoken_to else []
    if shut := terms.refusal(turn, [terms.day_of(turn, values) for values in told_values]):
        return [shut] if turn.spoken_to else []
    if len(told_values) > MOST_AT_ONCE:
        return [Reply(f"一次最多记{MOST_AT_ONCE}条，请分几次发，这次没有记")]
    wanted = tuple(values for values in told_values if values.get("again") is not False)
    if not wanted:
        return [Reply(NOT_AGAIN)]
    return _log(turn.of(replace(turn.frame, records=wanted)), kind, wanted)


def _log(turn: Turn, kind: Kind, told_values: Sequence[Values]) -> Replies:
    for position, values in enumerate(told_values):
        doubt = (
            doubts.repeated(told_values, position)
            or doubts.first(turn, kind, values)
            or implied.unpaired(turn, kind, values)
            or terms.unexplained(turn, values)
        )
        if doubt:
            met = completing.by_word(turn, _told(turn, kind, values)) if doubt.slot == "title" else ""
            asked = asking.ask(turn, doubt, position)
            return [replace(asked, text=met + asked.text)]
    new = [_told(turn, kind, values) for values in told_values]
    met = completing.mark(completing.open_for(turn, new))
    earlier = implied.before(turn, kind, told_values[-1])
    kept = [_keep(turn, position, one) for position, one in enumerate(new)]
    for record, one in zip(kept, new, strict=True):
        _tell(turn, kind, record, one)
        heard.plan(turn, record, one.parts.get("taught", ()))
    if kind.wordless:
        inbox.forget(turn.session, turn.heard)
    own = any(turn.person.id in one.parts.get(kind.role, ()) for one in new)
    how_far = progress(turn, kind, kept[-1].day) if own else ""
    offered, buttons = offers.offer(turn, kind, kept[-1], told_values[-1], new=earlier is None)
    owed = [owing.keep(turn, record) for record in kept]
    more = (how_far, files.follow(turn, kept, own=own), owed[-1], offered)
    reply = confirmation(kind, turn.today, kept, *more, met=_continued(kept[-1], earlier) + met)
    alone = turn.message.pressed is not None and turn.message.pressed["intent"] == turn.frame.intent
    return [replace(reply, buttons=(*reply.buttons, *buttons), private=alone)]


def _tell(turn: Turn, kind: Kind, record: Record, new: Told) -> None:
    """Whoever was asked for something hears of it in private, and nobody else."""
    if kind.told_to is None:
        return
    text = kind.told_to.format(teller=turn.person.name, record=kind.show(read(kind, record), today=turn.today))
    for person in sorted(set(new.parts.get(kind.role, ())) - {turn.person.id}):
        notices.to_person(turn.session, f"told:{record.number}:{person}", person, {"text": text}, turn.now)


def _continued(record: Record, earlier: Record | None) -> str:
    """（接 #3 提交）: the same work has come further."""
    if earlier is None or earlier.stage in (None, record.stage):
        return ""
    return f"（接 #{earlier.number} {earlier.stage}）"


def _owners(turn: Turn, kind: Kind, told_values: Sequence[Values]) -> list[list[Member]]:
    """For each record those whose it would be, as far as they are on the roster."""
    slots = [slot.name for slot in kind.slots if slot.role and slot.role in (kind.role, kind.partner)]
    said = [[name for slot in slots for name in names(values.get(slot) or turn.person.name)] for values in told_values]
    said = [people or [turn.person.name] for people in said]
    by_name = turn.roster.by_name
    return [[by_name[name] for name in people if isinstance(name, str) and name in by_name] for people in said]


def confirmation(kind: Kind, today: date, kept: list[Record], *more: str, met: str = "") -> Reply:
    """已记录 with number, what was understood, and more: how far it has brought the person, what to do next.

    `met` says which deadlines it meets.
    """
    lines = [_line(kind, today, record) for record in kept]
    numbers = [record.number for record in kept]
    undo = Button("撤回", {"intent": "correct.undo", "number": numbers[0] if len(numbers) == 1 else numbers})
    return Reply("，".join(["\n".join(lines) + met, *filter(None, more)]), (undo,))


def _lies_ahead(turn: Turn, values: Values) -> bool:
    day = doubts.valid_day(values["date"]) if values.get("date") else None
    return day is not None and day > turn.today


def _told(turn: Turn, kind: Kind, values: Values) -> Told:
    plain = {name: value for name, value in values.items() if name != "again"}
    return told(turn, kind, plain, activity_id=implied.occasion(turn, kind, values), said_by=turn.person)


def _keep(turn: Turn, position: int, new: Told) -> Record:
    return records.add(
        turn.session, new, said_by=turn.person.id, said_at=turn.now, message=turn.heard, position=position
    )


def _line(kind: Kind, today: date, record: Record) -> str:
    values = read(kind, record)
    remarks = kind.remarks(values)
    late = "（补录）" if today - record.day > BELATED else ""
    return f"已记录 #{record.number} {kind.word}{late}：{kind.show(values, today=today)}" + (
        f"，附{remarks}" if remarks else ""
    )
