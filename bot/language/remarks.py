"""Words that nothing was recognised in: a lesson's topic, a paper's title, or a remark."""

import re
from functools import lru_cache

from bot.language.sheet import COVERED

_SORT = re.compile(
    "(?:"
    "作文|习作|写作|写话|阅读|精读|略读|识字|拼音|口语(?:交际)?|听力|语法|词汇|古诗文?|诗歌|绘本|整本书(?:阅读)?|单元(?:整合|整体|起始|导读)?|起始"
    "|新授|复习|练习|讲评|试卷讲评|测评|活动|实验|探究|计算|概念|解决问题|思维|编程|手工|欣赏|实践|综合实践|主题班会|班会|队会|晨会|社团|校本|专题|项目(?:化|式)?"
    ")课(?![本堂后前间文题外件程标]|这样|怎)"
)
"""Sorts of lessons that the contract does not list: no kind, no subject, no topic."""
_LEAD = re.compile(
    r"(?:[\s,。;:、!?…~)(\-.+/|]+|那个|这个(?!世界)|然后|就是|[他她](?=[上讲教学听])|第\d{1,3}期|\d{4}年第?\d{1,2}期"
    r"|[上讲教学]的?(?:内容|课题|课文)?[都也就]?是|听[的了](?=\s)|啊|呢|的?课(?![本堂后前间文题外件程])"
    r"|老师(?![们的课说讲教上语])"
    r"|[两三四五六七八几各]位(?:年轻)?(?:老师|同事|教师)(?:们)?|[交报递送批过]了?[了啦]?:|地点[在是]?|讲(?![到得解评述台])的?(?:内容)?是?|上的?(?:内容)?是|上的?是?(?=[一-龥A-Za-z0-9]{2})|执教的?是?|(?:主要)?(?:主讲|(?:讨论"
    r"|研讨|交流)(?!太|很|得|非常|充分|热|不|时|环节|有|激|深|比|真|特别))|围绕|的是"
    r"|叫做?(?=[一-龥]{2})|^(?:听课)?(?:小结|反馈|笔记)[:]|聊了(?:半天|一下午|会儿?)?|^(?:话题|论题|专题|研题)[:是为]|^话题(?=[一-龥A-Z]{3})|内容是|^内容(?=[一-龥A-Za-z《])(?![丰充很太多少不有安设])|聊的?是?(?!得|到|了|天)(?=[一-龥]{3})|题目?是|题为|课题是?|一课|的(?!确)|了(?!解)|那节|这节|一节|节课|这课|本课|也|都"
    r"|是|我(?![们的认觉感想听也])|班(?![级主])|学习(?=的是|(?!伴|有|的|真|是|也|要|中|习惯|态度|氛围|状态|能力|热情|积极|任务|单)[一-龥]{3})|听的?(?=$)|在(?=$)"
    r"|教(?![具学材师态案室法研育者辅参])的?是?(?=[一-龥]{2})|于|给|向|以)"
)
_TRAIL = re.compile(
    r"(?:[\s,。;:、…~(\-+/|]+|一课|这一课|(?:已经?|业已|刚刚?)(?=$)|[听看][了完过]+|啊|呢|呀|啦|哈|然后"
    r"|那个|(?<!目)的|听的|上的|在|我|是|于|(?<![角总谐平温缓柔饱亲祥])和|跟|这篇|一文|一篇"
    r"|这个|本月|这节课|获|荣获|今天|主讲|(?:一共|总共|共)?(?:来了|到了|到场|参加)|(?<=[一-龥]) \d{1,2}\.?"
    r"|(?<=[\s,。;!])(?:小研|请|麻烦|帮我|给我|帮忙|先)*(?:记录?|登记?|录|存)(?:一下|上|下来?|一笔|一条|个)[吧哈啦]?)$"
)
_TRAILING = "".join(filter(str.isspace, map(chr, range(0x3001)))) + ",。;:、…~(-+/|了完过"
"""What a trail may be many of."""
_LONGEST = 20
_WORK_TRAIL = re.compile(r"[\s,](?:也|都|已经?|顺利|终于|正式)*(?:通过|过)[了啦]$")
_LESSON_TRAIL = re.compile(r"的?课$")
_BOILERPLATE = re.compile(
    r"^(?:小研|请|麻烦|帮忙?|烦请|劳烦|帮我|补|再)?(?:你|您)?(?:帮我|给我)?(?:补?[记录登]|登记"
    r"|记录|记|补)(?:一下|一条|上|下|个|入|一笔)?(?:吧|哈|哦)?$"
    r"|^(?:谢谢|感谢|多谢|辛苦|麻烦|收到|拜托|顺便|另外|对了|打扰|不好意思|抱歉|大家好|各位好"
    r"|你好|您好|补充|汇报一下|报告|登记|老师们)"
    r"|^(?:听课|观课)?(?:记录|反馈|登记|汇报|情况|笔记|小结)$|^(?:一共|总共|共|两节|\d+节|都"
    r"|全部)$|^(?:同行|一起|同去|陪同|还有|同听).{0,4}$|^(?:我们?|俩|咱)?(?:全程|完整|现场|从头到尾|认真"
    r"|都|就|也|去|刚|一直|有幸|一起)*(?:听|看|观摩|旁听|参加)"
    r"(?:了|过|完|的|完了|下来|到底)?(?:一节)?课?$|^(?:帮|给)?(?:我)?记(?:我|上|入"
    r"|一下)?(?:[一1两2])?(?:节|次|笔|条)?(?:听课?)?$"
    r"|^(?:一共|连着|连|一口气)?听?了?[两三四五俩仨几\d]+[节个堂]?$|^[一1](?:场|次|个|回)$|^(?:本|这|那)?(?:节课|次)?(?:记录|登记|情况|内容|明细|具体)?(?:如下|见下)$"
    r"|^[听看][了完]?(?:一整|整整一|大半|半|一)[节堂]课?$|^(?:主持|主讲|打卡|报备|交作业|[一二三四五六1-6]年级(?:备课)?组)$"
    r"|(?:回头|回去|晚点|晚些|稍后|明天|有空|改天|过后|之后|容后|后续|等.{1,6})再?(?:来)?(?:补|写|填|细说|细写|整理|交|发)(?:上|齐|全|一下|充)?[一-龥]{0,5}$"
    r"|^(?:刚)?(?:听完课?)?(?:才|就|赶)?回来了?$|^(?:一共|总共|累计|合计|共计|总计|目前)+(?:听了?)?$"
    r"|^先?(?:报|记|登)(?:个|一下|上)?(?:数|总数|数字)$|^(?:明细|详情|具体|其他)?等我?.{1,4}(?:完|空|闲)了?$"
    r"|(?:新学期|明天|下周|下次|明年|回头|大家)(?:再)?见$|^(?:大家)?(?:周末|节日|假期|新年|元旦|圣诞|冬至|国庆|中秋|教师节|[一-龥]{1,2}节)(?:愉快|快乐|安康)|晚安$|收工$|绑定"
    r"|打印机|^随堂(?:听课?)?$|记一下$|录一下$|登记一下$"
    r"|^(?:就|一直|全程|今天)*(?:坐|站|在|坐在|站在|躲在)?(?:教室)?(?:最?后[面排头边]|最?后一排|一旁|旁边|角落|边上|台下|下面)[里上]?(?:坐着|站着)?(?:听|看|坐|观摩)?[的着了]{0,2}课?$"
    r"|^(?:一直|差点|之前|当时)?忘了?(?:报|记|登记?|补|发|填)(?:了|上)?$|^[哈嘿嘻呵呜]+$|松了?一?口气"
)
_FEELS = re.compile(
    r"(?:(?!学生|孩子|同学|老师|[他她娃])[^,。;!?\s]){0,8}?(?:(?:腿|脚|腰|背|嗓子|胳膊|眼睛|屁股|肚子)[也都快要还跑站坐写讲说喊有点]{0,4}(?:软|酸|疼|痛|断|哑|饿|麻|废|困|僵|肿)"
    r"|(?:累|饿|冻|困|渴|忙|挤|吓|晒)(?:死|坏|惨|瘫|趴|晕|成狗|懵))[我人个]{0,2}[了啦的哈嘿呵呜~]*"
)
"""How the sender fares, which is nothing about the lesson."""
REMARK = re.compile(
    r"^(?:学生|孩子|同学|课堂(?!教)|整[节堂体]|老师|教师|板书|气氛|氛围|感觉|觉得|收获|很|太"
    r"|非常|特别|设计|环节|朗读|小组|思路|亮点|节奏|语言|不错|真|确实|值得|总体|教学|上得|讲得"
    r"|听得|建议|挺|蛮|比较|有点|我觉得|我感|我们|你)"
    r"|很|非常|特别|不错|挺|值得|收获|到位|满满|精彩|扎实|学到|受益|不够|[得](?:好|很|真|太|不"
    r"|有)|[讲读说唱写练抓坐收放笑看听]得|有趣|投入|活跃|专注|认真|起劲|讲究|细致|细腻|老练|老道|[真蛮]细|高级|惊喜|惊艳|惊人|羡慕|厉害|佩服|(?:比较|得|又|更)自然|自然(?:流畅|大方|得体)"
    r"|有意思|有灵气|走心|震撼|感动|热闹|放得开"
    r"|笑死|好嗨|哭了|绝了|跑通|清晰|清楚|精心|巧妙|用心|生动|积极|有待|可以再|成功$|顺利|辛苦"
    r"|佩服|棒"
)
_SPLIT = re.compile(
    r"(?<=[一-龥\w])(?=(?:(?:让|请|带着?|引导|组织|放手让|给|鼓励)?(?:学生|孩子|同学)们?|让[每大他小]|[她他](?:那个|的|讲|上|这|让|用|带|从|先|把|还|就|很|真)|课堂气氛|课堂|整节课|整堂课|整体|老师(?:的"
    r"|很|讲|语)|教师|板书|气氛|氛围|感觉|觉得|收获|非常|特别|设计得|环节|小组(?:合作|讨论)"
    r"|思路|节奏|很|上得|讲得|就是|我觉得|总体|挺|有几个|不过))"
)
_NO_TITLE = re.compile(
    "^[记报登补](?:[一两二三四五六几\\d]+|一?下)?[个条篇项份]|已[上提]?[交传报]|交(?:教科室|学校|上)|^[^(]*[)]|^(?:第?[一二三四五六七八九十\\d]{1,3}个?|[上下本这])(?:学月|单元|季度|阶段|批次?|轮|次|期|学期|学年|周|月|年级|篇|份)的?$|了$|^刚|一[个项篇份]$|^(?:刚[好巧]|总算|坐[等看]|一身|[卡踩]点|赶[在着上]|[还幸正]好|好歹|求|等[着待]|加油|开心|高兴|撒花|[真太好]不?容易|睡觉|下班|回家|收工|解放|交差|完成|搞定|打卡|齐活|心累|轻松|欢迎|继续"
    "|希望|争取|感觉|果然|居然|没想到|不枉|功夫不负|熬夜)|还没|没定|未定|待定|[我你他她它吧吗呢啊呀啦]|登记|名单|喜报|下次|专家(?=[给一们都评])|通过|保佑|记一下|登记一下|证书"
    "|奖状|收到|通知|已到|虽然|但是|终于|已经|请"
)


