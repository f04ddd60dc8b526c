"""What speaks for each kind of record in a message."""

import re
from dataclasses import dataclass

from bot.language.phrases import Phrases
from bot.language.remarks import is_title
from bot.language.scene import Scene
from bot.language.sheet import shape

_OWN = shape("(?:我的|我写的?|本人的?)[一-龥]{0,4}<title>|^我的|^我有")
_TELLING = frozenset(
    [
        "person",
        "class",
        "period",
        "subject",
        "title",
        "venue",
        "award",
        "level",
        "stage",
        "kind",
        "date",
        "department",
        "place",
        "activity",
        "count",
        "cue",
    ]
)
_ME = re.compile("我(?![校们国组区])|本人")
_BARE = shape(
    r"^(?:<date>|<time>|我|也|又|都|去|\s|,)*(?:刚刚?|才|已经?)?(?:去|来)?(?:听课[了啦]|听[完过]了?课(?:了|啦|回来)?)[\s,。!~]*$"
)
_NAME_BEFORE = shape(
    r"(?:^|[,。;!?\s])(?P<name>[一-龥]{5,40}?)(?:<date>|<time>|<level>|的|已|正式|顺利|终于|成功|啦|啊|[, ])*$"
)
_WRITTEN = re.compile("写[完好](?!了?吗)|写了(?!吗)|完稿|脱稿|赶出来了?|憋出来了?|码完")
_REGISTERS = re.compile(
    r"^\s*(?:小研|请|麻烦|帮忙?|给|我|再|,|:|\s){0,5}(?:补?登记?|录入|补录|录|报备|记)(?:一下|一条|一笔|个|上)?[,:\s]*(?=[\ue001-\ue0ff])"
)
_SHOWN = re.compile("公开课|展示课|研究课|示范课|汇报课|评优课|观摩课|同课异构")
_PERSONAL = re.compile("一人一课|我上的|(?:我|本人)?自己(?:上)?的.{0,4}课|我自己上")


@dataclass(frozen=True)
class Candidate:
    """An intent that the message may have; `at` is where its sentence is, for what may forbid it."""

    intent: str
    score: float
    why: tuple[str, ...]
    at: int = 0
    until: int | None = None
    certain: bool = True
    phrases: Phrases | None = None


def candidates(scene: Scene) -> list[Candidate]:
    """Every report whose features are there."""
    return [found for phrases in scene.reports if (found := _candidate(scene, phrases))]


def _candidate(scene: Scene, phrases: Phrases) -> Candidate | None:
    mask, report = scene.sheet.mask, phrases.report
    if report.unless and phrases.unless.search(mask):
        return None
    trigger = phrases.trigger.search(mask)
    present = _features(scene, phrases, trigger is not None)
    certain = _largest(report.enough, present)
    best = certain or (_largest(report.likely, present) if scene.addressed else None)
    if not best:
        return None
    at = trigger.start() if trigger else _first(scene, phrases)
    score = (
        2 * ("trigger" in present)
        + 2 * ("registers" in best)
        + (certain is not None)
        + len(present & _told_by(phrases))
    )
    words = [f"trigger {trigger[0].strip()}"] if trigger else []
    why = (f"{report.intent}: " + ", ".join(words + sorted(present - {"trigger"})),)
    return Candidate(
        report.intent, score, why, at, trigger.end() + 4 if trigger else None, certain is not None, phrases
    )


def _told_by(phrases: Phrases) -> frozenset[str]:
    """The kinds of pieces that fill a slot of the report."""
    slots, report = phrases.report.slots, phrases.report
    names = {
        "person": report.person,
        "title": report.title,
        "contest": "venue",
        "room": "location",
        "activity": "department",
    }
    return frozenset(kind for kind in (*_TELLING, "contest") if (names.get(kind) or kind) in slots) | {"cue"}


def _largest(sets: tuple[frozenset[str], ...], present: set[str]) -> frozenset[str] | None:
    return max((wanted for wanted in sets if wanted <= present), key=len, default=None)


def _features(scene: Scene, phrases: Phrases, triggered: bool) -> set[str]:
    mask, report = scene.sheet.mask, phrases.report
    present = {piece.kind for piece in scene.sheet.pieces if piece.kind != "count"}
    if report.company and not triggered and not _others(scene):
        present.discard("person")
    present |= {"count" for p in scene.sheet.pieces if p.kind == "count" and p.value[1] in report.counted}
    if any(piece.kind == "venue" and piece.value in scene.words.school.venues for piece in scene.sheet.pieces):
        present.add("contest")
    tests = {
        "trigger": triggered,
        "kind": bool(report.kinds and phrases.kind.search(_with_activities(scene))),
        "stage": bool(report.stages and phrases.stage.search(mask)),
        "noun": report.what in mask,
        "cue": bool(report.cues and phrases.cue.search(mask)),
        "mark": bool(phrases.mark.search(mask)),
        "named": bool(report.marks) and _named(phrases, mask),
        "me": bool(_ME.search(mask)),
        "bare": bool(_BARE.match(mask)),
        "own": bool(_OWN.search(mask)),
        "written": bool(_WRITTEN.search(mask)),
        "registers": _registers(scene),
        "personal": bool(_PERSONAL.search(mask)),
    }
    return present | {name for name, there in tests.items() if there}


def _registers(scene: Scene) -> bool:
    """Whether one who reports for others dictates that a lesson was given for others to see."""
    mask = scene.sheet.mask
    return scene.speaks_for_others and bool(_REGISTERS.search(mask) and _SHOWN.search(mask))


def _others(scene: Scene) -> bool:
    """Whether anybody is named who is not the sender: nobody listens to themself."""
    return any(piece.value.names != (scene.sender,) for piece in scene.sheet.pieces if piece.kind == "person")


def _named(phrases: Phrases, mask: str) -> bool:
    """Whether words that read like a title stand right before what is said of this kind alone."""
    mark = phrases.mark.search(mask)
    before = _NAME_BEFORE.search(mask, max(0, mark.start() - 60), mark.start()) if mark else None
    return before is not None and is_title(before["name"])


def _with_activities(scene: Scene) -> str:
    return scene.sheet.mask + "".join(
        scene.sheet.plain[piece.start : piece.end] for piece in scene.sheet.pieces if piece.kind == "activity"
    )


def _first(scene: Scene, phrases: Phrases) -> int:
    found = [m.start() for m in (phrases.stage.search(scene.sheet.mask), phrases.kind.search(scene.sheet.mask)) if m]
    return min(found, default=0)
