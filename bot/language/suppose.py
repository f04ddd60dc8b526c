"""What is supposed and what is announced: words about deeds that nobody has done, beyond the clause of the deed."""

import re

from bot.language.sheet import shape

_IF = re.compile(
    "(?:如果|要是|假如|假设|假使|万一|倘若|倘使|只要|一旦|除非|但凡|若(?:是|能|有|没|不)|要不是|要能|早知道|早晓得|要不(?![要了])"
    "|(?:(?:^|(?<=[,。;!\\s]))(?:等(?![\\s等下,])|有空|有时间|得空|有机会|不出意外|不下雨|没事|没课|没会)))[^,。;!?\\n]{0,24}"
    "|[^,。;!?\\n]{1,24}的话(?=[,\\s就我])"
)
_FALSE = re.compile("不然|否则|除非|到时候|要不是|要能|但凡|早知道|早晓得|假如|假使|倘若")
"""After these even what is told as done was not done."""
_POLITE = re.compile(
    "[没有未](?:记|算|弄|搞|看|数|听|理解)?错|方便|可以|[不没]麻烦|需要|允许|来得及|不对|漏|[没未](?:记|登|录|报|收|填)"
)
_SO = re.compile("[就便才](?![是在])|再|也")
_DONE = re.compile("[听看上开讲做办搞交投评获得发写报参组完立结][^,。;!?\\n]{0,2}?[了过完]|[听上讲]的是?|举行了|参加了")
_THEN = shape(
    "(?:没有?|不|要[没有不是])[^,。;!?\\n就了]{1,14}(?:我|俺|咱)?们?就(?:去|来|也|一起){0,2}(?:听|上|看|交|报|写)(?![了过完])"
)
_MOVED = shape(
    "(?:主讲人?|主持人?|授课人|教室|地点|场地|场所|会场|会议室|时间|日期|座位表?|座次|名单|选题|人选|位置|安排|顺序|节次|签到[处台表点])[^,。;!?\\n]{0,14}?"
    "(?:[换改调挪移搬定][到在了成为至去个一好]|变[了更动]|有变|有调整|调整|出来了|[公]布了?)"
    "|(?:[这那节堂场]?课|<kind>|活动|备课|讲座|培训|会|沙龙|比赛)[^,。;!?\\n]{0,14}?[换改调挪移搬](?:到|在|至|去)[^,。;!?\\n]{0,4}"
    "(?:<room>|<date>|<period>|<time>|<class>|[楼室厅馆场]|[上下]周|[上下]午|后面|隔壁|上面|楼)"
)
_GUESTS = shape(
    "[来去要想]听[^,;]{0,12}课的(?!是|课|时)|听(?:<any>|的|这|那|节|堂){1,5}课?的(?:各位|所有|其他)?(?:老师|同事|同志|人|朋友)"
    "|[别莫不]要?[跑走坐找]错|捧个场|(?:一起|咱们|大家|都)[^,。;!?]{0,4}[去来]捧|有空的|来挑|欢迎|求围观|来坐[坐镇]"
)


def supposed(sentence: str, at: int) -> bool:
    """Whether the deed at `at` hangs on a condition told before it in its sentence."""
    if _THEN.search(sentence):
        return True
    false = _FALSE.search(sentence, 0, at)
    if false:
        return True
    condition = _IF.search(sentence, 0, at)
    if condition is None or _POLITE.search(condition[0]):
        return False
    deed = max(sentence.rfind(mark, condition.end(), at) for mark in ",;\n") + 1 or condition.end()
    return bool(_SO.search(sentence, deed, at + 1)) or not _DONE.search(sentence, max(0, at - 1))


def announced(sentence: str) -> bool:
    """Whether it tells where or when something takes place, or what guests should mind, and nothing that was done."""
    moved = _MOVED.search(sentence) or _GUESTS.search(sentence)
    return bool(moved) and not _DONE.search(sentence)
