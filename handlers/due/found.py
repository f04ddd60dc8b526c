"""Which deadline is meant."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.due.audience import bound
from handlers.due.doneness import met
from storage import deadlines
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Deadline

LATE = timedelta(days=14)
"""So long after it was due one may still hand it in, and be asked for it."""
_AROUND = re.compile("^(?:关于|这个?|那个?|本次|的)+|(?:的|任务|事情?|材料|提交|上交)+$")
SHORTEST = 2


def recent(session: Session, now: datetime) -> list[Deadline]:
    """Those that are still to come or have not long passed, the nearest first."""
    return deadlines.opened(session, now - LATE)


def titled(found: Iterable[Deadline], title: str) -> list[Deadline]:
    """Those that the words name: exactly, else in part."""
    known = list(found)
    exact = [deadline for deadline in known if _plain(deadline.title) == _plain(title)]
    return exact or [deadline for deadline in known if alike(deadline.title, title)]


def named_in(found: Iterable[Deadline], text: str) -> list[Deadline]:
    """Those whose whole name stands in the text, but not as a part of another one's name there."""
    words = _plain(text)
    named = [deadline for deadline in found if _plain(deadline.title) in words]
    names = {_plain(deadline.title) for deadline in named}
    return [one for one in named if not any(_plain(one.title) in other for other in names - {_plain(one.title)})]


def alike(title: str, said: str) -> bool:
    """Is that what is called so? One may say less than its whole name, or more."""
    one, other = _plain(title), _plain(said)
    if min(len(one), len(other)) < SHORTEST:
        return one == other
    return one in other or other in one or _common(one, other)


def of_person(session: Session, roster: Roster, person: Member, now: datetime) -> list[Deadline]:
    """Those that bind the person and that they have not met, the nearest first."""
    binding = [one for one in recent(session, now) if any(member.id == person.id for member in bound(roster, one))]
    return [one for one in binding if person.id not in met(session, roster, one)]


def _common(one: str, other: str) -> bool:
    """师陶杯的论文 is 师陶杯论文, 反思 of the month is 教学反思: the shorter one's characters, in their order."""
    shorter, longer = sorted((one, other), key=len)
    signs = iter(longer)
    return len(shorter) >= 3 and len(longer) <= 2 * len(shorter) and all(sign in signs for sign in shorter)


def _plain(text: str) -> str:
    folded = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    return _AROUND.sub("", folded) or folded
