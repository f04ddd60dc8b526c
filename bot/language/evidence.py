"""What speaks for each kind of record in a message."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language import sayings
from bot.language.phrases import Phrases
from bot.language.remarks import is_title
from bot.language.scene import Scene
from bot.language.sheet import shape

_OWN = shape(
    "(?:我的|我写的?|本人的?)[一-龥]{0,4}<title>|^我的|^我有|(?:收到|拿到|领到|领了)[^,。;!?]{0,4}证书|报个?喜|捷报"
)
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
    r"|^\s*(?:小研|请|麻烦|帮忙?|给|我|,|:|\s){0,5}(?:补?登记?|录入|补录|报备)(?:一下)?[\ue001-\ue0ff]?[\ue000\u4e00-\u9fff]{0,8}?(?:公开|展示|研究|示范|汇报|评优|观摩)课"
)
_SHOWN = re.compile("公开课|展示课|研究课|示范课|汇报课|评优课|观摩课|同课异构")
_TOLD = 1200
"""Characters in which it shows what a report is of; further records are told as the first ones."""
_PERSONAL = re.compile(
    "^\\s*[【#]?(?:授课|开课|上课|执教|(?:公开|展示|研究|示范|汇报)课)(?:登记|上报|汇报|情况)|一人一课|我上的|(?:我|本人)?自己(?:上)?的.{0,4}课|我自己上"
)


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
    sentence: bool = False
    """Told in a whole sentence of its kind."""


def candidates(scene: Scene) -> list[Candidate]:
    """Every report whose features are there."""
    present = _kinds(scene)
    hinted = scene.hints.search(scene.opening) is not None
    told = (
        ((hinted or phrases.report.enough) and _in_sentence(scene, phrases)) or _candidate(scene, phrases, present)
        for phrases in scene.reports
    )
    return [found for found in told if found]


_WHOLE = 13
"""A whole sentence says more than any words in it."""


def _in_sentence(scene: Scene, phrases: Phrases) -> Candidate | None:
    found = sayings.found(scene, phrases)
    if not found:
        return None
    match, intent = found[0].match, phrases.report.intent
    why = (f"{intent}: {scene.sheet.plain[match.start() : match.end()].strip()}",)
    certain = found[0].saying.certain
    return Candidate(intent, _WHOLE, why, match.start(), match.end(), certain, phrases, sentence=True)


def _candidate(scene: Scene, phrases: Phrases, kinds: set[str]) -> Candidate | None:
    mask, report = scene.sheet.mask[:_TOLD], phrases.report
    if not report.enough or (report.unless and phrases.unless.search(mask)):
        return None
    trigger = phrases.trigger.search(mask)
    present = _features(scene, phrases, kinds, trigger is not None)
    certain = _largest(report.enough, present)
    best = certain or (_largest(report.likely, present) if scene.addressed else None)
    if not best:
        return None
    at = (_won(scene, phrases) or trigger.start()) if trigger else _first(scene, phrases)
    score = (
        2 * ("trigger" in present)
        + 3 * bool(best & {"registers", "personal"})
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


def _features(scene: Scene, phrases: Phrases, present: set[str], triggered: bool) -> set[str]:
    """What is there of that which the report asks for, `present` being the kinds of the pieces."""
    mask, report = scene.sheet.mask[:_TOLD], phrases.report
    found = set(present)
    if report.company and not triggered and "person" in found and not _others(scene):
        found.discard("person")
    if "count" in found:
        found.discard("count")
        found |= {"count" for p in scene.sheet.pieces if p.kind == "count" and p.value[1] in report.counted}
    if triggered:
        found.add("trigger")
    tests = (("stage", phrases.stage), ("mark", phrases.mark), *_WORDS)
    found |= {name for name, pattern in tests if name in phrases.wanted and pattern.search(mask)}
    return found | {name for name, there in _MORE.items() if name in phrases.wanted and there(scene, phrases)}


def _kinds(scene: Scene) -> set[str]:
    """The kinds of pieces that are there; a contest is a venue that the school knows, or one in 《》."""
    kinds = {piece.kind for piece in scene.sheet.pieces}
    known = scene.words.school.venues
    venues = (piece for piece in scene.sheet.pieces if piece.kind == "venue")
    if {"venue", "title"} <= kinds:
        kinds.add("contest")
    if "venue" in kinds and any(piece.value in known or piece.text.startswith("《") for piece in venues):
        kinds.add("contest")
    return kinds


def _registers(scene: Scene, _: Phrases) -> bool:
    """Whether one who reports for others dictates that a lesson was given for others to see."""
    mask = scene.sheet.mask
    return scene.speaks_for_others and bool(_REGISTERS.search(mask) and _SHOWN.search(mask))


def _others(scene: Scene) -> bool:
    """Whether anybody is named who is not the sender: nobody listens to themself."""
    return any(piece.value.names != (scene.sender,) for piece in scene.sheet.pieces if piece.kind == "person")


def _named(scene: Scene, phrases: Phrases) -> bool:
    """Whether words that read like a title stand right before what is said of this kind alone."""
    mask = scene.sheet.mask[:_TOLD]
    mark = phrases.mark.search(mask)
    before = _NAME_BEFORE.search(mask, max(0, mark.start() - 60), mark.start()) if mark else None
    return before is not None and is_title(before["name"])


def _sorted(scene: Scene, phrases: Phrases) -> bool:
    """Whether a kind is named, by itself or within an activity's name."""
    return bool(phrases.kinds and phrases.kind.search(_with_activities(scene)))


def _cued(scene: Scene, phrases: Phrases) -> bool:
    return bool(phrases.report.cues and phrases.cue.search(_with_activities(scene)))


def _with_activities(scene: Scene) -> str:
    """The mask, and after it the names of activities."""
    if not scene.sheet.has("activity"):
        return scene.sheet.mask[:_TOLD]
    named = (p for p in scene.sheet.pieces[:_TOLD] if p.kind == "activity")
    return scene.sheet.mask[:_TOLD] + "".join(scene.sheet.plain[piece.start : piece.end] for piece in named)


def _nouns(scene: Scene, phrases: Phrases) -> bool:
    return phrases.report.what in scene.sheet.mask[:_TOLD]


_WORDS = (("me", _ME), ("bare", _BARE), ("own", _OWN), ("written", _WRITTEN), ("personal", _PERSONAL))
_MORE: dict[str, Callable[[Scene, Phrases], bool]] = {
    "kind": _sorted,
    "cue": _cued,
    "noun": _nouns,
    "named": _named,
    "registers": _registers,
}
"""Features that are no pieces, and how each is found."""


def _won(scene: Scene, phrases: Phrases) -> int:
    """Where the award stands from which the rest follows."""
    awards = scene.sheet.of("award") if "award" in phrases.report.implies else []
    return awards[0].start if awards else 0


def _first(scene: Scene, phrases: Phrases) -> int:
    found = [m.start() for m in (phrases.stage.search(scene.sheet.mask), phrases.kind.search(scene.sheet.mask)) if m]
    return min(found, default=0)
