"""What makes a record doubtful: missing, ambiguous, impossible or told before. Each is asked about, once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers.kinds.kind import Kind, Slot
from handlers.turn import Turn
from handlers.values import names, told
from storage import records
from storage.records import Sought
from storage.tables import Record

Values = Mapping[str, Any]

YES = ("要", "是", "嗯", "再记", "再记一次", "还要", "对", "好")
NO = ("不用", "不要", "不", "不是", "否", "不记", "不用了", "不要了", "算了")


@dataclass(frozen=True)
class Choice:
    """One answer that is offered: what the slot becomes, and the words by which it is chosen."""

    label: str
    value: Any
    words: tuple[str, ...] = ()


AGAIN_NOT = Choice("不用", value=False, words=NO)


@dataclass(frozen=True)
class Doubt:
    """A slot that has to be asked for; without choices any fitting value will do."""

    slot: str
    text: str
    choices: tuple[Choice, ...] = ()


def first(turn: Turn, kind: Kind, values: Values) -> Doubt | None:
    """The first thing to ask about this record, None when it can be kept."""
    return next((doubt for check in CHECKS for doubt in check(turn, kind, values)), None)


def in_values(turn: Turn, kind: Kind, values: Values) -> Doubt | None:
    """The same for values that are put into a record that exists: only they can be doubtful."""
    return next((doubt for check in VALUE_CHECKS for doubt in check(turn, kind, values)), None)


def valid_day(value: str) -> date | None:
    """The day, None where the calendar has no such day (2月30日)."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def no_such_day(value: str | None) -> str | None:
    """2月没有30日, where a day was told that the calendar does not have."""
    if not value or valid_day(value):
        return None
    _, month, number = value.split("-")
    return f"{int(month)}月没有{int(number)}日"


def _impossible_day(_turn: Turn, _kind: Kind, values: Values) -> Iterator[Doubt]:
    if wrong := no_such_day(values.get("date")):
        yield Doubt("date", f"{wrong}，是哪一天？")


def _day_ahead(turn: Turn, kind: Kind, values: Values) -> Iterator[Doubt]:
    """Leave may be asked for a day that is still to come, a journey told of; nothing else has happened yet."""
    day = valid_day(values["date"]) if values.get("date") else None
    if day and day > turn.today and not kind.ahead:
        yield Doubt("date", "那天还没到，是哪一天？")


def _impossible_period(turn: Turn, _kind: Kind, values: Values) -> Iterator[Doubt]:
    last = max(map(int, turn.roster.words.get("periods") or {"99": ""}))
    if values.get("period") is not None and not 1 <= int(values["period"]) <= last:
        yield Doubt("period", f"一天只有{last}节课，是第几节？")


def _impossible_class(turn: Turn, _kind: Kind, values: Values) -> Iterator[Doubt]:
    said = values.get("class")
    if not said or values.get("place") or "(" not in said:
        return
    grade, _, number = said.rstrip(")班").partition("(")
    there = turn.roster.words.get("classes", {}).get(f"{grade}年级")
    if there is None:
        yield Doubt("class", f"学校没有{grade}年级，是哪个班？")
    elif number.isdigit() and not 1 <= int(number) <= there:
        yield Doubt("class", f"{grade}年级只有{there}个班，是几班？")


def _ambiguous_person(turn: Turn, kind: Kind, values: Values) -> Iterator[Doubt]:
    for slot in kind.slots:
        if slot.role and values.get(slot.name):
            yield from _which_one(turn, slot, values[slot.name])


def ambiguous(turn: Turn, slot: str, value: Any) -> Doubt | None:
    """Asks which person is meant in a slot, None where it is plain."""
    return next(_which_one(turn, Slot(slot, ""), value), None)


def _which_one(turn: Turn, slot: Slot, value: Any) -> Iterator[Doubt]:
    for position, person in enumerate(names(value)):
        if not isinstance(person, dict):
            continue
        candidates = person["any_of"]
        choices = tuple(
            Choice(name, _replaced(value, position, name), _ways_to_say(turn, name, candidates)) for name in candidates
        )
        yield Doubt(slot.name, f"哪位{_common(candidates)}？{_numbered(choices)}", choices)


