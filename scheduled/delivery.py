"""Planned notices on their way: claimed, put into words, said through a channel that reaches, marked as arrived."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from bot.message import Place, Reply
from handlers import office
from scheduled.schooldays import next_sending, not_sharp, spread
from scheduled.worded import Unsaid, Worded, arrived, ours
from storage import notices, roster
from storage.roster import Roster
from storage.session import Session
from storage.tables import Notice
from storage.work import Storage

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30
"""With the waits between them that is a day."""

MOST_BY_DAY = 24
"""Attempts within sending hours; with the waits between them a whole day has passed."""

AT_ONCE = 8

AT_ANY_HOUR = ("owed:", "bound:", "binding:", "missing:", "signed:", "closed:", "alarm:", "file")
"""How the keys of those notices begin that answer somebody, or cannot wait for the morning."""

LOST = "unreached:"
GATHERED = timedelta(minutes=20)
"""What is given up around the same time is told to the office together."""

OPENING = timedelta(minutes=25)
"""After sending hours begin, so long is spread what waited for them."""


class Voice(Protocol):
    """A channel that can speak unasked; it raises when what it said did not arrive."""

    name: str

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Says it in a group, or to the person with that external id; gives the name of the way that it went."""


Words = Callable[[Session, Roster, Notice, datetime], dict[str, Any] | None]
"""Puts a notice that is `{"about": {what: …}}` into words just before it is said; None: nothing is left to say."""


