"""Deadlines: what is to be handed in, by when, by whom."""

import re
from typing import Any

from bot.language import recurring
from bot.language.days import DAY, ImpossibleDay, When, resolve
from bot.language.evidence import Candidate
from bot.language.frame import Piece, Slots
from bot.language.handing import MOVED, REMINDED, TAKEN_DOWN, WAIVED
from bot.language.scene import Scene
from bot.language.sheet import piece_pattern, shape

_ANY = "<date>|<span>|<time>"
_NEED = (
    "交给?我?(?!流)|上交|提交|报送|上报|发到|发给|收上来|收齐|收一下|填好|写好|上传|准备好"
    "|完成|报给|交齐|交到|报上来|交上来|(?<![上递提转移成社])交(?![流通际往互接替作代给叉班易还了])|传给|传到|发我|[交发报传]?给(?:我|到?教科室|到?办公室)"
    "|(?<![丰回吸吃验])收(?![到获入集费拾看听藏工尾据])"
)
_STRONG = re.compile(
    "布置|设个?(?:一个)?截止|截(?:止|稿)(?:时间|日期|日|到|至|是)?|任务[:]|新建(?:任务|截止)"
    "|deadline|发(?:个|布)?(?:一个)?(?:任务|通知)|下(?:个|达)任务|收作业"
)
_VERB = re.compile(_NEED)
_COLLECTS = re.compile("(?<![丰回吸吃验])收(?![到获入集费拾看听藏工尾据])")
_LONGEST = 600
"""Characters in which something is set."""
_LAST_MINUTE = 24 * 60 - 1
_DONE = re.compile("(?:交|提交|上交|完成)了|已(?:经)?(?:交|提交|上交|完成)|交上去|交齐了")
_ORDERED = shape(
    "(?:让|叫|请|通知|要求?|麻烦)(?:<person>|<department>|大家|各位|老师们)[^。!?]{0,30}(?:前|把)[^。!?]{0,20}(?:交|完成)了"
)
"""交了 in an order tells what shall be done."""
_BEFORE = shape(rf"(?:{_ANY})[\s]*(?:之前|以前|前|截止|为止)|(?:不晚于|不迟于|最迟|最晚|赶在|务必在?)")
_EVERYONE = re.compile(
    "全体(?:教师|老师|成员|教职工|同仁)?|各位(?:老师|教师|同事|同仁|亲|伙伴)?|所有(?:老师|教师|人)|全校(?:老师|教师)"
    "|每位老师|每个老师|老师们|同事们|同仁们|小伙伴们|亲们|大家|大伙儿?|全员|人人|教职工"
)
_ASKED = shape(
    "(?:请|通知|让|叫|要求|安排|麻烦|告诉|提醒)(?:一下)?(?:各位)?[@ ]?(?:<person>"
    "|<department>)|<person>(?:、<person>)+|<department>"
)
_ASKS = re.compile("谁|吗|[?]|哪些|什么|多少|几|啥|哪天|何时|列[给出]|请个?假|签到")
_MOVES = shape(MOVED)
_APART = re.compile(
    rf"(?:^|[\s,。;:!])(?:{_EVERYONE.pattern}|{piece_pattern('department')})(?:的?(?:老师|各位|亲|们|同仁|同事)+)?(?:$|[\s,。;:!])"
)


def candidate(scene: Scene) -> Candidate | None:
    """What speaks for a new deadline: a word that sets one, a day, a verb of handing in, somebody who is to do it."""
    mask = scene.sheet.mask[:_LONGEST]
    if _ASKS.search(mask) or (_DONE.search(mask) and not _ORDERED.search(mask)) or _MOVES.search(mask):
        return None
    again = recurring.PATTERN.search(scene.sheet.plain)
    if again and _PUSHED.search(mask) and not _VERB.search(mask):
        return None
    points = {
        "again and again": 3 * bool(again and (again["month"] or _gathers(scene, mask))),
        "set at once": 2 * bool(_SETS.match(mask)),
        "a word that sets one": 3 * bool(_STRONG.search(mask)),
        "a day": 2 * bool(scene.sheet.has("date") or scene.sheet.has("time")),
        "by then": int(bool(_BEFORE.search(mask))),
        "handing in": 2 * bool(_VERB.search(mask)),
        "collecting": int(bool(_COLLECTS.search(mask))),
        "who": 2 * bool(_EVERYONE.search(mask) or _ASKED.search(mask)),
        "called": int(bool(_APART.search(mask))),
    }
    score = sum(points.values())
    return (
        Candidate("deadline.create", score + 1, ("deadline.create: " + ", ".join(k for k, v in points.items() if v),))
        if score >= 5
        else None
    )


