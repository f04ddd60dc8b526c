"""Where pieces belong in a record, and what is done to records once all is told."""

import re
from itertools import pairwise
from typing import Any

from bot.language.frame import Piece, Slots
from bot.language.people import Who
from bot.language.phrases import Phrases
from bot.language.report import Report
from bot.language.roles import narrow, own_authors
from bot.language.scene import Scene
from bot.language.sheet import Sheet, shape

_BESIDE_ONE = {"date", "place", "count", "subject", "companions", "stage"}


def cover_words(sheet: Sheet, phrases: Phrases) -> None:
    """Mark the report's own closed values: kinds and stages."""
    sheet.mark(phrases.kind, "kind", lambda m: phrases.kinds[m[1]])
    sheet.mark(phrases.stage, "stage", lambda m: phrases.stage_said(m[1]))


_WON_BY_ME = shape("(?:^|(?<=[\\s,。;:、\ue000-\ue0ff]))我(?=[是得获拿了也]{0,3}<venue>?<level>?<award>)")


def name_sender(scene: Scene, phrases: Phrases) -> None:
    """我 beside others who won is a person as they are: 师陶杯：我二等，王芳一等."""
    if phrases.report.person in phrases.report.lists and scene.person and scene.sheet.has("person"):
        scene.sheet.mark(_WON_BY_ME, "person", lambda _: Who(scene.sender, (scene.sender,)))


def slot_of(scene: Scene, phrases: Phrases, piece: Piece, companion: bool) -> tuple[str | None, Any]:
    """Where a piece belongs by its kind, with its value."""
    report, value = phrases.report, piece.value
    match piece.kind:
        case "person":
            return (report.company if companion else report.person), value
        case "title":
            return report.title, value
        case "date":
            return "date", scene.day(value)
        case "period":
            return "period", value[0] if len(value) == 1 else tuple(value)
        case "award":
            return "award", value[1]
        case "room":
            return "location", value
        case "count" | "activity":
            return (
                _counted(phrases, value)
                if piece.kind == "count"
                else _kind_within(phrases, scene.sheet.plain[piece.start : piece.end])
            )
    return piece.kind, value


def _counted(phrases: Phrases, value: tuple[int, str]) -> tuple[str | None, Any]:
    """两节 is a count; one is none."""
    return ("count", value[0]) if value[1] in phrases.report.counted and value[0] > 1 else (None, None)


def _kind_within(phrases: Phrases, name: str) -> tuple[str | None, Any]:
    """The kind that an activity's name ends with."""
    found = phrases.kind.findall(name)
    return ("kind", phrases.kinds[found[-1]]) if found else (None, None)


def tells(record: Slots) -> bool:
    """Whether a record says more than what stands beside one."""
    return bool(record.keys() - _BESIDE_ONE)


def finish(scene: Scene, report: Report, made: list[Slots]) -> tuple[Slots, ...]:
    """Persons narrowed down, lists of periods spread, what follows from what was told added."""
    full = [record for record in made if tells(record)] or made[:1]
    told = []
    said = _kinds_in_venues(scene, report)
    each = _counted_each(report, full)
    _share_backwards(report, full)
    _share_what(report, full)
    _share_way(report, full)
    _share_day(full)
    _deal_periods(full)
    for record in full:
        if said:
            record.setdefault("kind", said[0])
        for name, (slot, value) in report.implies.items():
            if name in record:
                record[slot] = value
        if len(full) > 1 and not each:
            record.pop("count", None)
        told.extend(_spread(own_authors(scene, report, narrow(scene, record))))
    return tuple(_one_for_each_subject(scene, told))


_EACH_SAID = re.compile("^[^，,。]*各.{0,3}[节堂]课?[，,。]?")
_EACH = shape("<subject>(?:[、和与及, ]?<subject>)+各")


def _one_for_each_subject(scene: Scene, told: list[Slots]) -> list[Slots]:
    """语文数学各一节: a record for each, where nothing else tells them apart."""
    listed = _EACH.search(scene.sheet.mask)
    if not listed or len(told) > 1 or told[0].keys() & {"teacher", "class", "topic"}:
        return told
    if "comment" in told[0]:
        told[0]["comment"] = _EACH_SAID.sub("", told[0]["comment"])
    subjects = [p.value for p in scene.sheet.of("subject") if listed.start() <= p.start < listed.end()]
    return [{slot: v for slot, v in {**told[0], "subject": subject}.items() if v} for subject in subjects]


def _counted_each(report: Report, records: list[Slots]) -> bool:
    """Whether kinds without names are told, each with its own number: 读书笔记3篇、随笔2篇."""
    kinds = [record.get("kind") for record in records]
    unnamed = "authors" in report.slots and not any(report.title in record for record in records)
    return unnamed and None not in kinds and len(set(kinds)) == len(kinds)


def _share_backwards(report: Report, records: list[Slots]) -> None:
    """王芳、李娜的语文课: what follows the last of several persons is told of all of them."""
    for record, following in reversed(list(pairwise(records))):
        differing = {slot for slot in record if record[slot] != following.get(slot)}
        if differing and differing <= _NAMING & {report.person, report.title} and record.keys() < following.keys():
            record.update({slot: value for slot, value in following.items() if slot not in record})


_NAMING = {"teacher", "authors", "leader", "title"}


_WHEN = {"period", "class", "date", "place"}


def _share_what(report: Report, records: list[Slots]) -> None:
    """第1节四1、第2节四4，听了刘洋: who taught what is told after the last of several lessons."""
    told = {report.person, report.title, "subject", "kind"}
    for record, following in reversed(list(pairwise(records))):
        own = {slot for slot in record if slot not in _WHEN}
        if report.rest and report.title not in record and all(record[s] == following.get(s) for s in own):
            for slot in told & following.keys():
                record.setdefault(str(slot), following[str(slot)])


_WAY = {"stage", "venue", "level", "award"}


def _share_way(report: Report, records: list[Slots]) -> None:
    """案例《A》和课件一起交了: where works went is told after the last of them."""
    for record, following in reversed(list(pairwise(records))):
        if report.stages and not record.keys() & _WAY:
            record.update({slot: following[slot] for slot in _WAY & following.keys()})


def _share_day(records: list[Slots]) -> None:
    """A day told once, at the end, is that of all; so is a kind told beside it."""
    *before, last = records
    shared = ["date", *(["kind"] if set([*last][-2:]) == {"date", "kind"} else [])]
    for slot in shared:
        if slot in last and not any(slot in record for record in before):
            for record in before:
                record[slot] = last[slot]


def _deal_periods(records: list[Slots]) -> None:
    """第一、二节, and then as many lessons: one each, in their order."""
    periods = records[0].get("period")
    dealt = isinstance(periods, tuple) and len(records) == len(periods)
    if periods and dealt and all(record.get("period") == periods for record in records):
        for record, period in zip(records, periods, strict=True):
            record["period"] = period


def _kinds_in_venues(scene: Scene, report: Report) -> list[str]:
    """学会论文 names a venue and says 论文 as well."""
    venues = scene.sheet.of("venue") if "kind" in report.slots else []
    return [kind for piece in venues for kind in report.kinds if piece.text.endswith(kind)]


def _spread(record: Slots) -> list[Slots]:
    periods = record.get("period")
    if not isinstance(periods, tuple):
        return [record]
    record.pop("count", None)
    return [{**record, "period": period} for period in periods]
