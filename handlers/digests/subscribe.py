"""订阅周报, 以后别给我发周报."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.message import Reply
from handlers.digests.wanted import MONTHLY, TERM, WEEKLY
from handlers.kinds.kind import show_day
from handlers.turn import Turn
from storage import subscriptions
from storage.roster import Roster

SLOT = time(16, 35), time(16, 45)
"""When digests go out, in the school's zone."""

_WEEKLY = re.compile("周报|周小结|周总结|每周|周[一二三四五]")
_MONTHLY = re.compile("月报|月小结|月总结|每月")
WORDS = {WEEKLY: "周报", MONTHLY: "月报", TERM: "学期小结"}


def subscribe(turn: Turn) -> Sequence[Reply]:
    """From now on the asker gets it; which one is the weekly, unless the words say the monthly."""
    named = _named(turn)
    for one in named or (WEEKLY,):
        subscriptions.say(turn.session, turn.person.id, one, turn.now, wanted=True)
    if named == (MONTHLY,):
        return [Reply("✅ 已订阅月报，每月初私聊发您；不要了说“取消订阅月报”")]
    day = show_day(_next(turn.roster, turn.now))
    return [Reply(f"✅ 已订阅周报，周五下午私聊发您，遇放假提前，下一次{day}")]


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


def _next(roster: Roster, now: datetime) -> date:
    """The next Friday that lies in no vacation."""
    local = now.astimezone(roster.zone)
    friday = local.date() + timedelta(days=(4 - local.weekday()) % 7)
    if friday == local.date() and local.time() >= SLOT[0]:
        friday += timedelta(days=7)
    ahead = (friday + timedelta(weeks=weeks) for weeks in range(20))
    return next((day for day in ahead if _there_is_school(roster, day)), friday)


def _there_is_school(roster: Roster, day: date) -> bool:
    away = any(one["start"] <= day.isoformat() <= one["end"] for one in roster.words.get("vacations", ()))
    ended = not roster.terms or day > roster.terms[-1].end
    return not away and (ended or roster.term(day) is not None)