_GLUE = shape(
    r"布置(?:一下|一个)?(?:任务)?|新建(?:一个)?|设(?:置|定)?(?:个|一个)?截止(?:时间|日期"
    r"|任务)?|截(?:止|稿)(?:时间|日期|日)?(?:是|为|到|至)?|任务[:]|通知(?:一下)?|请|麻烦|要求"
    r"|提醒(?:一下)?|安排|记得|注意|务必|必须|需要?|"
    r"之前|以前|不晚于|不迟于|最迟|最晚|赶在|为止|每人|每位|人人|各自|都要?|要在|要|把|将|在|于|前|"
    r"全体(?:教师|老师|成员)?|各位(?:老师|教师)?|所有(?:老师|教师|人)|全校(?:老师|教师)"
    r"|每位老师|每个老师|老师们|(?<![一-龥])的?老师|大家|全员|"
    r"(?:上?交|提交|报送|上报|收|报|发)(?:上来|齐|一下|给我|到我邮箱|到教科室|给教科室"
    r"|到办公室|过来|到群里|给组长|到邮箱)|上交|提交|报送|上报|收齐|填好|写好|上传|准备好|完成"
    r"|一篇|一份|一个|一次|吧|哦|啊|谢谢|辛苦|(?<=[置知排醒报交收])下"
    r"|(?<![一-龥])交(?!流)|交$|截止|收(?=[一-龥]{2})|(?:各位|的)?(?:同事|同仁|小伙伴|亲|大伙)(?:们|儿)?"
    r"|(?:发|传|交|报)(?:送)?(?:给|到|至)(?:我|教科室|办公室|群里|邮箱|组长|教导处)?(?:邮箱|这里|这儿|处)?|发我|传我|给我|拍照"
)


def _gathers(scene: Scene, mask: str) -> bool:
    return bool(_VERB.search(mask) or _GATHERS.search(mask) or scene.sheet.has("activity"))


_SETS = re.compile(
    r"[\s,@]*(?:布置(?:一?下|一个|任务|:)?+(?!会场|教室|场地)|(?:设|新建|定)(?:置|定)?(?:一?个)?(?:截止|任务))"
)
_GATHERS = re.compile("活动|会议|[例开]会|备课|培训|检查|自查|考核|沙龙")
_PUSHED = re.compile("周报|快报|简报|推送|订阅|推给|推[一份]")


def create(scene: Scene) -> Slots:
    """Title, due, how often and audience of a new deadline."""
    again = recurring.every(scene)
    slots: Slots = {"title": title(scene), "due": due(scene), "every": again, "audience": audience(scene)}
    return {name: value for name, value in slots.items() if value}


def due(scene: Scene) -> str | None:
    """The minute when an hour is told, else the day; the last day that is told counts."""
    days = scene.sheet.of("date")
    times = [p for p in scene.sheet.of("time") if p.value >= 0]
    if not days and not times:
        return None
    day = scene.day(_last(scene.sheet.mask, days), past=False) if days else scene.today.isoformat()
    if not times:
        return day
    minute = times[-1].value
    if days and "晚" in days[-1].text and minute < 12 * 60:
        minute += 12 * 60
    minute = min(minute, _LAST_MINUTE)
    return f"{day}T{minute // 60:02}:{minute % 60:02}"


_NOT_THEN = re.compile(r"(?:别|不是|不要|不在|甭|不用)(?:等到?|拖到?|在|是)?\s*$")


def _last(mask: str, days: list[Piece]) -> When:
    """The last day told; what stands in brackets explains the one before: 12月5日（周六）."""
    days = [piece for piece in days if not _NOT_THEN.search(mask, max(0, piece.start - 6), piece.start)] or days
    outside = [piece for piece in days if mask[piece.start - 1 : piece.start] != "("]
    last: When = (outside or days)[-1].value
    return last


def audience(scene: Scene) -> str | list[Any] | None:
    """Everyone, a department, or persons by name."""
    if _EVERYONE.search(_without_departments(scene)):
        return "全体"
    people = [scene.who(p.value) for p in scene.sheet.of("person")]
    if people:
        return people
    departments = list(dict.fromkeys(piece.value for piece in scene.sheet.of("department")))
    told = departments or list(dict.fromkeys(_ROLES.findall(scene.sheet.mask)))
    return told if len(told) > 1 else next(iter(told), None)


