"""没听懂的: what was said to the bot and not understood, for the office, so that words can be added."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.message import Reply
from handlers.query import in_private_when_long
from handlers.scope import dates, this_week
from handlers.turn import Turn
from storage import inbox

LONGEST = 60


def not_understood(turn: Turn) -> Sequence[Reply]:
    """How many sentences of how many people, and the sentences without names; this week unless a range is said."""
    start, end, when = dates(turn) if turn.slot("range") else (*this_week(turn), "本周")
    zone = turn.roster.zone
    rows = inbox.not_understood(
        turn.session,
        datetime.combine(start, time.min, zone),
        datetime.combine(end + timedelta(days=1), time.min, zone),
    )
    if not rows:
        return [Reply(f"{when}没有没听懂的话")]
    headline = f"{when}没听懂{len(rows)}句，来自{len({row.person_id for row in rows})}人"
    lines = [f"· {' '.join((row.text or '（原话已删）').split())[:LONGEST]}" for row in rows]
    return in_private_when_long(turn, headline, lines)
