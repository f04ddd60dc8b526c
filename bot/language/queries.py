"""Questions: what is counted or listed, whose, when, and which of it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.language import slips
from bot.language.days import DAY, month_of, week_of
from bot.language.frame import Slots
from bot.language.phrases import Phrases
from bot.language.scene import Scene
from bot.language.sheet import shape
from bot.language.whose import whose

_EVERYTHING = re.compile("(?:所有|全部)的?(?:东西|数据|资料|材料|内容|档案|业绩)|全套(?:资料|数据)")
_ALL = re.compile("工作量|所有(?:的)?记录|全部(?:的)?记录|全部|所有|记录")
_SIGN_IN = re.compile(
    "签到|到会|出勤|没到(?!\\s*[\\d\ue001-\ue0ff])|没来|谁来|来了|(?<!听)到了|缺席|出席|考勤"
    "|签[过了上](?!约)|[没未]有?签(?!约|字)|签没|(?:几个?|多少)人?[^,。;]{0,2}(?:到场|参加|线上|在线)"
)
_ABSENT = re.compile("请[病事公产婚]?假|请[过了][^,。;]{0,4}假|迟到|线上")
_WHO_ABSENT = re.compile(
    "(?:谁|几|多少)[^,。;]{0,8}(?:请[病事公产婚]?假|迟到)|(?:请假|迟到)的?(?:[^,。;]{0,4})(?:谁|哪|几|多少|名单)"
)
_MISSED = re.compile("[没未]有?(?:参加|出席|去)|缺了?谁")
_TAUGHT = re.compile("^[^听]*(?:上[过了的]|谁上|开[过了]|讲[过了])[^听]*$")
_WORK = re.compile("论文|发表|获奖|奖|刊|投稿|参评|送评")
_FORMATS = {
    "xlsx": re.compile("excel|xlsx?|电子表格", re.IGNORECASE),
    "docx": re.compile("word|docx?|文档", re.IGNORECASE),
    "png": re.compile("图表|[状形]图|(?:趋势|折线|统计|进度|对比|比较|分布)图|画[^,。;!?]{0,24}图"),
}
_BY = {
    "周": re.compile("[按每各逐]周|周次"),
    "月": re.compile("[按每各逐]个?月"),
    "级别": re.compile("级别|各级"),
    "奖次": re.compile("奖次|等次|几等奖"),
    "组": re.compile("[各按]个?(?:教研)?组"),
    "人": re.compile("[每各]个?(?:人|老师|教师)|按人|进度"),
}
"""What the bars of a picture stand for."""
_FOLLOW_UP = re.compile(
    r"^[\s,。?]*(?:这些|那些|这几[节条篇个次项]|那几[节条篇个次项]|都|分别|具体)?(?:都|分别"
    r"|具体)?(?:是|有)?(?:哪几[节条篇个次项位堂]|哪些|什么|谁)(?:课|记录|论文"
    r"|人)?[\s?。吗呢啊]*$"
    r"|^[\s]*(?:都)?列(?:出来|一下|个表|出来看看|出来看一下|给我看看?)(?:看看|看一下"
    r"|吧)?[\s。]*$|^[\s]*(?:看看|看一下)?(?:明细|详情|清单)[\s。?]*$|^[\s]*分别是(?:哪些"
    r"|哪几.|什么|谁)?[\s?。]*$"
)


def follows_up(scene: Scene) -> bool:
    """这些是哪几条: a question about the answer just given."""
    return bool(_FOLLOW_UP.match(scene.sheet.mask))


_WHOSE = shape("<person>|<department>|<span>|我的|我|全校")
_FRAME_WORDS = shape(
    "<person>|<department>|<span>|<level>|<subject>|<venue>|<award>|我的?|全校|各组|最近|近期|近来|这段时间|历史|的|记录|情况"
    "|(?:获得?奖?|发表|录用|结题|立项|参评)的?(?=论文|课题|案例|随笔|反思|文章|叙事|微课|课件)|[\\s,。?和、]"
)
_ALONE = re.compile("的签到|成果|工作量|记录$")


def names_only(scene: Scene) -> bool:
    """Whether the message names records and whose or when, and says nothing of them."""
    mask = scene.sheet.mask
    if len(mask) > 30 or not _WHOSE.search(mask):
        return False
    word = _FRAME_WORDS.sub("", mask)
    if word in ("签到", "成果", "工作量", ""):
        return bool(_ALONE.search(mask))
    return any(phrases.noun.fullmatch(word) for phrases in scene.reports)


def what(scene: Scene) -> tuple[str, str | None] | None:
    """The record's own word, and the sub-kind when one is named; None when nothing that is kept is asked for."""
    mask = scene.sheet.mask
    if UNHEARD.search(scene.sheet.plain):
        return "听课", None
    if _EVERYTHING.search(mask):
        return "全部", None
    missed = scene.sheet.has("activity") and _MISSED.search(mask)
    if missed or _SIGN_IN.search(mask) or _WHO_ABSENT.search(mask):
        return "签到", None
    if _TAUGHT.search(mask) and (own := _own_lesson(scene)):
        return own
    without_projects = mask.replace("课题", "  ")
    for phrases in scene.reports:
        if phrases.asked.search(without_projects):
            return phrases.report.what, _kind_of(phrases, mask)
    return _reported(scene) or _unnamed(scene)


