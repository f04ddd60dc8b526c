"""What a reminder says. It is put into words when it is said, so that it says nothing that is no longer true."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from handlers import due, heard
from handlers.due import bound, met, shown, waiting, when
from storage import deadlines, notices
from storage.roster import Roster
from storage.session import Session
from storage.tables import Deadline, Notice

NAMED = 10
"""Names in a line at most."""

URGED = ":urge"
"""In the key of what somebody wants said, late as it may be."""

_MEETING = re.compile("(?:活动|会议?|培训|备课|沙龙|讲座)$")
"""What one comes to, instead of handing it in."""


def text(
    session: Session,
    roster: Roster,
    person_id: int,
    deadline_ids: Sequence[int],
    now: datetime,
    *,
    late: bool = False,
) -> dict[str, Any] | None:
    """What to say to that person of those that are still open and that they have not met; None when nothing is.

    `late`: also of those whose time is over, because somebody asks for them.
    """
    member = roster.people.get(person_id)
    if member is None or member.left or person_id in deadlines.quiet(session, now):
        return None
    found = (deadlines.find(session, id_) for id_ in deadline_ids)
    left = [
        one
        for one in found
        if one and (_open(one, now) or (late and not one.cancelled_at)) and member in waiting(session, roster, one)
    ]
    left.sort(key=lambda one: (one.due_at, one.id))
    if not left:
        return None
    if len(left) == 1:
        verb = due.verb(left[0])
        tail = "" if _MEETING.search(left[0].title) else f"。{verb}了回我“{verb}了”"
        return {"text": f"⏰ {_line(roster, left[0], now)}{tail}"}
    lines = [f"· {_line(roster, one, now)}" for one in left]
    return {"text": "\n".join([f"⏰ 您有{len(left)}件快到时间，交了哪样跟我说一声：", *lines])}


def count(session: Session, roster: Roster, deadline_id: int, now: datetime) -> dict[str, Any] | None:
    """How many have met it, for the group: no names."""
    deadline = deadlines.find(session, deadline_id)
    if deadline is None or not _open(deadline, now):
        return None
    people = bound(roster, deadline)
    done = len(people) - len(waiting(session, roster, deadline))
    if not people or _MEETING.search(deadline.title):
        return {"text": f"⏰ {_line(roster, deadline, now)}"} if people else None
    if done == len(people):
        return {"text": f"✅ {deadline.title}：{shown(deadline.audience)}{done}人都交了"}
    return {"text": f"⏰ {_line(roster, deadline, now)}，{shown(deadline.audience)}{len(people)}人已交{done}人"}


def outcome(session: Session, roster: Roster, deadline: Deadline) -> str | None:
    """How it ended, for who set it: counts and names. None where it bound nobody, or nothing was to be handed in."""
    people = bound(roster, deadline)
    if not people or _MEETING.search(deadline.title):
        return None
    done = met(session, roster, deadline)
    missing = [member.name for member in people if member.id not in done]
    if not missing and due.is_return(deadline):
        return None
    if due.is_return(deadline):
        return f"📊 {deadline.title}到时间了：{names(missing)}还没还"
    if not missing:
        return f"✅ {deadline.title}到时间了，{len(people)}人都交了"
    return f"📊 {deadline.title}到时间了：{len(people)}人已交{len(people) - len(missing)}人，未交：{names(missing)}"


def full(deadline: Deadline, people: int) -> str:
    """For who set it: so many are not told, because they were told of enough this week."""
    return f"⏰ {people}位老师本周的提醒已满，{deadline.title}没再单独提醒他们。要提醒请回我“催{deadline.title}”"


def unreached(session: Session, roster: Roster, hour: Sequence[str]) -> dict[str, Any] | None:
    """For the office: what was given up within these two moments (ISO), and whom it did not reach."""
    start, end = map(datetime.fromisoformat, hour)
    lost = notices.given_up(session, start, end)
    people = [roster.people[notice.person_id].name for notice in lost if notice.person_id]
    parts = [f"没送到的人：{names(dict.fromkeys(people))}"] if people else []
    parts += ["群里的话没送到"] if any(notice.person_id is None for notice in lost) else []
    return {"text": f"⏰ 有{len(lost)}条消息一直没送到，已不再发。{'；'.join(parts)}"} if lost else None


def names(people: Iterable[str]) -> str:
    """王芳、李强、孙丽等12人."""
    listed = list(people)
    return "、".join(listed[:NAMED]) + (f"等{len(listed)}人" if len(listed) > NAMED else "")


def _open(deadline: Deadline, now: datetime) -> bool:
    return deadline.cancelled_at is None and deadline.due_at > now


def _line(roster: Roster, deadline: Deadline, now: datetime) -> str:
    """师陶杯论文 11月30日 周一 17:00前交，还有3天."""
    days = (roster.local_day(deadline.due_at) - roster.local_day(now)).days
    left = ("就在今天", "就在明天")[days] if 0 <= days < 2 else f"还有{days}天"
    left = "时间已过" if deadline.due_at < now else left
    hand_in = "" if _MEETING.search(deadline.title) else "交" if deadline.whole_day else "前交"
    hand_in = "前" if due.is_return(deadline) else hand_in
    return f"{deadline.title} {when(roster, deadline)}{hand_in}，{left}"


def _text(session: Session, roster: Roster, notice: Notice, now: datetime) -> dict[str, Any] | None:
    ids = notice.reply["about"]["deadlines"]
    said = text(session, roster, notice.person_id or 0, ids, now, late=URGED in notice.key)
    return heard.beside(session, roster, notice, now, said) if said else None


def _count(session: Session, roster: Roster, notice: Notice, now: datetime) -> dict[str, Any] | None:
    return count(session, roster, notice.reply["about"]["count"], now)


def _unreached(session: Session, roster: Roster, notice: Notice, now: datetime) -> dict[str, Any] | None:
    del now
    return unreached(session, roster, notice.reply["about"]["unreached"])


WORDS = {"deadlines": _text, "count": _count, "unreached": _unreached}
"""What a notice may be about, and what puts it into words."""