_ROLES = re.compile(
    "教研组长|备课组长|骨干教师|指导教师|课题(?:主持人|负责人)"
    "|班主任|年级组长|青年教师|(?:新教师|新老师)|实习(?:教师|老师)|党员(?:教师)?|中层(?:干部)?|行政人员"
)
"""Roles, and circles of people that a school speaks of; which of them it can tell apart is not known here."""


def _without_departments(scene: Scene) -> str:
    mask = scene.sheet.mask
    return shape("<department>(?:的|各位|老师|亲|同事|同仁|小伙伴|伙伴|们|全体|所有|大家)*").sub("", mask)


_RUN = re.compile(
    r"[^\ue000-\ue0ff\s,。;:!?、@\n]+(?: ?[A-Za-z0-9《》]{1,40}[^\ue000-\ue0ff\s,。;:!?、@\n]{0,40}){0,9}"
)
_CIRCLE = re.compile(
    rf"(?:各位?|每位|全体|所有)?(?:{_ROLES.pattern})(?:们|都|也|老师|教师)*(?=[,\s]|[上提]?交|[把将写填报发]|$)"
)
_AUDIENCE = shape("<department>的?(?:各位|老师|全体|亲|同事|同仁|伙伴|们){0,3}")


def title(scene: Scene, glue: re.Pattern[str] = _GLUE) -> str | None:
    """What is to be handed in: the longest words left when everything else is taken out."""
    sheet = scene.sheet
    mask = sheet.mask
    for piece in sheet.pieces:
        if piece.kind in ("title", "venue", "activity", "subject", "level", "award", "count", "class", "place", "room"):
            mask = mask[: piece.start] + sheet.plain[piece.start : piece.end] + mask[piece.end :]
    often = recurring.PATTERN.search(sheet.plain)
    if often:
        mask = _space_between(mask, *often.span())
    mask = _CIRCLE.sub(_space, _AUDIENCE.sub(_space, mask))
    mask = glue.sub(_space, mask)
    runs = _RUN.finditer(mask)
    longest = max(runs, key=lambda m: _weight(m[0].strip("的了一下")), default=None)
    return _tidied(sheet.text[longest.start() : longest.end()]) if longest else None


_HANDED_IN = re.compile(
    "(?:反思|月报|论文|案例|设计|计划|总结|笔记|规划|方案|材料|表格?|报告|课件|稿件?|随笔|叙事|教案|实录|清单|手册|名单|试卷|命题"
    "|作业|心得|体会|申报书|台账|档案|照片|视频|微课|记录|感悟|小结|资料|数据|书|文)(?:初稿|定稿|终稿|电子[版稿]|纸质[版稿])?$"
)


def _weight(words: str) -> tuple[bool, int]:
    """What is named like something that one hands in outweighs longer words beside it."""
    return bool(_HANDED_IN.search(words)), len(words)


def _tidied(text: str) -> str | None:
    text = re.sub(
        r"^(?:的|了|是|给|把|一下|那个|这个|还没|没|提交|上交|交(?!流|通|际|往|互|接))+|(?:的|了"
        r"|这个月|那个|这个|吧|啊|哦|呀|一下|还有|给我|任务|时间|老师|人|尽快|抓紧){1,12}$",
        "",
        text,
    )
    return re.sub(r"^《([^《》]+)》.{1,8}$", r"\1", text).strip("《》 ，。") or None


