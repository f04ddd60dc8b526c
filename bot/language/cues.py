"""What speaks for the intents that are no records, as data: an intent, how strongly, in which words."""

import re
from dataclasses import dataclass

from bot.language.leave import WORDS as LEAVE
from bot.language.sheet import shape


@dataclass(frozen=True)
class Cue:
    """`pattern` found in the covered text speaks for `intent` with `weight`, except where `unless` is found too."""

    intent: str
    weight: float
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def cue(intent: str, weight: float, pattern: str, unless: str = "") -> Cue:
    return Cue(intent, weight, shape(pattern), shape(unless) if unless else None)


_OPEN = (
    "开启|开始|开放|打开|发起|发布|创建|新建|组织|启动|开通|开设|设置|开(?:起|一下|个|一个)?"
    "|(?:建|弄|挂|设|搞|来|发|放|起)(?:一?个|一下|下)"
)
_OPENED = (
    "开始|开启|打开|开起来|开一下|开了吧|开吧|开开|开放|启动"
    "|挂出来|挂起来|挂上|建起来|建一个|发起来|发一个|弄起来|弄一个|搞起来|发出来|放出来|开一个|开个|设好"
)
_CLOSE = "结束|关闭|关掉|关上|关了|停止|停掉|停了|截止|终止|收掉|收了|关|收|停"
_BETWEEN = "(?:<any>|的|了|[,\\s]|给|帮|我|把|现在|已经?|可以?|先|就|都|请|也|该|能)"

ATTENDANCE = (
    cue(
        "attendance.open",
        7,
        f"(?:{_OPEN})一?(?:个|下)?(?:<activity>)?的?签到|可以签到了?|签到{_BETWEEN}{{0,6}}(?:{_OPENED})|签到开了|签到.{{0,40}}(?:开起来|挂起来|建起来|打开|开一下)",
        "没开|开不了|开不开|打不开|怎么|谁|[?]|吗(?:$|[\\s,。])|来个签到的|可以签到了?没|就可以",
    ),
    cue(
        "attendance.close",
        8,
        f"(?:{_CLOSE})(?:一下|掉)?(?:<any>)?[的了]?签到"
        f"|签到{_BETWEEN}{{0,6}}(?:结束|关(?!系|于|心|注|键|联)|收(?!到|获|据|费|集|齐)|停(?!在|车)|截止|到此|终止|完毕|打住|告一段落)"
        "|不再(?:接受)?签到|别再?签到?了",
        "几点|什么时候|怎么|吗|没结束|没关|没收|[?]|谁|快结束|快截止|之前|以前",
    ),
    cue(
        "attendance.leave",
        5.5,
        LEAVE,
        "请假条|请假(?:单|制度|流程|怎么|吗|的|手续|规定|人数|名单|情况|太)|谁|[?]|批假|不请假|没请假|不用请假",
    ),
    cue("attendance.leave", 4, "<activity>.{0,12}(?:走不开|抽不开身|脱不开身|抽不出身|分不开身|没空去|没空来|冲突了?)"),
    cue(
        "attendance.sign_in",
        5,
        "补签|(?:忘|漏|没|错过)(?:了|记|掉|有|来得及|能)?(?:签|打卡).{0,16}(?:补|记上|算上)|补.{0,12}签|签到.{0,8}补(?:一|上|个|下)",
        "谁|怎么|吗|[?]",
    ),
    cue(
        "attendance.sign_in",
        4,
        "签(?:个|一下|下|一?个)?到|签一下|代签|签上|打卡|报到|^(?:<any>|[\\s,、])*到[\\s!。~,]*(?:<any>|[\\s!。~,])*$|已到|到会|到场"
        "|我到|(?:^|(?<=[\\s,。;!、我们都也已经家\ue000-\ue0ff]))[到来][了啦齐]|线上参|线上(?:参加|到)|在线参加|迟到|来晚了"
        "|^(?:<any>|[\\s,、我])+(?:线上|在线)[\\s!。~]*$",
        "签到(?:表|簿|本|单|处|小?游戏|机|册|方式|怎么|在哪|问题|码|页|系统|链接|点|墙|笔|桌|台|礼|记录|情况|率|数据|时间)|[没未忘别]了?(?:有|记)?(?:签"
        "|到)|谁|签到了?[吗没么]|(?:请|记得|注意|准时|大家|各位).{0,15}签到|到了(?:吗|没)|几个"
        "|多少|还没",
    ),
)
