"""Where a text names days: a closed list of forms, found on the raw text before any word is cut."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language.days import When
from bot.language.feasts import NAMES
from bot.language.numerals import number
from bot.language.sheet import Sheet, shape, within

Match = re.Match[str]
N = "(?:\\d{1,3}|[零〇一二两三四五六七八九十]{1,3})"
Y = "(?:[12]\\d{3}|[一二][零〇一二三四五六七八九]{3})"
WEEK = "(?:周|星期|礼拜)"
_SHIFT = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
_SHIFTS = "(上上|下下|上|下|这|本|当)"
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1}
_OFFSETS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_NOT_DAYS = "楼|线|院|门|机|厅|馆|教室|车|店|选手|文件|通知|的历史|记录|那条|这条|改|是"
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}


@dataclass(frozen=True)
class Form:
    """One way of naming days; `single` forms name one day."""

    name: str
    pattern: str
    make: Callable[[Match], When | None]
    single: bool = True


def _full(m: Match) -> When:
    return When("day", number(m[1]), number(m[2]), number(m[3]))


def _month_and_day(m: Match) -> When | None:
    month, day = number(m[2]), number(m[3])
    return _in_year(m[1], When("day", None, month, day)) if 1 <= month <= 12 and 1 <= day <= 39 else None


def _in_year(year: str | None, when: When) -> When:
    if year in _YEARS:
        return When(when.form, None, when.b, when.c, ends=(When("year", _YEARS[year]),))
    return When(when.form, _year_of(year), when.b, when.c)


def _year_of(text: str | None) -> int | None:
    year = number((text or "").removesuffix("年"))
    return (year + 2000 if year < 100 else year) if year else None


def _dotted(m: Match) -> When | None:
    month, day = int(m[1]), int(m[2])
    return When("day", None, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _day_of_month(m: Match) -> When | None:
    day = number(m[2])
    return When("month_day", _SHIFT[m[1]] if m[1] else None, None, day) if 1 <= day <= 31 else None


def _weekday(m: Match) -> When:
    shift = _SHIFT[m[1]] if m[1] else None
    return When("weekday", shift, "一二三四五六日".find(m[2].replace("天", "日")) + 1 or number(m[2]))


def _school_week(m: Match) -> When | None:
    return When("school_week", number(m[1]), "一二三四五六日".find(m[2].replace("天", "日")) + 1) if m[2] else None


def _ago(m: Match) -> When:
    unit, count = m[2].removeprefix("个"), 1 if m[1] == "半" else number(m[1])
    sign = -1 if "前" in m[3] else 1
    return When("months", sign * count) if unit == "月" else When("offset", sign * count * _DAYS[unit])


def _last(m: Match) -> When:
    unit = {"星期": "周", "礼拜": "周", "日": "天"}.get(m[2].removeprefix("个"), m[2].removeprefix("个"))
    return When("last", number(m[1] or "一"), name=unit)


def _feast(m: Match) -> When:
    around = m[2] or ""
    shift = number("".join(c for c in around if c in "0123456789一二两三四五六七八九十")) or 1
    if "后" in around:
        return When("feast", c=1, name=m[1]) if shift == 1 and "第" in around else When("feast", b=shift, name=m[1])
    return When("feast", b=-shift if "前" in around else 0, name=m[1])


def _month(m: Match) -> When | None:
    month = number(m[2])
    return _in_year(m[1], When("month", None, month)) if 1 <= month <= 12 else None


def _month_end(m: Match) -> When:
    return When("month_end", None, number(m[2])) if m[2] else When("month_end", _SHIFT[m[1]] if m[1] else 0)


def _named_term(m: Match) -> When:
    half = 1 if m[2] in "一上1" else 2
    return When("term", None, number(m[1]), half, f"{m[1]}-{int(m[1]) + 1}学年第{'一二'[half - 1]}学期")


FORMS = (
    Form("full", rf"({Y}) ?[年.\-/],? ?({N}) ?[月.\-/] ?({N}) ?(?:[日号]|(?!\d))", _full),
    Form("range_term", r"(20\d\d) ?[-~到至/] ?20\d\d ?学年度?[第 ]?([一二上下12])学?期?", _named_term, False),
    Form("month_day", rf"(\d\d年|今年|去年|明年)?({N}) ?月 ?({N}) ?[日号](?!楼)", _month_and_day),
    Form(
        "month_day_bare",
        r"(今年|去年|明年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|二?十[一二三四五六七八九]?|三十一?)(?![\d日号.月年节班个一二三四五六七八九十篇份人天])",
        _month_and_day,
    ),
    Form("school_week", rf"第 ?({N}) ?周 ?(?:的|,)? ?{WEEK}([一二三四五六日天1-7])", _school_week),
    Form(
        "weekend",
        rf"(上上|下下|上|下|这|本)?个?{WEEK}末",
        lambda m: When("weekend", _SHIFT[m[1]] if m[1] else 0),
        False,
    ),
    Form(
        "weekday",
        rf"(?<![每一二两三四五六七八九十几\d]){_SHIFTS}?个?{WEEK}([一二三四五六日天1-7])(?![天年个\d])",
        _weekday,
    ),
    Form("week", rf"{_SHIFTS}一?个?{WEEK}(?!几|年)", lambda m: When("week", _SHIFT[m[1]]), False),
    Form("school_week_all", rf"第 ?({N}) ?(?:周|教学周)", lambda m: When("school_week", number(m[1])), False),
    Form(
        "offset",
        r"(?<![一-龥]明)(?:(大前|大后)天|(昨|今|明|前|后)(?:天|日|儿个?)|(昨|今|明)(?:晚|早|夜)(?:上|晨)?)(?![生])",
        lambda m: When("offset", _OFFSETS[m[1] or m[2] or m[3]]),
    ),
    Form("month_end", rf"(?:([上下这本])个?月|({N})月)?(?:份|的)?(?:月底|月末|(?<=月)[底末])", _month_end),
    Form("day_of_shifted_month", rf"(上|下|这|本)个?月({N}) ?[日号]", _day_of_month),
    Form("months", r"(上上|下下|上|下|这|本|当)一?个?月(?!亮|光|饼)", lambda m: When("months", _SHIFT[m[1]]), False),
    Form("month", rf"({Y}年|前年|今年|去年|明年)? ?(?<![\d第])({N}) ?月份?(?![\d日号])", _month, False),
    Form(
        "day_of_month",
        r"(\Z)?(?<![\d第编#.号楼幢栋门])(?<!编号)([12]?\d|3[01]|二?十[一二三四五六七八九]?|三十一?) ?[号日](?!"
        + _NOT_DAYS
        + ")",
        _day_of_month,
    ),
    Form("year", r"(前年|去年|今年|本年|明年)(?:度|一年|全年)?", lambda m: When("year", _YEARS[m[1]]), False),
    Form("numbered_year", rf"({Y}) ?年度?(?!级)", lambda m: When("year", None, number(m[1])), False),
    Form("half_year", r"([上下])半年", lambda m: When("half_year", 0, 1 if m[1] == "上" else 2), False),
    Form("since", r"(?:开学|学期初|学期开始)(?:到|至|以来|起)(?:现在|今天|目前|今)?", lambda _: When("since"), False),
    Form("term", r"([上下这本])个?学期(?:以来|至今|到现在)?", lambda m: When("term", _SHIFT[m[1]]), False),
    Form("school_year", r"([上下这本])个?学年(?!度)", lambda m: When("school_year", _SHIFT[m[1]]), False),
    Form("last", rf"(?:最近|近|过去)(?:的|这)?({N})?(个?(?:天|日|周|星期|礼拜|月|年))", _last, False),
    Form("ago", rf"(?<![前最近第])({N}) ?(天|周|个?星期|个?礼拜|个月)(?:以|之)?([前后])", _ago),
    Form(
        "feast",
        rf"({'|'.join(NAMES)})(?![班(杯年\d])(?:假期|放假|长假)?(?:的)?"
        rf"(前[一1两2三3]天|前夕|后第?[一1二2三3]天|(?:后|过后)(?=[,。上交前])|当天|那天)?",
        _feast,
    ),
    Form("year_end", r"年底", lambda _: When("month_end", None, 12)),
    Form("slashed", r"(?:(?<=^)|(?<=[\s,:。;(\n]))(\d{1,2})/(\d{1,2})(?![\d/%])", _dotted),
    Form("dotted", r"(?<![\d.])(\d{1,2})[.](\d{1,2})(?![\d.]|[分元%倍米万亿℃度公克千]| ?班|号楼| ?[版])", _dotted),
)
_BY_NAME = {form.name: form for form in FORMS}
_COMPILED = {form.name: re.compile(form.pattern) for form in FORMS}
_STARTS = "0-9零〇一二两三四五六七八九十半第上下这本当大前昨今明后开学最近过年周星礼月每去" + "".join(
    {name[0] for name in NAMES}
)
_ANY = re.compile(f"(?=[{_STARTS}])(?:" + "|".join(f"(?P<{form.name}>{form.pattern})" for form in FORMS) + ")")
_STRETCH = shape(r"(?P<first><date>|<span>) ?(?:到|至|-|~|、?直到) ?(?P<second><date>|<span>)")
_DOTTED_AS_CLASS = re.compile(r"(?:日期|时间|于|在)[::]? ?$")


def find(sheet: Sheet) -> None:
    """Mark single days as `date` and longer stretches as `span`; the value is a When."""
    found = []
    for match in _ANY.finditer(sheet.mask):
        form = _BY_NAME[match.lastgroup or ""]
        inner = _COMPILED[form.name].match(sheet.mask, match.start())
        when = form.make(inner) if inner else None
        if when is not None and not _is_class(form, match):
            found.append((match.start(), match.end(), "date" if form.single else "span", when))
    if found:
        sheet.cover(_within_weeks(found))
        _join(sheet)


def _within_weeks(found: list[tuple[int, int, str, When]]) -> list[tuple[int, int, str, When]]:
    """After 上周的听课： a bare 周二 is one of that week."""
    week: int | None = None
    told = []
    for start, end, kind, when in found:
        week = when.a if when.form == "week" else week
        bare = when.form == "weekday" and when.a is None and week is not None
        told.append((start, end, kind, When("weekday", week, when.b) if bare else when))
    return told


def _is_class(form: Form, match: Match) -> bool:
    """3.2 is a class unless something says that it is a day."""
    if form.name != "dotted":
        return False
    grade, room = (int(part) for part in match[0].split("."))
    return (
        grade <= 6
        and room <= 9
        and not _DOTTED_AS_CLASS.search(match.string[max(0, match.start() - 5) : match.start()])
    )


def _join(sheet: Sheet) -> None:
    """9月 and 11月 with 到 between are one stretch."""
    matches = list(_STRETCH.finditer(sheet.mask))
    if not matches:
        return
    joined: list[tuple[int, int, str, When]] = []
    ordered, gone = sheet.ordered(), set[int]()
    for match in matches:
        ends = within(ordered, *match.span())
        gone |= {id(piece) for piece in ends}
        joined.append((*match.span(), "span", When("between", ends=(ends[0].value, ends[-1].value))))
    sheet.pieces = [piece for piece in sheet.pieces if id(piece) not in gone]
    sheet.cover(joined)
