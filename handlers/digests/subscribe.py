"""订阅周报, 周报改到周一早上, 以后别给我发周报."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.language.sheet import Sheet
from bot.language.text import plain
from bot.language.times import find
from bot.message import Reply
from handlers.digests.wanted import MONTHLY, TERM, WEEKLY
from handlers.kinds.kind import WEEKDAYS, show_day
from handlers.turn import Turn
from storage import subscriptions
from storage.roster import Roster
from storage.subscriptions import Hour

SLOT = time(16, 35), time(16, 45)
"""When digests go out, in the school's zone."""

FRIDAY, SATURDAY = 5, 6
EARLIEST, LATEST = time(7, 30), time(20)
"""Between these one may say when one wants it."""

AFTERWARDS = frozenset({1, 2})
"""Weekdays on which a digest is of the week before."""

PARTS = {"早": time(8), "上午": time(9), "中午": time(12), "下午": SLOT[0], "晚": time(19)}
"""The hour where only a part of the day is said."""

AT_WEEKENDS = "周末不发，您要周一到周五哪一天？例如：周报改到周一早上8点"
AT_NIGHT = "早上7点半到晚上8点之间才发，您要几点？例如：周报改到周一早上8点"

_WEEKLY = re.compile("周报|周小结|周总结|每周|周[一二三四五]")
_MONTHLY = re.compile("月报|月小结|月总结|每月")
_DAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")
WORDS = {WEEKLY: "周报", MONTHLY: "月报", TERM: "学期小结"}


def subscribe(turn: Turn) -> Sequence[Reply]:
    """From now on the asker gets it; which one is the weekly, unless the words say the monthly."""
    named = _named(turn)
    if named == (MONTHLY,):
        subscriptions.say(turn.session, turn.person.id, MONTHLY, turn.now, wanted=True)
        return [Reply("✅ 已订阅月报，每月初私聊发您；不要了说“取消订阅月报”")]
    hour = _hour(turn)
    if isinstance(hour, str):
        return [Reply(hour)]
    for one in named or (WEEKLY,):
        subscriptions.say(turn.session, turn.person.id, one, turn.now, wanted=True, hour=hour)
    day = show_day(_next(turn.roster, turn.now, hour))
    if hour is None:
        return [Reply(f"✅ 已订阅周报，周五下午私聊发您，遇放假提前，下一次{day}")]
    what = "前一周" if hour.weekday in AFTERWARDS else "这一周"
    return [
        Reply(f"✅ 以后周{WEEKDAYS[hour.weekday - 1]}{hour.at:%H:%M}左右私聊发您{what}的周报，遇放假顺延，下一次{day}")
    ]


def unsubscribe(turn: Turn) -> Sequence[Reply]:
    """The asker gets it no more; all of them, unless the words say which."""
    named = _named(turn) or (WEEKLY, MONTHLY, TERM)
    for one in named:
        subscriptions.say(turn.session, turn.person.id, one, turn.now, wanted=False)
    return [Reply(f"✅ 以后不给您发{'、'.join(WORDS[one] for one in named)}了，要看说“这周小结”，恢复说“订阅周报”")]


def _named(turn: Turn) -> tuple[str, ...]:
    """Which the words name; understanding reads only that it is about digests."""
    text = turn.message.text
    return tuple(one for one, words in ((WEEKLY, _WEEKLY), (MONTHLY, _MONTHLY)) if words.search(text))


def _hour(turn: Turn) -> Hour | str | None:
    """When it is wanted, None for when the others get it; or why it cannot be then."""
    line = plain(turn.message.text, turn.roster.bot_name)
    day = _DAY.search(line)
    weekday = min("一二三四五六日天".index(day[1]) + 1, 7) if day else FRIDAY
    at = _time(line)
    if weekday >= SATURDAY:
        return AT_WEEKENDS
    if weekday == FRIDAY and at in (None, SLOT[0]):
        return None
    at = at or (PARTS["早"] if weekday in AFTERWARDS else SLOT[0])
    return Hour(weekday, at) if EARLIEST <= at <= LATEST else AT_NIGHT


def _time(line: str) -> time | None:
    sheet = Sheet(line, line)
    find(sheet)
    minutes = [piece.value for piece in sheet.of("time") if 0 <= piece.value < 24 * 60]
    if minutes:
        return time(*divmod(minutes[0], 60))
    return next((at for part, at in PARTS.items() if part in line), None)


def _next(roster: Roster, now: datetime, hour: Hour | None) -> date:
    """The next such day that lies in no vacation."""
    local = now.astimezone(roster.zone)
    weekday, at = (hour.weekday, hour.at) if hour else (FRIDAY, SLOT[0])
    day = local.date() + timedelta(days=(weekday - local.isoweekday()) % 7)
    if day == local.date() and local.time() >= at:
        day += timedelta(days=7)
    ahead = (day + timedelta(weeks=weeks) for weeks in range(20))
    return next((day for day in ahead if _there_is_school(roster, day)), day)


def _there_is_school(roster: Roster, day: date) -> bool:
    away = any(one["start"] <= day.isoformat() <= one["end"] for one in roster.words.get("vacations", ()))
    ended = not roster.terms or day > roster.terms[-1].end
    return not away and (ended or roster.term(day) is not None)
