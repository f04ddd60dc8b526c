"""What has become of a deadline, for those who were reminded of it and have not met it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers import due
from storage import notices
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Deadline


def moved(roster: Roster, deadline: Deadline, before: str) -> str:
    """How one learns of another time; `before` is the one that one knew."""
    return f"{deadline.title}改到{due.by(roster, deadline)}{due.verb(deadline)}（原定{before}）"


def called_off(roster: Roster, deadline: Deadline) -> str:
    """How one learns that it need not be done."""
    return f"{deadline.title}（{due.by(roster, deadline)}）不用{due.verb(deadline)}了"


def tell(session: Session, roster: Roster, deadline: Deadline, change: str, text: str, now: datetime) -> int:
    """Plans it once for each `change`; gives how many they are."""
    others = reminded(session, roster, deadline, now)
    tell_them(session, others, deadline, change, text, now)
    return len(others)


def reminded(session: Session, roster: Roster, deadline: Deadline, now: datetime) -> list[Member]:
    """Those who were reminded and have not met it."""
    told = {
        notice.person_id
        for notice in notices.planned(session, "remind:", deadline.set_at, now + timedelta(seconds=1))
        if notice.sent_at and deadline.id in notice.reply.get("about", {}).get("deadlines", ())
    }
    return [one for one in due.waiting(session, roster, deadline) if one.id in told]


def tell_them(
    session: Session, people: Iterable[Member], deadline: Deadline, change: str, text: str, now: datetime
) -> None:
    """Plans it once for each `change`, whoever they are."""
    for member in people:
        notices.to_person(session, f"{change}:{deadline.id}:{member.id}", member.id, {"text": text}, now)
