"""What is said of the 行事历: asked, corrected line by line, taken back, subscribed to."""

import re
from datetime import date
from typing import Any

from bot.language import agenda, agenda_days
from bot.language.agenda_days import NUMBER
from bot.language.evidence import Candidate
from bot.language.frame import NONE, Frame, Reading, Slots
from bot.language.numerals import number
from bot.language.scene import Scene
from bot.language.sheet import shape

_SETS = frozenset({"office", "leader"})
_SURE = 30
"""Outweighs whatever else these words could be of: they name the 行事历."""
_LIKELY = 9
_WHEN = "(?:<date>|<span>|第?[一二三四五六1-6]个?学月)"
_LIST = shape(
    rf"(?:{_WHEN}|教科室|科室|行事历)[^。!\n]{{0,8}}?(?:(?:还?有|安排了?)(?:什么|哪些|啥|几件)(?:要紧|重要)?的?(?:事|工作|安排|任务|行程|计划)"
    rf"|(?:要|该|应该|准备|得)(?:做|干|忙|办)(?:些|点)?(?:什么|哪些|啥)|(?:做|干|忙)(?:些|点)?(?:什么|啥)事?"
    rf"|的?(?:工作|事情?)?(?:安排|日程)(?:是什么|有哪些|呢)?[\s?。]*$)"
    rf"|(?:看看?|看一下|查看?|发(?:一下)?|打开|给我|{_WHEN}的?)\s*行事历(?:给我|看看|吧|呢)?[\s?。]*$|^\s*行事历[\s?。]*$"
)
_NOT_ASKED = re.compile("交什么|截止|要交|节课|听课|论文|课题|签到|教研活动有|你会|你能|怎么")
_LINK = re.compile(
    "日历(?:的)?(?:链接|地址|网址)|订阅(?:一下)?(?:学校|教科室|工作)?(?:日历|行事历)|行事历(?:的)?(?:订阅|链接|地址)|(?:日历|行事历).{0,6}手机日历"
)
_RENEW = re.compile("[换改]一?[个下条]|更[换新]|重新|重置|作废|新的")
_UNDO = re.compile(
    "(?:撤回|撤销|撤掉|取消|作废|不要|删掉|删除)(?:刚才的?|这[份个]|整[份个]|全部)*的?行事历|行事历(?:全部|整个|都)?(?:撤回|撤销|作废|不要了|删掉|取消)"
)
_NUMBERS = rf"(?:第\s*)?({NUMBER}(?:\s*[、,，和及]\s*第?\s*{NUMBER})*)\s*(?:[条项号行](?:的日期|的时间|的内容)?|\.)?"
_ABOUT = r"^\s*(?:把|将|请|那)?\s*(?:行事历)?(?:里面?|中|上)?的?\s*(?:把|将)?\s*"
_DROP = re.compile(
    rf"{_ABOUT}(?:删掉|删除|删去|去掉|划掉|不要|取消|删)\s*(?:行事历(?:里面?|中)?的?)?\s*{_NUMBERS}\s*(?:吧|了)?\s*$"
    rf"|{_ABOUT}{_NUMBERS}\s*(?:都|给我?|也)?(?:删掉|删除|删去|去掉|划掉|删了?|不要了?|取消)(?:吧|了)?\s*$"
)
_AS = re.compile(
    rf"{_ABOUT}{_NUMBERS}\s*(?:都|也)?(?:设为|设成|设置为|设置成|作为|当作|当成|算作?|改成|改为|变成|标为|标成|是|要)(?:一?个)?"
    r"(截止|活动|备注|记事|提醒)(?:日期|时间|任务|项)?(?:吧|了)?\s*$"
)
_SET = re.compile(
    rf"{_ABOUT}{_NUMBERS}\s*(?:应该|应当|要)?(?:改成|改为|改到|改在|换成|换到|调到|调整到|移到|放到|挪到|推迟到|提前到|应?是|改|->|→|:)\s*(.+)$"
)
_ADD = re.compile(
    r"^\s*(?:行事历)?(?:里面?|上)?(?:再|还要|请)?(?:加|增加|添加|补充?)(?:上|个)?(?:一?[条项个])?\s*[:,]?\s*(.+)$"
)
_SORTS = {"截止": "deadline", "提醒": "deadline", "活动": "activity", "备注": "note", "记事": "note"}
_CLAUSES = re.compile(r"[;；。\n]|[,，](?=\s*(?:把|删|第?\s*\d|加))")
_LONGEST = 400
_SHORT = 40


