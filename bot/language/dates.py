"""Where a text names days: found on the raw text before any word is cut."""

import re
from itertools import islice

from bot.language.days import When
from bot.language.feasts import NAMES
from bot.language.forms import FORMS, STARTS, UNITS, Form, Match
from bot.language.sheet import MOST, Sheet, shape, within
from bot.language.times import CLOCK

_BY_NAME = {form.name: form for form in FORMS}
_COMPILED = {form.name: re.compile(form.pattern) for form in FORMS}
_NUMERALS, _SHIFTS = "#零〇一二两三四五六七八九十", "上下这本当"
_FIRST = {
    "feast": "前去今明" + "".join(name[0] for name in NAMES).replace("8", "#"),
    "school_week": "第",
    "school_week_all": "第",
    "offset": "大昨今明前后",
    "year": "前去今本明全",
    "since": "开学",
    "last": "最近过",
    "year_end": "年",
    "last_year_this_month": "去明前",
    **dict.fromkeys(("half_year", "term", "school_year", "day_of_shifted_month", "months", "week"), _SHIFTS),
    **dict.fromkeys(("weekend", "weekday"), _SHIFTS + "周星礼"),
    **dict.fromkeys(("month_start", "month_middle", "month_end"), _NUMERALS + _SHIFTS + "月"),
    "third": _NUMERALS + _SHIFTS,
    **dict.fromkeys(("month_day", "month_day_bare", "month"), _NUMERALS + "前去今明"),
    **dict.fromkeys(("full", "range_term", "year_month", "dashed", "months_of_year", "day_of_month"), _NUMERALS),
    **dict.fromkeys(("numbered_year", "ago", "slashed", "dotted"), _NUMERALS),
}
"""With which characters a form may begin, # for any digit; one that is not here, with any."""


def _by_first() -> str:
    """All forms as one pattern that tries at each character those alone that may begin with it."""
    together: dict[tuple[str, ...], str] = {}
    for char in dict.fromkeys("#" + STARTS):
        may = tuple(form.name for form in FORMS if char in _FIRST.get(form.name, char))
        together[may] = together.get(may, "") + char
    groups = [
        f"(?=[{chars.replace('#', '0-9')}])(?:{'|'.join(f'(?P<{name}_{at}>{_BY_NAME[name].pattern})' for name in may)})"
        for at, (may, chars) in enumerate(together.items())
        if may
    ]
    return "|".join(groups)


_CHINESE = _NUMERALS[1:]
_COUNTED = "|".join(sorted({name[:2] for name in NAMES if name[0] in _CHINESE}))
"""How feasts begin whose name begins with a number: 五一, 六一."""
_ANY = re.compile(
    f"(?=[{''.join(c for c in dict.fromkeys(STARTS) if c not in _CHINESE)}]|[0-9]\\d{{0,3}} ?[{UNITS}]"
    f"|[{_CHINESE}]{{1,4}} ?[{UNITS}]|{_COUNTED})(?:{_by_first()})"
)
_DAYS = "(?:<date>|<span>)"
_STRETCH = shape(
    rf"{_DAYS}{CLOCK} ?(?:起|开始)?[, ]?(?:(?:一直)?[到至]|-{{1,2}}|~|、?直到) ?{_DAYS}(?:为?止)?"
    rf"|{_DAYS}{CLOCK}(?:和|与|跟|、){_DAYS}(?={CLOCK}(?:之间|这段))"
)
_DOTTED_AS_CLASS = re.compile(r"(?:日期|时间|于|在)[::]? ?$")
_BEGINS = re.compile(r"\s*(?:补[记登报]?|登记|记|报)?[:,\s]*")
_CLASS_AFTER = re.compile(
    r"(?<![\d.])[1-6]\.[1-9] ?班|[一二三四五六1-6] ?(?:年级)?[(]?\d{1,2}[)]? ?班"
    r"|[一二三四五六][(1-9]|(?<!\d)[1-6]0[1-9](?!\d)"
)
"""Where a class follows, 5.8 at the beginning is the day."""


def find(sheet: Sheet) -> None:
    """Mark single days as `date` and longer stretches as `span`; the value is a When."""
    found = []
    for match in islice(_ANY.finditer(sheet.mask), MOST):
        form = _BY_NAME[(match.lastgroup or "").rpartition("_")[0]]
        inner = _COMPILED[form.name].match(sheet.mask, match.start())
        when = form.make(inner) if inner else None
        if when is not None and not _is_class(form, match):
            found.append((match.start(), match.end(), "date" if form.single else "span", when))
    if found:
        sheet.cover(_together(found))
        _join(sheet)


def _together(found: list[tuple[int, int, str, When]]) -> list[tuple[int, int, str, When]]:
    """After 上周的听课： a bare 周二 is one of that week, after 9月3号、 a bare 4号 one of that month."""
    week: int | None = None
    month: When | None = None
    told = []
    for start, end, kind, when in found:
        week = when.a if when.form == "week" else week
        month = when if when.form == "day" else month
        told.append((start, end, kind, _drawn(when, week, month)))
    return told


def _drawn(when: When, week: int | None, month: When | None) -> When:
    if when.form == "weekday" and when.a is None and week is not None:
        return When("weekday", week, when.b)
    if when.form == "month_day" and when.a is None and month is not None:
        return When("day", month.a, month.b, when.c, ends=month.ends)
    return when


def _is_class(form: Form, match: Match) -> bool:
    """3.2 is a class unless something says that it is a day."""
    if form.name != "dotted":
        return False
    grade, room = (int(part) for part in match[0].split("."))
    before = match.string[max(0, match.start() - 5) : match.start()]
    day = _DOTTED_AS_CLASS.search(before) or (
        _BEGINS.fullmatch(before) and _CLASS_AFTER.search(match.string, match.end())
    )
    return grade <= 6 and room <= 9 and not day


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
