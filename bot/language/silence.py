"""Speaking or silence: what forbids taking a sentence as a report, in one place."""

import re

from bot.language.forbids import FORBIDS
from bot.language.scene import Scene
from bot.language.sheet import shape
from bot.language.suppose import announced, supposed

_CLAUSE = re.compile(r"[,，。;!?\n…]")
_SENTENCE = re.compile(r"[。!?\n…]")
_CALL = re.compile(
    "请(?:大家|各位|老师们?|全体|相关|有关)?.{0,6}(?:准时|参加|出席|到场|到会|配合|做好准备)|准时(?:参加|到)|[勿别]迟到|欢迎.{0,8}(?:听|来|观摩|指导|参加|光临)|(?:^|\\n)[^\\S\\n]*(?:【?转】?|转发)[:】]"
)
_ECHO = re.compile(r"[\s@]*(?:已记录|已撤回|已改|已恢复|已登记) ?#|[\s@]*签到(?:开始|结束):")
_TITLED = re.compile(
    r"((?:主题|课题|题目|内容|名称|议题|标题|篇名|[Tt]heme|[Tt]opic)(?: ?[:|]|是|叫)\s?)([^,，。;\n]{2,40})"
)
"""What something is called may ask, deny or plan as it likes."""
_DISCUSSED = re.compile(
    r"((?:[讲学说聊议谈]的?(?:了|是)|研讨|讨论|围绕|探讨)了?)([^,，。;!?\n]{0,20}?(?:怎么|如何|怎样|怎)[一-龥][^,，。;!?\n]{0,20})(?!\?|吗)"
)
_CHEER = re.compile(
    "恭喜|祝贺|贺喜|道贺|可喜可贺|后生可畏|向.{1,8}学习|[为替][你您]们?.{0,4}(?:骄傲|自豪|高兴|开心|鼓掌|点赞)|[你您]们?[真太][棒强牛行]"
)
_FORWARDS = re.compile(
    r"[\s,@]*(?:【转发?】|转发|转(?:载|自|个|一?下|一份|给)?[^,。;!?\n]{0,8}(?:通知|公告|文件|安排|公示|[:】]))"
)
_REQUEST = re.compile(
    "借(?:我|给|一?下|来|用|走)|求.{0,6}(?:分享|借|推荐|支援|助)|匀我|分享(?:给我|一份)|有[没无]有人|谁能|谁有"
    "|帮(?:我|忙)(?:带|看|拿|代|调|占|抱|问|盯|接|上一?[下节]|改一?改)"
)
_BEFORE = ("a plan", "a negation", "a hypothesis", "others' affairs", "a comparison", "congratulations")
"""Said before the deed or not at all: what follows it is a remark."""
_TAUGHT = re.compile(
    "[,。;!\\n](?:给我们|今天|是)?(?:执教|授课|主讲|上课|讲课)的?(?:老师|教师|人)?(?:是|:|[\ue001-\ue0ff])"
)
"""Who taught is known of a lesson that was given."""
_OTHER_MENTION = re.compile(r"@ ?(?!\s)(?:[\ue001-\ue0ff]|[^\s@])")
_THIRD = shape(
    "(?:^|[,。;!\\s]|<date>|<period>|<time>)<person>(?:<any>|也|又|都|今天|刚才?|已经|去){0,4}(?:听|看)了(?!\\s*(?:$|[,。;!]))"
)
SELF = re.compile("我(?!校|们|组|区)|本人")


def forbidden(scene: Scene, at: int, border: re.Pattern[str] = _CLAUSE, until: int | None = None) -> str | None:
    """Why the sentence around `at` is no report of the sender, or None."""
    mask = _untitled(scene.sheet.mask)
    if _CALL.search(mask) or _FORWARDS.match(mask):
        return "a notice"
    if not scene.addressed and _REQUEST.search(mask):
        return "a request"
    if _CHEER.search(mask) and not SELF.search(mask):
        return "congratulations"
    start, end = around(mask, at, border)
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
    return _beyond_clause(mask, at)


def _beyond_clause(mask: str, at: int) -> str | None:
    """What the whole sentence around a deed makes of it."""
    start, end = around(mask, at, _SENTENCE)
    if supposed(mask[start:end], at - start):
        return "a hypothesis"
    return "an announcement" if announced(mask[start:end]) else None


def _untitled(mask: str) -> str:
    """The mask without what something is called, or what was talked about: 讲的是作业怎么布置."""
    for pattern in (_TITLED, _DISCUSSED):
        mask = pattern.sub(lambda m: m[1] + " " * len(m[2]), mask)
    return mask


def _waived(scene: Scene, reason: str, found: re.Match[str], at: int) -> bool:
    """Those who speak for others may tell their affairs to the bot; 去听 of a lesson that is over is no plan."""
    if reason == "a plan" and found[0] == "去听":
        return _over(scene, at) or bool(_TAUGHT.search(scene.sheet.mask, at))
    return reason == "others' affairs" and scene.addressed and scene.speaks_for_others


def _over(scene: Scene, at: int) -> bool:
    """Whether the day told is past, or the periods of today that are told have begun."""
    start, end = around(scene.sheet.mask, at, _SENTENCE)
    inside = [piece for piece in scene.sheet.pieces if start <= piece.start < end]
    days = [scene.day(piece.value) for piece in inside if piece.kind == "date"]
    if days and max(days) != scene.today.isoformat():
        return max(days) < scene.today.isoformat()
    begins = [scene.words.school.periods.get(p) for piece in inside if piece.kind == "period" for p in piece.value]
    now = scene.sent_at.hour * 60 + scene.sent_at.minute
    return bool(begins) and all(minute is not None and minute < now for minute in begins)