def _replaced(value: Any, position: int, name: str) -> Any:
    if not isinstance(value, list):
        return name
    return [name if here == position else person for here, person in enumerate(value)]


def _common(candidates: list[str]) -> str:
    """What the candidates are called alike: 王丽, or 王老师."""
    bare = {name.partition("（")[0] for name in candidates}
    return bare.pop() if len(bare) == 1 else f"{candidates[0][0]}老师"


def _ways_to_say(turn: Turn, name: str, candidates: list[str]) -> tuple[str, ...]:
    """Full name, aliases, and what tells it from the other candidates: 小 of 王丽（小）, 丽 of 王丽 beside 王芳."""
    member = turn.roster.by_name.get(name)
    mark = name.partition("（")[2].rstrip("）")
    given = name[1:] if sum(other[1:] == name[1:] for other in candidates) == 1 else ""
    ways = (*(member.aliases if member else ()), mark, given, f"{given}老师" if given else "")
    return tuple(way for way in ways if way)


def _numbered(choices: tuple[Choice, ...]) -> str:
    return " ".join(f"{number} {choice.label}" for number, choice in enumerate(choices, 1))


def _missing(_turn: Turn, kind: Kind, values: Values) -> Iterator[Doubt]:
    for slot, question in kind.needs.items():
        if not values.get(slot) and not values.get("count"):
            yield Doubt(slot, question)


def _oneself(turn: Turn, kind: Kind, values: Values) -> Iterator[Doubt]:
    if kind.role == "observer" and values.get("teacher") == turn.person.name:
        yield Doubt("teacher", "授课教师写成了您自己，听的是哪位老师的课？")


def _same_lesson(turn: Turn, kind: Kind, values: Values) -> Iterator[Doubt]:
    """Nobody hears one teacher twice in one period, whatever else is told of it."""
    taught = next((slot.name for slot in kind.slots if slot.role == "taught"), None)
    if values.get("again") or taught is None or not values.get("period") or not values.get(taught):
        return
    new = told(turn, kind, values, said_by=turn.person)
    day, whose = new.columns["day"], tuple(new.parts.get("taught", ()))
    sought = Sought((kind.name,), (turn.person.id,), (kind.role,), day, day, taught=whose)
    heard = [row for row in records.rows(turn.session, sought) if row.slots.get("period") == values["period"]]
    if heard and whose:
        text = f"同一节课已记过 #{heard[0].number}，还要再记吗？"
        yield Doubt("again", text, (Choice("再记", value=True, words=YES), AGAIN_NOT))


def _told_before(turn: Turn, kind: Kind, values: Values) -> Iterator[Doubt]:
    if values.get("again"):
        return
    same = told_before(turn, kind, values)
    if same:
        text = f"和 #{same.number} 一样，还要再记吗？"
        yield Doubt("again", text, (Choice("再记", value=True, words=YES), AGAIN_NOT))


def repeated(told_values: Sequence[Values], position: int) -> Doubt | None:
    """The same record twice in one message."""
    values = told_values[position]
    if "again" in values or values not in told_values[:position]:
        return None
    return Doubt("again", "有两条一样的，都要记吗？", (Choice("都要", value=True, words=(*YES, "都要记")), AGAIN_NOT))


def told_before(turn: Turn, kind: Kind, values: Values) -> Record | None:
    """A record with the same facts from the same person within a day."""
    new = told(turn, kind, values, said_by=turn.person)
    return records.same(turn.session, new, turn.person.id, turn.now - timedelta(days=1))


Check = Callable[[Turn, Kind, Values], Iterator[Doubt]]

VALUE_CHECKS: tuple[Check, ...] = (
    _impossible_day,
    _day_ahead,
    _impossible_period,
    _impossible_class,
    _ambiguous_person,
    _oneself,
)
CHECKS: tuple[Check, ...] = (*VALUE_CHECKS, _missing, _told_before, _same_lesson)
