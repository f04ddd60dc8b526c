"""Where the page's clock can be moved to."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Step = Literal["hour", "day", "friday"]
END_OF_WEEK = time(16, 30)


def ahead(now: datetime, step: Step, zone: ZoneInfo) -> datetime:
    """The moment one step after `now`, in UTC, by the school's own clock: a day later is the same time of day."""
    if step == "hour":
        return now + timedelta(hours=1)
    local = now.astimezone(zone)
    later = local + timedelta(days=1) if step == "day" else _friday(local)
    return later.astimezone(UTC)


def _friday(local: datetime) -> datetime:
    day = local + timedelta(days=(4 - local.weekday()) % 7)
    friday = day.replace(hour=END_OF_WEEK.hour, minute=END_OF_WEEK.minute, second=0, microsecond=0)
    return friday if friday > local else friday + timedelta(days=7)
