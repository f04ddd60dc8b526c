"""What goes on beside lessons and works and is told in their words: errands of the day, visits, memories, kin."""

import re

from bot.language.evidence import Candidate
from bot.language.forbids import FORBIDS
from bot.language.phrases import Phrases
from bot.language.plainly import beside_the_report
from bot.language.scene import Scene
from bot.language.sheet import shape
from bot.language.silence import SELF, around, over, told_in_full

_CLAUSE = re.compile("[,，。;!?\\n…]")
_RELATIVES = (
    "(?:我们?家?的?)?(?:老公|老婆|爱人|儿子|女儿|闺女|大宝|二宝|宝贝|媳妇|对象|男朋友|女朋友|我[爸妈弟妹姐哥]|我侄|我外甥|表[姐妹弟哥]|堂[姐妹弟哥]|侄子|侄女|外甥女?"
    "|孙女|孙子|邻居|我(?:的|以前的?)?(?:老?同学|朋友|发小|前?同事)|(?:大学|高中|师范)同学|闺蜜|室友)"
)
_KIN = shape(rf"(?:^|[,。;!?\s]|<date>|<time>){_RELATIVES}")
"""Somebody of the family at the beginning of a clause."""
_ONCE = re.compile(
    "(?:想当年|当年|那时候|那会儿|那年|[去前]年(?:这|那)(?:时候|会儿|个时候)|小时候|(?:刚|才)(?:工作|毕业|上班|入职|参加工作)(?:那|的)|年轻(?:的)?(?:时候|时|那)"
    "|以前(?!的)|从前|曾经|上学(?:的)?时候|读书(?:的)?时候|第一次(?:听|上|开|发|拿)[^,。;]{0,12}(?:时候|时|那))"
)
"""Of long ago."""
_LOOKS_BACK = re.compile("(?:现在|如今|今天)(?:再|回头)?(?:看|想|翻)(?:起来|来|看|想)?[真好也还才]|回头[看想]|翻出来")
_VISITS = shape(
    "(?:^|[,。;!?\\s]|<date>|<time>|<period>|今早|上午|下午|刚才?)(?:有|有个|几位|几个|一群|一大[群波]|区|市|省|局|校|区里|市里|局里|上面|来了?|两位)?的?"
    "(?:校长|校领导|领导|主任|书记|专家|教研员|督导|视导组?|检查组?|考察团|参观团|实习生|实习老师|家长|局长|科长|组长|行政|同行|客人|外校老师|别的老师|有老师|有人)们?"
    "[^,。;!?我]{0,8}?(?:推门|听课|[来去]听|听了|听我|看课|观课|坐在?后)"
    "|<department>(?:<date>|<period>|<time>|今天|集体|都|全|一起|下午|上午)*去(?:<any>)?听"
    "|(?:<department>|组里|全组|大家|同事们?)[^,。;!?我]{0,4}(?:都|全)(?:去听课|听了<count>)"
    "|<person>(?:要|会|也|今天|<date>|<period>|<time>)*来(?:我们?)?[^,。;!?我]{0,4}(?:听|推门|看课)"
)
_TAUGHT_BY = shape(
    "(?:^|[,。;!?\\s]|<date>|<time>|<period>)(?:我们?的?|组里的?|学校的?|隔壁|对门|两个|几个|有个|一个)*"
    "(?:实习老师|实习生|徒弟|新老师|小年轻|年轻人|年轻老师|同事|师父|师傅|别的老师|他们|她们|他|她|搭班|外教|专家|名师|特级教师|教研员|校长)们?"
    "[^,。;!?我]{0,8}?(?:[上讲开]了|[上讲开]完|的(?:<any>)?(?:公开|展示|研究|示范|汇报|评优|观摩)?课)"
)
"""Those who come to hear lessons, told by who was heard or stood by."""
_ERRANDS = re.compile(
    "(?:[换调代顶串占借蹭补]一?下?(?:了|个|[一两]?节|一下)?(?:班|课)(?!教学|上课|执教|后|件|题|型|开)|代一?下|[换调]到|[换调]给|看[一个]?[下会]?班|盯[一个]?[下会]?班|带[一个]?[下会]班|监[考堂场]|巡[考视堂]|值[日班周]"
    "|没(?:人|老师)(?:上|管|在)|我(?:来|去|要)?上(?![午周次月个了过])|请(?:[病事产婚]?)假|自习|测验|考试|小测|单元卷|试卷|卷子|成绩|平均分|及格|默写|听写|背书|订正|作业|补考|罚|打架|吵架|打闹|闹事|告状|受伤|摔|吐了|流鼻血|发烧"
    "|春游|秋游|体检|疫苗|预防针|交费|收费|收钱|大扫除|打扫|卫生|午餐|吃饭|就餐|放学|排队|集合|做操|升旗|彩排|拍照|课代表|班主任|家长会|开会|借(?:我|用|一下|个)|钥匙|投影|电脑|白板|空调|风扇|门窗|锁门|关灯|粉笔|讲台上|丢|捡|落[在下了]|忘[在拿带]"
    "|[换调]一下|没(?:有)?(?:人|老师)|要[一两几三点些借用拿]|去上课|该上课|别走错|课表|排课|教室里?(?:没|有|太))"
)
"""What colleagues tell each other of classes, persons and periods without having heard a lesson."""
_TIMETABLE = shape(
    "<period>(?:我|要|去|还要?|又要?)*听课[,、]?(?:<date>|<time>|第?二天)*<period>(?:我|要|去|还要?|又要?|得){0,2}(?:上课|开会|监考|值[日班]|批|改|看班|备课|培训)"
)
"""How a day goes on, lesson after lesson."""
_SPENT = re.compile("[\ue000-\ue0ff](?:是|在)?听课[,、]?[\ue001-\ue0ff]\ue000*(?:是|在)?(?:监考|上课|开会|批|改|自习)")
"""What the lessons of a day went to."""
_GOES = re.compile("去听课(?=$|[,。;!])")
_IN_PASSING = re.compile("听课(?:被|把|的?时候?|途中|路上|期间|[差都]点|听得|听到|听出|真|好|太|也是)")
"""Something happened while a lesson was heard."""
_THINGS = re.compile(
    "听[了过][^,。;!?]{0,8}才(?:叫|知道|懂|明白|晓得)|(?<![A-Za-z])[Aa][Pp][Pp](?![A-Za-z])|听课[^,。;!?]{0,2}(?:忘|没)了?带|(?:胜|强)过[^,。;!?]{0,4}(?:自己|自学|看|十年)|听课[就才]?是(?:为了?|最|一种|一件|老师|教师|我们)|(?:路过|经过|走廊|巡课|巡堂|窗外|门口)[^。;!?]{0,12}[听看]到|小论文|小课题|听课的?(?:凳子|椅子|板凳|座位|位置|名额|手机|杯子)|听课[还也都就最更很真太越不]{0,3}(?:认真|专心|专注|仔细|投入|走神|开小差|状态|习惯|效率|纪律|积极|坐得住|坐不住|打瞌睡|睡着|犯困)|[谁你他她]听课|听课(?:笔记)?本[^,。;:]{0,6}(?:落|丢|忘|找不|不见|谁|哪|带[好上来]|拿错|拿走|还给|用完|写满|发)|[看听读]了[^,。;!?]{1,6}的(?:课件|教案|论文|文章|建议|意见|[Pp][Pp][Tt]|视频|朋友圈|照片|消息|反思|故事|歌|话)|听课笔记(?:写|还|没|做|抄|谁|要|都|怎)|"
    "听课(?:证|表格|任务|安排表?|指标|要求|制度|评价表|量表|通知|费|排[满得了])(?! ?:)"
)
"""Not the hearing, but what belongs to it."""
_KINDS = "(?:公开|展示|研究|示范|汇报|评优|观摩)课"
_EVER = re.compile("听过")
_OF_ONE = ("date", "period", "class", "title", "count", "kind", "place", "time", "room")
"""What tells of one certain lesson; without it 听过 is what one has ever heard."""
_PREPARES = shape(
    f"为了?(?:这|那|<date>|上|这次|这节|一节)*的?{_KINDS}|试[教上]|第[一二三四五六七八九十\\d]+稿|(?:教案|课件|教学设计|学习单|说课稿)[^,。;!?]{{0,6}}(?:改|写|谁|还|没|发我|借)"
    f"|报名|名额|抽签|抽[中到]|照常|如期|悬了|没底|心里慌|[上开讲]{_KINDS}的(?:老师|同事|人|各位)|{_KINDS}的?(?:衣服|安排|通知|教室|时间|地点)"
    f"|{_KINDS}(?:要|得|还|还要|需要|没|怎么|准备|可以|能|应该|那天|期间)"
    f"|{_KINDS}的?(?:文件夹|[Uu]盘|视频|照片|录像|凳子|椅子|证明|道具|评课)|在{_KINDS}上(?![了过完])"
)
"""Before a lesson: what is made ready, and whether it will be."""
_ELSEWHERE = shape(
    "(?:妹妹?|姐姐?|弟弟?|哥哥?|孩子|女儿|儿子)[^,。;!?]{0,3}幼儿园|(?:<class>|年级)组[^,。;!?]{0,4}都|(?:别的|其他|人家|兄弟)的?学校"
)
_BARE_GIVING = shape(f"(?:上|开设?|承担|执教)(?:一?[节堂]|个)?(?:<level>)?{_KINDS}(?![了过完]|上了|上完|结束)")
_HEARD_SELF = re.compile("我(?:们|也|又|去|来|跟着?|和|都|刚|一起|今天)*(?:推门|听|看|观)|[陪跟随]")
_TAUGHT_SELF = re.compile("我(?!的徒|的师|徒|师|们|带|组)[^,。;]{0,8}[上讲开执]|本人|我的(?!徒|师|同)")


