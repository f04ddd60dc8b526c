"""Who is away for long, and what somebody still owes."""

import re
from datetime import date, timedelta

from bot.language.days import DAY, Days, ImpossibleDay, Now, When, resolve, term_at
from bot.language.evidence import Candidate
from bot.language.frame import Slots
from bot.language.numerals import number
from bot.language.queries import reported
from bot.language.scene import Scene
from bot.language.whose import whose

_SURE = 20
_LONGEST = 120
_LONG = "陪产假|哺乳假|护理假|育儿假|产假|外派|支教|借调|挂职|跟岗|脱产|援[疆藏]|长病假|长假|停薪留职|休养"
_REASON = re.compile(f"({_LONG})|(病假|事假|外出进修|进修)")
_LASTS = re.compile("[到至起]|开始|为止|学期|(?:[半两一二三四五六七八九十]|\\d)(?:个?月|周|年|个?星期)")
_NOT_AWAY = re.compile("谁|[?]|吗|多少|哪些|名单|销假|回来|回校|返[校岗]|复工|结束|休完|交[^通流]|总结|签到|听|课|论文")
_BACK = re.compile(
    f"销假|回来(?:上班|上课|工作)|回校了|返校了|返岗|复工|(?:{_LONG}|病假)(?:提前)?(?:结束|休完|到期|取消|作废)|休完(?:{_LONG}|病假)"
)
_WHO_IS = re.compile(
    f"(?:谁|哪些|有没有|几个人|名单)[^,。;]{{0,8}}(?:{_LONG}|不在岗)|(?:{_LONG}|不在岗)[^,。;]{{0,6}}(?:谁|哪些|名单|几个|的人|的老师)"
)
_LENGTH = re.compile("(?<!\\d)(\\d{1,2}|[一两二三四五六七八九十半])(个月|周|个?星期|年(?![级底初前]|\\d)|天)")
_WHOLE_TERM = re.compile("(?:一|整|这|本)个?学期")
_WEEK = timedelta(weeks=1)

_OWED = re.compile(
    "(?:还|都|总共|一共)?[差欠缺](?:些|着|点|了)?(?:什么|啥|哪些|哪几[项样个]|几[项样]|多少)(?:没(?:完成|做|弄|够))?(?:任务|指标|项)?[\\s?。呢啊呀吗]*$"
    "|还有(?:什么|哪些|啥|几项)(?:任务|指标|事|工作)?(?:没|未)(?:有)?(?:完成|做完?|达标|够|弄)|(?:任务|指标)(?:都|还|全)?(?:完成|达标)(?:得|的|了)?(?:情况|怎么样|如何|吗|没有?|多少|哪些)"
    "|(?:还|没)(?:有)?完成(?:的)?(?:任务|指标)(?:有|是)?(?:哪些|什么)|(?:我|<any>)的?(?:任务|指标)(?:完成)?(?:进度|情况)"
)
_LACKING = re.compile(
    "(?:谁|哪些(?:人|老师|教师)?|哪几[位个])(?:的|还有?|有)?(?:指标|任务)(?:还|都)?[没未]有?(?:完成|达标|够)"
    "|(?:指标|任务)(?:还|都)?[没未]有?(?:完成|达标)的(?:有谁|有哪些|都?有?谁|人|老师|教师|名单)"
)
_NOT_OWED = re.compile("材料|手册|台[账帐]|结题|签到?|人(?:$|[?])|钱|谁|听课|论文|反思|随笔|读书|公开课|活动|课题|案例")

_ABOUT = re.compile("[假派支借挂跟脱援休停进岗回返复差欠缺任指完达够弄做]")
"""Nothing of this is said without one of these characters."""


def candidate(scene: Scene) -> Candidate | None:
    """Somebody goes, comes back, or is asked for."""
    plain = scene.sheet.plain
    intent = _intent(scene, plain) if len(plain) <= _LONGEST and _ABOUT.search(plain) else None
    return Candidate(intent, _SURE, (f"{intent}: told of who is away, or of what is owed",)) if intent else None


def _intent(scene: Scene, plain: str) -> str | None:
    if _WHO_IS.search(plain):
        return "absence.list"
    if scene.sheet.has("person") and _BACK.search(plain):
        return "absence.end"
    reason = _REASON.search(plain)
    if reason and scene.sheet.has("person") and not _NOT_AWAY.search(plain) and not scene.sheet.has("activity"):
        return "absence.set" if reason[1] or _LASTS.search(plain) else None
    if _LACKING.search(plain) and not reported(scene.reports, plain):
        return "owed.list"
    return "owed.list" if _OWED.search(plain) and not _NOT_OWED.search(plain) else None


def away(scene: Scene) -> Slots:
    """`who`, the `reason`, from when, and until when where that is told; a day that is none is both, as said."""
    reason = _REASON.search(scene.sheet.plain)
    slots: Slots = {"who": _people(scene), "reason": reason and reason[0]}
    try:
        first, last = _days(scene)
    except ImpossibleDay as day:
        return {**slots, "start": str(day), "end": str(day)}
    slots |= {"start": first and first.isoformat(), "end": last and last.isoformat()}
    return {name: value for name, value in slots.items() if value}


def back(scene: Scene) -> Slots:
    """`who`, and the `date` from which they are there again."""
    dates = scene.sheet.of("date", "span")
    slots: Slots = {"who": _people(scene)}
    try:
        return {**slots, **({"date": _one(scene, dates[0].value)[0].isoformat()} if dates else {})}
    except ImpossibleDay as day:
        return {**slots, "date": str(day)}


def owed(scene: Scene) -> Slots:
    """Whose; of everyone where it is asked who lacks something."""
    who = whose(scene, "全部").get("who") or ("全校" if _LACKING.search(scene.sheet.plain) else None)
    return {"who": who} if who else {}


def _people(scene: Scene) -> object:
    people = [scene.who(piece.value) for piece in scene.sheet.of("person")]
    return people[0] if len(people) == 1 else people


def _days(scene: Scene) -> tuple[date | None, date | None]:
    plain = scene.sheet.plain
    pieces = [piece for piece in scene.sheet.ordered() if piece.kind in ("date", "span")]
    found = [_one(scene, piece.value) for piece in pieces]
    if _WHOLE_TERM.search(plain) and (term := term_at(scene.now())):
        return term.start, term.end
    if len(found) > 1:
        last = found[1][1]
        return found[0][0], last if last >= found[0][0] else last.replace(year=last.year + 1)
    first = found[0][0] if found else scene.today
    length = _LENGTH.search(plain)
    if length:
        return first, _after(first, length)
    if not found:
        return first, None
    until = re.search("[到至]\\s*$", plain[: pieces[0].start])
    if until:
        return scene.today, found[0][1]
    return first, found[0][1] if found[0][1] != first else None


def _one(scene: Scene, when: When) -> Days:
    """Those days that lie nearest to the present term: in it rather than before or after."""
    both = [resolve(when, Now(scene.today, scene.words.school.terms, past)) for past in (True, False)]
    term = term_at(scene.now())
    inside = [days for days in both if term and days[0] <= term.end and days[1] >= term.start]
    return (inside or both)[0]


def _after(first: date, length: re.Match[str]) -> date:
    count, unit = length.groups()
    if unit.endswith(("周", "星期")):
        return first + number(count) * _WEEK - DAY
    if unit == "天":
        return first + number(count) * DAY - DAY
    days = {"个月": 30, "年": 365}[unit]
    return first + timedelta(days=days // 2 if count == "半" else days * number(count)) - DAY
