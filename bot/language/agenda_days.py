"""The days of a 行事历: what a heading spans, what an item names within it, and which of it is a guess."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language import dates
from bot.language.days import DAY, Days, ImpossibleDay, Now, When, resolve, week_of
from bot.language.frame import Piece, Slots
from bot.language.numerals import number
from bot.language.school import School, Term
from bot.language.sheet import Sheet, shape
from bot.language.text import plain

NUMBER = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})"
RANGE = r"\d{1,2}[./月]\d{1,2}[日号]?\s*(?:-{1,2}|~|至|到)\s*(?:\d{1,2}[./月])?\d{1,2}[日号]?"

_SCHOOL_MONTH = re.compile(f"第?\\s*({NUMBER})\\s*个?学月")
_WEEKS = re.compile(f"第\\s*({NUMBER})\\s*(?:[-~至、]\\s*({NUMBER}))?\\s*(?:教学)?周")
_WEEKS_OF_SCHOOL_MONTH = 4
_MONTH, _DAY = "(1[0-2]|0?[1-9])", "(3[01]|[12]\\d|0?[1-9])"
_UNTIL = r"\s*(?:-{1,2}|~|至|到)\s*"
_STRETCH = re.compile(rf"(?<![\d.]){_MONTH}[./]{_DAY}{_UNTIL}(?:{_MONTH}[./])?{_DAY}(?![\d./月])[日号]?")
_DOTTED = re.compile(rf"(?<![\d.]){_MONTH}[./]{_DAY}(?![\d./]|[小个分万倍%])")
_THIRD = re.compile("([上中下])旬")
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_FOR_SURE = frozenset({"day", "between", "month_day", "school_week", "offset"})
_OF_THE_YEAR = frozenset({"day", "month", "feast"})
_ANY = "(?:<date>|<span>)"
_LEADS = shape(rf"[\s(\[]*{_ANY}(?:\s*\(\s*{_ANY}\s*\))?\s*(?:<time>)?(?:之前|以前|前|截止)?[\s)\]:,、]*")
_TRAILS = shape(rf"\s*\(\s*{_ANY}(?:之前|以前|前)?\s*\)\s*$")
_BY = shape(rf"{_ANY}(?:\s*\([^)]{{0,12}}\))?\s*(?:之前|以前|前(?![后往]))|截止|截至")
_HANDS_IN = re.compile("上?交(?![流接通叉往换替])|上报|报送|提交|上传|截止|收齐")
_DONE_BY = re.compile("完成|填好|申报|报名|报齐|准备")
_ACTIVITY = re.compile(
    "会议?$|例会|[长师]会|动员会|活动|比赛|大赛|评比|赛课|讲座|培训|教研|观摩|听课|推门|沙龙|汇报课|典礼|展示|研讨|调研|检查|视导|仪式|论坛|考试|测试|监测|开放日"
)
_NO_WORDS = re.compile(r"[\ue000-\uf8ff\s():,、.\-~\[\]【】]*")


@dataclass(frozen=True)
class Part:
    """A heading's days; `sure` where it says them, as a week does and a month hardly."""

    first: date
    last: date
    sure: bool


def term_of(school: School, today: date) -> Term | None:
    """The term that a calendar is of: this one, in the holidays the next."""
    return next((term for term in school.terms if term.end >= today), None)


def anchor(school: School, today: date) -> date:
    """The day from which months without a year are counted on: some weeks before the term."""
    term = term_of(school, today)
    return ((term.start if term else today) - timedelta(days=31)).replace(day=1)


def school_month(text: str, school: School, today: date) -> Days | None:
    """第3学月: its four weeks of the term."""
    match = _SCHOOL_MONTH.search(text)
    term = term_of(school, today)
    if not match or not term:
        return None
    weeks = timedelta(weeks=_WEEKS_OF_SCHOOL_MONTH)
    first = term.first_monday + (number(match[1]) - 1) * weeks
    return first, first + weeks - DAY


def part(head: str, school: School, today: date) -> Part | None:
    """What a heading spans: days that it tells in brackets go before a week's number, this before a month."""
    _, pieces = found(head, school)
    told = [days for piece in pieces if (days := _within(piece, school, today, None)) and _tells(piece)]
    week = _WEEKS.search(head)
    if told:
        first, last = told[0]
        return Part(*week_of(first), True) if week and first == last else Part(first, last, True)
    if month := school_month(head, school, today):
        return Part(*month, False)
    term = term_of(school, today)
    if week and term:
        first = term.first_monday + timedelta(weeks=number(week[1]) - 1)
        return Part(first, term.first_monday + timedelta(weeks=number(week[2] or week[1])) - DAY, True)
    months = [days for piece in pieces if (days := _within(piece, school, today, None))]
    return Part(*months[0], False) if months else None


