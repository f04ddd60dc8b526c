"""Who asked what about whom: kept with every question about others, shown to those about whom it was."""

from collections.abc import Sequence
from datetime import timedelta

from bot.language import Frame
from bot.message import Reply
from handlers.context import AGAIN, ASKED, before, joined
from handlers.kinds.kind import show_day
from handlers.rights import sees_everyone
from handlers.turn import Turn
from handlers.values import names
from storage import inquiries

SHOWN = timedelta(days=180)
MOST = 20
LONGEST = 200
NOT_YOURS = "只能看谁查过您自己的记录"


def note(turn: Turn) -> None:
    """Keeps a question that is about others, answered or not; the department's and the school's lists count."""
    frame = _whole(turn)
    if frame is None:
        return
    about = [name for name in names(frame.slots.get("who") or "全校") if name != "me"]
    about += [name for name in names(frame.slots.get("teacher") or []) if name != "me"]
    if about and about != [turn.person.name]:
        words = " ".join(turn.message.text.split())[:LONGEST]
        inquiries.put(turn.session, turn.person.id, turn.now, [str(name) for name in about], words)


def list_(turn: Turn) -> Sequence[Reply]:
    """谁查过我: who asked for somebody by name; office and leaders may ask it of anyone."""
    who = turn.slot("who") or "me"
    name = turn.person.name if who == "me" else str(who)
    if name != turn.person.name and not sees_everyone(turn.person):
        return [Reply(NOT_YOURS)]
    found = [one for one in inquiries.since(turn.session, turn.now - SHOWN) if name in one.about]
    whose = "您" if name == turn.person.name else name
    if not found:
        return [Reply(f"近半年没有人按名字查过{whose}")]
    lines = [
        f"{show_day(turn.roster.local_day(one.asked_at))} {turn.roster.people[one.asked_by].name}：{one.what}"
        for one in found[:MOST]
    ]
    text = "\n".join([f"近半年按名字查过{whose}{len(found)}次：", *lines])
    return [Reply("已私聊发您"), Reply(text, private=True)] if turn.in_group else [Reply(text)]


def _whole(turn: Turn) -> Frame | None:
    frame = turn.frame
    if not frame.intent.startswith(ASKED):
        return None
    if frame.intent != AGAIN and frame.slots:
        return frame
    asked = before(turn)
    return joined(asked, frame) if asked else None