def _space_between(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _space(match: re.Match[str]) -> str:
    return " " * len(match[0])


_LEFT_OVER = (
    "该(?=[交收 ]|$)|不(?:急着?|着急|忙)"
    "|(?:还?有)?(?:[几两三四五六七八九十\\d]{1,3}|好几|个别|一些|部分|不少)(?:位|个人?|人)(?:老师|同志)?(?:还|都|也)?[没未]有?(?:上?交|给|发|提交|动静)?(?:上来|齐|我)?"
    "|(?:就|可)?(?:别|不是|甭|不用)(?:等到?|拖到?|在|是)?<date>|(?:先|暂时?|就)(?:不用|不|别)再?(?:上?交|收|催)|我?(?:想|要)?(?:推翻|收回).{0,8}?(?:的话|说法|通知)|(?:刚才|刚刚|之前|上次)(?:说|通知|布置|讲)?的?(?:不算数?|作废)?|以[这此][条个]?为准"
    "|问问|他们|直接|[这那](?:一?[项份条个]|件?事儿?)|(?:别|不用|不必|甭)再?(?:催|提醒)|本学期|提前|改成|改为|改|调整|到|至|不用|不收|不交|再|(?:催|提醒|督促)(?:一催|一?下|催|交|一声)?|还没|没有?|未"
    "|一催|一下|一声|一[遍次回]|的(?:截止|老师|人|同志)|这个月|本月|那个|这个|那份|那篇|交|任务|要求|时间|还有|谁|快点|尽快|抓紧|赶紧"
    "|还?(?:欠着?|拖着)|你去|帮我|帮忙|老师|[再多]?(?:给|宽|缓)(?:大家|老师们|大伙)?[一两二三四五六七八九十几\\d]{1,3}个?(?:天|日|周|星期|礼拜)"
    "|布置|这[次回]|[先就]$|先(?=[ \ue000-\ue0ff])|(?<![一-龥])(?:把|将|给|跟|和)|吧|了|呢|哦|啊|呗|哈"
)
_CHANGE_GLUE = shape("|".join((MOVED, WAIVED, TAKEN_DOWN, REMINDED, _LEFT_OVER)) + "|" + _GLUE.pattern)


def named(scene: Scene) -> Slots:
    """The title of a deadline that is spoken about."""
    found = _CHANGE_GLUE
    known = _open_title(scene)
    told = known or title(scene, found)
    return {"title": told} if told else {}


def _open_title(scene: Scene) -> str | None:
    titles = scene.sheet.of("title")
    return titles[0].value if titles else None


_ABOUT = shape(
    "[这那刚上](?:才|刚)?(?:那|一)?条|提醒|通知|消息|催[交办]?|(?:发|推|送|传)?(?:出去|出来?|送达|送到|到位|成功|到|给)?了?(?:吗|没有?|么|嘛|谁|哪些人?|哪几[位个])"
    "|都|全|现在|到底|已经|你|的是?|过|了|谁|哪些人?|哪几[位个]|多少人|几个人?|有没有人|收到|没有?|人|老师|还|看看?|查一?下|一下"
)


def status(scene: Scene) -> Slots:
    """The title and the day or days of what the bot was to say."""
    told = _open_title(scene) or title(scene, _ABOUT)
    spans, days = scene.sheet.of("span"), scene.sheet.of("date")
    when = scene.span((spans or days)[0].value) if spans or days else None
    return {**({"title": told} if told else {}), **({"range": when} if when else {})}


def change(scene: Scene) -> Slots:
    """Title and new due."""
    moved = due(scene)
    return {**named(scene), **({"due": moved} if moved else {})}


_HANDED = (
    "已经?|都|全(?!体)|也|我(?:的|们)?|刚才?|刚刚|报告|主任|老师|您好|你好|收到|收好|收齐|收了|谢谢|了|啦|咯|喽"
    "|给?(?:教科室|组长|您|你|办公室)|上去|过去|上来|过来|(?:上?交|提交|完成)(?:完|好|齐|掉|来|给我)?"
)


def met(scene: Scene) -> Slots:
    """What was handed in, and by whom where it was not the sender."""
    told = _open_title(scene) or title(scene, shape(_HANDED + "|" + _GLUE.pattern))
    people = [who for piece in scene.sheet.of("person") if (who := scene.who(piece.value)) != scene.sender]
    slots: Slots = {"title": told, "who": people[0] if len(people) == 1 else people}
    return {name: value for name, value in slots.items() if value}


_DAYS = re.compile("([0-9一二两三四五])天")
_NUMERALS = "零一二三四五"
_BEFORE_IT = re.compile("(?:之?前|以前)")


def quiet(scene: Scene) -> Slots:
    """The first day on which one may be reminded again: 周五前 is 周五, 到20号 the day after."""
    pieces = [piece for piece in scene.sheet.ordered() if piece.kind in ("date", "span")]
    if not pieces:
        count = _DAYS.search(scene.sheet.plain)
        days = _count(count[1]) if count else 0
        return {"until": (scene.today + days * DAY).isoformat()} if days else {}
    piece = pieces[-1]
    try:
        first, last = resolve(piece.value, scene.now(past=False))
    except ImpossibleDay as day:
        return {"until": str(day)}
    before = piece.kind == "date" and _BEFORE_IT.match(scene.sheet.mask, piece.end)
    return {"until": (first if before else last + DAY).isoformat()}


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else max(2 * (numeral == "两"), _NUMERALS.find(numeral))
