"""Speaking or silence: what forbids taking a sentence as a report, in one place."""

import re

from bot.language.forbids import FORBIDS
from bot.language.scene import Scene
from bot.language.sheet import shape

_CLAUSE = re.compile(r"[,，。;!?\n…]")
_BREATH = re.compile(r"[,，。;!?\n…\s]")
_SENTENCE = re.compile(r"[。!?\n…]")
_CALL = re.compile(
    "请(?:大家|各位|老师们?|全体|相关|有关)?.{0,6}(?:准时|参加|出席|到场|到会|配合|做好准备)|准时(?:参加|到)|[勿别]迟到|欢迎.{0,8}(?:听|来|观摩|指导|参加|光临)|(?:^|\\n)\\s*(?:【?转】?|转发)[:】]"
)
_ECHO = re.compile(r"[\s@]*(?:已记录|已撤回|已改|已恢复|已登记) ?#|[\s@]*签到(?:开始|结束):")
_TITLED = re.compile(
    r"((?:主题|课题|题目|内容|名称|议题|标题|篇名|[Tt]heme|[Tt]opic)(?: ?[:|]|是|叫)\s?)([^,，。;\n]{2,40})"
)
"""What something is called may ask, deny or plan as it likes."""
_CHEER = re.compile("恭喜|祝贺|贺喜|道贺|可喜可贺|后生可畏|向.{1,8}学习")
_FORWARDS = re.compile(
    r"[\s,@]*(?:【转发?】|转发|转(?:载|自|个|一?下|一份|给)?[^,。;!?\n]{0,8}(?:通知|公告|文件|安排|公示|[:】]))"
)
_REQUEST = re.compile(
    "借(?:我|给|一?下|来|用|走)|求.{0,6}(?:分享|借|推荐|支援|助)|匀我|分享(?:给我|一份)|有[没无]有人|谁能|谁有"
    "|帮(?:我|忙)(?:带|看|拿|代|调|占|抱|问|盯|接|上一?[下节]|改一?改)"
)
_BEFORE = ("a plan", "a negation", "a hypothesis", "others' affairs", "a comparison")
"""Said before the deed or not at all: what follows it is a remark."""
_OTHER_MENTION = re.compile(r"@ ?(?!\s)(?:[\ue001-\ue0ff]|[^\s@])")
_THIRD = shape(
    "(?:^|[,。;!\\s]|<date>|<period>|<time>)<person>(?:<any>|也|又|都|今天|刚才?|已经|去){0,4}(?:听|看)了(?!\\s*(?:$|[,。;!]))"
)
_SELF = re.compile("我(?!校|们|组|区)|本人")


def forbidden(scene: Scene, at: int, border: re.Pattern[str] = _CLAUSE, until: int | None = None) -> str | None:
    """Why the sentence around `at` is no report of the sender, or None."""
    mask = _TITLED.sub(lambda m: m[1] + " " * len(m[2]), scene.sheet.mask)
    if _CALL.search(mask) or _FORWARDS.match(mask):
        return "a notice"
    if not scene.addressed and _REQUEST.search(mask):
        return "a request"
    if _CHEER.search(mask) and not _SELF.search(mask):
        return "congratulations"
    start, end = _around(mask, at, border)
    clause = mask[start:end]
    for reason, pattern in FORBIDS.items():
        found = pattern.search(clause)
        late = found and until and reason in _BEFORE and found.start() >= until - start
        if found and not late and not _waived(scene, reason, found, at):
            return reason
    if (mask[end : end + 1] == "?" and not mask[end - 1 : end].isascii()) or _asks(mask, end):
        return "a question"
    if _lies_ahead(scene, at):
        return "a day ahead"
    return None


def _waived(scene: Scene, reason: str, found: re.Match[str], at: int) -> bool:
    """Those who speak for others may tell their affairs to the bot; 去听 of a lesson that is over is no plan."""
    if reason == "a plan" and found[0] == "去听":
        return _over(scene, at)
    return reason == "others' affairs" and scene.addressed and scene.speaks_for_others


def _over(scene: Scene, at: int) -> bool:
    """Whether the day told is past, or the periods of today that are told have begun."""
    start, end = _around(scene.sheet.mask, at, _SENTENCE)
    inside = [piece for piece in scene.sheet.pieces if start <= piece.start < end]
    days = [scene.day(piece.value) for piece in inside if piece.kind == "date"]
    if days and max(days) != scene.today.isoformat():
        return max(days) < scene.today.isoformat()
    begins = [scene.words.school.periods.get(p) for piece in inside if piece.kind == "period" for p in piece.value]
    now = scene.sent_at.hour * 60 + scene.sent_at.minute
    return bool(begins) and all(minute is not None and minute < now for minute in begins)


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


_SIGNS = shape(
    r"(?:<any>|[\s,、。!~()+:&]|签(?:一个|一下|个|下)?到|补签|代签|签一下|签上|报到|打卡|已到|到(?:齐|场|会|了)?了?|来了|来|到场|到会|到齐|在线|线上|迟到|来晚"
    r"|我们?|本人|和|跟|与|及|也|都|已经?|了|啦|啊|哈|呀|哦|吧|帮|替|给|代|请|麻烦|前|先|补|个|一下|一个|一声|的|是|今天|参加|老师|小研|在|这里|忘|刚|现在|才|能)*+$"
)
_ARRIVES = re.compile("[到来]|线上|在线|签")
_SIGN_WORD = re.compile("签个?一?下?到|补签|签一下|补.{0,12}签|签.{0,12}补|签上")