_ASPECT = re.compile(
    "(?=(?:实验(?=[讲做说演])|设备|多媒体|网络|例题|习题|分层|视频|后半|前半|开头|结尾|时间|课件|板书|教具|学具|导入|朗读|范读|领读|提问|追问|练习|评价|过渡|语速|声音|嗓音|教态|语言|气势"
    "|动作|示范|口令|操作|演示"
    "|讨论|互动|互评|合作|探究|情境|学习单|小组|重点|难点|素材|器材|纪律|规则"
    "|[唱读讲说跳画写练演弹做玩跑]得)[^,。;!? ]{0,10}?"
    "(?:得|很|挺|特别|非常|太|真(?!实)|不错|到位|有序|扎实|精彩|满满|流畅|热闹|(?:好|多|足|清|强|差|弱"
    "|花)(?:$|[,。;! 了的])))"
)
_UNIT = re.compile(r"(?:Unit|Lesson|Module|Chapter|Part|U|M|L)\s*\d{1,2}\s*$", re.IGNORECASE)
_JUDGES = re.compile(
    "(?:(?![她他那这])[一-龥]){0,4}(?:指导|引导|讲解|点拨|设计|组织|训练|台风|教态|基本功|功底|状态|氛围|效果|调控|评价|语言|节奏|思路|导入|提问|过渡|环节|朗读|示范|互动|板书)"
    "(?:得|很|挺|真|太|特别|非常|比较|蛮|也|都|更)?(?:不错|到位|扎实|有序|细|好|稳|清|棒|活|实)"
)
PRAISE = frozenset("好帅赞稳棒妙强牛绝美酷香值爽")
"""One character that says what one thought of a lesson."""