def beside(scene: Scene, candidate: Candidate) -> str | None:
    """Why words of a report tell of something beside: kin, long ago, a sigh, visits, errands."""
    mask, intent = scene.sheet.mask, candidate.intent
    if _KIN.search(mask, 0, candidate.at + 1):
        return "others' affairs"
    if _ONCE.search(mask, 0, candidate.at + 1) or _LOOKS_BACK.search(mask):
        return "long ago"
    if candidate.phrases and _still_planned(mask, candidate.phrases):
        return "a plan"
    if candidate.phrases and beside_the_report(scene, candidate.phrases):
        return "no plain report"
    if intent == "observation.log":
        return _beside_hearing(scene, candidate)
    return _beside_giving(scene, candidate) if intent == "lesson.log" else None


def _still_planned(mask: str, phrases: Phrases) -> bool:
    """Whether the first stage that is told of is one yet to come: 论文定题了，打算投《江苏教育》."""
    stage = phrases.stage.search(mask) if phrases.report.stages else None
    if stage is None:
        return False
    start = around(mask, stage.start(), _CLAUSE)[0]
    return bool(FORBIDS["a plan"].search(mask, start, stage.end()))


def _beside_giving(scene: Scene, candidate: Candidate) -> str | None:
    """Why words of a lesson given tell of what is yet to be, of its making, or of somebody else's."""
    mask = scene.sheet.mask
    if _PREPARES.search(mask) or (
        _BARE_GIVING.search(mask, candidate.at, candidate.at + 12) and not _is_over(scene, candidate.at)
    ):
        return "a plan"
    if scene.addressed:
        return None
    if (_ELSEWHERE.search(scene.sheet.plain) or _ELSEWHERE.search(mask)) and not SELF.search(mask):
        return "told of somebody else"
    if _TAUGHT_BY.search(mask) and not _TAUGHT_SELF.search(mask):
        return "told of somebody else"
    return None


def _is_over(scene: Scene, at: int) -> bool:
    """Whether the lesson lies behind, for certain: a bare weekday may be that of any week."""
    bare = any(piece.value.form == "weekday" and piece.value.a is None for piece in scene.sheet.of("date"))
    return scene.sheet.has("date") and not bare and over(scene, at)


def _beside_hearing(scene: Scene, candidate: Candidate) -> str | None:
    """Why words of a lesson heard tell of something beside it."""
    mask = scene.sheet.mask
    if _EVER.search(mask) and not any(scene.sheet.has(kind) for kind in _OF_ONE):
        return "long ago"
    if _THINGS.search(mask) or (_IN_PASSING.search(mask) and not told_in_full(scene)):
        return "a remark"
    if _TIMETABLE.search(mask) or _SPENT.search(mask):
        return "an errand"
    if scene.addressed:
        return None
    if _GOES.search(mask) and _ERRANDS.search(mask) and not (scene.sheet.has("person") or scene.sheet.has("title")):
        return "an errand"
    if _VISITS.search(mask) and not _HEARD_SELF.search(mask):
        return "a visit"
    return "an errand" if candidate.until is None and (_ERRANDS.search(mask) or _PREPARES.search(mask)) else None
