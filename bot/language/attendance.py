"""Sign-ins, leave, opening and closing."""

import re
from typing import Any

from bot.language import chains
from bot.language.frame import Slots
from bot.language.people import Who
from bot.language.scene import Scene
from bot.language.sheet import shape

_EDGE = " \t\r\n，。；、,.;:：!！?？~～#（）()【】[]"
_STATUS = (
    ("迟到", re.compile("迟到|来晚|晚到|晚了|来迟|迟了|晚\\d+分")),
    ("线上", re.compile("线上|在线|网上|腾讯会议|钉钉会议|视频参加|远程|连线|视频(?:参|接|入|听)")),
    (
        "到",
        re.compile(
            "(?<!签)到[了啦]|已到|都到|到会|到场|我到|来了|到齐|来啦|(?:^|[\ue000-\ue0ff\\s,、])到(?=[\\s。!,~]|$)|[人们]到(?!<)"
        ),
    ),
)
_VAGUE = ("活动", "会议", "本次活动")
_OTHER_SCHOOL = re.compile("小学|中学|学校|实小|附小")
_ACTIVITY_WORDS = re.compile(
    r"签到|签道|接龙|签个到|打卡|报到|(?:到会|参会|到场|出席)?(?:情况|名单|人员|统计)(?=$|[:：])|(?:到会|参会|到场|出席)$|名单"
)


def sign_in(scene: Scene) -> Slots:
    """People, status, activity and day of a sign-in."""
    chain = chained(scene)
    slots = _chained(scene, chain) if chain else _spoken(scene)
    return {name: value for name, value in slots.items() if value not in (None, [], "")}


def chained(scene: Scene) -> chains.Chain | None:
    """The list that a message is: one with the word 接龙, or one whose every line names somebody."""
    plain = scene.sheet.plain
    chain = chains.find(plain) if "1" in plain else None
    if chain is None or "接龙" in plain:
        return chain
    starts = [piece.start for piece in scene.sheet.of("person")]
    named = all(any(start <= at < end for at in starts) for start, end in chain.items)
    return chain if named and chain.signs_in(plain) else None


def _chained(scene: Scene, chain: chains.Chain) -> Slots:
    said = scene.sheet.plain[chain.start : chain.end]
    start = chain.end - len(said.lstrip())
    headline = scene.sheet.text[start : chain.end].strip(_EDGE).split("\n")[0]
    people = [who for start, end in chain.items if (who := _joiner(scene, start, end))]
    return {
        "activity": _ACTIVITY_WORDS.sub("", headline).strip(_EDGE),
        "date": _date(scene, chain.start, chain.end),
        "people": people,
    }


def _joiner(scene: Scene, start: int, end: int) -> Any:
    named = [p for p in scene.sheet.of("person") if start <= p.start < end]
    if named and _OTHER_SCHOOL.search(scene.sheet.plain, named[0].end, end):
        return named[0].value.written
    if named:
        return scene.who(named[0].value)
    return re.split(r"[\s(（,，]", scene.sheet.text[start:end].strip(_EDGE) or " ")[0] or None


def _spoken(scene: Scene) -> Slots:
    sheet = scene.sheet
    people = with_sender(scene, [scene.who(p.value) for p in sheet.of("person") if isinstance(p.value, Who)])
    status = next((name for name, pattern in _STATUS if pattern.search(sheet.mask)), None)
    return {
        "activity": activity(scene),
        "date": _date(scene, 0, len(sheet.mask)),
        "people": [] if people == [scene.sender] else people,
        "status": status,
    }


_WITH_ME = shape(
    "我们?[俩仨]|我(?:和|跟|与|同|、)|(?:和|跟|与|同|、)我|<person>我"
    "|(?:我|本人)[^,。;!帮替代给]{0,6}(?:签|到|来)[^帮替代给]{0,12}(?:顺[带便手]|也|再|还|同时|另外?)[^,。;!]{0,4}[帮替代给]"
    "|(?:我|本人)[^,。;!帮替代给]{0,6}(?:签|到|来).{0,30}<any>(?:也|都|一并|一起|一块)(?:签|到|来)"
)


