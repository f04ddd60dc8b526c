"""周五前别催我: no reminders until then."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.message import Reply
from handlers.doubts import valid_day
from handlers.kinds.kind import show_day
from handlers.turn import Turn
from storage import deadlines

UNSAID = timedelta(days=7)
LONGEST = timedelta(days=60)


def quiet(turn: Turn) -> Sequence[Reply]:
    """Until the day begins that was said; for a week where none was."""
    said = turn.slot("until")
    day = valid_day(said) if said else turn.today + UNSAID
    if day is None or day <= turn.today:
        return [Reply("到哪一天？例如：下周一前别催我")]
    if day - turn.today > LONGEST:
        return [Reply("最多两个月，请说一个近一点的日子")]
    deadlines.be_quiet(turn.session, turn.person.id, datetime.combine(day, time.min, turn.roster.zone))
    return [Reply(f"好，{show_day(day)}之前不提醒您；截止的日子不变")]
