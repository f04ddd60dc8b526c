"""Words to the office alone: claims that it has to answer, and what went wrong with the ways in and out."""

from datetime import datetime
from typing import Any

from storage import claims, notices
from storage.roster import Member, Roster
from storage.session import Session

ALARMS = {
    "kicked": "另一个程序用同一个机器人连上了企业微信，我这边已停止，群里不会再有回答。请停掉其中一个，再重新启动小研",
    "bad_secret": "企业微信不认机器人的 BotID 和 Secret，我连不上，群里不会有回答。请在设置里改正，再重新启动小研",
}
"""What the office has to know of a channel, by its name in `alarm`."""


def tell(session: Session, people: Roster, key: str, reply: dict[str, Any], now: datetime) -> None:
    """Plans it once under `key`, in private; to the leaders where nobody of the office can be reached."""
    for person in _reached(session, people):
        notices.to_person(session, f"{key}:{person.id}", person.id, reply, now)


def alarm(session: Session, people: Roster, what: str, now: datetime) -> None:
    """Tells of a fault, at most once an hour."""
    tell(session, people, f"alarm:{what}:{now:%Y%m%d%H}", {"text": ALARMS[what]}, now)


def _reached(session: Session, people: Roster) -> list[Member]:
    for role in ("office", "leader"):
        found = [member for member in people.present if role in member.roles and claims.bound(session, member.id)]
        if found:
            return found
    return []