def _own_lesson(scene: Scene) -> tuple[str, str | None] | None:
    """示范课都有谁上过: a kind of lesson that is given, not heard."""
    for phrases in scene.reports:
        match = phrases.kind.search(scene.sheet.mask) if phrases.report.what == "公开课" else None
        if match:
            return _named(phrases, match[1], frozenset())
    return None


def _unnamed(scene: Scene) -> tuple[str, str | None] | None:
    """请假 is asked of sign-ins, 成果 and 记录 of all; an award, a contest or a journal is that of a paper."""
    mask = scene.sheet.mask
    if _ABSENT.search(mask):
        return "签到", None
    if "成果" in mask:
        return "成果", None
    if _ALL.search(mask):
        return "全部", None
    return ("论文", None) if scene.sheet.has("award") or scene.sheet.has("venue") or _WORK.search(mask) else None


def _reported(scene: Scene) -> tuple[str, str | None] | None:
    return reported(scene.reports, scene.sheet.mask + " ".join(p.text for p in scene.sheet.of("activity")))


def reported(reports: tuple[Phrases, ...], text: str) -> tuple[str, str | None] | None:
    """A report's noun or one of its sub-kinds: those of papers are words of their own, others come with `kind`."""
    for phrases in sorted(reports, key=lambda p: _place_of(p, text)):
        match = phrases.noun.search(text)
        if match:
            return _named(phrases, match[1], frozenset(p.report.what for p in reports))
    return None


def _place_of(phrases: Phrases, text: str) -> int:
    match = phrases.noun.search(text)
    return match.start() - 100 * (phrases.report.what == "课题") if match else len(text) + 1


def _named(phrases: Phrases, word: str, whats: frozenset[str]) -> tuple[str, str | None]:
    report, kind = phrases.report, phrases.kinds.get(word)
    if word in whats:
        return word, None
    if kind is None or kind == report.what:
        return report.what, None
    return (kind, None) if "authors" in report.slots else (report.what, kind)


def _kind_of(phrases: Phrases, mask: str) -> str | None:
    match = phrases.kind.search(mask)
    kind = phrases.kinds[match[1]] if match else None
    return None if kind == phrases.report.what else kind


def fill(scene: Scene, intent: str) -> Slots:
    """The slots of a question."""
    if follows_up(scene):
        return {}
    slips.correct(scene.sheet)
    named, kind = what(scene) or ("全部", None)
    slots: Slots = {"what": named, "kind": kind, **whose(scene, named), "range": _range(scene)}
    slots.update(_filters(scene, named))
    slots.update(_against(scene))
    if named == "听课" and intent in ("query.missing", "query.list") and UNHEARD.search(scene.sheet.plain):
        slots.update(teacher=slots["who"] if slots.get("who") not in (None, "me") else "全校", who=None)
    if intent == "query.export":
        slots["format"] = _first(_FORMATS, scene)
        slots["by"] = _first(_BY, scene) if slots["format"] == "png" else None
    return {name: value for name, value in slots.items() if value}


def _first(words: Mapping[str, re.Pattern[str]], scene: Scene) -> str | None:
    return next((name for name, pattern in words.items() if pattern.search(scene.sheet.plain)), None)


