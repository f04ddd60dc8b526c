"""Opening and closing a sign-in, and who has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.message import Button, Reply
from handlers import asking
from handlers.doubts import Choice, Doubt
from handlers.kinds.kind import show_day
from handlers.rights import OFFICE
from handlers.turn import Turn
from storage import activities, notices, records, roster
from storage.records import Sought
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Activity

Replies = Sequence[Reply]

LATE_AFTER = timedelta(minutes=10)
CLOSES_AFTER = timedelta(hours=2)
WHICH = "哪个活动？"


@dataclass
class Tally:
    """Who came to an occasion, by person; somebody who came after all is no longer on leave."""

    came: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    leave: set[int] = field(default_factory=set)
    missing: list[Member] = field(default_factory=list)


def open_(turn: Turn) -> Replies:
    """开签到: from now on a word signs in."""
    title = turn.slot("activity")
    if not title:
        return [asking.ask(turn, Doubt("activity", "给哪个活动开签到？"))]
    there = next((one for one in activities.opened(turn.session) if one.title == title), None)
    if there and there.opened_by is not None:
        return [Reply(f"“{title}”的签到已经开着了", (_button(there),))]
    activity = _opened(turn, there) if there else _again(turn, title) or _opened(turn, Activity(title=title))
    turn.session.add(activity)
    turn.session.flush()
    about = "，".join(filter(None, (_starts(turn, activity), activity.location)))
    text = f"签到开始：{title}" + (f"（{about}）" if about else "") + "，发“签到”即可"
    return [Reply(text, (_button(activity),))]


def close(turn: Turn) -> Replies:
    """结束签到: one line in the group, the missing names to the head in private."""
    mine = [there for there in activities.opened(turn.session) if _may_close(turn.person, there)]
    said = turn.slot("activity")
    meant = (
        chosen(turn, mine)
        if turn.slot("activity_id")
        else [there for there in mine if not said or alike(said, there.title)]
    )
    if not meant:
        return [Reply("没有您可以结束的签到" + (f"：{said}" if said else ""))]
    if len(meant) > 1:
        return [which(turn, meant)]
    return [Reply(end(turn.session, turn.roster, meant[0], turn.now, turn.person.id))]


def end(session: Session, people: Roster, activity: Activity, now: datetime, closer: int | None = None) -> str:
    """Closes it and plans the private word to the head; gives the line for everyone."""
    activity.closed_at = now
    found = tally(session, people, activity)
    if found.missing:
        names = "、".join(member.name for member in found.missing)
        text = f"{activity.title}还没签到的{len(found.missing)}人：{names}"
        for person in _told_who_lacks(people, activity, closer):
            notices.to_person(session, f"missing:{activity.id}:{person}", person, {"text": text}, now)
    return f"签到结束：{activity.title}，{counted(found)}"


def counted(found: Tally) -> str:
    """到7人，迟到1人，请假1人，未到2人."""
    figures = {
        "到": len(found.came - found.late),
        "迟到": len(found.late),
        "请假": len(found.leave),
        "未到": len(found.missing),
    }
    return "，".join(f"{word}{number}人" for word, number in figures.items() if number or word == "到")


def so_far(session: Session, people: Roster, activity: Activity) -> str:
    """已签 12/16, while people come."""
    found = tally(session, people, activity)
    expected = {member.id for member in people.members(activity.department)}
    guests = len(found.came - expected)
    more = f"，另有其他组{guests}人" if guests else ""
    return f"{activity.title}：已签 {len(found.came & expected)}/{len(expected)}{more}"


def tally(session: Session, people: Roster, activity: Activity) -> Tally:
    """Who came, who is on leave, and who of those expected is missing."""
    rows = records.rows(session, Sought(("sign_in",), activity_id=activity.id))
    present = records.people_of(session, [row.number for row in rows], ("attendee",))
    found = Tally()
    for row in rows:
        group = found.leave if row.slots.get("status") == "请假" else found.came
        group.update(present.get(row.number, ()))
        if row.slots.get("status") == "迟到":
            found.late.update(present.get(row.number, ()))
    found.leave -= found.came
    there = found.came | found.leave
    found.missing = [member for member in people.members(activity.department) if member.id not in there]
    return found


def alike(said: str, title: str) -> bool:
    """Is what was said that occasion? One may say less than its whole name, or more."""
    return said in title or title in said


def chosen(turn: Turn, offered: list[Activity]) -> list[Activity]:
    """The one whose button was pressed."""
    return [activity for activity in offered if activity.id == turn.slot("activity_id")]


def which(turn: Turn, offered: list[Activity]) -> Reply:
    """Asks which of several."""
    choices = tuple(Choice(there.title, there.id, (there.title,)) for there in offered)
    text = WHICH + " ".join(f"{number} {there.title}" for number, there in enumerate(offered, 1))
    return asking.ask(turn, Doubt("activity_id", text, choices))


def department_in(turn: Turn, title: str) -> str | None:
    """The department that a title names: 语文组教研活动."""
    return next((name for name in turn.roster.words.get("departments", ()) if name in title), None)


def _again(turn: Turn, title: str) -> Activity | None:
    """The one of that title that was closed today: it goes on, and who came has come."""
    day, start = _start(turn)
    before = next((one for one in activities.of_day(turn.session, day) if one.title == title and one.opened_at), None)
    if before:
        before.closed_at = None
        before.closes_at = (start or turn.now) + CLOSES_AFTER
    return before


def _button(activity: Activity) -> Button:
    return Button("签到", {"intent": "attendance.sign_in", "activity_id": activity.id})


def _opened(turn: Turn, activity: Activity) -> Activity:
    """Opens it here and now; one that the school's file had open for whoever came gets its group and its time."""
    activity.day, activity.start_at = _start(turn)
    activity.department = turn.slot("department") or activity.department or department_in(turn, activity.title)
    activity.location = turn.slot("location") or activity.location
    activity.opened_at, activity.opened_by = turn.now, turn.person.id
    activity.closes_at = (activity.start_at or turn.now) + CLOSES_AFTER
    activity.channel = turn.message.channel
    in_group = turn.message.conversation if turn.in_group else None
    activity.conversation = in_group or roster.a_group(turn.session, turn.message.channel)
    return activity


def _start(turn: Turn) -> tuple[date, datetime | None]:
    """`start` is a day, or a minute in the school's zone."""
    said = turn.slot("start")
    if not said:
        return turn.today, None
    if len(said) <= len("2026-11-18"):
        day = date.fromisoformat(said)
        return day, None if day == turn.today else datetime.combine(day, time.max, turn.roster.zone)
    start = datetime.fromisoformat(said).replace(tzinfo=turn.roster.zone)
    return start.date(), start


def _starts(turn: Turn, activity: Activity) -> str:
    if activity.start_at is None:
        return ""
    local = activity.start_at.astimezone(turn.roster.zone)
    shown = "" if local.time() >= time(23, 59) else f" {local:%H:%M}"
    return (show_day(activity.day) + shown).strip() if activity.day != turn.today else f"{local:%H:%M}"


def _may_close(person: Member, activity: Activity) -> bool:
    return bool(person.roles & OFFICE) or person.heads(activity.department) or activity.opened_by == person.id


def _told_who_lacks(people: Roster, activity: Activity, closer: int | None) -> list[int]:
    """The heads of the department; without any, whoever opened or closed it."""
    heads = [member.id for member in people.present if member.heads(activity.department)]
    return heads or [person for person in (activity.opened_by or closer,) if person]
