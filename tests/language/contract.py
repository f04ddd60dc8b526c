"""The contract's table as a validator: what a frame of each intent may hold, and in which form."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs" / "contract.md"

Check = Callable[[Any], bool]

_DAY = re.compile(r"-?\d{1,4}-\d{1,3}-\d{1,3}")
_MOMENT = re.compile(r"\d{4}-\d{1,2}-\d{1,3}(?:T\d{2}:\d{2})?")


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _person(value: Any) -> bool:
    return _text(value) or (
        isinstance(value, dict)
        and set(value) == {"any_of"}
        and len(value["any_of"]) > 1
        and all(map(_text, value["any_of"]))
    )


def _people(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_person, value)) and "我" not in value


def _day(value: Any) -> bool:
    return isinstance(value, str) and bool(_DAY.fullmatch(value))


def _moment(value: Any) -> bool:
    return isinstance(value, str) and bool(_MOMENT.fullmatch(value))


def _range(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"start", "end"} and all(map(_day, value.values()))


def _numbers(value: Any) -> bool:
    return _number(value) or (isinstance(value, list) and len(value) > 1 and all(map(_number, value)))


def _either(*checks: Check) -> Check:
    return lambda value: any(check(value) for check in checks)


def _slots(value: Any) -> bool:
    return isinstance(value, dict) and bool(value)


def _items(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


FORMS: Mapping[str, Check] = {
    "people": _people,
    "companions": _people,
    "authors": _people,
    "teacher": _person,
    "leader": _person,
    "speaker": _person,
    "mentor": _person,
    "mentee": _person,
    "owed": _items,
    "end": _day,
    "name": _person,
    "who": _either(_person, _people),
    "audience": _either(_text, _people),
    "department": _either(_text, _people),
    "date": _day,
    "range": _range,
    "due": _moment,
    "start": _moment,
    "period": _number,
    "count": _number,
    "number": _numbers,
    "changes": _slots,
    "which": _slots,
    "every": _slots,
    "until": _day,
    "items": _items,
    "each": _items,
    "rules": _items,
    "from": _day,
    "age": _slots,
    "against": _range,
    "points": lambda value: isinstance(value, float),
}
"""Slots that are more than text."""


def table() -> dict[str, frozenset[str]]:
    """Intent → slots, as docs/contract.md lists them."""
    slots: dict[str, frozenset[str]] = {}
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 3:
            for intent in re.findall(r"`([a-z_.]+)`", cells[0]):
                shared = slots["query.count"] if "the same" in cells[2] else frozenset()
                slots[intent] = _named(cells[2]) | shared
    return slots


def _named(cell: str) -> frozenset[str]:
    return frozenset(re.findall(r"`([a-z_]+)`", cell))


TABLE = table()


def faults(frame: Mapping[str, Any]) -> list[str]:
    """What in a frame the contract does not allow; nothing when it is valid."""
    intent = frame["intent"]
    if intent not in TABLE:
        return [f"no intent {intent}"]
    if intent.endswith(".log"):
        records = frame.get("records")
        beside = [f"{slot} beside the records" for slot in frame if slot not in ("intent", "records")]
        return beside + ([fault for r in records for fault in _wrong(intent, r)] if records else ["no records"])
    return _wrong(intent, {slot: value for slot, value in frame.items() if slot != "intent"})


def _wrong(intent: str, slots: Mapping[str, Any]) -> list[str]:
    unknown = [f"{intent} has no {slot}" for slot in slots if slot not in TABLE[intent]]
    return unknown + [f"{slot}: {value!r}" for slot, value in slots.items() if not FORMS.get(slot, _text)(value)]
