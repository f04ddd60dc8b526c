"""Words that follow upon a deadline and do not name it again: 不对，是后天; 改到周五; 恢复; 谁没交."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.language import Frame
from handlers import due
from handlers.turn import Turn
from storage import deadlines, inbox
from storage.tables import Deadline

Read = Callable[[str, str, datetime], dict[str, Any]]
"""(text, intent, when it is said) → the slots that a fragment says."""

JUST_NOW = timedelta(minutes=10)
LONGEST = 30

_EDGES = re.compile(r"^@\S+\s*|[，。！,.!~～\s]+|[吧了啊哦呀]+(?=[。！!]*$)")
_OTHERWISE = re.compile(r"^(?:不对|错了?|说错了?|我?记错了?|哦?不|不是)|^(?:应该|应|要)是|^(?:改|换)[成到为]")
_ADDS = re.compile("^(?:还有|再加上?|加上|另外)|也要?(?:上?交|写|完成)?$")
_OFF = frozenset({"取消", "算", "不要", "作废", "不用", "不交", "不收", "取消它", "取消这个"})
_LACKS = re.compile(
    "^(?:现在|目前|还有|都|都有|看看|查查)*(?:谁|哪些人|哪几个人?|哪几位)(?:还|都)*(?:没有?交|未交|没上?交)"
)


def spoken_of(turn: Turn) -> Deadline | None:
    """What the speaker set, changed or asked for a moment ago in this conversation, cancelled or not."""
    since = turn.now - JUST_NOW
    last = inbox.last(turn.session, turn.person.id, turn.message.conversation, since)
    if last is None or not str(last["intent"]).startswith("deadline."):
        return None
    if last["intent"] == "deadline.create":
        new = deadlines.last_set(turn.session, turn.person.id)
        return new if new and new.set_at >= since else None
    if isinstance(last.get("deadline_id"), int):
        return deadlines.find(turn.session, last["deadline_id"])
    known = deadlines.known(turn.session, turn.now - due.LATE)
    gone = last["intent"] == "deadline.cancel"
    held = [one for one in known if (one.cancelled_at is not None and one.cancelled_at >= since) == gone]
    found = due.titled(held, last["title"]) if last.get("title") else []
    return found[0] if len(found) == 1 else None


def about(turn: Turn, deadline: Deadline, read: Read) -> Frame | None:
    """What the message says of it; None where it says nothing of it, or names another."""
    if len(turn.message.text) > LONGEST or turn.slot("title") or turn.message.quoted:
        return None
    this = {"deadline_id": deadline.id}
    if deadline.cancelled_at:
        return Frame("deadline.restore", this) if turn.frame == Frame("correct.restore") else None
    if turn.frame.intent in ("deadline.change", "deadline.cancel", "deadline.remind"):
        return Frame(turn.frame.intent, {**turn.frame.slots, **this})
    said = _EDGES.sub("", turn.message.text)
    if said in _OFF:
        return Frame("deadline.cancel", this)
    if _LACKS.search(said):
        return Frame("query.missing", {"title": deadline.title})
    if turn.frame.intent not in ("none", "correct.change") or turn.frame.slots.get("number"):
        return None
    return _otherwise(turn, said, this, read)


def _otherwise(turn: Turn, said: str, this: dict[str, Any], read: Read) -> Frame | None:
    """Another day, other people, or more of them."""
    corrects, adds = bool(_OTHERWISE.search(said)), bool(_ADDS.search(said))
    if not corrects and not adds:
        return None
    told = read(turn.message.text, "deadline.create", turn.now)
    if corrects and told.get("due"):
        return Frame("deadline.change", {**this, "due": told["due"]})
    if told.get("audience"):
        return Frame("deadline.change", {**this, "audience": told["audience"], "adds": adds})
    return None
