"""Undo, restore, history, and changes: which record, and what becomes what."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.language import slips
from bot.language.frame import Piece, Slots
from bot.language.levels import LEVELS
from bot.language.scene import Scene
from bot.language.sheet import shape, within

_MARK = re.compile(
    "(?:改|换|写|更正|修改|记)(?:成|为|到)|应该是|应为|应是|更正(?!一下|[:,])|改(?!一下)"
    "|不是.{0,12}(?:而是|是)|(?<![不才])是|(?<!一下)(?<!更正)(?<!改正)[:](?!\\d)"
)
_OLD = shape(
    r"(?:不是|把|将|从|由) ?(?P<old><any>)|(?P<was><any>) ?(?=改成|改为|换成|改到|更正为)"
    r"|(?P<not><any>)(?=不是)(?!不是<any>[,]?是)"
)
_REQUEST = re.compile("(?:[改补加添换]|更正|修改|补充)(?:充|上|成|为|个|一?[下句条点改])+[:,]")
"""What is wanted of the slot named before; the new words follow."""
_COMPLAINT = re.compile("错|不对|有误|漏|忘|记反|搞反")
_CLAUSE = re.compile(r"(?<![一个][下句点改])[,，]|[。;!\n]|[?](?!$)")
_NAMED_AS = re.compile("(?:曲目|课题|题目|标题|内容|课文|主题|课名|篇名|名称)的?$")
_WHICH = re.compile("(?:我)?(?:记|报|发|登|听|说|交)?的?(?:那|这|上)一?[节条篇个]|的(?:听课|签到|论文|记录|课)")
_THAT = re.compile("[那这上]一?[节条篇个]的?$")
_REPORTED = re.compile("(?:刚刚?|刚才|上面|前面|昨天)?[记报发登填写]的?$")
_OF_IT = re.compile("的?(?:登记|记录|[那这上]一?[节条篇个])")
_TO = re.compile(" ?[-~到至] ?")
_TO_NUMBER = re.compile(r" ?[-~到至] ?#?(\d{1,9})(?!\d)")
_MOST = 50
_NEAR = 5
_NAMING = ("title", "person", "period", "date", "class", "venue")
_DENIED = re.compile("不是 ?$|不在$")
_BY_NAME = re.compile(
    "(?:老师)?的?(?:那[节条篇个]|(?=改|换|[\ue001-\ue0ff]))|(?:的|这)?(?:论文|课题|案例)?(?=的?(?:奖|级别|刊物|改|换))"
)
_STATUS = {"迟到": "迟到", "线上": "线上", "请假": "请假", "缺席": "缺席", "到": "到", "已到": "到", "到会": "到"}
_EDGE = " \t\r\n，。；、,.;:：!！《》“”\"'「」"
ATTACHED = "(?:挂|归|放)(?:到|在|入|进)(?:了)?(?:我们?的?|那个)?(?:课题)?(?P<project><title>)"
"""A paper is one of a project's results."""
FEEDBACK = "^\\s*(?:优点|亮点|问题|不足|建议|重建意见|打分|评分)(?:[:]| (?=[一-龥]{1,4}\\d))"
"""What is told of a lesson that was told before."""
_ATTACHED = shape(ATTACHED)
_SCORES = re.compile("^\\s*(?:打分|评分)[: ]+(?P<scores>[^\\n]{2,80})")
HINTS = (
    ("companions", re.compile("同行|同去|同听|一起听|陪同")),
    ("teacher", re.compile("授课|老师|教师|执教|上课的?人|teacher")),
    ("authors", re.compile("作者")),
    ("leader", re.compile("主持|负责人")),
    ("class", re.compile("班|class")),
    ("period", re.compile("节次|第几节|period")),
    ("subject", re.compile("学科|科目|subject")),
    ("title", re.compile("题目|标题|篇名|课题名|title")),
    ("topic", re.compile("课题|内容|课文|主题|课名|曲目|topic")),
    ("venue", re.compile("期刊|刊物|杂志|比赛|赛事")),
    ("award", re.compile("奖|等次")),
    ("level", re.compile("级别|层次|level")),
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
    ("date", re.compile("日期|时间|哪天|date")),
)
_TEXT = frozenset(
    ["title", "topic", "strengths", "problems", "suggestions", "comment", "location", "reason", "venue", "place"]
)
_REMARKS = ("strengths", "problems", "suggestions", "comment")
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
    """The record's number, a list where several are told: 撤回#2和#99, 撤回2-4."""
    told = _numbers(scene)
    return {"number": told[0] if len(told) == 1 else told} if told else {}


