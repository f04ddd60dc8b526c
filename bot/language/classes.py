"""Classes in every writing: 三（2）班 三2班 3.2 302班 三年级二班, and grades alone."""

import re

from bot.language.numerals import chinese, number
from bot.language.sheet import COVERED, Sheet

_G = "[一二三四五六七八九1-9]"
_ROOM = r"(?:\d{1,2}|十[一二三四五六七八九]?|[一二三四五六七八九])"
_NOT_BEFORE = r"(?<![第周期拜十百千两\d./点月年第零])"
_FORMS = (
    rf"{_NOT_BEFORE}(?P<year>初|高)?(?P<grade>{_G}) ?年?级? ?[(] ?(?P<room>{_ROOM}|0) ?[)] ?班?",
    rf"{_NOT_BEFORE}(?P<grade>{_G}) ?年级 ?[(]? ?(?P<room>{_ROOM}) ?[)]? ?班",
    rf"{_NOT_BEFORE}(?P<year>初|高)?(?P<grade>{_G}) ?年?[.\-·、]? ?(?P<room>{_ROOM}|0) ?班",
    r"(?<![\d#第.])(?P<grade>[1-9])0(?P<room>[1-9]) ?班?(?![\d室号楼元分个人节篇.]|办公|教室|会议)",
    r"(?<![\d#第.])(?P<grade>[1-9])(?P<room>1\d) ?班",
    rf"{_NOT_BEFORE}(?P<grade>[一二三四五六七八九]) ?[.\-]? ?(?P<room>\d{{1,2}})"
    r"(?![\d节篇个天号月日点人次等名位堂分年.%]|、(?!第|[一二三四五六]\d|\d[一二三四五六七八九\d]|[\ue001-\ue0ff])|:\d|周(?:$|[一二三四五六日末,。\s]))",
    rf"(?:(?<=[\s,;|])|(?<={COVERED}))(?P<grade>[1-6])-(?P<room>[1-9])(?=[\s,;|]{{0,2}}{COVERED}| ?\|)",
    r"(?<![\d.])(?P<grade>[1-6])\.(?P<room>[1-9]) ?班?(?![\d.分元%])",
)
_NEEDS = ("(", "年级", "班", "0", "班", "", "-", ".")
"""What stands in a class of each form."""
_CLASSES = tuple((needs, re.compile(form)) for needs, form in zip(_NEEDS, _FORMS, strict=True))
_GRADE = re.compile(r"(?<![\d第零])([一二三四五六七八九]|[1-9]) ?年级(?!组|备课)")


def find(sheet: Sheet) -> None:
    """Mark classes as 三(2)班 and grades as 三年级."""
    for needs, form in _CLASSES:
        if needs in sheet.mask:
            sheet.mark(form, "class", _class)
    if "年级" in sheet.mask:
        sheet.mark(_GRADE, "class", lambda m: f"{chinese(number(m[1]))}年级")


def _class(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    room = number(groups["room"])
    return f"{groups.get('year') or ''}{chinese(number(groups['grade']))}({room})班" if 0 <= room < 60 else None