def _tells(piece: Piece) -> bool:
    return piece.value.form in ("between", "day", "weekday", "part_of_month")


def alone(line: str, school: School, today: date, inside: Part | None) -> Days | None:
    """The day of a line that says nothing else: 9月7日（周一）："""
    sheet, pieces = found(line, school)
    if not pieces or len(line) > 25 or pieces[0].value.form == "feast" or not _NO_WORDS.fullmatch(sheet.mask):
        return None
    return _within(pieces[0], school, today, inside)


def asked(piece: Piece, school: School, today: date) -> Days | None:
    """The days that somebody asks about."""
    return _within(piece, school, today, None)


def item(said: str, school: School, today: date, inside: Part | None, day: Days | None) -> Slots | None:
    """`{text, start, end}`, `guess` and `as`; None where nothing is said, or nothing of when."""
    sheet, pieces = found(said, school)
    own = next(((piece, days) for piece in pieces if (days := _within(piece, school, today, inside))), None)
    days = own[1] if own else day or ((inside.first, inside.last) if inside else None)
    text = _without_day(sheet, said)
    if not days or not text:
        return None
    sure = _sure(own[0], inside) if own else bool(day or (inside and inside.sure))
    slots: Slots = {"text": text, "start": days[0].isoformat(), "end": days[1].isoformat()}
    sort = _sort(text, bool(own), bool(_BY.search(sheet.mask)))
    return slots | ({} if sure else {"guess": True}) | ({"as": sort} if sort else {})


def found(said: str, school: School) -> tuple[Sheet, list[Piece]]:
    """The sheet of a line, with its days marked. 9.10 is a day here, never a class, and 9.1-5 are two of a month."""
    line = plain(said, school.bot_name)
    sheet = Sheet(line, line)
    sheet.mark(_STRETCH, "span", lambda m: _between(*(int(part or m[1]) for part in m.groups())))
    sheet.mark(_DOTTED, "date", lambda m: When("day", None, int(m[1]), int(m[2])))
    dates.find(sheet)
    sheet.mark(_THIRD, "span", lambda m: When("part_of_month", *_THIRDS[m[1]], ends=(When("months", 0),)))
    return sheet, sheet.of("date", "span")


def _between(month: int, day: int, last_month: int, last: int) -> When:
    return When("between", ends=(When("day", None, month, day), When("day", None, last_month, last)))


def _within(piece: Piece, school: School, today: date, inside: Part | None) -> Days | None:
    """The days of a piece as the calendar means them: 九月 is that of its term, 周三 that of its week."""
    when: When = piece.value
    begins = _first(when)
    if begins.form in _OF_THE_YEAR:
        start = anchor(school, today)
    elif begins.form in ("school_week", "term"):
        term = term_of(school, today)
        start = term.start if term else today
    else:
        start = _start(begins, inside) if inside else today
    try:
        return resolve(when, Now(start, school.terms, past=False))
    except ImpossibleDay:
        return None


def _first(when: When) -> When:
    return _first(when.ends[0]) if when.form == "between" else when


def _start(when: When, inside: Part) -> date:
    """周一 of a week that begins on Tuesday, for its first days are holidays, is of that week."""
    short = (inside.last - inside.first).days < 7
    return week_of(inside.first)[0] if when.form == "weekday" and short else inside.first


def _sure(piece: Piece, inside: Part | None) -> bool:
    """A day that was said; a weekday only within a week, a third of a month is what it says."""
    when: When = piece.value
    if when.form == "weekday":
        return bool(inside and (inside.last - inside.first).days < 7)
    if when.form == "part_of_month":
        return (when.b or 0) - (when.a or 0) > 5
    return when.form in _FOR_SURE


def _without_day(sheet: Sheet, said: str) -> str:
    forms = [piece.value.form for piece in sheet.ordered()] or [""]
    leads = None if forms[0] == "feast" else _LEADS.match(sheet.mask)
    trails = None if forms[-1] == "feast" else _TRAILS.search(sheet.mask)
    text = said[leads.end() if leads else 0 : trails.start() if trails else len(said)]
    return re.sub(r"\s+", " ", text).strip(" 。；;，,、:：.|")


def _sort(text: str, own: bool, by: bool) -> str | None:
    """A line that says 交 or 上报 and until when may be a deadline."""
    if own and (_HANDS_IN.search(text) or (by and _DONE_BY.search(text))):
        return "deadline"
    return "activity" if _ACTIVITY.search(text) else None
