"""签到 and 请假: a word in the group is enough, and it is not answered one by one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.message import Reply
from handlers import asking, doubts
from handlers.doubts import Doubt
from handlers.kinds.sign_in import KIND
from handlers.log import FUTURE, confirmation
from handlers.occasions import LATE_AFTER, alike, chosen, department_in, tally, which
from handlers.rights import OFFICE
from handlers.turn import Turn
from handlers.values import names, told
from storage import activities, records
from storage.tables import Activity, Record

Replies = Sequence[Reply]


def sign_in(turn: Turn) -> Replies:
    """Somebody is there."""
    return _attend(turn, leave=False)


def leave(turn: Turn) -> Replies:
    """Somebody cannot come."""
    return _attend(turn, leave=True)


def _attend(turn: Turn, *, leave: bool) -> Replies:
    doubt = doubts.in_values(turn, KIND, turn.frame.slots)
    if doubt:
        return [asking.ask(turn, doubt)]
    day = _day(turn)
    if day > turn.today and not leave:
        return [Reply(FUTURE)] if turn.spoken_to else []
    meant = _meant(turn, day)
    if len(meant) > 1:
        return [which(turn, meant)]
    if not meant and not turn.slot("activity"):
        return [asking.ask(turn, Doubt("activity", _nothing_open(leave)))] if turn.spoken_to else []
    activity = meant[0] if meant else _occasion(turn, day)
    return _take_down(turn, activity, day, leave=leave)


def _nothing_open(leave: bool) -> str:
    return "请假的是哪个活动？" if leave else "现在没有开着的签到，您签的是哪个活动？"


def _day(turn: Turn) -> date:
    said = turn.slot("date")
    return date.fromisoformat(said) if said else turn.today


def _meant(turn: Turn, day: date) -> list[Activity]:
    """The occasion that was pressed or named, or the open ones that may be meant."""
    opened = activities.opened(turn.session)
    if turn.slot("activity_id"):
        return chosen(turn, opened) or [activities.find(turn.session, turn.slot("activity_id"))]
    said = turn.slot("activity")
    if said:
        there = opened if day == turn.today else []
        named = [activity for activity in (*there, *activities.of_day(turn.session, day)) if _is(turn, said, activity)]
        return named[:1]
    if day != turn.today:
        return [activity for activity in activities.of_day(turn.session, day) if _ours(turn, activity)]
    return _likely(turn, opened)


def _is(turn: Turn, said: str, activity: Activity) -> bool:
    """教研活动 alone means that of one's own department."""
    return alike(said, activity.title) and (_ours(turn, activity) or str(activity.department) in said)


def _likely(turn: Turn, opened: list[Activity]) -> list[Activity]:
    """Of several that are open: those for this person; of these the one that somebody opened here last.

    Where one's own is over for today, it is meant rather than that of another department.
    """
    ours = [one for one in opened if _ours(turn, one)]
    here = [one for one in ours if one.opened_by and one.conversation == turn.message.conversation]
    over = [one for one in activities.of_day(turn.session, turn.today) if one.closed_at and _ours(turn, one)]
    return here[:1] or ours or over[:1] or opened


def _ours(turn: Turn, activity: Activity) -> bool:
    return activity.department is None or activity.department in turn.person.departments


def _occasion(turn: Turn, day: date) -> Activity:
    """An occasion that nobody opened: whoever names it after this means the same."""
    title = turn.slot("activity")
    activity = Activity(title=title, department=department_in(turn, title), day=day)
    turn.session.add(activity)
    turn.session.flush()
    return activity


def _take_down(turn: Turn, activity: Activity, day: date, *, leave: bool) -> Replies:
    if activity.closed_at and not leave and not _may_add(turn, activity):
        return [Reply(f"{activity.title}的签到已经结束，补签请找组长")]
    people = names(turn.slot("people")) if turn.slot("people") else [turn.person.name]
    new = _not_yet(turn, activity, people, leave=leave)
    if not new:
        return _already(turn, activity, people)
    if turn.in_group and activity.conversation is None:
        activity.channel, activity.conversation = turn.message.channel, turn.message.conversation
    record = _keep(turn, activity, day, new, leave=leave)
    return _answer(turn, activity, record, known=len(people) - len(new))


def _may_add(turn: Turn, activity: Activity) -> bool:
    return turn.person.heads(activity.department) or bool(turn.person.roles & OFFICE)


def _not_yet(turn: Turn, activity: Activity, people: list[str], *, leave: bool) -> list[str]:
    found = tally(turn.session, turn.roster, activity)
    there = found.came | (found.leave if leave else set())
    return [name for name in people if name not in turn.roster.by_name or turn.roster.by_name[name].id not in there]


def _already(turn: Turn, activity: Activity, people: list[str]) -> Replies:
    if turn.in_group and not turn.message.addressed:
        return []
    who = "您" if people == [turn.person.name] else "、".join(people)
    return [Reply(f"{who}已经签过{activity.title}了", private=turn.message.pressed is not None)]


def _keep(turn: Turn, activity: Activity, day: date, people: list[str], *, leave: bool) -> Record:
    values: dict[str, Any] = {
        "date": day.isoformat(),
        "activity": activity.title,
        "status": _status(turn, activity, day, leave=leave),
    }
    values |= {"people": people} if people != [turn.person.name] else {}
    optional = {"department": activity.department, "reason": turn.slot("reason")}
    values |= {name: value for name, value in optional.items() if value}
    row = told(turn, KIND, values, activity_id=activity.id, said_by=turn.person)
    return records.add(turn.session, row, said_by=turn.person.id, said_at=turn.now, message=turn.heard, position=0)


def _status(turn: Turn, activity: Activity, day: date, *, leave: bool) -> str:
    """What the clock says goes before 到; somebody online is online."""
    if leave:
        return "请假"
    if activity.closed_at or day < turn.today:
        return "补签"
    said = turn.slot("status") or "到"
    return "迟到" if said == "到" and _late(turn, activity) else said


def _late(turn: Turn, activity: Activity) -> bool:
    """An occasion out of the school's file was opened by nobody, and nobody knows when it began."""
    begins = activity.start_at or (activity.opened_at if activity.opened_by else None)
    return begins is not None and turn.now >= begins + LATE_AFTER


def _answer(turn: Turn, activity: Activity, record: Record, known: int) -> Replies:
    alone = not turn.slot("people") and record.slots["status"] != "请假"
    opened = activity.opened_at is not None and activity.closed_at is None
    if alone and opened and turn.in_group and turn.message.pressed is None:
        return []
    reply = confirmation(KIND, turn.today, [record])
    more = f"（{known}人已签过）" if known else ""
    return [Reply(reply.text + more, reply.buttons, private=turn.message.pressed is not None)]
