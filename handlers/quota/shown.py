"""How a rule is said."""

from collections.abc import Mapping
from typing import Any

from handlers import due
from handlers.kinds import BY_NAME, Kind
from handlers.kinds.kind import show_level
from handlers.quota.bound import of_department
from handlers.scope import PAPER_KINDS
from storage.roster import QuotaRule

PERS = {
    "term": "每学期", "week": "每周", "fortnight": "每两周", "month": "每月", "school_month": "每学月",
    "two_months": "每两个月", "school_year": "每学年", "year": "每年",
}  # fmt: skip


def rule(one: QuotaRule) -> str:
    """听课每学期20节：教研组长，组内每人至少1节."""
    kind = BY_NAME[one.kind]
    each = f"，组内每人至少{one.each}{kind.unit}" if one.each else ""
    return f"{thing(kind, one.filters)}{PERS[one.per]}{one.amount}{kind.unit}：{whom(one)}{each}"


def thing(kind: Kind, filters: Mapping[str, Any]) -> str:
    """区级以上获奖论文; 推门听课; 随笔."""
    named = filters.get("kind")
    plain = isinstance(named, list) and tuple(named) in PAPER_KINDS.values()
    level = f"{show_level(filters['level'])}以上" if filters.get("level") else ""
    sort = "" if plain or not named else str(named)
    whole = kind.word if not sort else f"{kind.word}（{sort}）" if sort.endswith("课") else sort
    return f"{level}{filters.get('stage') or ''}{whole}"


def whom(one: QuotaRule) -> str:
    """语文组满35周岁的教师; 各教研组; 全体教师."""
    everyone = "各教研组" if of_department(BY_NAME[one.kind]) else "全体教师"
    named = due.shown(one.audience) if any(one.audience.values()) else ""
    age = ages(one.age_from, one.age_below)
    if not age:
        return named or everyone
    return f"{named}{'中' if named else ''}{age}的{'' if named else '教师'}"


def ages(first: int | None, below: int | None) -> str:
    """35周岁及以上; 35周岁及以下; 36至45周岁."""
    if first is not None and below is not None:
        return f"{first}至{below - 1}周岁"
    return f"{first}周岁及以上" if first is not None else f"{below - 1}周岁及以下" if below is not None else ""
