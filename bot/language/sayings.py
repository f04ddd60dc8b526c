"""Kinds of record that are told in whole sentences, whose named groups are slots; what stands beside fills the rest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from bot.language import silence
from bot.language.forbids import FORBIDS
from bot.language.frame import Piece, Slots
from bot.language.levels import LEVELS
from bot.language.phrases import Phrases
from bot.language.records import slot_of
from bot.language.report import Report, Saying
from bot.language.roles import narrow, own_authors
from bot.language.scene import Scene
from bot.language.sheet import within

_MOST = 20
_EDGE = " \t\r\n，。；、,.;:：!！?？~～《》“”\"'「」"
_SENTENCES = ("content", "topic", "conclusion")
"""Slots that hold what was said, with its quotes and brackets."""
_SPACES = " \t\r\n，。；,.;:：~"
_TO_COME = ("due", "end")
"""Slots of days that lie ahead."""
_APART = re.compile("[、,，和与跟及 ]+")


@dataclass(frozen=True)
class Found:
    """A sentence, and the stretch of the message that is about it."""

    match: re.Match[str]
    saying: Saying
    start: int
    end: int


def found(scene: Scene, phrases: Phrases) -> list[Found]:
    """The sentences of the first form that the message holds; of those that are not certain, none unaddressed."""
    report = phrases.report
    if not report.sayings:
        return []
    mask = scene.opening
    if (not report.enough and not phrases.trigger.search(mask)) or (report.unless and phrases.unless.search(mask)):
        return []
    for pattern, saying in phrases.sayings:
        matches = list(islice(pattern.finditer(mask), _MOST)) if scene.addressed or saying.certain else []
        if matches:
            starts = [0, *(match.start() for match in matches[1:])]
            ends = [*starts[1:], len(scene.sheet.mask)]
            return [Found(m, saying, start, end) for m, start, end in zip(matches, starts, ends, strict=True)]
    return []


def forbidden(scene: Scene, phrases: Phrases, at: int, until: int | None) -> str | None:
    """Why the sentence is no report: what it says of itself, or that it is not the sender's to tell."""
    despite = phrases.report.despite if scene.addressed else frozenset[str]()
    if reason := silence.forbidden(scene, at, until=until, despite=despite):
        return reason
    if not scene.addressed and FORBIDS["a question"].search(scene.sheet.mask):
        return "a question"
    if scene.addressed or scene.speaks_for_others or silence.SELF.search(scene.sheet.mask):
        return None
    named = [scene.who(piece.value) for piece in scene.sheet.of("person")]
    return "told of somebody else" if named and scene.sender not in named else None


def records(scene: Scene, phrases: Phrases) -> tuple[Slots, ...]:
    """What the sentences tell, one record each; nothing where there are none."""
    told = [_record(scene, phrases, one) for one in found(scene, phrases)]
    return tuple(own_authors(scene, phrases.report, narrow(scene, record)) for record in told)


def _record(scene: Scene, phrases: Phrases, one: Found) -> Slots:
    report = phrases.report
    record: Slots = dict(one.saying.says)
    spans = {slot: one.match.span(slot) for slot in one.match.groupdict() if one.match[slot]}
    for slot, span in spans.items():
        value = _value(scene, report, slot, *span)
        if value not in (None, "", []):
            record[slot] = value
    told, items = _items(scene, phrases, one)
    record.update(items)
    for slot, value in _beside(scene, phrases, one, [*spans.values(), *told]):
        if slot in report.lists:
            record.setdefault(slot, []).append(value)
        else:
            record.setdefault(slot, value)
    return record


def _items(scene: Scene, phrases: Phrases, one: Found) -> tuple[list[tuple[int, int]], Slots]:
    """The slots that hold lists, and where they are told."""
    told: list[tuple[int, int]] = []
    slots: Slots = {}
    for slot, pattern in phrases.each.items():
        for match in islice(pattern.finditer(scene.opening, one.start, one.end), _MOST):
            groups = [name for name in match.groupdict() if match[name]]
            item = {name: _value(scene, phrases.report, name, *match.span(name)) for name in groups}
            slots.setdefault(slot, []).append(item)
            told.append(match.span())
    return told, slots


def _value(scene: Scene, report: Report, slot: str, start: int, end: int) -> Any:
    """A group's value: that of the pieces in it, else its words."""
    inside = within(scene.sheet.ordered(), start, end)
    text = scene.sheet.text[start:end].strip(_SPACES if slot in _SENTENCES else _EDGE)
    if slot in report.lists:
        people: list[Any] = [piece.value for piece in inside if piece.kind == "person"]
        return people or [name for name in _APART.split(text) if name]
    if slot == "level":
        return LEVELS.get(text.removesuffix("级"))
    whole = inside[0] if inside and (inside[0].start, inside[0].end) == (start, end) else None
    return _of_piece(scene, report, slot, whole) if whole else text


def _of_piece(scene: Scene, report: Report, slot: str, piece: Piece) -> Any:
    match piece.kind:
        case "date" | "span":
            return _day(scene, report, slot, piece)
        case "award":
            return piece.value[1]
        case "count":
            return piece.value[0]
        case _:
            return piece.value


def _day(scene: Scene, report: Report, slot: str, piece: Piece) -> str:
    """The day, the last one of a stretch."""
    past = not (report.ahead or slot in _TO_COME)
    if piece.kind == "date":
        return scene.day(piece.value, past=past)
    span = scene.span(piece.value, past=past)
    return _friday(span) if slot == "due" else span["end"]


def _friday(span: Mapping[str, str]) -> str:
    """By next week means by the last day of work in it."""
    try:
        first, last = date.fromisoformat(span["start"]), date.fromisoformat(span["end"])
    except ValueError:
        return span["end"]
    return (first + timedelta(days=4)).isoformat() if last - first == timedelta(days=6) else span["end"]


def _beside(scene: Scene, phrases: Phrases, one: Found, spans: list[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    """What the pieces say that are in no group."""
    report = phrases.report
    for piece in within(scene.sheet.ordered(), one.start, one.end):
        if any(start <= piece.start < end for start, end in spans):
            continue
        if piece.kind in ("date", "span"):
            yield from _when(scene, report, piece)
            continue
        slot, value = slot_of(scene, phrases, piece, False)
        if slot in report.slots:
            yield slot, value
        if piece.kind == "award" and piece.value[0] and "level" in report.slots:
            yield "level", piece.value[0]


def _when(scene: Scene, report: Report, piece: Piece) -> Iterator[tuple[str, str]]:
    """A day; of a stretch both ends where the kind has an end, the last where it is due by then."""
    if piece.kind == "date" or report.day in _TO_COME:
        yield report.day, _day(scene, report, report.day, piece)
    elif "end" in report.slots:
        span = scene.span(piece.value, past=not report.ahead)
        yield report.day, span["start"]
        yield "end", span["end"]
