"""Speaking or silence: what forbids taking a sentence as a report, in one place."""

import re

from bot.language.forbids import FORBIDS
from bot.language.scene import Scene
from bot.language.sheet import shape
from bot.language.suppose import announced, supposed

_AROUND = 250
"""Characters about a deed, at the most, that belong to its clause."""
_CLAUSE = re.compile(r"[,，。;!?\n…]")
_SENTENCE = re.compile(r"[。!?\n…]")
_CALL = re.compile(
    "全体[^,。;!?]{0,8}(?:参加|到场|出席|观摩|听课|准时)(?!,?[\ue001-\ue0ff])|(?:一起|一并|统一)交到[^,。;!?了]{1,8}(?:$|[,。;!])|请(?:大家|各位|老师们?|全体|相关|有关)?.{0,6}(?:准时|参加|出席|到场|到会|配合|做好准备)|准时(?:参加|到)|[勿别]迟到|欢迎.{0,8}(?:听|来|观摩|指导|参加|光临)|(?:^|\\n)[^\\S\\n]*(?:【?转】?|转发|示例|样例|范例|举例|例句|格式|模板)[:】]|(?:大家|各位|老师们?)(?:知晓|周知|知悉)"
)
_ECHO = re.compile(r"[\s@]*(?:已记录|已撤回|已改|已恢复|已登记) ?#|[\s@]*签到(?:开始|结束):")
_TITLED = shape(
    r"((?:<activity> ?:|(?:主题|课题|题目|内容|名称|议题|标题|篇名|[Tt]heme|[Tt]opic)(?: ?[:|]|是|叫))\s?)"
    r"([^,，。;\n]{2,40})"
)
"""What something is called may ask, deny or plan as it likes."""
_DISCUSSED = re.compile(
    r"((?:[讲学说聊议谈]的?(?:了|是)|研讨|讨论|围绕|探讨)了?)([^,，。;!?\n]{0,20}?(?:怎么|如何|怎样|怎)[一-龥][^,，。;!?\n]{0,20})(?!\?|吗)"
)
_PASSES_ON = re.compile("[替帮代]我[^,。;!?]{0,3}(?:恭喜|祝贺|道贺|道喜|问好|问候)")
_NOT_KEPT = re.compile(
    "(?:别|不用|不要|不必|甭|用不着|无需)(?:给我|帮我|真|再)?(?:记|登记?|录)(?:录|入|进去?|上|下来?|了|我)?[啊哈哦呀吧了]{0,2}(?:$|[,。;!~\\s])"
)
_FOUND = re.compile(
    "谁的[^,。;!?]{1,10}(?:落|忘|丢|掉|放)[在到了]|(?:捡|拾)到|失物|认领|谁[^,。;!?]{0,4}(?:捡|拿错|借走|拿走)"
)
_CHEER = re.compile(
    "[祝愿](?:大家|各位|老师们|你|您|全体|小研|咱们|我们|所有)|恭喜|祝贺|贺喜|道贺|可喜可贺|后生可畏|向.{1,8}学习|[为替][你您]们?.{0,4}(?:骄傲|自豪|高兴|开心|鼓掌|点赞)|[你您]们?[真太][棒强牛行]"
)
_FORWARDS = re.compile(
    r"[\s,@]*(?:【转发?】|附件[:】]|转发|转(?:载|自|个|一?下|一份|给)?[^,。;!?\n]{0,8}(?:通知|公告|文件|安排|公示|[:】]))"
)
_REQUEST = shape(
    "借(?:我|给|一?下|来|用|走)|求.{0,6}(?:分享|借|推荐|支援|助)|匀我|分享(?:给我|一份)|有[没无]有人|谁能|谁有"
    "|帮(?:我|忙)(?:带|看|拿|代|调|占|抱|问|盯|接|上一?[下节]|改一?改)"
    "|(?:麻烦|拜托|劳驾|辛苦)(?:<person>|老师)(?!了|.{0,4}[登记录])"
)
_BEFORE = ("a plan", "a negation", "a hypothesis", "others' affairs", "a comparison", "congratulations")
"""Said before the deed or not at all: what follows it is a remark."""
_TAUGHT = re.compile(
    "[,。;!\\n](?:给我们|今天|是)?(?:执教|授课|主讲|上课|讲课)的?(?:老师|教师|人)?(?:是|:|[\ue001-\ue0ff])"
)
"""Who taught is known of a lesson that was given."""
_OTHER_MENTION = re.compile(r"@ ?(?!\s)(?:[\ue001-\ue0ff]|[^\s@])")
_THIRD = shape(
    "(?:^|[,。;!\\s]|<date>|<period>|<time>)<person>(?:<any>|也|又|都|今天|刚才?|已经|去|来|推门|连着?|一口气){0,4}(?:听|看)了(?!\\s*(?:$|[,。;!]))"
    "|(?:^|[,。;!\\s]|<date>|<period>|<time>)<person>(?:<any>|也|又|都|今天|刚才?|已经|去|到|在|[、和]){0,6}听(?:公开|推门|评)?课(?:去?了|,|$)"
)
_GONE = shape(
    "(?:^|[,。;!\\s]|我们组的?|组里的?|<department>的?|<date>|<time>|<period>|<subject>|<class>)<person>(?:老师|也|又|都|今天|刚才?|已经|和|、|带着?[^,。;!]{1,4}?|<any>){0,5}"
    "(?:(?:还?在|正在|去|到|出去|外出|要去)(?:<any>|[省市区县]里|那边|外面|隔壁|[一-龥]{0,4}(?:小学|中学|学校|校)){0,2}听(?:公开|推门|评)?课(?:去|呢)?了?|听(?:公开|推门|评)?课去?了)(?=$|[,。;!\\s~])"
)
"""Who is away to hear lessons, told by one who stays."""
SELF = re.compile("我(?!校|们|组|区)|本人")


