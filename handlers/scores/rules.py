"""The office tells what records are worth; told again of the same, it is changed."""

from collections.abc import Sequence
from typing import Any

from bot.message import Button, Reply
from handlers.kinds import BY_NAME, KINDS, Kind
from handlers.kinds.kind import show_level
from handlers.query import in_private_when_long
from handlers.scope import kind_named, own_kind
from handlers.turn import Turn
from storage import scores
from storage.tables import ScoreRule

Replies = Sequence[Reply]

NONE_YET = "还没有赋分规则。教科室说一句就能定，例如：论文获奖省级一等奖10分，公开课校级2分"
WHICH = "没有第{}条赋分规则，说“赋分规则”看编号"
MOST = 1000
TOO_MUCH = f"一条最多{MOST}分"


def set_(turn: Turn) -> Replies:
    """They hold from now on; those of the same records are replaced."""
    said = turn.slot("rules")
    kinds = [kind_named(one["what"]) for one in said]
    unknown = [one["what"] for one, kind in zip(said, kinds, strict=True) if kind is None]
    if unknown:
        return [Reply(f"“{unknown[0]}”不能赋分，可以赋分的有{'、'.join(kind.word for kind in KINDS)}")]
    if any(one["points"] > MOST for one in said):
        return [Reply(TOO_MUCH)]
    new = [_row(turn, kind, one) for one, kind in zip(said, kinds, strict=True) if kind]
    replaced = scores.keep(turn.session, new, turn.now)
    lines = [f"{shown(row)}{points(row.points)}分" for row in new]
    headline = "✅ 赋分记下了" + (f"，换掉原来的{replaced}条" if replaced else "")
    return [Reply("\n".join([f"{headline}：", *lines]), (Button("撤回", {"intent": "score.undo"}),))]


def list_(turn: Turn) -> Replies:
    """The rules by their numbers."""
    known = scores.held(turn.session)
    if not known:
        return [Reply(NONE_YET)]
    lines = [f"{at}. {shown(row)}{points(row.points)}分" for at, row in enumerate(known, 1)]
    return in_private_when_long(turn, f"赋分规则{len(known)}条", lines)


def change(turn: Turn) -> Replies:
    """Other points for what the rule is of."""
    row = _numbered(turn)
    value = turn.slot("points")
    if row is None or value is None:
        return [Reply(WHICH.format(turn.slot("number") or ""))]
    if value > MOST:
        return [Reply(TOO_MUCH)]
    new = ScoreRule(
        kind=row.kind, filters=row.filters, points=value, set_by=turn.person.id, set_at=turn.now, ended_at=None
    )
    before = points(row.points)
    scores.keep(turn.session, [new], turn.now)
    undo_ = Button("撤回", {"intent": "score.undo"})
    return [Reply(f"已改 {shown(new)}：{before}分→{points(value)}分", (undo_,))]


def end(turn: Turn) -> Replies:
    """It gives no points any more."""
    row = _numbered(turn)
    if row is None:
        return [Reply(WHICH.format(turn.slot("number") or ""))]
    row.ended_at = turn.now
    return [Reply(f"已取消赋分：{shown(row)}{points(row.points)}分")]


def undo(turn: Turn) -> Replies:
    """What the person told last, as if it had not been told."""
    number = scores.take_back(turn.session, turn.person.id)
    return [Reply(f"已撤回{number}条赋分规则" if number else "没有可以撤回的赋分规则")]


def shown(row: ScoreRule) -> str:
    """省级一等奖获奖论文每篇."""
    kind, filters = BY_NAME[row.kind], row.filters
    sort = filters.get("kind")
    named = str(sort) if sort and not isinstance(sort, list) else kind.word
    level = show_level(filters["level"]) if filters.get("level") else ""
    return f"{level}{filters.get('award') or filters.get('stage') or ''}{named}每{kind.unit}"


def points(value: float) -> str:
    """0.5; 10."""
    return f"{value:g}"


def _row(turn: Turn, kind: Kind, said: dict[str, Any]) -> ScoreRule:
    sort = said.get("kind") or own_kind((kind,), said["what"])
    filters: dict[str, Any] = {"kind": list(sort) if isinstance(sort, tuple) else sort}
    filters |= {name: said.get(name) for name in ("level", "award", "stage")}
    if filters.get("award"):
        filters.pop("stage")
    return ScoreRule(
        kind=kind.name, filters={name: value for name, value in filters.items() if value},
        points=said["points"], set_by=turn.person.id, set_at=turn.now, ended_at=None,
    )  # fmt: skip


def _numbered(turn: Turn) -> ScoreRule | None:
    known, number = scores.held(turn.session), turn.slot("number") or 0
    return known[number - 1] if 0 < number <= len(known) else None
