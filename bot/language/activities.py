"""What an activity is called: 英语组教研活动, 全体教师会, 实验技能培训."""

import re
from itertools import islice

from bot.language.sheet import MOST, Sheet, shape

_NOUN = re.compile(
    "报告会|宣讲会|茶话会|联欢会|欢送会|欢迎会|答辩会|展示会|恳谈会|教研活动|教研沙龙|集体备课|集备|课题活动|课题沙龙|读书沙龙|教师大会|教职工大会|教工大会"
    "|教职工会议?|教师会议?|教工会议?|研讨会|座谈会|分享会|研讨活动"
    "|交流活动|交流会|教研会|班主任会议?|行政会议?|组会|例会|大会|会议|沙龙|培训会?|讲座|论坛"
    "|备课会|备课(?!组长)|教研(?![员室组]|月)|工作坊|读书会|(?<=[一-龥])活动|(?<=[师工长员组])会(?![儿议])"
    "|(?:总结|考务|安全|动员|推进|部署|协调|观摩|分析|启动|表彰|汇报|述职|交接|见面|质量|工作|筹备|碰头|通气|布置"
    "|说明|复盘|反馈|交底|调度|务虚|党员|支部|工会|团员|备考|迎检|开学|期初|期末|期中|学期|学年|教代|辅导|结对|拜师)(?:大|例)?会(?![儿议员])"
    "|(?:开学|开幕|开班|开笔|开营)(?:仪式|典礼)|(?<=[一-龥])(?:仪式|典礼)"
)
_STOP = re.compile(
    "关闭|[的了在是把交开去来有和跟我你他她这那个次办请到为关没吗呢吧都也还要点着给让被从等,。;:、!?()\\s#\\d.\n@-]"
    "|哪[些几][场次个位]?|什么|多少|[改换挪移调][成为到在]|开展|举行|举办|组织|参加|进行|结束|发起|打开|签到|接龙|本次|记录|登记|文号|建议|"
    "取消|提醒|通知|今天|各位|老师们"
    "|[\ue000-\ue0ff]+"
)
_DEPARTMENT = shape("(?:<department>的?(?:各位|老师)?(?:第?[一二三四五六七八九十]{1,3}[次期轮场届])?|<class>)$")


def find(sheet: Sheet) -> None:
    """Mark activities by name, from what qualifies them on the left to their noun."""
    found, last = [], 0
    for match in islice(_NOUN.finditer(sheet.mask), MOST):
        start = _start(sheet.mask, last, match.start())
        found.append((start, match.end(), "activity", sheet.text[start : match.end()].strip()))
        last = match.end()
    if found:
        sheet.cover(found)


def _start(mask: str, last: int, at: int) -> int:
    low = max(last, at - 10)
    begin = max((m.end() for m in _STOP.finditer(mask, low, at)), default=low)
    department = _DEPARTMENT.search(mask, last, begin) if begin == at or mask[begin - 1 : begin] >= "\ue000" else None
    return department.start() if department and department.end() == begin else begin