_remembered = lru_cache(maxsize=512)
"""Most runs of words are those that stand in every message: 的语文课, 的课."""


@_remembered
def cleaned(text: str, lesson: bool = True) -> str:
    """A run of words without what merely ties it to the pieces beside it; 课 at its end is part of a paper's title."""
    start, end = 0, len(text)
    while (lead := _LEAD.match(text, start) or (lesson and _SORT.match(text, start))) and lead.end() > start:
        start = lead.end()
    last = _LESSON_TRAIL if lesson else _WORK_TRAIL
    while trail := _TRAIL.search(text, low := _low(text, start, end), end) or last.search(text, low, end):
        end = trail.start()
    return text[start:end]


def _low(text: str, start: int, end: int) -> int:
    """Where a trail that ends here may begin at the earliest, so that a long text is not searched from its start."""
    return max(start, start + len(text[start:end].rstrip(_TRAILING)) - _LONGEST)


def bounds(text: str, lesson: bool = True) -> tuple[int, int]:
    """Where the cleaned run begins and ends in `text`."""
    inner = cleaned(text, lesson)
    start = text.find(inner) if inner else 0
    return start, start + len(inner)


@_remembered
def says_nothing(text: str) -> bool:
    """Thanks, requests to record, and scraps."""
    core = re.sub(rf"[\s,。;!?~、:]|{COVERED}", "", text)
    if _FEELS.fullmatch(text.strip(" ,。;!?~")):
        return True
    if core.strip(".()").isdecimal():
        return True
    return (len(core) < 2 and core not in PRAISE) or bool(_BOILERPLATE.search(core))


@_remembered
def is_title(text: str, least: int = 4) -> bool:
    """Whether words without 《》 may be what a paper or project is called."""
    return least <= len(text) <= 40 and not _NO_TITLE.search(text) and not is_remark(text)


@_remembered
def is_remark(text: str) -> bool:
    """Whether the words judge rather than name."""
    return bool(REMARK.search(text))


def judges(text: str) -> bool:
    """Whether the words say how something was done: 写话指导很细 names no topic."""
    return _JUDGES.match(text) is not None


@_remembered
def split_topic(text: str) -> int:
    """Where a remark begins after a topic in one breath; the length when it is all topic."""
    space = next((m.start() for m in re.finditer(r"\s+(?=[一-龥])", text) if _remark_after(text, m.end())), len(text))
    marks = (_SPLIT.search(text, 2), _ASPECT.search(text, 2))
    return min(space, *(match.start() if match else len(text) for match in marks))


def _remark_after(text: str, at: int) -> bool:
    before = text[:at]
    return is_remark(text[at:]) or not before.isascii() or (" " in before.strip() and not _UNIT.fullmatch(before))