def forbidden(
    scene: Scene,
    at: int,
    border: re.Pattern[str] = _CLAUSE,
    until: int | None = None,
    despite: frozenset[str] = frozenset(),
) -> str | None:
    """Why the sentence around `at` is no report of the sender, or None; reasons in `despite` are none."""
    mask = _untitled(scene.sheet.mask[: at + 4 * _AROUND])
    said = _said_of_all(scene, mask)
    if said and said not in despite:
        return said
    start, end = around(mask, at, border)
    start, end = max(start, at - _AROUND), min(end, at + _AROUND)
    clause = mask[start:end]
    for reason, pattern in FORBIDS.items():
        found = pattern.search(clause)
        late = found and until and reason in _BEFORE and found.start() >= until - start
        if found and not late and reason not in despite and not _waived(scene, reason, found, at):
            return reason
    if (mask[end : end + 1] == "?" and not mask[end - 1 : end].isascii()) or _asks(mask, end):
        return "a question"
    if "a day ahead" not in despite and _lies_ahead(scene, at):
        return "a day ahead"
    beyond = _beyond_clause(mask, at)
    return None if beyond in despite else beyond


def _said_of_all(scene: Scene, mask: str) -> str | None:
    """What the whole message is that is no report, whatever its clauses say."""
    if _NOT_KEPT.search(mask):
        return "not to be kept"
    if _FOUND.search(mask):
        return "lost property"
    if _CALL.search(mask) or _FORWARDS.match(mask):
        return "a notice"
    if not scene.addressed and _REQUEST.search(mask):
        return "a request"
    cheers = _CHEER.search(mask) and not SELF.search(mask)
    return "congratulations" if cheers or _PASSES_ON.search(mask) else None


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
        return over(scene, at) or bool(_TAUGHT.search(scene.sheet.mask, at))
    return reason == "others' affairs" and scene.addressed and scene.speaks_for_others


def over(scene: Scene, at: int) -> bool:
    """Whether the day told is past, or the periods of today that are told have begun: all, where none is."""
    start, end = around(scene.sheet.mask, at, _SENTENCE)
    inside = [piece for piece in scene.sheet.pieces if start <= piece.start < end]
    days = [scene.day(piece.value) for piece in inside if piece.kind == "date"]
    if days and max(days) != scene.today.isoformat():
        return max(days) < scene.today.isoformat()
    periods = scene.words.school.periods
    begins = [periods.get(p) for piece in inside if piece.kind == "period" for p in piece.value]
    now = scene.sent_at.hour * 60 + scene.sent_at.minute
    begins = begins or (list(periods.values()) if days else [])
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


