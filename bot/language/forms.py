"""The forms in which days are named: a closed list, each with what it makes of its numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language.days import When
from bot.language.feasts import NAMES
from bot.language.numerals import number

Match = re.Match[str]
N = "(?:\\d{1,3}|[零〇一二两三四五六七八九十]{1,3})"
Y = "(?:[12]\\d{3}|[一二][零〇一二三四五六七八九]{3})"
WEEK = "(?:周|星期|礼拜)"
_DIGIT = "\\d(?!\\d?[:点])"
"""A digit that begins no clock time: 周四14:00 is a day with an hour."""
_SHIFT = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
_SHIFTS = "(上上|(?<!一)下下|上|(?<!一)下|这|本|当)"
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "全年": 0, "明年": 1}
_OFFSETS = {"大大前": -4, "大大后": 4, "大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
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
    around = m[3] or ""
    ends = (When("year", _YEARS[m[1]]),) if m[1] else ()
    shift = number("".join(c for c in around if c in "0123456789一二两三四五六七八九十")) or 1
    if "后" in around and "第" in around and shift == 1:
        return When("feast", c=1, name=m[2], ends=ends)
    sign = 1 if "后" in around else -1 if "前" in around else 0
    return When("feast", b=sign * shift, name=m[2], ends=ends)


def _year_month(m: Match) -> When:
    return When("month", number(m[1]), number(m[2]))


def _month_start(m: Match) -> When:
    return _within_month(m, 1, 5)


def _month_middle(m: Match) -> When:
    return _within_month(m, 15, 15)


_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


def _third(m: Match) -> When:
    return _within_month(m, *_THIRDS[m[3]])


def _within_month(m: Match, first: int, last: int) -> When:
    month = When("month", None, number(m[2])) if m[2] else When("months", _SHIFT[m[1]] if m[1] else 0)
    return When("part_of_month", first, last, ends=(month,))


def _ends_of_year(year: int, side: str, count: int) -> When | None:
    if not 1 <= count <= 11:
        return None
    first, last = (1, count) if side == "前" else (13 - count, 12)
    return When("between", ends=(When("month", year, first), When("month", year, last)))


def _same_month(m: Match) -> When:
    return When("month_day", 12 * _YEARS[m[1]], None, number(m[2]))


def _month(m: Match) -> When | None:
    month = number(m[2])
    return _in_year(m[1], When("month", None, month)) if 1 <= month <= 12 else None


def _month_end(m: Match) -> When:
    return When("month_end", None, number(m[2])) if m[2] else When("month_end", _SHIFT[m[1]] if m[1] else 0)


def _named_term(m: Match) -> When:
    half = 1 if m[2] in "一上1" else 2
    return When("term", None, number(m[1]), half, f"{m[1]}-{int(m[1]) + 1}学年第{'一二'[half - 1]}学期")


FORMS = (
    Form("full", rf"({Y}) ?[年.\-/][, ]{{0,2}}({N}) ?[月.\-/] ?({N}) ?(?:[日号]|(?!\d))", _full),
    Form("range_term", r"(20\d\d) ?[-~到至/] ?20\d\d ?学年度?[第 ]?([一二上下12])学?期?", _named_term, False),
    Form("month_day", rf"(\d\d年|今年|去年|明年)?({N}) ?月 ?({N}) ?[日号](?!楼)", _month_and_day),
    Form(
        "feast",
        rf"(?:(前年|去年|今年|明年)的?)?({'|'.join(NAMES)})(?![班(杯年日号\d]|[粥粽糕]|节目|汇演|文艺|晚会|演出|联欢|游园|征文|月饼|的由来|的故事|快乐|愉快|安康|好[,。!~呀啊]|第一(?!天))(?:假期|放假|长假)?(?:的)?"
        rf"(前[一1两2三3]天|前夕|后第?[一1二2三3]天|(?:后|过后)(?=[,。上交前])|当天|那天)?",
        _feast,
    ),
    Form(
        "year_month", r"(?<![\d.])((?:19|20)\d\d)[./-](0?[1-9]|1[0-2])(?![\d:]|[./]\d| ?[班分元%])", _year_month, False
    ),
    Form("dashed", r"(?<![\d\-])(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d\-:])", _dotted),
    Form(
        "month_start",
        rf"(?:([上下这本])个?月|({N})月)?(?:份|的)?(?:月初|(?<=月)初(?![一二三四五六七八九十中高]))",
        _month_start,
    ),
    Form(
        "month_middle",
        rf"(?:([上下这本])个?月|({N})月)?(?:份|的)?(?:月中(?!旬|[心间考])|(?<=月)中(?![旬心间考]))",
        _month_middle,
    ),
    Form("third", rf"(?:([上下这本])个?月|({N})月)(?:份|的)?([上中下])旬", _third, False),
    Form(
        "months_of_year",
        rf"({Y})年(?:的)?([前后])({N})个?月",
        lambda m: _ends_of_year(number(m[1]), m[2], number(m[3])),
        False,
    ),
    Form("last_year_this_month", rf"(去年|明年|前年)(?:的)?(?:本月|这个?月|同月)({N}) ?[日号]", _same_month),
    Form(
        "month_day_bare",
        r"(今年|去年|明年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|二?十[一二三四五六七八九]?|三十一?)(?![\d日号.月年节班个一二三四五六七八九十篇份人天])",
        _month_and_day,
    ),
    Form("school_week", rf"第 ?({N}) ?周 ?(?:的|,)? ?{WEEK}([一二三四五六日天1-7])", _school_week),
    Form(
        "weekend",
        rf"(上上|下下|上|下|这|本)?个?{WEEK}末(?!好|愉快|快乐)",
        lambda m: When("weekend", _SHIFT[m[1]] if m[1] else 0),
        False,
    ),
    Form(
        "weekday",
        rf"(?<![每一二两三四五六七八九十几\d]){_SHIFTS}?个?{WEEK}([二三四五六日天](?!{_DIGIT})|一(?!{_DIGIT}|[共直次节篇]|起[听去上看参])|[1-7](?!\d))(?![天年个])",
        _weekday,
    ),
    Form("week", rf"{_SHIFTS}一?个?{WEEK}(?!几|年)", lambda m: When("week", _SHIFT[m[1]]), False),
    Form("school_week_all", rf"第 ?({N}) ?(?:周|教学周)", lambda m: When("school_week", number(m[1])), False),
    Form(
        "offset",
        r"(?<![一-龥]明)(?:(大{1,2}[前后])天|(昨|今|明|前|后)(?:天|日|儿个?)|(昨|今|明)(?:晚|早|夜)(?:上|晨)?"
        r"|(?<![一-龥])(前|后)[晚早]上?)(?![生])",
        lambda m: When("offset", _OFFSETS[m[1] or m[2] or m[3] or m[4]]),
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
    Form(
        "year",
        r"(前年|去年|今年|本年|明年|全年(?!级|段))(?:度|一年|全年)?",
        lambda m: When("year", _YEARS[m[1]]),
        False,
    ),
    Form("numbered_year", rf"({Y}) ?年度?(?!级)", lambda m: When("year", None, number(m[1])), False),
    Form("half_year", r"([上下])半年", lambda m: When("half_year", 0, 1 if m[1] == "上" else 2), False),
    Form("since", r"(?:开学|学期初|学期开始)(?:到|至|以来|起)(?:现在|今天|目前|今)?", lambda _: When("since"), False),
    Form("term", r"([上下这本])个?学期(?:以来|至今|到现在)?", lambda m: When("term", _SHIFT[m[1]]), False),
    Form("school_year", r"([上下这本])个?学年(?!度)", lambda m: When("school_year", _SHIFT[m[1]]), False),
    Form("last", rf"(?:最近|近|过去)(?:的|这)?({N})?(个?(?:天|日|周|星期|礼拜|月|年))", _last, False),
    Form("ago", rf"(?<![前最近第])({N}) ?(天|周|个?星期|个?礼拜|个月)(?:以|之)?([前后])", _ago),
    Form("year_end", r"年底", lambda _: When("month_end", None, 12)),
    Form("slashed", r"(?:(?<=^)|(?<=[\s,:。;(\n]))(\d{1,2})/(\d{1,2})(?![\d/%])", _dotted),
    Form("dotted", r"(?<![\d.])(\d{1,2})[.](\d{1,2})(?![\d.]|[分元%倍米万亿℃度公克千]| ?班|号楼| ?[版])", _dotted),
)
STARTS = "零〇一二两三四五六七八九十半第上下这本当大前昨今明后开学最近过年周星礼月每去全" + "".join(
    {name[0] for name in NAMES}
)
"""Characters but digits with which any form begins."""
UNITS = "年月日号周天个星礼.\\-/~到至"
"""What follows the digits with which a form begins."""
