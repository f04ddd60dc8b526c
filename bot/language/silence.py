"""Speaking or silence: what forbids taking a sentence as a report, in one place."""

import re

from bot.language.scene import Scene
from bot.language.sheet import shape

_CLAUSE = re.compile(r"[,，。;!?\n…]")
_BREATH = re.compile(r"[,，。;!?\n…\s]")
_SENTENCE = re.compile(r"[。!?\n…]")
_WILL = (
    "准备|打算|计划|即将|马上要?|待会儿?|一会儿?|等会儿?|等下|预告|安排|届时|将于|定于|将要"
    "|将在|要去|想去|想要|要来|得去|会去|争取|一定会?|尽快|尽量|改天|有空|下次|欢迎"
)
_DO = "(?:去|来|再|也)?(?:听|上|开|交|投|参加|写|报|签)"

FORBIDS = {
    "a plan": shape(rf"{_WILL}|(?:要|想|该|(?<![值觉记懂显])得|可以|能){_DO}|去听(?!了|的|过|<)"),
    "a negation": shape(
        r"(?:没有?|未|不|别|不用|还没|没能|没法|忘了?|忘记)(?:有|能|去|来|来得及|法|再|怎么"
        r"|空)?(?:听|上|交|写|投|获|评上|发表|录用|立项|结题|签到|中|过)(?!懂|清|出|完|见)"
    ),
    "a question": re.compile(
        "[?]|吗(?:$|[,。!~\\s])|呢$|么$|谁|什么时候|啥时候|怎么|哪[里位个些天儿节]|几点|多少"
        "|为什么|有没有|是不是|能不能|可不可以|要不要|有人|几[节篇次个]|没$|了没有"
    ),
    "a hypothesis": re.compile(
        "如果|要是|假如|假设|万一|的话(?:$|[,就])|本来|原本|差点|希望|但愿|梦见|做梦|即使|哪怕"
        "|除非|才能|比如|例如|据说|听说"
    ),
    "congratulations": re.compile(
        "恭喜|祝贺|贺喜|热烈|点赞|羡慕|厉害|佩服|膜拜|祝.{0,6}(?:成功|顺利|获奖)|沾沾?喜气|为.{1,8}高兴"
    ),
    "others' affairs": re.compile(
        "(?:听课|上课|参评|获奖|参加|参赛|投稿)的(?:各位|所有)?(?:老师|同事|同志|人)|老师们|各位"
        "|大家(?!好)|同志们|听课老师|学生.{0,4}(?:说|问)|家长|孩子说|人家|别人|他们|她们|某某|(?:^|[,。])(?:他|她)|听(?:了|过)?我的(?!师|徒|搭|同)"
    ),
    "a notice": re.compile(
        "(?<!用稿)(?<!录用)(?<!立项)(?<!收到)通知|请.{0,12}(?:交|报|转告|准时|参加|注意|做好|配合|支持|查收|及时|于|在)|务必|特此"
        "|转发|记得|请客|截止|须|规定|要求|应于|参加的老师|公示|【[^】]{0,8}(?:通知|转发|公告|提醒)"
    ),
}
_CALL = re.compile(
    "请(?:大家|各位|老师们?|全体|相关|有关)?.{0,6}(?:准时|参加|出席|到场|到会|配合|做好准备)|准时(?:参加|到)|[勿别]迟到"
)
_BEFORE = ("a plan", "a negation", "a hypothesis", "others' affairs")
"""Said before the deed or not at all: what follows it is a remark."""
_OTHER_MENTION = re.compile(r"@ ?(?!\s)(?:[\ue001-\ue0ff]|[^\s@])")
_THIRD = shape("(?:^|[,。;!\\s]|<date>|<period>|<time>)<person>(?:<any>|也|又|都|今天|刚才?|已经|去){0,4}(?:听|看)了")
_SELF = re.compile("我(?!校|们|组|区)|本人")


def forbidden(scene: Scene, at: int, border: re.Pattern[str] = _CLAUSE, until: int | None = None) -> str | None:
    """Why the sentence around `at` is no report of the sender, or None."""
    mask = scene.sheet.mask
    if _CALL.search(mask):
        return "a notice"
    start, end = _around(mask, at, border)
    clause = mask[start:end]
    for reason, pattern in FORBIDS.items():
        heard = clause[: until - start] if until and reason in _BEFORE else clause
        if pattern.search(heard) and not (reason == "others' affairs" and scene.addressed and scene.speaks_for_others):
            return reason
    if (mask[end : end + 1] == "?" and not mask[end - 1 : end].isascii()) or _asks(mask, end):
        return "a question"
    if _lies_ahead(scene, at):
        return "a day ahead"
    return None


def _asks(mask: str, at: int) -> bool:
    """Whether the sentence, though not this clause of it, ends as a question to colleagues."""
    end = _around(mask, at, _SENTENCE)[1]
    return mask[end : end + 1] == "?" and "有人" in mask[at:end]


def _lies_ahead(scene: Scene, at: int) -> bool:
    start, end = _around(scene.sheet.mask, at, _SENTENCE)
    days = [p for p in scene.sheet.pieces if p.kind == "date" and start <= p.start < end]
    return bool(days) and all(scene.ahead(piece) for piece in days)


def _around(mask: str, at: int, border: re.Pattern[str]) -> tuple[int, int]:
    start = max((m.end() for m in border.finditer(mask, 0, at)), default=0)
    end = border.search(mask, at)
    return start, end.start() if end else len(mask)


_SIGNS_IN = re.compile(
    r"^[\s,。!~\ue000-\ue0ff]*(?:我们?)?(?:都|也|已经?|已|就)?(?:到[了啦达会]?|来了|报到|打卡"
    r"|到场|在线|线上)[\s,。!~了啦]*[\ue000-\ue0ff]*[\s,。!~]*$"
)
_SIGN_WORD = re.compile("签个?一?下?到|补签|签一下")


def sign_in_forbidden(scene: Scene, at: int) -> str | None:
    """Why words of arrival are no sign-in; unaddressed they must say 签到, or nothing beside 到了."""
    mask = scene.sheet.mask
    said = _SIGN_WORD.search(mask)
    if not scene.addressed and not said and not _SIGNS_IN.match(mask):
        return "not certain to be a sign-in"
    at = said.start() if said else at
    reason = forbidden(scene, at, _BREATH)
    allowed = ("a negation", "congratulations", *(("others' affairs",) if scene.addressed else ()))
    return reason if reason not in allowed else None


def leave_forbidden(scene: Scene) -> str | None:
    """Unaddressed, 去不了 is leave only from an activity that is named."""
    if scene.addressed or "假" in scene.sheet.mask or scene.sheet.has("activity"):
        return None
    return "not certain to be a leave"


def addresses_other(scene: Scene) -> bool:
    """Whether an unaddressed group message turns to somebody else (@王芳 …)."""
    return not scene.addressed and bool(_OTHER_MENTION.search(scene.sheet.mask))


def tells_of_third(scene: Scene) -> bool:
    """王芳听了…, said by somebody who does not report for others."""
    found = _THIRD.search(scene.sheet.mask)
    return bool(found) and not _SELF.search(scene.sheet.mask) and not scene.speaks_for_others
