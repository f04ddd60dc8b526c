"""催: who has not done it is reminded in private, after a look at the words where they go to many."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Reply
from handlers import asking, due, reminders
from handlers.deadlines.change import NONE_OPEN
from handlers.deadlines.which import not_yours, one, open_ones
from handlers.doubts import NO, YES, Choice, Doubt
from handlers.rights import sees
from handlers.turn import Turn
from storage import deadlines, notices
from storage.roster import Member
from storage.tables import Deadline

Replies = Sequence[Reply]

FEW = 5
"""So many are reminded without a question."""
SEND = Choice("对", value=True, words=(*YES, "发", "发吧", "可以", "催", "行", "好的"))
DO_NOT = Choice("不发", value=False, words=NO)


def remind(turn: Turn) -> Replies:
    """Plans a private word to each who has not done it and may be reminded."""
    found = one(turn, open_ones(turn), NONE_OPEN)
    if isinstance(found, Reply):
        return [found]
    receivers, others = _receivers(turn, found)
    if receivers is None:
        return [not_yours(turn, found)]
    if turn.slot("sure") is False:
        return [Reply("好，没有提醒")]
    if not receivers:
        return [Reply(_nobody(found, others))]
    if len(receivers) > FEW and not turn.slot("sure"):
        return _preview(turn, found, receivers, others)
    sent = [member for member in receivers if _plan(turn, found, member)]
    return _answer(turn, found, sent, len(receivers) - len(sent), others)


def _receivers(turn: Turn, deadline: Deadline) -> tuple[list[Member] | None, list[Member]]:
    """Those who are to hear of it, None where none of them is the speaker's to remind; those who want quiet."""
    waiting = due.waiting(turn.session, turn.roster, deadline)
    mine = [one for one in waiting if deadline.set_by == turn.person.id or sees(turn.person, one)]
    if waiting and not [one for one in mine if one.id != turn.person.id]:
        return None, []
    silent = deadlines.quiet(turn.session, turn.now)
    loud = [one for one in mine if one.id not in silent and one.id != turn.person.id]
    return loud, [one for one in mine if one.id in silent]


def _nobody(deadline: Deadline, others: list[Member]) -> str:
    return f"{deadline.title}：没交的{len(others)}人都说了先别催" if others else f"{deadline.title}：都交了，不用催"


def _preview(turn: Turn, deadline: Deadline, receivers: list[Member], others: list[Member]) -> Replies:
    """The words and to how many they go; to whom, in private alone."""
    words = _words(turn, deadline, receivers[0])
    who = "" if turn.in_group else f"：{'、'.join(member.name for member in receivers)}"
    text = f"私聊提醒{len(receivers)}人{who}{_silent(others)}\n“{words}”\n回“对”就发"
    sure = turn.of(replace(turn.frame, slots={**turn.frame.slots, "deadline_id": deadline.id}))
    return [asking.ask(sure, Doubt("sure", text, (SEND, DO_NOT)))]


def _words(turn: Turn, deadline: Deadline, member: Member) -> str:
    said = reminders.text(turn.session, turn.roster, member.id, [deadline.id], turn.now, late=True)
    return str(said["text"]) if said else deadline.title


def _plan(turn: Turn, deadline: Deadline, member: Member) -> bool:
    """Once a day for each; False where it was planned before."""
    key = f"remind:{member.id}:{turn.today.isoformat()}{reminders.URGED}{deadline.id}"
    return notices.to_person(turn.session, key, member.id, {"about": {"deadlines": [deadline.id]}}, turn.now)


def _answer(turn: Turn, deadline: Deadline, sent: list[Member], again: int, others: list[Member]) -> Replies:
    if not sent:
        return [Reply(f"今天已经催过{again}人，没有再发")]
    who = "" if turn.in_group else f"：{'、'.join(member.name for member in sent)}"
    more = f"，另{again}人今天催过了" if again else ""
    return [Reply(f"{deadline.title}：私聊提醒{len(sent)}人{who}{more}{_silent(others)}")]


def _silent(others: list[Member]) -> str:
    return f"（{len(others)}人说了先别催，不发）" if others else ""