class Delivery:
    """Sends what is due for one school through its channels."""

    def __init__(
        self, storage: Storage, school_id: int, voices: Mapping[str, Voice], words: Mapping[str, Words] | None = None
    ) -> None:
        """`words`: for each thing that a notice may be about."""
        self._storage = storage
        self._school_id = school_id
        self._voices = voices
        self._words = words or {}
        self._roster: Roster | None = None
        self._log = structlog.get_logger("delivery")

    async def deliver(self, now: Callable[[], datetime]) -> None:
        """Claims what is due and says it. What does not arrive is tried again, more and more rarely.

        In one conversation the oldest goes first; one that has to wait does not hold up the others of its batch.
        """
        more = True
        while more:
            claimed, more = await self._claimed(now())
            await asyncio.gather(*(self._in_turn(queue, now) for queue in _by_target(claimed)))

    async def _claimed(self, now: datetime) -> tuple[list[Worded], bool]:
        """What is ours to say now, and whether more may be due.

        It is put into words on a reading connection, so that nobody who writes waits for that, and claimed only then,
        so that what is claimed is said at once.
        """
        found = await asyncio.wrap_future(
            self._storage.read(self._school_id, lambda session: self._looked_at(session, now))
        )
        if not found:
            return [], False
        said = await asyncio.wrap_future(
            self._storage.write(self._school_id, lambda session: self._take(session, found, now))
        )
        return said, len(found) == AT_ONCE

    def _looked_at(self, session: Session, now: datetime) -> list[Worded | Unsaid]:
        due = notices.due(session, now, AT_ONCE)
        people = self._people(session) if due else None
        return [self._worded(session, people, notice, now) for notice in due if people]

    def _take(self, session: Session, found: list[Worded | Unsaid], now: datetime) -> list[Worded]:
        """Those that are ours, in words that still hold: another may have put more into a notice meanwhile."""
        looked = {one.notice.id: one for one in found}
        said = []
        for notice in notices.claim(session, now, list(looked)):
            one = looked[notice.id]
            if notice.reply != one.notice.reply or not ours(session, one, now):
                one = self._worded(session, self._people(session), notice, now)
            if isinstance(one, Worded):
                said.append(one)
            else:
                self._leave(session, one, now)
        return said

    def _people(self, session: Session) -> Roster:
        if self._roster is None or self._roster.revision != roster.revision(session):
            self._roster = roster.load(session)
        return self._roster

    def _worded(self, session: Session, people: Roster, notice: Notice, now: datetime) -> Worded | Unsaid:
        best = now if _at_any_hour(notice) else _best(people, notice, now)
        if best > now:
            return Unsaid(notice, until=best)
        try:
            reply = self._reply(session, people, notice, now)
        except Exception as error:
            self._log.exception("no words", notice=notice.id)
            return Unsaid(notice, failed=error)
        if not reply:
            return Unsaid(notice)
        along = tuple(reply["along"]) if "along" in reply else None
        return Worded(notice, Reply.from_json(reply), self._ways(session, notice), along)

    def _reply(self, session: Session, people: Roster, notice: Notice, now: datetime) -> dict[str, Any] | None:
        if "about" not in notice.reply:
            return notice.reply
        return self._words[next(iter(notice.reply["about"]))](session, people, notice, now)

    def _leave(self, session: Session, one: Unsaid, now: datetime) -> None:
        if one.until:
            notices.wait(session, one.notice.id, one.until)
        elif one.failed:
            self._later(session, one.notice, now, one.failed)
        else:
            notices.drop(session, one.notice.id, now)

    async def _in_turn(self, queue: list[Worded], now: Callable[[], datetime]) -> None:
        for worded in queue:
            await self._send(worded, now())

    async def _send(self, worded: Worded, now: datetime) -> None:
        notice = worded.notice
        try:
            way = await self._say(worded)
        except Exception as error:
            failed = error
            await self._keep(lambda session: self._later(session, notice, now, failed))
        else:
            await self._keep(lambda session: arrived(session, worded, now, way))

    def _later(self, session: Session, notice: Notice, now: datetime, error: Exception) -> None:
        """Once more after a while, or given up, of which the office hears."""
        urgent = _at_any_hour(notice)
        most = MOST_ATTEMPTS if urgent else MOST_BY_DAY
        if notice.attempts + 1 < most:
            self._log.warning("notice put off", notice=notice.id, attempts=notice.attempts + 1, error=repr(error))
            again = now + wait(notice.attempts)
            notices.put_off(session, notice.id, again if urgent else not_sharp(again))
            return
        self._log.error("notice given up", notice=notice.id, error=repr(error))
        notices.give_up(session, notice.id, now)
        if not notice.key.startswith(LOST):
            hour = now.replace(minute=0, second=0, microsecond=0)
            about = {"about": {"unreached": [hour.isoformat(), (hour + timedelta(hours=1)).isoformat()]}}
            at = spread(hour + timedelta(hours=1), hour + timedelta(hours=1) + GATHERED, hour)
            office.tell(session, self._people(session), f"{LOST}{hour:%Y%m%d%H}", about, at)

    async def _say(self, worded: Worded) -> str:
        """By the first channel that reaches; gives the way that it went."""
        failed: Exception = LookupError("no channel reaches them")
        for channel, conversation, place in worded.ways:
            try:
                return await self._voices[channel].say(conversation, place, worded.reply)
            except Exception as error:
                failed = error
        raise failed

    def _ways(self, session: Session, notice: Notice) -> list[tuple[str, str, Place]]:
        """Found before anything is said, so that what is due together is said in its order."""
        if notice.conversation and notice.channel:
            return [(notice.channel, notice.conversation, "group")] if notice.channel in self._voices else []
        ids = roster.external_ids(session, notice.person_id or 0)
        return [(channel, external_id, "private") for channel, external_id in ids if channel in self._voices]

    async def _keep(self, work: "Unit") -> None:
        await asyncio.wrap_future(self._storage.write(self._school_id, work))


def _best(people: Roster, notice: Notice, now: datetime) -> datetime:
    """Now, unless it is night or no day of school, or one of the minutes in which nothing is said unasked."""
    opens = next_sending(people, now)
    return spread(opens, opens + OPENING, notice.id) if opens > now else not_sharp(now)


def _at_any_hour(notice: Notice) -> bool:
    return notice.key.startswith(AT_ANY_HOUR)


def _by_target(claimed: list[Worded]) -> list[list[Worded]]:
    """What goes to one person or group, together and in order."""
    queues: dict[tuple[int | None, str | None, str | None], list[Worded]] = {}
    for worded in claimed:
        notice = worded.notice
        queues.setdefault((notice.person_id, notice.channel, notice.conversation), []).append(worded)
    return list(queues.values())


class Unit(Protocol):
    """A unit of work without a result."""

    def __call__(self, session: Session) -> None: ...


def wait(attempts: int) -> timedelta:
    """How long until the next attempt: doubling from half a minute to an hour."""
    return min(FIRST_WAIT * float(2**attempts), LONGEST_WAIT)
