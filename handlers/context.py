"""What was asked before, from which a short question goes on: 那数学组呢."""

from datetime import timedelta

from bot.language import Frame
from handlers.turn import Turn
from storage import inbox

AGAIN = "query.again"
FOLLOWS_WITHIN = timedelta(minutes=10)
ASKED = ("query.", "owed.")
_EACH_ALONE = ("kind", "level", "award", "venue", "subject", "stage", "title", "activity", "class", "status")
"""Filters of what was asked for; another thing is asked for without them."""


def before(turn: Turn) -> Frame | None:
    """The last whole question here, with what later ones said otherwise; None where something else came between."""
    frames = inbox.lately(turn.session, turn.person.id, turn.message.conversation, turn.now - FOLLOWS_WITHIN)
    later: list[Frame] = []
    for said in frames:
        frame = Frame.from_json(said)
        if not frame.intent.startswith(ASKED):
            return None
        if frame.intent == AGAIN or not frame.slots:
            later.append(frame)
            continue
        for one in reversed(later):
            frame = joined(frame, one)
        return frame
    return None


def joined(asked: Frame, more: Frame) -> Frame:
    """The question with what is said of it anew."""
    said = {name: value for name, value in more.slots.items() if name != "as"}
    dropped = _EACH_ALONE if "what" in said else ()
    kept = {name: value for name, value in asked.slots.items() if name not in dropped}
    if "range" in said:
        kept.pop("against", None)
    return Frame(more.slots.get("as", asked.intent), {**kept, **said})