def pasted(scene: Scene) -> Reading | None:
    """A pasted calendar: for the office or a leader to set; from others, or not said to the bot, it is nothing."""
    items = agenda.items(scene.sheet.text, scene.words.school, scene.today) if scene.quoted is None else []
    if not items:
        return None
    person = scene.person
    if not scene.addressed or person is None or not _SETS & set(person.roles):
        return Reading(NONE, (), ("none: a calendar, not for the bot",))
    return Reading(Frame("calendar.paste", {"items": items}), (), (f"calendar.paste: {len(items)} items with days",))


def candidates(scene: Scene) -> list[Candidate]:
    """What speaks for one of the intents about the calendar."""
    mask = scene.sheet.mask[:200]
    if "历" in mask:
        for intent, pattern in (("calendar.undo", _UNDO), ("calendar.link", _LINK)):
            if match := pattern.search(mask):
                intent = "calendar.renew" if intent == "calendar.link" and _RENEW.search(mask) else intent
                return [Candidate(intent, _SURE, (f"{intent}: {match[0]}",))]
        if "行事历" in mask and change(scene):
            return [Candidate("calendar.change", _SURE, ("calendar.change: a line of the 行事历",))]
    if len(mask) < _SHORT and _LIST.search(mask) and not _NOT_ASKED.search(mask):
        return [Candidate("calendar.list", _LIKELY, ("calendar.list: what is planned",))]
    return []


def asked(scene: Scene) -> Slots:
    """The range that is asked about, where one is told."""
    days = agenda_days.school_month(scene.sheet.plain, scene.words.school, scene.today)
    if days:
        return {"range": _range(*days)}
    pieces = [piece for piece in scene.sheet.ordered() if piece.kind in ("date", "span")]
    days = agenda_days.asked(pieces[0], scene.words.school, scene.today) if pieces else None
    return {"range": _range(*days)} if days else {}


def _range(first: date, last: date) -> dict[str, str]:
    return {"start": first.isoformat(), "end": last.isoformat()}


def change(scene: Scene) -> Slots:
    """`each` correction in its order: `{number, changes}`, without a number for a new line; nothing where one of
    the clauses is none."""
    text = scene.sheet.plain[:_LONGEST]
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    each = [_one(scene, clause.strip()) for clause in clauses]
    return {"each": each} if each and all(each) else {}


def _one(scene: Scene, clause: str) -> Slots:
    if match := _DROP.match(clause):
        return {"number": _numbers(match[1] or match[2]), "changes": {"as": "nothing"}}
    if match := _AS.match(clause):
        return {"number": _numbers(match[1]), "changes": {"as": _SORTS[match[2]]}}
    if match := _SET.match(clause):
        changes = _changes(scene, match[2])
        return {"number": _numbers(match[1]), "changes": changes} if changes else {}
    if match := _ADD.match(clause):
        changes = _changes(scene, match[1])
        return {"changes": changes} if {"start", "text"} <= changes.keys() else {}
    return {}


def _numbers(said: str) -> int | list[int]:
    found = [number(part.strip(" 第")) for part in re.split("[、,，和及]", said)]
    return found[0] if len(found) == 1 else found


def _changes(scene: Scene, said: str) -> dict[str, Any]:
    """A day, words, or both: 9月20日教研组长会."""
    read = agenda_days.item(said, scene.words.school, scene.today, None, None)
    if read:
        return {name: read[name] for name in ("text", "start", "end")}
    days = agenda_days.alone(said, scene.words.school, scene.today, None)
    if days:
        return _range(*days)
    return {"text": said.strip(' 。“”"《》')} if said.strip(" 。") else {}
