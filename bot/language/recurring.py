"""How often something is due: 每月25号, 隔周周三, 每周五, 每学月."""

import re
from datetime import timedelta

from bot.language.days import term_at, week_of
from bot.language.frame import Slots
from bot.language.numerals import number
from bot.language.scene import Scene

_WEEK = "(?:周|星期|礼拜)"
_DAY = "([一二三四五六日天])"
PATTERN = re.compile(
    f"每(?:个)?月的?(?P<day>\\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[号日]|每(?:个)?月的?(?P<end>月?底|最后一天|末)"
    f"|(?P<alternate>隔一?{_WEEK}的?{_WEEK}?|每[隔两二]一?个?{_WEEK}的?{_WEEK}?|(?P<parity>[单双]){_WEEK}的?{_WEEK}?)(?P<other>{_DAY[1:-1]})"
    f"|每(?:个)?{_WEEK}(?P<weekday>{_DAY[1:-1]})(?![次个节篇份回])|(?P<month>每(?:个)?学月(?:一次)?)"
)
_WEEKDAYS = "一二三四五六日"


def is_rule(scene: Scene) -> bool:
    """Whether it is told how often something is to be done, not that it was."""
    return bool(PATTERN.search(scene.sheet.plain)) and "了" not in scene.sheet.plain


def every(scene: Scene) -> Slots | None:
    """`{day_of_month}`, `{weekday, weeks, from}` or `{school_month}`; None where it is due once."""
    match = PATTERN.search(scene.sheet.plain)
    if not match:
        return None
    if match["month"]:
        return {"school_month": True}
    if match["day"] or match["end"]:
        return {"day_of_month": number(match["day"]) if match["day"] else 31}
    day = _WEEKDAYS.index((match["weekday"] or match["other"]).replace("天", "日")) + 1
    if match["weekday"]:
        return {"weekday": day, "weeks": 1}
    return {"weekday": day, "weeks": 2, **_parity(scene, match["parity"], day)}


def _parity(scene: Scene, parity: str | None, weekday: int) -> Slots:
    """双周 and 单周 are weeks of the term; 隔周 begins with the next such day."""
    if parity is None:
        return {}
    term = term_at(scene.now())
    first = term.first_monday if term else week_of(scene.today)[0]
    day = week_of(scene.today)[0] + timedelta(days=weekday - 1)
    weeks = (day - first).days // 7 + 1
    begins = day if weeks % 2 == (parity == "单") else day + timedelta(weeks=1)
    return {"from": begins.isoformat()}
