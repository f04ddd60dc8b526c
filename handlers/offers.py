"""What a record is good for besides: a paper for its author's project, a lesson for those who came to hear it."""

from collections.abc import Mapping
from typing import Any

from bot.message import Button
from handlers import implied
from handlers.kinds import Kind
from handlers.turn import Turn
from storage.tables import Record

OFFERED = 3
SHORT = 12
"""Characters of a title on a button."""

OF_PROJECTS = ("论文", "案例", None)
"""The kinds of papers that a project is concluded with."""


def offer(
    turn: Turn, kind: Kind, record: Record, values: Mapping[str, Any], *, new: bool
) -> tuple[str, tuple[Button, ...]]:
    """The question, and a button for each answer; nothing where nothing fits or it was asked before."""
    if kind.name == "paper" and new and turn.person.id == record.said_by:
        return _to_project(turn, record, values)
    if kind.name == "lesson" and turn.in_group:
        return "", (Button("我也听了", {"intent": "observation.log", "records": [_heard(turn, values)]}),)
    return "", ()


def _to_project(turn: Turn, record: Record, values: Mapping[str, Any]) -> tuple[str, tuple[Button, ...]]:
    if values.get("project") or not record.title or record.slots.get("kind") not in OF_PROJECTS:
        return "", ()
    mine = [one for one in implied.projects(turn).values() if implied.takes_part(turn.person.name, one)][:OFFERED]
    names = "、".join(f"《{_short(one['title'])}》" for one in mine)
    buttons = tuple(
        Button(
            "挂上" if len(mine) == 1 else _short(one["title"]),
            {"intent": "correct.change", "number": record.number, "changes": {"project": one["title"]}},
        )
        for one in mine
    )
    return (f"挂到课题{names}吗？" if mine else ""), buttons


def _short(title: str) -> str:
    return title if len(title) <= SHORT else title[: SHORT - 1] + "…"


def _heard(turn: Turn, values: Mapping[str, Any]) -> dict[str, Any]:
    """The lesson as whoever heard it would tell it."""
    told = {name: values[name] for name in ("period", "subject", "class", "topic", "kind", "place") if values.get(name)}
    day = values.get("date") or turn.today.isoformat()
    return {"date": day, "teacher": values.get("teacher") or turn.person.name, **told}
