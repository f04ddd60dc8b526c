"""交了: a deadline is met by word, one's own or said by whoever collects it."""

from collections.abc import Sequence

from bot.message import Button, Reply
from handlers import doubts, due
from handlers.asking import ask as ask_back
from handlers.deadlines.which import ask, by_id, meant, none_of, open_ones
from handlers.doubts import Choice
from handlers.reminders import names as shortened
from handlers.rights import sees
from handlers.turn import Turn
from handlers.values import names
from storage import deadlines
from storage.roster import Member
from storage.tables import Deadline

Replies = Sequence[Reply]

NOTHING = "现在没有要您交的材料"
NOT_YOURS = "别人交没交，由布置的人、组长和教科室来说"


def done(turn: Turn) -> Replies:
    """交了; 王芳的师陶杯论文收到了."""
    if not turn.slot("who"):
        return _own(turn)
    doubt = doubts.ambiguous(turn, "who", turn.slot("who"))
    if doubt:
        return [ask_back(turn, doubt)]
    said = [str(name) for name in names(turn.slot("who"))]
    unknown = [name for name in said if name not in turn.roster.by_name]
    if unknown:
        return [Reply(f"花名册里没有“{'、'.join(unknown)}”")]
    return _of_others(turn, [turn.roster.by_name[name] for name in said])


def undone(turn: Turn) -> Replies:
    """The button beside 记为完成: it was not."""
    deadline = by_id(turn)
    if deadline is None:
        return [Reply("没有找到这项截止")]
    people = [member for member in map(turn.roster.people.get, turn.slot("people") or ()) if member]
    if not all(_may_say(turn, deadline, member) for member in people):
        return [Reply(NOT_YOURS)]
    deadlines.say_undone(turn.session, deadline.id, [member.id for member in people])
    return [Reply(f"已撤回，{deadline.title}还没有交，{due.by(turn.roster, deadline)}")]


def _own(turn: Turn) -> Replies:
    """Of those that are open for this person; the one where it is the only one."""
    known = open_ones(turn)
    waiting = [one for one in known if _waits_for(turn, one, turn.person)]
    found = meant(turn, waiting)
    if not found:
        return [Reply(_why_not(turn, known))]
    if len(found) > 1 and not (turn.slot("all") or turn.slot("deadline_id")):
        every = Choice("都交了", [one.id for one in found], ("都交了", "全交了", "都", "全部", "全都交了"))
        return [ask(turn, found, every)]
    for deadline in found:
        _say(turn, deadline, turn.person)
    title = "、".join(one.title for one in found)
    return [Reply(f"✅ {title}已记为完成", _undo(found, [turn.person]))]


def _why_not(turn: Turn, known: Sequence[Deadline]) -> str:
    mine = [one for one in known if any(member.id == turn.person.id for member in due.bound(turn.roster, one))]
    if not mine or not turn.slot("title"):
        return none_of(turn, NOTHING)
    told = meant(turn, mine)
    return f"{told[0].title}您已经交过了" if told else none_of(turn, NOTHING)


def _of_others(turn: Turn, people: list[Member]) -> Replies:
    known = [one for one in open_ones(turn) if all(_may_say(turn, one, member) for member in people)]
    if not known:
        return [Reply(NOT_YOURS)]
    found = meant(turn, [one for one in known if any(_waits_for(turn, one, member) for member in people)])
    if not found:
        told = meant(turn, known)
        named = turn.slot("title") and len(told) == 1
        return [Reply(f"{told[0].title}已经记过了" if named else none_of(turn, "没有等他们交的截止"))]
    if len(found) > 1:
        return [ask(turn, found)]
    deadline = found[0]
    new = [member for member in people if _waits_for(turn, deadline, member)]
    for member in new:
        _say(turn, deadline, member)
    bound = due.bound(turn.roster, deadline)
    number = len(bound) - len(due.waiting(turn.session, turn.roster, deadline))
    who = shortened(member.name for member in new)
    return [Reply(f"✅ {who}的{deadline.title}已记为完成，{number}/{len(bound)}", _undo([deadline], new))]


def _waits_for(turn: Turn, deadline: Deadline, member: Member) -> bool:
    return any(one.id == member.id for one in due.waiting(turn.session, turn.roster, deadline))


def _may_say(turn: Turn, deadline: Deadline, member: Member) -> bool:
    return deadline.set_by == turn.person.id or sees(turn.person, member)


def _say(turn: Turn, deadline: Deadline, member: Member) -> None:
    since = due.since(turn.roster, deadline) if deadline.every else None
    deadlines.say_done(turn.session, deadline.id, member.id, turn.now, since)


def _undo(found: Sequence[Deadline], people: Sequence[Member]) -> tuple[Button, ...]:
    if len(found) > 1:
        return ()
    who = [member.id for member in people]
    return (Button("撤回", {"intent": "deadline.undone", "deadline_id": found[0].id, "people": who}),)