_MISSENT = re.compile("不是[找叫跟对喊问说@]+你|[发找@]错(?:了)?(?:群|人|地方|窗口|对象)|艾特错")


def missent(scene: Scene) -> str | None:
    """Whether the sender says that the bot was not meant."""
    return "not meant for the bot" if _MISSENT.search(scene.sheet.mask) else None


def addresses_other(scene: Scene) -> bool:
    """Whether an unaddressed group message turns to somebody else (@王芳 …)."""
    return not scene.addressed and bool(_OTHER_MENTION.search(scene.sheet.mask))


def _only_beside(mask: str) -> bool:
    """Whether the sender served at somebody's work, or read it."""
    return bool(_SERVES.search(mask) or _READS.search(mask))


_WORK = shape(
    r"(?:^|[,。;!\s])<person>(?:那篇|那本)?的?<title>|"
    r"(?:^|[,。;!\s])(?:<date>|<period>|<time>|<class>|<place>|<room>|在|今天|昨天|刚才?)*<person>(?:的|<any>|今天|昨天|刚才?|那|这|次|篇|节|个|也|又){0,5}"
    r"(?:论文|课题|案例|反思|随笔|公开课|展示课|研究课|汇报课|示范课|评优课|观摩课"
    r"|[上开讲]了?(?:一?[节堂个])?(?:<any>)?(?:公开|展示|研究|汇报|示范|评优|观摩)课)"
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
    patterns = (_GONE,) if SELF.search(mask) else (_GONE, _THIRD)
    others = [p.start for p in scene.sheet.of("person") if p.value.names != (scene.sender,)]
    return any(m.start() <= at < m.end() for pattern in patterns for m in pattern.finditer(mask) for at in others)


_SERVES = re.compile(
    "[当做任](?:了)?(?:一?[回次]|一?个)?(?:了)?(?:记录员?|主持|评委|评审|听众|观众|司仪|摄影|会务|志愿者|后勤|学生|群演|计时|裁判|陪练|背景板)"
)
_READS = shape(
    "(?:^|[,。;!\\s])(?:给大家|向大家)?(?:分享|推荐|转发|学习)(?![^,。;!?]*我)[^,。;!?]{0,12}(?:论文|案例|反思|随笔|叙事|教学设计|课件|课题)|[里上]面?[有见](?:<person>|我们|你|他|她)[^,。;!?]{0,4}(?:的|写)|"
    "(?:[读看翻刷见]|拜读|学习|欣赏|借阅|分享|推荐)(?:到|了|完|过)(?:一下|一遍)?[^,。;!?\\n我]{0,20}(?:论文|课题|案例|反思|随笔|叙事|教学设计|申报书?|结题|课件)"
)


_PRAISED = shape(
    "(?:<person>|同事|别人|人家|他们?|她们?|(?:隔壁|搭班|年轻|新)?老师|徒弟|师父|师傅)的?(?:<any>|[那这]一?[节堂])*(?:公开|展示|研究|示范|汇报|评优|观摩)?课?(?:也|真的?|真是|实在|简直|上得|讲得|可){0,2}"
    "(?:太|真|好|很|非常|特别|超级?|这么|那么|蛮|挺){0,2}"
    "(?:精彩|棒|赞|好(?!了)|成功|震撼|惊艳|绝了|牛|厉害|漂亮|出彩|有水平|让人|值得)"
)
_TALLY = shape(
    "(?:<department>|[我全本]校)[^,。;!?我]{0,12}(?:论文|案例|课题|随笔|反思)[^,。;!?]{0,6}<count>|比去年|<award>[有共各]?(?:<count>|[一二两三四五六七八九十\\d]{1,3}[个项篇])[^。;!?]{0,8}<award>[有共各]?(?:<count>|[一二两三四五六七八九十\\d])"
)
"""How many of each award a school won."""
_OF_SCHOOL = shape(
    "(?:隔壁|别的|其他|人家|兄弟|对门)(?:的?[语数英体美音科]?[文学语育术乐]?组|班|办公室|<room>)|(?:^|[,。;!\\s])<room>的?(?:论文|课题|案例)|<class>(?:<subject>|的|学生|孩子)*小(?:论文|课题)|指导(?:老师|教师)"
    "|<department>[^,。;!?我]{0,8}(?:(?:全部?|都)交|收)齐|[交报][了上][^,。;!?]{0,4}[,]?还差|<place>的?(?:<person>|<subject>|[一-龥]{0,4}?(?:老师|同学|朋友|同行)|[^,。;!?]{0,3}(?:论文|课题|案例))"
)


_OF_COLLEAGUE = shape(
    "(?:^|[,。;!\\s]|<date>|<time>)(?:我们?的?|组里的?|咱们?的?)?(?:徒弟|师父|师傅|同事|搭档|搭班|实习生|实习老师|学生|孩子|同学)们?的?"
    "(?:<any>|那篇|小){0,2}(?:论文|课题|案例|反思|随笔|作文|文章)"
)


def _of_other_school(scene: Scene) -> bool:
    """Whether it is told of another school's people, and not by one who speaks of themself."""
    return bool(_OF_SCHOOL.search(scene.sheet.mask)) and not SELF.search(scene.sheet.mask)


_LISTED = shape(
    "(?:申报|写作|投稿)(?:指南|模板|攻略)|如何写|怎样写|(?:我校|全校|本校)[^,。;]{0,6}(?:人|<count>)(?:$|[,。!])|名单[^,。;!?]{0,4}(?:公布|出来|公示|下来|出炉|已出|发布)"
)
_REMARKED = {
    "observation.log": re.compile(
        "(?:全组|全校|大家|同事们?|组里|老师们)[^,。;!?我]{0,3}(?:听|看)了|[发转]的[^,。;!?]{0,6}视频"
    ),
    "activity.log": shape(
        "得[很真太好挺这那]|[真太好挺][热精无累长闷吵有]|开了(?:<any>|[一二两三四半]个?)?多?(?:小时|钟头|半天|一下午)"
    ),
    "paper.log": _LISTED,
    "project.log": _LISTED,
}
"""Words on somebody's work that are no report of it where nothing else is told."""
_NEVER = re.compile(r"(?!)")


_ASKED = re.compile("谁(?:没|还|有|拍|能|来|去|要|写|发)")


def _no_lesson(scene: Scene) -> bool:
    """Whether nothing is told of the lesson itself: what of, in which period, that it was heard."""
    return not (scene.sheet.has("title") or scene.sheet.has("period") or "听" in scene.sheet.mask)


def told_in_full(scene: Scene) -> bool:
    """Whether more is told than what happened and when."""
    told = any(scene.sheet.has(kind) for kind in ("class", "period", "title", "room", "department", "award"))
    return told or bool(SELF.search(scene.sheet.mask))


def of_others(scene: Scene, intent: str) -> str | None:
    """Why a record is somebody else's to tell."""
    if not scene.addressed and _REMARKED.get(intent, _NEVER).search(scene.sheet.mask) and not told_in_full(scene):
        return "a remark"
    if intent == "activity.log":
        return "a question" if not scene.addressed and _ASKED.search(scene.sheet.mask) else None
    if intent == "observation.log" and _PRAISED.search(scene.sheet.mask) and _no_lesson(scene):
        return "praise"
    if intent in ("project.log", "paper.log") and not scene.addressed and _only_beside(scene.sheet.mask):
        return "others' affairs"
    if (
        intent in ("project.log", "paper.log")
        and not scene.addressed
        and (_of_other_school(scene) or _OF_COLLEAGUE.search(scene.sheet.mask))
    ):
        return "told of somebody else"
    if (
        intent == "paper.log"
        and not scene.addressed
        and not scene.sheet.has("title")
        and _TALLY.search(scene.sheet.mask)
    ):
        return "a remark"
    if intent == "lesson.log" and _PRAISED.search(scene.sheet.mask) and not told_in_full(scene):
        return "praise"
    told = tells_of_third(scene) if intent == "observation.log" else tells_others_work(scene)
    return "told of somebody else" if told else None