UNHEARD = re.compile(
    "(?:谁|哪些(?:老师|教师|人)?|哪位(?:老师)?|哪几[位个](?:老师)?|老师|教师)的?课?(?:还|都|一直)?(?:[没未]有?|没被)(?:人|被|人来)+(?:听|来听)"
    "|谁的课[^,。;]{0,4}[没未](?:有)?(?:人)?听过?|[没未]有?(?:人|被)听过?(?:课)?的(?:老师|教师|人)|[没未]被听过?课?的"
)
"""Not who has not heard, but whom nobody has."""
_AGAINST = shape("(?:比|和|跟|与|同|较)(?P<then><span>)")


def _against(scene: Scene) -> Slots:
    """`against`: the time that the one asked about is compared with; 比上周 compares this week."""
    match = _AGAINST.search(scene.sheet.mask)
    spans = [piece for piece in scene.sheet.ordered() if piece.kind == "span"]
    then = next((piece for piece in spans if match and piece.start == match.start("then")), None)
    if then is None:
        return {}
    others = [piece for piece in spans if piece is not then]
    now = scene.reach(others[0]) if others else _alike(scene, scene.span(then.value))
    return {"against": scene.span(then.value), "range": now}


def _alike(scene: Scene, then: dict[str, str]) -> dict[str, str] | None:
    """The present week, month or year beside one that is over; the term needs no word."""
    first, last = date.fromisoformat(then["start"]), date.fromisoformat(then["end"])
    today = scene.today
    if last - first == timedelta(days=6):
        now = week_of(today)
    elif (first.day, (last + DAY).day) == (1, 1) and first.month == last.month:
        now = month_of(today.year, today.month)
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        now = date(today.year, 1, 1), date(today.year, 12, 31)
    else:
        return None
    return {"start": now[0].isoformat(), "end": now[1].isoformat()}


def _range(scene: Scene) -> dict[str, str] | None:
    pieces = [p for p in scene.sheet.ordered() if p.kind in ("span", "date")]
    if not pieces:
        return None
    return scene.reach(pieces[0])


def _filters(scene: Scene, named: str) -> Slots:
    sheet = scene.sheet
    slots: Slots = {}
    for slot in ("subject", "level", "venue", "class"):
        found = [p for p in sheet.of(slot) if sheet.plain[p.start - 1 : p.start] != "全"]
        if found and not (slot == "subject" and named in ("签到", "活动")):
            slots[slot] = found[0].value
    awards = sheet.of("award")
    if awards:
        slots["award"] = awards[0].value[1]
        slots.update({"level": awards[0].value[0]} if awards[0].value[0] else {})
    absent = _ABSENT.search(sheet.mask) if named == "签到" else None
    if absent:
        slots["status"] = "请假" if absent[0].endswith("假") else absent[0]
    slots.update(_activity(scene, named))
    stage = _stage(scene, named)
    return {**slots, **({"stage": stage} if stage else {}), **_title(scene)}


_APART = shape("<department>(?:的|老师|<span>|<date>|<time>|[本这上]次){1,4}$")
"""A group, and when, right before an activity: 语文组这周的集体备课."""


def _activity(scene: Scene, named: str) -> Slots:
    found = scene.sheet.of("activity")
    departments = scene.sheet.of("department")
    if named == "签到" and found:
        name, start = found[0].value, found[0].start
        apart = _APART.search(scene.sheet.mask, 0, start)
        name, start = (apart and departments[0].text + name, apart.start()) if apart and departments else (name, start)
        inside = [d.value for d in departments if start <= d.start < found[0].end]
        return {"activity": name, **({"department": inside[0]} if inside else {})}
    return {"department": departments[0].value} if departments and named == "活动" else {}


_QUERY_STAGES = re.compile(
    "(获奖|得奖|[获得拿][了过]?奖|发表|发[了过]表|见刊|见[了过]刊|录用|结[了过]?题|立[了过]?项|开[了过]?题|申报|中期|月报|送评|投稿|参评)"
)


def _stage(scene: Scene, named: str) -> str | None:
    match = _QUERY_STAGES.search(scene.sheet.mask)
    if not match:
        return None
    word = re.sub("[了过]", "", match[1]).replace("拿奖", "获奖")
    for phrases in scene.reports:
        report = phrases.report
        if word in phrases.stages and (named == report.what or named in report.kinds):
            return phrases.stages[word]
    return None


def _title(scene: Scene) -> Slots:
    titles = scene.sheet.of("title")
    return {"title": titles[0].value} if titles else {}
