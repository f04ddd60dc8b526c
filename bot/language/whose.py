"""Whose records a question is about, and whose lessons were heard."""

import re

from bot.language.frame import Piece, Slots
from bot.language.groups import AGED, GROUP
from bot.language.lexicon import COMPOUND_SURNAMES, SURNAMES
from bot.language.people import Who
from bot.language.scene import Scene
from bot.language.sheet import shape

_MINE = re.compile("(?<![给帮发让替跟为请])我(?!们|校|组|看看|导|要|想看|发(?!表|了|过))|本人|自己")
_ASIDE = re.compile("[,。;]我[^,。;]{0,12}(?:要用|备用|备查|用一下|汇报|急用|参考|存档|开会用|用)[。!~]*$")
_WHOLE = re.compile("全校|全体|学校|所有老师|全部老师|大家")
_S = f"(?:{'|'.join(COMPOUND_SURNAMES)}|[{SURNAMES}])"
_STRANGER = shape(
    f"(?:^|[\\s,。;:])(?P<name>{_S}[一-龥]{{1,2}}?)(?:老师)?(?=(?:<span>|<date>|的|一共|总共|都|这|本)*(?:听|上了|交了|发表|获|签|写了))"
)
_ASKED = "课[^,。;]{0,4}(?:谁|哪些|几个?人|多少人|有人)[^,。;]{0,4}听"
_HEARD = shape(
    "(?:听[了过]?|在听)(?P<taught><person>)"
    f"|(?P<passive><person>)(?:[^,。;]{{0,6}}被[^,。;]{{0,6}}听|的[^,。;]{{0,6}}{_ASKED})"
)
_HEARD_ME = re.compile("听[了过]?我(?!们|校|组|说|讲)|我[^,。;]{0,6}被[^,。;]{0,6}听|我的[^,。;]{0,4}" + _ASKED)


_ASKER = shape(
    "(?:那边|老师)?(?:也|又|刚|刚才|昨天|今天|<date>){0,2}(?:(?:叫|让|要|托|请|派|安排|催|通知)我|问(?![题卷])|(?:想|要)(?:知道|看|了解|问)"
    "|(?:想)?要(?=[^,。;!?]{0,20}(?:表|明细|数据|名单|清单|汇总|统计))|说(?!课))"
)
"""Behind a name: who wants to know, not whose records."""
_ELDER = re.compile("大的|大那|年[长纪]大|岁数大|年长")
_YOUNGER = re.compile("小的|小那|年纪小|岁数小|年轻")


def _concerned(scene: Scene) -> list[Piece]:
    """The persons named, without those who only pass the question on: 沈校叫我把…, 许主任问：…"""
    return [
        p for p in scene.sheet.of("person") if isinstance(p.value, Who) and not _ASKER.match(scene.sheet.mask, p.end)
    ]


def _size(mask: str) -> str | None:
    return "大" if _ELDER.search(mask) else "小" if _YOUNGER.search(mask) else None


def _one_of(scene: Scene, piece: Piece, size: str | None) -> object:
    """The person; 大的那位 and 小的那位 tell apart two of one name."""
    who = scene.who(piece.value)
    names = who["any_of"] if isinstance(who, dict) else []
    meant = [name for name in names if size and name.endswith((f"（{size}）", f"({size})"))]
    return meant[0] if len(meant) == 1 else who


def whose(scene: Scene, named: str) -> Slots:
    """`who`, and the `teacher` whose lessons were heard: 谁听过我的课, 我听了李娜几节课."""
    mask = scene.sheet.mask
    heard = _HEARD.search(mask) if named == "听课" else None
    taught = max(heard.start("taught"), heard.start("passive")) if heard else -1
    people = _concerned(scene)
    slots: Slots = {"who": _who(scene, named, [p for p in people if p.start != taught])}
    if taught >= 0:
        slots["teacher"] = next(scene.who(p.value) for p in people if p.start == taught)
    elif named == "听课" and _HEARD_ME.search(mask):
        slots["teacher"] = "me"
        slots["who"] = None if slots["who"] == "me" else slots["who"]
    return slots


def _who(scene: Scene, named: str, people: list[Piece]) -> object:
    mask = _ASIDE.sub("", scene.sheet.mask)
    if people:
        size = _size(scene.sheet.mask)
        return _all([_one_of(scene, p, size) for p in people])
    departments = scene.sheet.of("department")
    group = GROUP.search(scene.sheet.plain)
    if len(departments) == 1 and group and AGED.search(group[0]):
        return f"{departments[0].value}{group[0]}"
    if len(departments) == 1 and scene.sheet.plain[departments[0].end :].startswith("长"):
        return f"{departments[0].value}教研组长"
    if departments and not (named in ("活动", "签到") and scene.sheet.has("activity")) and named != "活动":
        return _all(list(dict.fromkeys(piece.value for piece in departments)))
    if group:
        return group[0]
    if _WHOLE.search(scene.sheet.plain):
        return "全校"
    if _MINE.search(mask):
        return "me"
    stranger = _STRANGER.search(mask)
    return stranger["name"] if stranger else None


def _all(found: list[object]) -> object:
    return found if len(found) > 1 else found[0]
