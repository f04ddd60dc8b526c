"""布置: something is to be handed in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.message import Button, Reply
from handlers import asking, doubts, due
from handlers.deadlines.audience import Refused, audience_of
from handlers.deadlines.change import move
from handlers.deadlines.moments import every, moment
from handlers.doubts import Choice, Doubt
from handlers.rights import OFFICE
from handlers.turn import Turn
from storage import deadlines, roster
from storage.tables import Deadline

Replies = Sequence[Reply]

WHAT = "要交什么？"
WHEN = "什么时候交？"
LONGEST_TITLE = 60
SHOWN = 3


def create(turn: Turn) -> Replies:
    """Keeps it, and says back what was understood; asks for the one thing that is missing."""
    title = (turn.slot("title") or "").strip()[:LONGEST_TITLE]
    if not title:
        return [asking.ask(turn, Doubt("title", WHAT))]
    doubt = doubts.ambiguous(turn, "audience", turn.slot("audience")) if turn.slot("audience") else None
    if doubt:
        return [asking.ask(turn, doubt)]
    again = every(turn)
    told = (again[1], again[2]) if again else moment(turn, WHEN)
    if isinstance(told, Doubt):
        return [asking.ask(turn, told)]
    counts = due.counted_since(turn.roster, due.counts(turn.roster.words, title), turn.now)
    try:
        audience = audience_of(turn, counts)
    except Refused as refused:
        return [Reply(str(refused))]
    new = _row(turn, title, told, audience, counts, again[0] if again else None)
    return _settle(turn, new)


def _row(
    turn: Turn,
    title: str,
    told: tuple[datetime, bool],
    audience: dict[str, list[str]],
    counts: dict[str, Any] | None,
    again: dict[str, Any] | None,
) -> Deadline:
    message = turn.message
    group = message.conversation if turn.in_group else roster.a_group(turn.session, message.channel)
    return Deadline(
        title=title, due_at=told[0], whole_day=told[1], audience=audience, counts=counts, every=again,
        set_by=turn.person.id, set_at=turn.now, channel=message.channel, conversation=group,
        next_step_at=turn.now, cancelled_at=None,
    )  # fmt: skip


def _settle(turn: Turn, new: Deadline) -> Replies:
    """One of that name for the same people may be meant, at another time."""
    others = _without_the_file_s(turn, new)
    same = [
        one
        for one in others
        if one.id and one.due_at > turn.now and one.title == new.title and one.audience == new.audience
    ]
    if same and same[0].due_at == new.due_at:
        return [Reply(f"{new.title}已经设过了，{due.by(turn.roster, same[0])}交")]
    if same and turn.slot("again") is None:
        return [asking.ask(turn, _again(turn, same[0], new))]
    if same and turn.slot("again") == "move":
        return move(turn, same[0], new.due_at, whole_day=new.whole_day)
    kept = deadlines.put(turn.session, new)
    undo = Button("撤回", {"intent": "deadline.cancel", "deadline_id": kept.id})
    return [Reply(_said_back(turn, kept, others), (undo,))]


def _without_the_file_s(turn: Turn, new: Deadline) -> list[Deadline]:
    """The others; what the school's file calls so is meant by the office's new one, which takes its place."""
    others = due.live(turn.session, turn.roster, turn.now)
    if not turn.person.roles & OFFICE:
        return others
    memo = [one for one in others if one.title == new.title and due.is_of_file(one)]
    for one in memo:
        if one.id is not None:
            one.cancelled_at = turn.now
    return [one for one in others if one not in memo]


def _again(turn: Turn, there: Deadline, new: Deadline) -> Doubt:
    text = f"{new.title}已定在{due.by(turn.roster, there)}，改到{due.by(turn.roster, new)}吗？"
    change = Choice("改期", "move", ("改", *doubts.YES))
    return Doubt("again", text, (change, Choice("另设一项", "new", ("另设", "新的", *doubts.NO))))


def _said_back(turn: Turn, deadline: Deadline, others: Sequence[Deadline]) -> str:
    """What, until when, for how many, what counts, how many have it already, and what else they have that week."""
    bound = due.bound(turn.roster, deadline)
    often = f"{due.shown_every(deadline.every)}，这次" if deadline.every else ""
    people = due.shown(deadline.audience)
    many = "" if deadline.audience.get("people") and len(bound) == 1 else f"{len(bound)}人"
    lines = [f"已设截止 {deadline.title}：{often}{due.by(turn.roster, deadline)}，{people}{many}"]
    done = len(bound) - len(due.waiting(turn.session, turn.roster, deadline))
    lines.append(f"{due.in_words(deadline.counts)}就算完成" + (f"，已完成{done}人" if done else ""))
    beside = _same_week(turn, deadline, others)
    if beside:
        lines.append("同一周他们还有：" + "、".join(beside[:SHOWN]) + ("等" if len(beside) > SHOWN else ""))
    return "\n".join(lines)


def _same_week(turn: Turn, deadline: Deadline, others: Sequence[Deadline]) -> list[str]:
    def monday(one: Deadline) -> Any:
        day = turn.roster.local_day(one.due_at)
        return day - timedelta(days=day.weekday())

    mine = {member.id for member in due.bound(turn.roster, deadline)}
    beside = [one for one in others if monday(one) == monday(deadline) and one.due_at > turn.now]
    meeting = [one for one in beside if mine & {member.id for member in due.bound(turn.roster, one)}]
    return [f"{one.title}（{due.when(turn.roster, one)}）" for one in meeting]
