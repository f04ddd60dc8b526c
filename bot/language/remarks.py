"""Words that nothing was recognised in: a lesson's topic, a paper's title, or a remark."""

import re

from bot.language.sheet import COVERED

_LEAD = re.compile(
    r"(?:[\s,。;:、!?…~)(\-.+/]+|的?课(?![本堂后前间文题外件程])|老师(?![们的课说讲教上语])"
    r"|讲的?(?:内容)?是?|上的?(?:内容)?是|上的?是?(?=[一-龥A-Za-z0-9]{2})|执教的?是?|(?:主要)?(?:主讲|讨论|研讨|交流)|围绕|的是"
    r"|内容是|题目?是|题为|课题是?|一课|的(?!确)|了(?!解)|那节|这节|一节|节课|这课|本课|也|都"
    r"|是|我(?![们的认觉感想听也])|班(?![级主])|学习(?=的是)|听的?(?=$)|在(?=$)"
    r"|教的?是?(?=[一-龥]{2})|于|给|向|以)"
)
_TRAIL = re.compile(
    r"(?:[\s,。;:、…~(\-+/]+|的?课|一课|这一课|的|听的|上的|在|我|是|于|和|跟|这篇|一文|一篇"
    r"|这个|本月|这节课|获|荣获|今天|主讲)$"
)
_BOILERPLATE = re.compile(
    r"^(?:小研|请|麻烦|帮忙?|烦请|劳烦|帮我|补|再)?(?:你|您)?(?:帮我|给我)?(?:补?[记录登]|登记"
    r"|记录|记|补)(?:一下|一条|上|下|个|入|一笔)?(?:吧|哈|哦)?$"
    r"|^(?:谢谢|感谢|多谢|辛苦|麻烦|收到|拜托|顺便|另外|对了|打扰|不好意思|抱歉|大家好|各位好"
    r"|你好|您好|补充|汇报一下|报告|登记|老师们)"
    r"|^(?:听课|观课)?(?:记录|反馈|登记|汇报|情况|笔记|小结)$|^(?:一共|总共|共|两节|\d+节|都"
    r"|全部)$|^(?:同行|一起|同去|陪同|还有|同听).{0,4}$|打印机|记一下$|录一下$|登记一下$"
)
REMARK = re.compile(
    r"^(?:学生|孩子|同学|课堂(?!教)|整[节堂体]|老师|教师|板书|气氛|氛围|感觉|觉得|收获|很|太"
    r"|非常|特别|设计|环节|朗读|小组|思路|亮点|节奏|语言|不错|真|确实|值得|总体|教学|上得|讲得"
    r"|听得|建议|挺|蛮|比较|有点|我觉得|我感|我们|你)"
    r"|很|非常|特别|不错|挺|值得|收获|到位|满满|精彩|扎实|学到|受益|不够|[得](?:好|很|真|太|不"
    r"|有)|有趣|投入|活跃|自然|清晰|清楚|精心|巧妙|用心|生动|积极|有待|可以再|成功$|顺利|辛苦"
    r"|佩服|棒"
)
_SPLIT = re.compile(
    r"(?<=[一-龥\w])(?=(?:学生们?|孩子们?|同学们?|课堂气氛|课堂|整节课|整堂课|整体|老师(?:的"
    r"|很|讲|语)|教师|板书|气氛|氛围|感觉|觉得|收获|非常|特别|设计得|环节|小组(?:合作|讨论)"
    r"|思路|节奏|很|上得|讲得|就是|我觉得|总体|挺|有几个|不过))"
)
_NO_TITLE = re.compile("[我你他她它吧吗呢啊呀啦]|记一下|登记一下|证书|奖状|收到|通知|已到|虽然|但是|终于|已经|请")


def cleaned(text: str) -> str:
    """A run of words without what merely ties it to the pieces beside it."""
    while (lead := _LEAD.match(text)) and lead.end():
        text = text[lead.end() :]
    while trail := _TRAIL.search(text):
        text = text[: trail.start()]
    return text


def bounds(text: str) -> tuple[int, int]:
    """Where the cleaned run begins and ends in `text`."""
    inner = cleaned(text)
    start = text.find(inner) if inner else 0
    return start, start + len(inner)


def says_nothing(text: str) -> bool:
    """Thanks, requests to record, and scraps."""
    core = re.sub(rf"[\s,。;!?~、:]|{COVERED}", "", text)
    return len(core) < 2 or bool(_BOILERPLATE.search(core))


def is_title(text: str) -> bool:
    """Whether words without 《》 may be what a paper or project is called."""
    return 4 <= len(text) <= 40 and not _NO_TITLE.search(text) and not is_remark(text)


def is_remark(text: str) -> bool:
    """Whether the words judge rather than name."""
    return bool(REMARK.search(text))


def split_topic(text: str) -> int:
    """Where a remark begins after a topic in one breath; the length when it is all topic."""
    space = next((m.start() for m in re.finditer(r"\s+(?=[一-龥])", text) if _remark_after(text, m.end())), len(text))
    match = _SPLIT.search(text, 2)
    return min(space, match.start() if match and match.start() >= 2 else len(text))


def _remark_after(text: str, at: int) -> bool:
    return is_remark(text[at:]) or not text[:at].isascii()
