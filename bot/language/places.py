"""Other schools where lessons are given, and rooms where people meet."""

import re

from bot.language.sheet import Sheet

_SCHOOL = re.compile(
    r"(?:(?<=[在去到赴往至了听看跟和与同请从说])|(?<![一-龥])(?:观摩了?|走进了?|来到了?|前往|听了?|看了"
    r"|今天)?)(?![了过着的])((?:(?![在去到赴往至听看跟和带来是从说又还题那这们级])[一-龥]){1,10}?(?:小学|中学|学校|实小|附小|附中|中心校|幼儿园"
    r"|校区|分校|[一二三四五六]小)|附小|实小|附中|中心小学)(?!语文|数学|英语|生|组|科|里|的老师)"
)
_ROOM = re.compile(
    r"(?:(?<=[在到去])|(?<=地点)|(?<=地点[是为])|(?<![一-龥]))(?!地点"
    r"|[在到去])((?:[一二三四五六七八九]|\d|东|西|南|北|教学|综合|行政|实验|科技|图书|录播"
    r"|多媒体|(?![到在去于的了是请])[一-龥]){0,8}?"
    r"(?:会议室|教室|报告厅|礼堂|阅览室|图书馆|体育馆|操场|办公室|录播室|活动室|实验室"
    r"|机房|校史馆|阶梯教室|多功能厅|多媒体室|大厅|美术室|音乐室|[书茶]吧|演播厅|会客厅|[一-龥]{1,4}室(?![一-龥])|[一二三四五六1-6]楼(?![一-龥])|舞蹈房|\d{3}室)(?:[一二三四五六1-9]楼"
    r"|[一二三四1-9]号?(?![一-龥\d.、]))?)"
)
_HOUSE = re.compile(
    r"(?<=[在到去])了?((?:(?![了在到去的])[一-龥]){1,8}?(?:[一-龥]院|宫|基地|中心|进修校|局|[一-龥]馆|[一-龥]站))"
    r"(?=参加|举[行办]|开|听|培训|进行|组织|研讨|学习|交流|上)"
)
_NO_SCHOOL = re.compile(
    "^(?:(?:我家?)?(?:女儿|儿子|孩子|闺女|大宝|二宝|娃|老公|老婆)的?|我们?|[他她]们?|对方|人家|本|借班|执教|授课|上课|承办|送教|所在|听课|学|该|这|那|全|各|一|外|同|母)?(?:学校|校区|小学)|^全国"
)
_NO_ROOM = re.compile("^前?交|前交|[把将换改]|[的了是在我交送给]|报(?!告)|教科|教研|教导|政教|今天|进$|听|签到|各位")


def find(sheet: Sheet, own: str) -> None:
    """Mark other schools as `place` and rooms as `room`."""
    if re.search("[小学园校附]", sheet.mask):
        sheet.mark(_SCHOOL, "place", lambda m: None if _NO_SCHOOL.search(m[1]) or m[1] in own else m[1], group=1)
    if re.search("[室厅堂馆楼场房吧]", sheet.mask):
        sheet.mark(_ROOM, "room", _room)
    if re.search("[院宫站地心局馆]", sheet.mask):
        sheet.mark(_HOUSE, "room", lambda m: None if _NO_ROOM.search(m[1]) else m[1], group=1)


def _room(match: re.Match[str]) -> str | None:
    """A room, and not the label of one: 教室：…"""
    label = match.string.startswith((":", " :"), match.end())
    return None if label or _NO_ROOM.search(match[1]) else match[1]
