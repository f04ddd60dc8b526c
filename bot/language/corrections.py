"""Undo, restore, history, and changes: which record, and what becomes what."""

import re
from typing import Any

from bot.language import slips
from bot.language.frame import Piece, Slots
from bot.language.scene import Scene
from bot.language.sheet import shape, within

_MARK = re.compile(
    "(?:改|换|写|更正|修改|记)(?:成|为|到)|应该是|应为|应是|更正(?!一下|[:,])|改(?!一下)"
    "|不是.{0,12}(?:而是|是)|(?<!不)是"
)
_OLD = shape(
    r"(?:不是|把|将|从|由) ?(?P<old><any>)|(?P<was><any>) ?(?=改成|改为|换成|改到|更正为)"
    r"|(?P<not><any>)(?=不是)(?!不是<any>[,]?是)"
)
_CLAUSE = re.compile(r"[,，。;!?\n]")
_WHICH = re.compile("(?:我)?(?:记|报|发|登|听|说|交)?的?(?:那|这|上)一?[节条篇个]")
_EDGE = " \t\r\n，。；、,.;:：!！?？《》“”\"'「」"
HINTS = (
    ("teacher", re.compile("授课|老师|教师|执教|上课的人")),
    ("authors", re.compile("作者")),
    ("leader", re.compile("主持|负责人")),
    ("class", re.compile("班")),
    ("period", re.compile("节次|第几节")),
    ("subject", re.compile("学科|科目")),
    ("title", re.compile("题目|标题|篇名|课题名")),
    ("topic", re.compile("课题|内容|课文|主题|课名")),
    ("venue", re.compile("期刊|刊物|杂志|比赛|赛事")),
    ("award", re.compile("奖|等次")),
    ("level", re.compile("级别|层次")),
    ("kind", re.compile("课型|类型|类别")),
    ("stage", re.compile("状态|阶段")),
    ("strengths", re.compile("优点|亮点")),
    ("problems", re.compile("问题|不足")),
    ("suggestions", re.compile("建议|意见")),
    ("comment", re.compile("评语|点评|评价|备注|感想")),
    ("count", re.compile("人数|节数|篇数|数量")),
    ("location", re.compile("地点|地方")),
    ("speaker", re.compile("主讲")),
    ("reason", re.compile("原因|理由")),
    ("place", re.compile("学校")),
    ("date", re.compile("日期|时间|哪天")),
)
_TEXT = frozenset(
    ["title", "topic", "strengths", "problems", "suggestions", "comment", "location", "reason", "venue", "place"]
)
_BY_KIND = {
    "place": "place",
    "room": "location",
    "date": "date",
    "class": "class",
    "subject": "subject",
    "level": "level",
    "venue": "venue",
    "kind": "kind",
    "stage": "stage",
}


def number(scene: Scene) -> Slots:
    """The record's number, a list where several are told."""
    told = [piece.value for piece in scene.sheet.of("number")]
    return {"number": told[0] if len(told) == 1 else told} if told else {}


def changes(scene: Scene) -> Slots:
    """The number and what the record shall say instead."""
    slips.correct(scene.sheet)
    _cover(scene)
    old, ordered = _taken_back(scene), scene.sheet.ordered()
    told: dict[str, Any] = {}
    at = 0
    for match in (*_CLAUSE.finditer(scene.sheet.mask), None):
        end = match.start() if match else len(scene.sheet.mask)
        told.update(_clause(scene, ordered, at, end, old))
        at = match.end() if match else end
    return {**number(scene), **({"changes": told} if told else {})}


def _cover(scene: Scene) -> None:
    for phrases in scene.reports:
        scene.sheet.mark(phrases.kind, "kind", lambda m, kinds=phrases.kinds: kinds[m[1]])  # type: ignore[misc]


def _taken_back(scene: Scene) -> frozenset[int]:
    """Where pieces begin that stand as the old value: 不是第四节, 把三2班改成…"""
    found = _OLD.finditer(scene.sheet.mask)
    return frozenset(start for m in found for start in (m.start("old"), m.start("was"), m.start("not")))


def _clause(scene: Scene, ordered: list[Piece], start: int, end: int, old: frozenset[int]) -> dict[str, Any]:
    mask = scene.sheet.mask
    mark = _last_mark(mask, start, end)
    hint = _hint(mask[start : mark[0]] if mark else mask[start:end])
    value_at = mark[1] if mark else start
    if hint in _TEXT and mark and mark[1] < end:
        text = scene.sheet.text[value_at:end].strip(_EDGE)
        return {hint: text} if text else {}
    pieces = [p for p in within(ordered, start, end) if p.start not in old and not _refers(mask, p)]
    found: dict[str, Any] = {}
    for piece in pieces:
        found.update(_slot(scene, piece, hint))
    return found


def _refers(mask: str, piece: Piece) -> bool:
    """Whether a piece says which record is meant: its number, or 昨天记的那节."""
    return piece.kind == "number" or (piece.kind == "date" and _WHICH.match(mask, piece.end) is not None)


def _last_mark(mask: str, start: int, end: int) -> tuple[int, int] | None:
    marks = [m.span() for m in _MARK.finditer(mask, start, end)]
    return marks[0] if marks else None


def _hint(text: str) -> str | None:
    return next((slot for slot, pattern in HINTS if pattern.search(text)), None)


def _slot(scene: Scene, piece: Piece, hint: str | None) -> dict[str, Any]:
    match piece.kind:
        case "person":
            return {hint if hint in ("authors", "leader", "speaker") else "teacher": _person(scene, piece, hint)}
        case "date":
            return {"date": scene.day(piece.value)}
        case "period":
            return {"period": piece.value[0] if len(piece.value) == 1 else piece.value}
        case "award":
            return {"award": piece.value[1], **({"level": piece.value[0]} if piece.value[0] else {})}
        case "title":
            return {hint if hint in _TEXT else "topic": piece.value}
        case "count":
            return {"count": piece.value[0]}
        case kind:
            return {_BY_KIND[kind]: piece.value} if kind in _BY_KIND else {}


def _person(scene: Scene, piece: Piece, hint: str | None) -> Any:
    who = scene.who(piece.value)
    return [who] if hint == "authors" else who
