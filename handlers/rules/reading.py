"""What the words of a rule mean at this school: the kind, whom, from which age on."""

from collections.abc import Iterator, Sequence
from typing import Any

from handlers.kinds import KINDS
from handlers.school.cells import ROLES
from handlers.scope import kind_named, own_kind
from handlers.turn import Turn
from storage.roster import QuotaRule

SIDES = ("under", "over")
"""Who is exactly of the age that was named belongs to those under it, or to those over it."""

_ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
_ALSO = {"教科室人员": "office", "教科室成员": "office", "校级领导": "leader", "师父": "mentor"}


class Unclear(Exception):
    """The rule cannot be kept; the text says why, and what would work."""


def rules(turn: Turn, exactly: str) -> list[QuotaRule]:
    """The rules that were told; raises Unclear."""
    return [_rule(turn, said, exactly) for said in turn.slot("rules")]


def _rule(turn: Turn, said: dict[str, Any], exactly: str) -> QuotaRule:
    what = said.get("what")
    kind = kind_named(what)
    if kind is None:
        raise Unclear(f"“{what or '这一项'}”我还不会统计，指标可以定{'、'.join(kind.word for kind in KINDS)}")
    sort = said.get("kind") or own_kind((kind,), what)
    filters = {
        "kind": list(sort) if isinstance(sort, tuple) else sort,
        "stage": said.get("stage"),
        "level": said.get("level"),
    }
    first, below = _ages(said.get("age") or {}, exactly)
    return QuotaRule(
        0, kind.name, said["count"], _audience(turn, said.get("who") or []), below, first,
        {name: value for name, value in filters.items() if value},
        said.get("per") or "term", said.get("each"), None, None, told=True,
    )  # fmt: skip


def _audience(turn: Turn, words: Sequence[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        role = _ROLE_OF.get(word) or _ALSO.get(word)
        if word in turn.roster.words.get("departments", ()):
            found.setdefault("departments", []).append(word)
        elif role:
            found.setdefault("roles", []).append(role)
        elif word in turn.roster.by_name:
            found.setdefault("people", []).append(word)
        else:
            raise Unclear(
                f"我不知道谁是“{_said(word)}”，可以说年龄（35周岁以下）、教研组、教研组长、备课组长、骨干教师或姓名"
            )
    return found


def _said(word: Any) -> str:
    return "、".join(word["any_of"]) if isinstance(word, dict) else str(word)


def _ages(age: dict[str, int], exactly: str) -> tuple[int | None, int | None]:
    """From which age on, and below which, when who is exactly of it belongs to that side."""
    first, below = age.get("from"), age.get("below")
    if "under" in age:
        below = age["under"] + (exactly == "under")
    if "over" in age:
        first = age["over"] + (exactly == "under")
    return first, below


def ambiguous(turn: Turn) -> tuple[int, ...]:
    """The ages of which it is open to which side they belong."""
    ages = [rule.get("age") or {} for rule in turn.slot("rules")]
    sure = {value for age in ages for name, value in age.items() if name in ("from", "below")}
    return tuple(sorted({value for age in ages for name, value in age.items() if name in SIDES and value not in sure}))


def sides(turn: Turn) -> tuple[str, str]:
    """How one says that: by the amounts where there are two, by whether it counts where there is one."""
    under, over = (list(_bordering(turn, side)) for side in SIDES)
    if under and over:
        if under[0]["count"] != over[0]["count"] and under[0].get("per") == over[0].get("per"):
            kind = kind_named(under[0].get("what"))
            unit = kind.unit if kind else ""
            return f"算{under[0]['count']}{unit}", f"算{over[0]['count']}{unit}"
        return "算下档", "算上档"
    return ("算进去", "不算") if under else ("不算", "算进去")


def _bordering(turn: Turn, side: str) -> Iterator[dict[str, Any]]:
    return (rule for rule in turn.slot("rules") if side in (rule.get("age") or {}))


def same_thing(one: QuotaRule, other: QuotaRule) -> bool:
    """Do both ask for the same, in the same time?"""
    return (one.kind, one.per) == (other.kind, other.per) and sort(one) == sort(other)


def sort(rule: QuotaRule) -> dict[str, Any]:
    """What of the kind it asks for; 论文 without more is the whole kind."""
    return {name: value for name, value in rule.filters.items() if not isinstance(value, list)}
