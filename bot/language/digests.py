"""周报、月报、小结: asked for, subscribed to, and asked back about."""

import re

from bot.language import queries
from bot.language.cues import Cue, cue
from bot.language.frame import Slots
from bot.language.scene import Scene
from bot.language.whose import whose

DIGEST = "周报|月报|周小结|月小结|小结|简报|(?:[周月]|年度|全年)总结(?!会)|快报"
_SENT = "周报|月报|小结|简报"
_PUSHED = "周报|月报|小结|简报|快报|推送|订阅|每个?(?:周|星期|礼拜|月)[^,。;]{0,8}(?:总结|汇总|报告|消息)"
_PERIODS = "每个?(?:[周月]|星期|礼拜)|每逢|按时|准时|到点|定期|以后|今后|往后|从现在起|按[周月]"
_STOPS = "别|不要|不用|不必|不想|不需要|甭|无需|不[推发要]|屏蔽|免打扰|取消|退[订掉了出]|停|关闭|关掉|免了|不看|不收"
_MOVED = (
    f"(?:{_SENT})(?:的?(?:发送|推送)?时间)?(?:以后|今后|往后)?(?:[改换调]整?(?:[到成为在]|一?下)?|放[到在]|挪到|定[在到为]|还是)"
    "[^,。;]{0,4}(?:<date>|<time>|每?(?:周|星期|礼拜))"
)
_GIVES_ME = "(?:再|就|都)?(?:发|推|送)?给我(?:就好|就行|吧|看|发|好了)?"
_OFTEN = f"(?:{_PERIODS})[^,。;]{{0,4}}<date>(?:<time>)?{_GIVES_ME}[\\s。!~]*$"
_WHY = "为什么|为啥|为何|怎么|咋|什么原因|啥原因"
_CHANGED = (
    "少了|变少|减少|[下降掉跌]了(?!课|雨|雪|来|班)|下降|下滑|回落|[这那]么少|少这么|少那么|比<span>[^,。;]{0,4}[少多]"
    "|(?:才|只有?|就)<count>|多了|变多|增加|增多|上升|[这那]么多$"
)
_BOTH_WAYS = f"(?:{_WHY})[^,。;!?]{{0,16}}(?:{_CHANGED})|(?:{_CHANGED})[^,。;!?]{{0,8}}(?:{_WHY}|原因)"
_FORMATS = {
    "docx": re.compile("word|docx?|文档", re.IGNORECASE),
    "pdf": re.compile("pdf", re.IGNORECASE),
}

DIGESTS: tuple[Cue, ...] = (
    cue(
        "digest.subscribe",
        8,
        f"(?:订阅|{_PERIODS}).{{0,12}}(?:{_SENT})|(?:{_SENT}).{{0,8}}(?:订阅|{_PERIODS})|订(?:一份|<count>)"
        f"|(?:(?<![预修制装])订[一个上阅]?[下份]?|开通|开上|加订).{{0,6}}(?:{_PUSHED})"
        f"|(?:{_PUSHED}).{{0,14}}(?:开通|开上|开起来|订上|订一|加[我上]|(?<![预修制装])订$)|加.{{0,4}}(?:{_PUSHED})的?名单",
        f"{_STOPS}|退|要交|谁|课题月报|(?:<date>|周.|号)(?:之?前)?交",
    ),
    cue("digest.subscribe", 18, f"{_MOVED}|{_OFTEN}", f"{_STOPS}|交|谁|课题|提醒|催|通知"),
    cue(
        "digest.unsubscribe",
        9,
        f"^\\s*(?:我要?)?退订[了吧啊]?\\s*$|(?:{_STOPS}).{{0,10}}(?:{_SENT}|推送|订阅)"
        f"|(?:{_PUSHED}).{{0,24}}(?:{_STOPS})(?:再|发|推|给|要|收|送|订|看|掉|了|吧|$|[,。])"
        f"|(?:{_SENT}|推送|订阅).{{0,6}}(?:别|不要|不用|不想|取消|退|停|关)",
        "课题|<person>.{0,4}没|任务|待办|截止|撤[了掉]?吧|[吧了,]不收了|不用交",
    ),
    cue("digest.now", 6, DIGEST, "课题|交|谁|登记|记一下|通过"),
    cue(
        "digest.now",
        5,
        "(?:总结|盘点|回顾|汇报|概括|梳理)(?:一?下)?(?:<department>)?(?:的)?<span>|<span>(?:的)?(?:整体|总体|工作|教研|全校|各组|<activity>){0,2}(?:总结(?!会)|盘点|回顾|动态|概况|综述)"
        "|<span>[^。;!?]{0,16}(?:总结|盘点|回顾|概括|梳理)一?下"
        "|<span>[^,。;]{0,8}[干做忙搞]了?些?(?:啥|什么|哪些)",
        "课题|交|谁|登记|听课|论文|签到|公开课|活动|<activity>[^,。;]{0,4}[做搞干开]了|[听上写]了",
    ),
    cue("digest.why", 8, _BOTH_WAYS, "交|改|撤|删|登|没记|记少|学生|家长|孩子|人数|班里|字数|作业"),
)
"""What speaks for each, where the bot is addressed."""


def now(scene: Scene) -> Slots:
    """Of when, of whom, and as what file, where that is told."""
    named = next((name for name, words in _FORMATS.items() if words.search(scene.sheet.plain)), None)
    return {**when(scene), **({"format": named} if named else {})}


def when(scene: Scene) -> Slots:
    """The days and the department that are named."""
    spans, departments = scene.sheet.of("span"), scene.sheet.of("department")
    slots: Slots = {"range": scene.span(spans[0].value)} if spans else {}
    return {**slots, **({"department": departments[0].value} if departments else {})}


def why(scene: Scene) -> Slots:
    """Which figure is meant, as far as it is told: of what, whose, of when."""
    named, kind = queries.what(scene) or (None, None)
    spans = scene.sheet.of("span")
    slots: Slots = {"what": named, "kind": kind, "who": whose(scene, named or "")["who"]}
    slots["range"] = scene.span(spans[0].value) if spans else None
    return {name: value for name, value in slots.items() if value}