def _asks(mask: str, at: int) -> bool:
    """Whether the sentence, though not this clause of it, ends as a question to colleagues."""
    end = around(mask, at, _SENTENCE)[1]
    return mask[end : end + 1] == "?" and "有人" in mask[at:end]


def _lies_ahead(scene: Scene, at: int) -> bool:
    start, end = around(scene.sheet.mask, at, _SENTENCE)
    days = [p for p in scene.sheet.pieces if p.kind == "date" and start <= p.start < end]
    return bool(days) and all(scene.ahead(piece) for piece in days)


def around(mask: str, at: int, border: re.Pattern[str]) -> tuple[int, int]:
    start = max((m.end() for m in border.finditer(mask, 0, at)), default=0)
    end = border.search(mask, at)
    return start, end.start() if end else len(mask)


def repeats_bot(scene: Scene) -> bool:
    """Whether the bot's own words are copied back."""
    return bool(_ECHO.match(scene.sheet.plain))


def forwarded(scene: Scene) -> str | None:
    """Somebody else's notice, handed on."""
    return "a notice" if _FORWARDS.match(scene.sheet.mask) else None


def addresses_other(scene: Scene) -> bool:
    """Whether an unaddressed group message turns to somebody else (@王芳 …)."""
    return not scene.addressed and bool(_OTHER_MENTION.search(scene.sheet.mask))


def _only_beside(mask: str) -> bool:
    """Whether the sender served at somebody's work, or read it."""
    return bool(_SERVES.search(mask) or _READS.search(mask))


_WORK = shape(
    r"(?:^|[,。;!\s])(?:<date>|<period>|<time>|今天|昨天|刚才?)*<person>(?:的|<any>|今天|昨天|刚才?|那|这|篇|节|个|也|又){0,5}"
    r"(?:论文|课题|案例|反思|随笔|公开课|展示课|研究课|汇报课|示范课|评优课|观摩课)"
)


def tells_others_work(scene: Scene) -> bool:
    """王芳的论文…, 方圆的公开课…, said by somebody who is not among those named and does not report for others."""
    if scene.addressed or scene.speaks_for_others or SELF.search(scene.sheet.mask):
        return False
    named = [scene.who(piece.value) for piece in scene.sheet.of("person")]
    return scene.sender not in named and bool(_WORK.search(scene.sheet.mask))


def tells_of_third(scene: Scene) -> bool:
    """王芳听了…, said by somebody who does not report for others, nor by 王芳 herself."""
    mask = scene.sheet.mask
    if SELF.search(mask):
        return False
    others = [p.start for p in scene.sheet.of("person") if p.value.names != (scene.sender,)]
    return any(m.start() <= at < m.end() for m in _THIRD.finditer(mask) for at in others)


_SERVES = re.compile(
    "[当做任](?:了)?(?:一?[回次]|一?个)?(?:了)?(?:记录员?|主持|评委|评审|听众|观众|司仪|摄影|会务|志愿者|后勤|学生|群演|计时|裁判|陪练|背景板)"
)
_READS = shape(
    "(?:[读看翻刷见]|拜读|学习|欣赏|借阅)(?:到|了|完|过)(?:一下|一遍)?[^,。;!?\\n]{0,8}(?:论文|课题|案例|反思|随笔|叙事|教学设计|申报书?|结题|课件)"
)


_LISTED = shape(
    "(?:申报|写作|投稿)(?:指南|模板|攻略)|如何写|怎样写|(?:我校|全校|本校)[^,。;]{0,6}(?:人|<count>)(?:$|[,。!])|名单[^,。;!?]{0,4}(?:公布|出来|公示|下来|出炉|已出|发布)"
)
_REMARKED = {
    "observation.log": re.compile("(?:全组|全校|大家|同事们?|组里|老师们)[^,。;!?我]{0,3}(?:听|看)了|[发转]的视频"),
    "activity.log": shape(
        "得[很真太好挺这那]|[真太好挺][热精无累长闷吵有]|开了(?:<any>|[一二两三四半]个?)?多?(?:小时|钟头|半天|一下午)"
    ),
    "paper.log": _LISTED,
    "project.log": _LISTED,
}
"""Words on somebody's work that are no report of it where nothing else is told."""
_NEVER = re.compile(r"(?!)")


def _told_in_full(scene: Scene) -> bool:
    """Whether more is told than what happened and when."""
    told = any(scene.sheet.has(kind) for kind in ("class", "period", "title", "room", "department", "award"))
    return told or bool(SELF.search(scene.sheet.mask))


def of_others(scene: Scene, intent: str) -> str | None:
    """Why a record is somebody else's to tell."""
    if not scene.addressed and _REMARKED.get(intent, _NEVER).search(scene.sheet.mask) and not _told_in_full(scene):
        return "a remark"
    if intent == "activity.log":
        return None
    if intent in ("project.log", "paper.log") and not scene.addressed and _only_beside(scene.sheet.mask):
        return "others' affairs"
    told = tells_of_third(scene) if intent == "observation.log" else tells_others_work(scene)
    return "told of somebody else" if told else None