def _numbers(scene: Scene) -> list[int]:
    mask, told, last = scene.sheet.mask, list[int](), 0
    for piece in scene.sheet.of("number"):
        if told and _TO.fullmatch(mask, last, piece.start):
            told += _stretch(told[-1] + 1, piece.value)
        elif piece.value not in told:
            told.append(piece.value)
        open_end = _TO_NUMBER.match(mask, piece.end)
        told += _stretch(piece.value + 1, int(open_end[1])) if open_end else []
        last = piece.end
    return told


def _stretch(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if last - first < _MOST else [last]


def named(scene: Scene) -> Slots:
    """The record by its number, else by what the message says of it: 撤回张静那节, 撤回论文《A》."""
    told = number(scene)
    which = {} if told else _which(scene, scene.sheet.ordered())
    return {**told, **({"which": which} if which else {})}


def _which(scene: Scene, pieces: list[Piece]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for piece in pieces:
        if piece.kind in _NAMING and not _DENIED.search(scene.sheet.mask, max(0, piece.start - 3), piece.start):
            found.update(_slot(scene, piece, "title"))
    if not found.keys() & {"period", "teacher", "class"}:
        found.pop("date", None)
    return found


def changes(scene: Scene) -> Slots:
    """The number, or what names the record, and what the record shall say instead."""
    if special := _special(scene):
        return special
    slips.correct(scene.sheet)
    _cover(scene)
    old, ordered = _taken_back(scene), scene.sheet.ordered()
    told: dict[str, Any] = {}
    at = 0
    last: Clause | None = None
    for match in (*_CLAUSE.finditer(scene.sheet.mask), None):
        end = match.start() if match else len(scene.sheet.mask)
        clause = Clause.of(scene.sheet.mask, at, end, last).within(last)
        if not (match and clause.complains(scene.sheet.mask)):
            told.update(_clause(scene, ordered, clause, old))
        at, last = match.end() if match else end, clause
    return {**_meant(scene, ordered, told), **({"changes": told} if told else {})}


def _special(scene: Scene) -> Slots:
    """把这篇论文挂到课题《…》; 打分 分层4 参与5."""
    sheet = scene.sheet
    if scores := _SCORES.match(sheet.plain):
        return {"changes": {"scores": sheet.text[slice(*scores.span("scores"))].strip(_EDGE)}}
    attached = _ATTACHED.search(sheet.mask)
    if attached is None:
        return {}
    project = next(piece.value for piece in sheet.of("title") if piece.start == attached.start("project"))
    works = [piece.value for piece in sheet.of("title") if piece.start < attached.start()]
    which = number(scene) or ({"which": {"title": works[0]}} if works else {})
    return {**which, "changes": {"project": project}}


def _meant(scene: Scene, ordered: list[Piece], told: dict[str, Any]) -> Slots:
    """The number; without one, a title that is no new value, or a person whose 那节 it is."""
    if scene.sheet.has("number"):
        return number(scene)
    mark = _MARK.search(scene.sheet.mask)
    named = [p for p in ordered if not _NAMED_AS.search(scene.sheet.mask, max(0, p.start - 4), p.start)]
    before = [p for p in named if mark and p.end <= mark.start() and _BY_NAME.match(scene.sheet.mask, p.end)]
    which = {k: v for k, v in _which(scene, before).items() if k not in told}
    return {"which": which} if which else {}


def _cover(scene: Scene) -> None:
    for phrases in scene.reports:
        scene.sheet.mark(phrases.kind, "kind", lambda m, kinds=phrases.kinds: kinds[m[1]])  # type: ignore[misc]


def _taken_back(scene: Scene) -> frozenset[int]:
    """Where pieces begin that stand as the old value: 不是第四节, 把三2班改成…"""
    found = _OLD.finditer(scene.sheet.mask)
    return frozenset(start for m in found for start in (m.start("old"), m.start("was"), m.start("not")))


@dataclass(frozen=True)
class Clause:
    """A stretch between commas: where its new value begins, whether a word marks it, and of which slot it is."""

    start: int
    end: int
    marked: bool
    slot: str | None
    own: bool

    @classmethod
    def of(cls, mask: str, start: int, end: int, last: "Clause | None") -> "Clause":
        """题目错了，改成…: a clause that begins with 改成 is about what the one before named."""
        mark = _MARK.search(mask, start, end) or _requested(mask, start, end)
        own = _hint(mask[start : mark.start()] if mark else mask[start:end])
        carried = last.slot if last and mark and mark.start() - start < _NEAR else None
        return cls(mark.end() if mark else start, end, mark is not None, own or carried, own is not None)

    def complains(self, mask: str) -> bool:
        """三2班写错了: a clause that tells what is wrong, not what is right."""
        right = self.marked or "才" in mask[self.start : self.end]
        return not right and _COMPLAINT.search(mask, self.start, self.end) is not None

    def within(self, last: "Clause | None") -> "Clause":
        """A clause that names nothing goes on with the free words before: 设问精巧，板书规范."""
        on = last and last.marked and last.slot in _REMARKS and not self.marked and not self.own
        return replace(last, end=self.end) if last and on else self


def _requested(mask: str, start: int, end: int) -> re.Match[str] | None:
    """问题那栏改一下：… marks what follows as the slot's new words."""
    asked = _REQUEST.search(mask, start, end)
    return asked if asked and _hint(mask[start : asked.start()]) in _TEXT else None


def _clause(scene: Scene, ordered: list[Piece], clause: Clause, old: frozenset[int]) -> dict[str, Any]:
    mask, hint = scene.sheet.mask, clause.slot
    if hint in _TEXT and clause.marked and clause.start < clause.end:
        text = scene.sheet.text[clause.start : clause.end].strip(_EDGE)
        return {hint: text} if text else {}
    pieces = [p for p in within(ordered, clause.start, clause.end) if p.start not in old and not _refers(mask, p)]
    found: dict[str, Any] = {}
    for piece in pieces:
        found.update(_slot(scene, piece, hint))
    return found or (_state(scene, mask[clause.start : clause.end].strip(" 了吧"), hint) if clause.marked else {})


def _state(scene: Scene, word: str, slot: str | None) -> dict[str, str]:
    """改成迟到, 状态改成获奖: a word that is a value in itself."""
    if word in _STATUS:
        return {"status": _STATUS[word]}
    if slot == "level" and word.removesuffix("级") in LEVELS:
        return {"level": LEVELS[word.removesuffix("级")]}
    stages = (phrases.stages[word] for phrases in scene.reports if word in phrases.stages)
    return {"stage": stage} if (stage := next(stages, None)) else {}


def _refers(mask: str, piece: Piece) -> bool:
    """Whether a piece says which record is meant: its number, or 昨天记的那节, 那篇论文."""
    if piece.kind == "kind":
        told = _THAT.search(mask, max(0, piece.start - 3), piece.start) or _REPORTED.search(
            mask, max(0, piece.start - 5), piece.start
        )
        return told is not None or _OF_IT.match(mask, piece.end) is not None
    return piece.kind == "number" or (piece.kind == "date" and _WHICH.match(mask, piece.end) is not None)


def _hint(text: str) -> str | None:
    return next((slot for slot, pattern in HINTS if pattern.search(text)), None)


def _slot(scene: Scene, piece: Piece, hint: str | None) -> dict[str, Any]:
    match piece.kind:
        case "person" if hint == "companions":
            return {"companions": [_person(scene, piece, hint)]}
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