def sign_in_forbidden(scene: Scene, at: int) -> str | None:
    """Why words of arrival are no sign-in; unaddressed, a clause must hold nothing beside them."""
    mask = scene.sheet.mask
    said = _SIGN_WORD.search(mask)
    if not scene.addressed and not _signs(scene, said.start() if said else None):
        return "not certain to be a sign-in"
    at = said.start() if said else at
    reason = forbidden(scene, at, _BREATH)
    allowed = ("a negation", "congratulations", *(("others' affairs",) if scene.addressed else ()))
    return reason if reason not in allowed else None


def _signs(scene: Scene, at: int | None) -> bool:
    """Whether 签到 stands in a clause of nothing else; without the word the whole message tells of people and work."""
    mask = scene.sheet.mask
    if at is not None:
        start, end = _around(mask, at, _BREATH)
        return bool(_SIGNS.fullmatch(mask, start, end)) and not _PUPILS.search(mask)
    others = [p for p in scene.sheet.of("person") if scene.who(p.value) != scene.sender]
    certain = scene.sheet.has("activity") or not others or bool(_SELF.search(mask))
    return certain and bool(_SIGNS.fullmatch(mask)) and bool(_ARRIVES.search(mask))


_PUPILS = re.compile(r"学生|孩子们|家长|同学|合唱队|[几一二三四五六七八九十两\d]个?(?:孩子|学生|娃)|娃们")
_PUPIL_AWAY = shape(
    r"(?:孩子|学生|同学|家长|妈妈|爸爸|奶奶|爷爷|<class>|[几一二三四五六七八九十两\d]个(?:人|娃))[^,。;!?\n我]{0,12}(?:请.{0,3}假|来不了|不来)"
)
_WISH = re.compile("[也真好]想请|恨不得|巴不得|可以请|能请|梦里|要不要请|请不[了到]|不敢请|批不批|羡慕")
_AWAY = shape(
    r"(?:<any>|[\s,。!~:()]|请(?:个|一?次|一?下|一天|半天)?[病事]?假|[来去到]不了|我|今天|明天|的|要|想|得|需要|哈|啊|了|一下|一天|半天|老师|小研|大家|抱歉|不好意思)*+"
)


def leave_forbidden(scene: Scene) -> str | None:
    """Pupils' leave, wishes and hearsay are none; unaddressed, it is from an activity or of a day, and one's own."""
    mask = scene.sheet.mask
    named = scene.sheet.has("activity")
    if not named and _PUPIL_AWAY.search(mask):
        return "others' affairs"
    if _WISH.search(mask):
        return "a hypothesis"
    if FORBIDS["hearsay"].search(mask) or FORBIDS["a hypothesis"].search(mask):
        return "hearsay"
    said = mask.find("假")
    if scene.addressed or named or (said >= 0 and _AWAY.fullmatch(mask, *_around(mask, said, _BREATH))):
        return _others_leave(scene)
    certain = "假" in mask and scene.sheet.has("date")
    return _others_leave(scene) if certain else "not certain to be a leave"


def _others_leave(scene: Scene) -> str | None:
    """Unaddressed, a person alone with the leave is talked about."""
    others = [p for p in scene.sheet.of("person") if scene.who(p.value) != scene.sender]
    told = scene.addressed or scene.sheet.has("activity") or not others or _SELF.search(scene.sheet.mask)
    return None if told else "told of somebody else"


def repeats_bot(scene: Scene) -> bool:
    """Whether the bot's own words are copied back."""
    return bool(_ECHO.match(scene.sheet.plain))


def forwarded(scene: Scene) -> str | None:
    """Somebody else's notice, handed on."""
    return "a notice" if _FORWARDS.match(scene.sheet.mask) else None


def addresses_other(scene: Scene) -> bool:
    """Whether an unaddressed group message turns to somebody else (@王芳 …)."""
    return not scene.addressed and bool(_OTHER_MENTION.search(scene.sheet.mask))


_WORK = shape(
    r"(?:^|[,。;!\s])(?:<date>|<period>|<time>|今天|昨天|刚才?)*<person>(?:的|<any>|今天|昨天|刚才?|那|这|篇|节|个|也|又){0,5}"
    r"(?:论文|课题|案例|反思|随笔|公开课|展示课|研究课|汇报课|示范课|评优课|观摩课)"
)


def tells_others_work(scene: Scene) -> bool:
    """王芳的论文…, 方圆的公开课…, said by somebody who is not among those named and does not report for others."""
    if scene.addressed or scene.speaks_for_others or _SELF.search(scene.sheet.mask):
        return False
    named = [scene.who(piece.value) for piece in scene.sheet.of("person")]
    return scene.sender not in named and bool(_WORK.search(scene.sheet.mask))


def tells_of_third(scene: Scene) -> bool:
    """王芳听了…, said by somebody who does not report for others."""
    found = _THIRD.search(scene.sheet.mask)
    return bool(found) and not _SELF.search(scene.sheet.mask)


def of_others(scene: Scene, intent: str) -> str | None:
    """Why a record is somebody else's to tell."""
    if intent == "activity.log":
        return None
    told = tells_of_third(scene) if intent == "observation.log" else tells_others_work(scene)
    return "told of somebody else" if told else None
