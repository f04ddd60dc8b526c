"""A term that the office has closed: what is told of it afterwards, the office adds, and says why."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.message import Reply
from handlers.doubts import Doubt, Values, valid_day
from handlers.turn import Turn
from storage import schools
from storage.roster import TermDays

Replies = Sequence[Reply]

WHY = "because"
"""The slot of a record that was added to a closed term."""

CLOSED = "{}已经结束登记，要补的请找教科室"
ASK_WHY = "{}已经结束登记，请说一句补记的原因"
WHICH = "是哪个学期？例如：上学期结束登记"
_REASON = re.compile(r"(?:补记|补录|登记)?(?:的)?(?:原因|理由)(?:是|[:：])+\s*(?P<why>[^\n。；;]{2,60})")


def close(turn: Turn) -> Replies:
    """上学期结束登记."""
    return _set(turn, closed=True)


def open_(turn: Turn) -> Replies:
    """上学期重新登记."""
    return _set(turn, closed=False)


def closed(turn: Turn, day: date) -> TermDays | None:
    """The term of that day, where it is closed."""
    term = turn.roster.term(day)
    return term if term and term.name in turn.roster.words.get(schools.CLOSED, ()) else None


def refusal(turn: Turn, days: Sequence[date]) -> Reply | None:
    """Why somebody cannot add to these days, or change what is told of them; None where they can."""
    shut = next((term for day in days if (term := closed(turn, day))), None)
    return Reply(CLOSED.format(shut.name)) if shut and "office" not in turn.person.roles else None


def day_of(turn: Turn, values: Values) -> date:
    """The day of what is told; one that does not exist is asked about elsewhere."""
    return valid_day(values.get("date") or "") or turn.today


def with_reason(turn: Turn, values: Values) -> dict[str, Any]:
    """The values with the reason that the message gives, where they are of a closed term."""
    why = _REASON.search(turn.message.text) if closed(turn, day_of(turn, values)) else None
    if why is None or WHY in values:
        return dict(values)
    others = {
        name: _REASON.sub("", value).strip("，, ") if isinstance(value, str) else value
        for name, value in values.items()
    }
    return {name: value for name, value in others.items() if value != ""} | {WHY: why["why"].strip()}


def unexplained(turn: Turn, values: Values) -> Doubt | None:
    """Asks the office why it adds to a closed term."""
    shut = closed(turn, day_of(turn, values))
    return Doubt(WHY, ASK_WHY.format(shut.name)) if shut and not values.get(WHY) else None


def _set(turn: Turn, *, closed: bool) -> Replies:
    said = turn.slot("range")
    term = turn.roster.term(date.fromisoformat(said["start"])) if said else turn.term
    if term is None:
        return [Reply(WHICH)]
    changed = schools.close_term(turn.session, term.name, closed=closed)
    if closed:
        done = "已结束登记，以后只有教科室能补，要说原因" if changed else "早就结束登记了"
        return [
            Reply(f"✅ {term.name}{done}。要重新放开，说“{term.name}重新登记”" if changed else f"{term.name}{done}")
        ]
    return [Reply(f"✅ {term.name}又可以登记了" if changed else f"{term.name}没有结束登记")]