def with_sender(scene: Scene, people: list[Any]) -> list[Any]:
    """The people, and the sender where the message names them as 我 beside others."""
    beside = people and scene.sender not in people and _WITH_ME.search(scene.sheet.mask)
    return [scene.sender, *people] if beside else people


def _date(scene: Scene, start: int, end: int) -> str | None:
    days = [p for p in scene.sheet.of("date") if start <= p.start < end]
    return scene.day(days[0].value) if days else None


def activity(scene: Scene) -> str | None:
    """The name of the first activity, of one that belongs to a department before others."""
    named = [piece.value for piece in scene.sheet.of("activity")]
    clear = [name for name in named if name not in _VAGUE]
    owned = [name for name in clear if any(department in name for department in scene.words.departments)]
    return next(iter(owned + clear + named), None)


def opening(scene: Scene) -> Slots:
    """Name, department, start and place of a sign-in that is opened."""
    sheet = scene.sheet
    departments, rooms, days, times = (sheet.of(kind) for kind in ("department", "room", "date", "time"))
    slots: Slots = {
        "activity": activity(scene) or _named_by_words(scene),
        "department": departments[0].value if departments else None,
        "location": rooms[0].value if rooms else _place(scene),
        "start": _start(scene, days, times),
    }
    return {name: value for name, value in slots.items() if value}


_PLACE = re.compile(r"(?:地点|地址|(?<![现正就])在)[:是为]? ?([一-龥A-Za-z0-9]{2,12}?)(?=[\s,。;!]|$)")


def _place(scene: Scene) -> str | None:
    told = _PLACE.search(scene.sheet.mask)
    return scene.sheet.text[told.start(1) : told.end(1)] if told else None


def _start(scene: Scene, days: list[Any], times: list[Any]) -> str | None:
    clock = [p.value for p in times if p.value >= 0]
    day = scene.day(days[0].value, past=False) if days else (scene.today.isoformat() if clock else None)
    return f"{day}T{clock[0] // 60:02}:{clock[0] % 60:02}" if clock else day


_ORDER = shape(
    r"(?:帮我|帮忙|麻烦|小研|现在|可以|提前|请|把|将|给|开启|开始|开放|打开|发起|发布|创建|新建|组织|启动|开|建|弄|挂|设|搞|发|放|收|关|停|结束|关闭|截止|停止|终止"
    r"|一?个|一下|起来|出来|掉|上|了|啦|吧|哈|的|到此为止|到此|名称|主题|活动|签到|<any>|[\s:!~])*+"
)
_WORDY = re.compile("[一-龥A-Za-z0-9“”·\ue000-\ue0ff]{2,20}")
_NO_NAME = re.compile("^到?时候?|到时|要$|谢|辛苦|大家|各位|老师|好的|地点|时间|签")


def _named_by_words(scene: Scene) -> str | None:
    """A title, or the words beside the order where no known noun ends them (读书节启动仪式签到)."""
    titles = scene.sheet.of("title")
    if titles:
        return str(titles[0].value)
    for clause in re.split(r"[,，。;!?\n:]", scene.sheet.mask):
        lead = _ORDER.match(clause)
        words = _WORDY.match(clause, lead.end() if lead else 0)
        if words and (name := _without_order(words[0])):
            return name
    return None


def _without_order(words: str) -> str | None:
    name = re.split("的?签到|[\ue000-\ue0ff]|可以|现在|开始", words)[0]
    return name if len(name) > 1 and not _NO_NAME.search(name) else None


def closing(scene: Scene) -> Slots:
    """Which sign-in ends."""
    name = activity(scene)
    return {"activity": name} if name else {}
