"""量化赋分: what a record is worth, as the office tells it, and who has how many points."""

import re
from collections.abc import Iterator

from bot.language.evidence import Candidate
from bot.language.frame import Slots
from bot.language.numerals import number
from bot.language.queries import reported
from bot.language.quotas import clauses
from bot.language.scene import Scene
from bot.language.whose import whose

_SURE = 20
_LONGEST = 1200
_SHORT = 60
_POINTS = re.compile(
    r"(?<![点时\d.:])(\d{1,3}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3})\s*分(?![钟析享别组部级数校之])"
)
_SETS = re.compile("赋分|计分|加分|积分|量化|[每一][篇节次项个本]|级|等奖|[得记算计加]\\s*\\d|[:：]|\\d分[,;。、]")
_PUPILS = re.compile("学生|孩子|考试|考了|成绩|平均分|满分|及格|单元|试卷|期末考|班级?分|第\\d分|打分|分层|时分")
_ASKS = re.compile("多少分|几分(?!之)|得分|积分|总分|怎么算|如何算")
_LESSON = re.compile("听|《|第.节|点评|评语")
_QUESTION = re.compile("吗|谁|多少|几分|[?]|怎么|哪|为什么")
_OF_SCORES = re.compile(
    "赋分|量化|积分|得分|总分|教科研分|科研分|我(?:现在|目前|一共|总共|这学期|本学期|今年|的)*(?:有|是|得了?|拿了?)?(?:多少|几)分"
)
_LIST = re.compile(
    "(?:赋分|计分|积分|量化|成果评价)(?:的)?(?:表|规则|细则|标准|办法|项目)(?!.{0,8}\\d+分)|(?:怎么|如何|怎样)(?:赋|计|量化)分|^[\\s,]*细则(?:是什么|呢)|什么能加分"
)
_NUMBERED = re.compile(r"第\s*(\d{1,3}|[一二三四五六七八九十]{1,2})\s*[条项个]")
_END = re.compile("取消|删掉?|去掉|不要了?|作废|停用|不算了?")
_CHANGE = re.compile("改[成为到]|调[成到]|换成")
_ONE_LESSON = re.compile("听[一1](?:节|堂)课")
_PARTICIPLE = re.compile("获奖|发表|录用|立项|结题|开题|申报|提交")


def candidate(scene: Scene) -> Candidate | None:
    """The rules are told, changed, asked for; or somebody's points."""
    plain = scene.sheet.plain
    if len(plain) > _LONGEST or ("分" not in plain and "细则" not in plain):
        return None
    intent = _intent(scene, plain)
    return Candidate(intent, _SURE, (f"{intent}: of points",)) if intent else None


def _intent(scene: Scene, plain: str) -> str | None:
    short = len(plain) <= _SHORT
    numbered = "赋分" in plain and _NUMBERED.search(plain)
    if short and numbered and _CHANGE.search(plain) and _POINTS.search(plain):
        return "score.change"
    if short and numbered and _END.search(plain):
        return "score.end"
    if _PUPILS.search(plain):
        return None
    if short and _LIST.search(plain):
        return "score.list"
    if (
        short
        and _ASKS.search(plain)
        and not _LESSON.search(plain)
        and (_OF_SCORES.search(plain) or scene.sheet.has("person") or scene.sheet.has("department"))
    ):
        return "score.show"
    if _POINTS.search(plain) and _SETS.search(plain) and not _QUESTION.search(plain) and list(_rules(scene)):
        return "score.set"
    return None


def rules(scene: Scene) -> Slots:
    """`rules`, each with what it is of and its `points`."""
    return {"rules": list(_rules(scene))}


def numbered(scene: Scene) -> Slots:
    """`number` in the list, and the `points` that it shall have."""
    match = _NUMBERED.search(scene.sheet.plain)
    slots: Slots = {"number": number(match[1])} if match else {}
    change = _CHANGE.search(scene.sheet.plain)
    points = _POINTS.search(scene.sheet.plain, change.end()) if change else None
    return {**slots, **({"points": _value(points)} if points else {})}


def asked(scene: Scene) -> Slots:
    """Whose, and of what time."""
    who = whose(scene, "全部").get("who")
    spans = scene.sheet.of("span")
    slots: Slots = {"who": who, "range": scene.span(spans[0].value) if spans else None}
    return {name: value for name, value in slots.items() if value}


def _rules(scene: Scene) -> Iterator[Slots]:
    """What a clause leaves out of what it is of, it has from the one before: 论文省级10分，市级6分."""
    before: Slots = {}
    for start, end in clauses(scene.sheet.plain):
        text = scene.sheet.plain[start:end]
        points = _POINTS.search(text)
        named = reported(scene.reports, _ONE_LESSON.sub("听课", text))
        said = _filters(scene, text, start, end)
        if named:
            before = {"what": named[0], **({"kind": named[1]} if named[1] else {})} | said
        elif "award" in said and "level" not in said:
            before = {**before, **said}
        else:
            before = {**{name: before[name] for name in ("what", "kind", "stage") if name in before}, **said}
        if points and "what" in before:
            yield {**before, "points": _value(points)}


def _filters(scene: Scene, text: str, start: int, end: int) -> Slots:
    inside = [piece for piece in scene.sheet.of("level", "award") if start <= piece.start < end]
    level = next((piece.value for piece in inside if piece.kind == "level"), None)
    award = next((piece.value for piece in inside if piece.kind == "award"), (None, None))
    stage = _PARTICIPLE.search(text)
    slots = {"level": level or award[0], "award": award[1], "stage": stage and stage[0]}
    return {name: value for name, value in slots.items() if value}


def _value(match: re.Match[str]) -> float:
    return float(match[1]) if match[1][0].isdigit() else float(number(match[1]))
