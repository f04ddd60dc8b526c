"""截止: what is due. They come from the school's file; setting them by chat comes with the reminders."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Reply
from handlers.kinds.kind import show_day
from handlers.turn import Turn


def list_(turn: Turn) -> Sequence[Reply]:
    """有哪些截止: those that have not passed, the nearest first."""
    waiting = sorted(
        (datetime.fromisoformat(one["due"]), one["due"], one["title"])
        for one in turn.roster.words.get("open_deadlines", ())
        if datetime.fromisoformat(one["due"]).date() >= turn.today
    )
    lines = [f"{title} {_shown(due, said)}" for due, said, title in waiting]
    return [Reply("\n".join(["近期截止：", *lines]) if lines else "近期没有截止的事")]


def _shown(due: datetime, said: str) -> str:
    """With the hour only where one was said."""
    return show_day(due.date()) + (f" {due:%H:%M}" if "T" in said else "")
