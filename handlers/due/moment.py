"""The moment at which something is due, and how one says it."""

from datetime import datetime, time

from handlers.kinds.kind import show_day
from storage.roster import Roster
from storage.tables import Deadline

END_OF_DAY = time(23, 59)
"""When a deadline is due of which only the day was said."""


def due_at(roster: Roster, said: str) -> tuple[datetime, bool]:
    """The moment that an ISO day or minute means, and whether only the day was said. ValueError for 2月30日."""
    whole_day = "T" not in said
    local = datetime.fromisoformat(said)
    if whole_day:
        local = datetime.combine(local.date(), END_OF_DAY)
    return local.replace(tzinfo=roster.zone), whole_day


def when(roster: Roster, deadline: Deadline) -> str:
    """11月30日 周一 17:00."""
    local = deadline.due_at.astimezone(roster.zone)
    return show_day(local.date()) + ("" if deadline.whole_day else f" {local:%H:%M}")


def by(roster: Roster, deadline: Deadline) -> str:
    """11月30日 周一 17:00前; a whole day is that day itself."""
    return when(roster, deadline) + ("" if deadline.whole_day else "前")


def left(roster: Roster, deadline: Deadline, now: datetime) -> str:
    """还有3天, 今天, 已过2天: counted in days of the calendar."""
    days = (roster.local_day(deadline.due_at) - roster.local_day(now)).days
    if deadline.due_at < now:
        return f"已过{-days}天" if days else "时间已过"
    return f"还有{days}天" if days else "就是今天"
