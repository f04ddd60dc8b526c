"""A question that goes on from the one before: 那数学组呢, 上个月的, 导出来."""

import re

from bot.language.evidence import Candidate
from bot.language.frame import Slots
from bot.language.groups import GROUP
from bot.language.queries import reported
from bot.language.scene import Scene
from bot.language.sheet import shape
from bot.language.whose import whose

_SURE = 12
_LONGEST = 24
_EXPORT = re.compile(
    r"^[\s,]*(?:把)?(?:这些|这个|它们?|上面的?|结果|这份)?(?:都|也|帮我|给我|请)*导(?:出来?|个表|一?下|成表格?|成[Ee]xcel|出(?:成|为)?(?:表格|[Ee]xcel))?(?:吧|一下|给我|看看|下)?[\s。!]*$"
)
_BEGINS = re.compile(r"^[\s,]*(?:那么?|换成?|再看看?|再查|改查|再来)")
_ENDS = re.compile(r"(?:的?呢|的)[\s?。呀啊]*$")
_WORDS = shape(
    r"<department>|<person>|<span>|<date>|<subject>|<level>|<award>|<venue>|<class>|<stage>|<kind>|那么?|换成?|再看看?|再查|改查|再来|看看|全校|大家|我|自己"
    r"|的|呢|呀|啊|老师|教师|这边|那边|情况|[\s,?。、和]"
)


def candidate(scene: Scene) -> Candidate | None:
    """Short, and nothing in it but who, when, or of what."""
    plain, mask = scene.sheet.plain.strip(), scene.sheet.mask
    if len(plain) > _LONGEST:
        return None
    if _EXPORT.match(plain) and len(plain) >= 2:
        return _found("the answer before, as a table")
    if not (_BEGINS.match(plain) or _ENDS.search(plain)):
        return None
    rest = _WORDS.sub("", GROUP.sub("", mask) if GROUP.search(mask) else mask)
    noun = reported(scene.reports, rest)
    if noun and _BEGINS.match(plain):
        rest = "" if any(p.noun.fullmatch(rest) for p in scene.reports) else rest
    if rest or not said(scene):
        return None
    return _found("the question before, of somebody or something else")


def _found(why: str) -> Candidate:
    return Candidate("query.again", _SURE, (f"query.again: {why}",))


def said(scene: Scene) -> Slots:
    """What is other than in the question before; `as` query.export where only a table of it is wanted."""
    plain = scene.sheet.plain
    if _EXPORT.match(plain.strip()):
        return {"as": "query.export"}
    noun = reported(scene.reports, scene.sheet.mask)
    what, kind = noun or (None, None)
    spans = [piece for piece in scene.sheet.ordered() if piece.kind in ("span", "date")]
    slots: Slots = {"what": what, "kind": kind, "who": whose(scene, what or "").get("who")}
    slots["range"] = scene.reach(spans[0]) if spans else None
    for name in ("subject", "level", "venue", "class"):
        found = scene.sheet.of(name)
        slots[name] = found[0].value if found else None
    awards = scene.sheet.of("award")
    slots["award"] = awards[0].value[1] if awards else None
    return {name: value for name, value in slots.items() if value}
