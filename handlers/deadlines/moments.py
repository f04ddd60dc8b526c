"""The day that somebody says for a deadline: taken, or asked about."""

import re
from datetime import datetime, timedelta

from handlers import due
from handlers.doubts import Doubt
from handlers.kinds.kind import show_day
from handlers.turn import Turn

FAR = timedelta(days=300)
"""A day without a year that lies so far ahead has just passed."""
_YEAR = re.compile(r"20\d\d|明年|后年")


def moment(turn: Turn, question: str) -> tuple[datetime, bool] | Doubt:
    """When it is due, and whether only the day was said; what to ask where that is missing or cannot be."""
    said = turn.slot("due")
    if not said:
        return Doubt("due", question)
    try:
        at, whole_day = due.due_at(turn.roster, said)
    except ValueError:
        _, month, day = said.partition("T")[0].split("-")
        return Doubt("due", f"{int(month)}月没有{int(day)}日，{question}")
    far = at - turn.now > FAR and not _YEAR.search(turn.message.text)
    if at <= turn.now or far:
        day = show_day(at.date()) if not far else f"{at.month}月{at.day}日"
        return Doubt("due", f"{day}已经过去了，{question}")
    return at, whole_day


def every(turn: Turn) -> tuple[dict[str, object], datetime, bool] | None:
    """How it comes again, with its first time; None where nothing was said of that."""
    said = turn.slot("every")
    if not said:
        return None
    told = turn.slot("due") or ""
    begins = due.due_at(turn.roster, told)[0].date() if told and "from" not in said else turn.today
    how = {**said, "from": begins.isoformat()} if said.get("weeks", 1) > 1 and "from" not in said else dict(said)
    day = due.first(turn.roster, how, turn.today)
    hour = told.partition("T")[2]
    while day is not None:
        at, whole_day = due.due_at(turn.roster, f"{day.isoformat()}T{hour}" if hour else day.isoformat())
        if at > turn.now:
            return how, at, whole_day
        day = due.first(turn.roster, how, day + timedelta(days=1))
    return None
