"""改期, 取消, and taking that back: said, once, to those who had been reminded and have not done it."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Button, Reply
from handlers import asking, due
from handlers.deadlines import telling
from handlers.deadlines.audience import Refused, audience_of
from handlers.deadlines.moments import moment
from handlers.deadlines.which import by_id, may_tend, not_yours, one, open_ones
from handlers.doubts import Doubt
from handlers.turn import Turn
from storage.tables import Deadline

Replies = Sequence[Reply]

UNTIL = "改到什么时候？"
NONE_OPEN = "现在没有布置着的截止"


def change(turn: Turn) -> Replies:
    """改到, 延到: another moment for the same; or other people."""
    found = one(turn, open_ones(turn), NONE_OPEN)
    if isinstance(found, Reply):
        return [found]
    if not may_tend(turn, found):
        return [not_yours(turn, found)]
    others = [_readdress(turn, found)] if turn.slot("audience") else []
    if others and not turn.slot("due"):
        return others
    told = moment(turn, UNTIL)
    if isinstance(told, Doubt):
        named = {**turn.frame.to_json(), "deadline_id": found.id}
        return [asking.ask(turn.of(type(turn.frame).from_json(named)), told)]
    return [*others, *move(turn, found, told[0], whole_day=told[1])]


def _readdress(turn: Turn, deadline: Deadline) -> Reply:
    """It binds others from now on, or others too; who was reminded and is bound no more learns so."""
    try:
        wanted = audience_of(turn, deadline.counts)
    except Refused as refused:
        return Reply(str(refused))
    before, was = _whom(turn, deadline), telling.reminded(turn.session, turn.roster, deadline, turn.now)
    if turn.slot("adds"):
        now = deadline.audience
        wanted = {key: [*now.get(key, ()), *wanted.get(key, ())] for key in {**now, **wanted}} if now else {}
    deadline.audience, deadline.next_step_at = wanted, turn.now
    bound = {member.id for member in due.bound(turn.roster, deadline)}
    text = f"{deadline.title}（{due.by(turn.roster, deadline)}）不用您交了"
    free = [member for member in was if member.id not in bound]
    telling.tell_them(turn.session, free, deadline, f"freed:{turn.heard}", text, turn.now)
    return Reply(f"已改 {deadline.title}：{before}→{_whom(turn, deadline)}")


def _whom(turn: Turn, deadline: Deadline) -> str:
    return f"{due.shown(deadline.audience)}{len(due.bound(turn.roster, deadline))}人"


def move(turn: Turn, deadline: Deadline, at: datetime, *, whole_day: bool) -> Replies:
    """Puts it there, and says before → after."""
    before = due.by(turn.roster, deadline)
    if deadline.every:
        deadline.every = {**deadline.every, "after": turn.roster.local_day(deadline.due_at).isoformat()}
    deadline.due_at, deadline.whole_day, deadline.next_step_at = at, whole_day, turn.now
    after = due.by(turn.roster, deadline)
    if before == after:
        return [Reply(f"{deadline.title}本来就是{after}交，没有改动")]
    told = _tell(turn, deadline, "moved", telling.moved(turn.roster, deadline, before))
    return [Reply(f"已改 {deadline.title}：{before}→{after}" + _how_many(told))]


def cancel(turn: Turn) -> Replies:
    """不用交了: nobody is reminded any more."""
    found = by_id(turn) or one(turn, open_ones(turn), NONE_OPEN)
    if isinstance(found, Reply):
        return [found]
    if not may_tend(turn, found):
        return [not_yours(turn, found)]
    if found.cancelled_at:
        return [Reply(f"{found.title}已经取消了")]
    told = call_off(turn, found)
    restore = Button("恢复", {"intent": "deadline.restore", "deadline_id": found.id})
    return [Reply(f"已取消 {found.title}（{due.by(turn.roster, found)}）{_how_many(told)}", (restore,))]


def call_off(turn: Turn, deadline: Deadline) -> int:
    """From now on nobody is reminded of it; gives how many are told so."""
    deadline.cancelled_at = turn.now
    return _tell(turn, deadline, "cancelled", telling.called_off(turn.roster, deadline))


def restore(turn: Turn) -> Replies:
    """It holds after all."""
    found = by_id(turn)
    if found is None or not may_tend(turn, found):
        return [Reply("没有找到可以恢复的截止")]
    if found.cancelled_at is None:
        return [Reply(f"{found.title}没有取消过，不用恢复")]
    told = hold_again(turn, found)
    undo = Button("撤回", {"intent": "deadline.cancel", "deadline_id": found.id})
    return [Reply(f"已恢复 {found.title}，{due.by(turn.roster, found)}交{_how_many(told)}", (undo,))]


def hold_again(turn: Turn, deadline: Deadline) -> int:
    """It was called off and is not any more; gives how many are told so."""
    deadline.cancelled_at, deadline.next_step_at = None, turn.now
    text = f"{deadline.title}还是要交，{due.by(turn.roster, deadline)}"
    return _tell(turn, deadline, "restored", text)


def _tell(turn: Turn, deadline: Deadline, what: str, text: str) -> int:
    return telling.tell(turn.session, turn.roster, deadline, f"{what}:{turn.heard}", text, turn.now)


def _how_many(told: int) -> str:
    return f"，会告诉提醒过的{told}人" if told else ""
