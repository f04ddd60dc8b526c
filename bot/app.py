"""Wires the pieces of one school together: storage, conversation, clock, delivery. The first file to read."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.channels import Channel
from bot.channels.sniff import dangerous
from bot.conversation import Conversation
from bot.language import Reading
from bot.message import Message, Place, Reply
from handlers import calendar, digests, heard, made, office, reminders
from handlers.kinds import BY_NAME
from handlers.values import read
from scheduled import due
from scheduled.clock import Clock
from scheduled.delivery import Delivery
from scheduled.digesting import digest
from scheduled.reminding import remind
from storage import inbox, notices, records, roster, schools
from storage.kept import Kept
from storage.roster import Roster
from storage.session import Session
from storage.work import Storage


class NotReady(Exception):
    """The bot cannot start; the text says in Chinese what to do."""


class App:
    """One school, served. Channels hear through it and are spoken through by it."""

    def __init__(
        self,
        storage: Storage,
        school_id: int,
        files: Path,
        *,
        text_days: int = 30,
        public_url: str | None = None,
        fixed: datetime | None = None,
    ) -> None:
        """With `fixed` (aware) time stands still until it is moved."""
        self._storage = storage
        self._school_id = school_id
        self._files = files
        self._voices: dict[str, Channel] = {}
        self._by_name: set[str] = set()
        self._conversation = Conversation(storage, school_id, files, dangerous, public_url)
        forgotten = (due.forget_files(Kept(files, school_id)), due.forget_made(files))
        forgetting = (due.forget(timedelta(days=text_days)), *forgotten)
        jobs = (
            due.REPORT,
            due.CLOSE,
            remind(lambda: self.channels),
            digest(lambda: self.channels, files / "digests"),
            *forgetting,
        )
        delivery = Delivery(
            storage, school_id, self._voices, {**reminders.WORDS, **heard.WORDS, **digests.worded(public_url)}
        )
        self.clock = Clock(storage, school_id, jobs, delivery, fixed=fixed)
        self._roster = storage.read(school_id, roster.load).result()
        if public_url:
            storage.write(school_id, schools.keep_secret).result()

    def attach(self, channel: Channel) -> None:
        """From now on the bot can speak through it."""
        self._voices[channel.name] = channel

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels that are attached."""
        return tuple(self._voices)

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        """Answers; what the message has to be told to others goes out right after."""
        replies = await self._conversation.hear(message)
        self.clock.wake()
        return replies

    async def understand(self, message: Message) -> Reading:
        """How the message reads, without acting on it."""
        return await self._conversation.understand(message)

    async def let_names_speak(self, channel: str) -> None:
        """For channels where one says who one is: every name on the roster speaks for itself, newcomers too."""
        self._by_name.add(channel)
        await self._write(lambda session: roster.bind_names(session, channel, self.clock.now()))

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        """Three sentences for that person's role; a stranger learns how to say who they are."""
        return await self._conversation.welcome(channel, tenant, sender)

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        """The bot may speak there from now on."""
        await self._write(lambda session: _remember(session, channel, conversation, place, self.clock.now()))
        self.clock.wake()

    async def alias(self, channel: str, tenant: str, external_id: str, account: str) -> None:
        """From now on `external_id` speaks for whoever `account` speaks for, if that is known."""

        def work(session: Session) -> None:
            known = roster.load(session)
            person = known.speaker(channel, account, tenant)
            if person and known.speaker(channel, external_id, tenant) is None:
                roster.bind(session, channel, external_id, person.id, self.clock.now(), tenant)

        await self._write(work)

    async def owe(self, message: Message, reply: Reply) -> None:
        """Plans an answer that could not be said now, once; to somebody who is not known nothing is owed."""
        await self._write(lambda session: _owe(session, message, reply, self.clock.now()))
        self.clock.wake()

    async def alarm(self, what: str) -> None:
        """Tells the office, by any way that is left, what is wrong: one of `handlers.office.ALARMS`."""
        now = self.clock.now()
        await self._write(lambda session: office.alarm(session, roster.load(session), what, now))
        self.clock.wake()

    async def groups(self, channel: str) -> list[str]:
        """The groups in which the bot may speak there."""
        return await asyncio.wrap_future(
            self._storage.read(self._school_id, lambda session: roster.groups(session, channel))
        )

    @property
    def name(self) -> str:
        """The school."""
        return self._roster.name

    @property
    def bot_name(self) -> str:
        """What the bot is called there."""
        return self._roster.bot_name

    @property
    def timezone(self) -> str:
        """The school's zone, an IANA name."""
        return str(self._roster.zone)

    @property
    def roster(self) -> Roster:
        """The school as it was when the bot started."""
        return self._roster

    async def people(self) -> list[dict[str, Any]]:
        """Who is on the roster now."""
        for channel in sorted(self._by_name):
            await self.let_names_speak(channel)
        now = await asyncio.wrap_future(self._storage.read(self._school_id, roster.load))
        return [
            {"name": member.name, "departments": list(member.departments), "roles": sorted(member.roles)}
            for member in now.present
        ]

    async def calendar(self, token: str) -> bytes | None:
        """The calendar for phones, for whoever has the secret of its address."""
        now = self.clock.now()

        def work(session: Session) -> bytes | None:
            return calendar.published(session, roster.load(session), token, now)

        return await asyncio.wrap_future(self._storage.read(self._school_id, work))

    async def handed(self, token: str) -> made.Opened | None:
        """A file that was made, for whoever has its address."""
        now = self.clock.now()

        def work(session: Session) -> made.Opened | None:
            return made.opened(session, roster.load(session), self._files, token, now)

        return await asyncio.wrap_future(self._storage.read(self._school_id, work))

    async def report(self, token: str) -> digests.Opened | None:
        """The full report behind a digest, for whoever has its address."""
        now = self.clock.now()

        def work(session: Session) -> digests.Opened | None:
            return digests.opened(session, roster.load(session), token, now)

        return await asyncio.wrap_future(self._storage.read(self._school_id, work))

    async def records(self, channel: str, message_id: str) -> list[dict[str, Any]]:
        """What a message wrote, as it stands now."""
        return await asyncio.wrap_future(
            self._storage.read(self._school_id, lambda session: _written(session, channel, message_id))
        )

    async def _write(self, work: Callable[[Session], None]) -> None:
        await asyncio.wrap_future(self._storage.write(self._school_id, work))


def _remember(session: Session, channel: str, conversation: str, place: Place, now: datetime) -> None:
    """Whoever speaks in private for the first time can be told now what could not be told before."""
    roster.remember_chat(session, channel, conversation, place, now)
    person = roster.load(session).speaker(channel, conversation) if place == "private" else None
    if person:
        notices.hurry(session, person.id, now)


def _owe(session: Session, message: Message, reply: Reply, now: datetime) -> None:
    what = reply.to_json()
    digest = sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:16]
    key = f"owed:{message.channel}:{message.id}:{digest}"[:200]
    if message.place == "group" and not reply.private:
        notices.to_group(session, key, message.channel, message.conversation, what, now)
        return
    person = roster.load(session).speaker(message.channel, message.sender, message.tenant)
    if person is not None:
        notices.to_person(session, key, person.id, what, now)


def _written(session: Session, channel: str, message_id: str) -> list[dict[str, Any]]:
    heard = inbox.known(session, channel, message_id)
    shown = []
    for record in records.of_message(session, heard.id) if heard else ():
        kind = BY_NAME[record.kind]
        values = read(kind, record)
        labels = {slot.label: kind.show(values, (slot.name,)) for slot in kind.slots if slot.name in values}
        cancelled = record.cancelled_at is not None
        shown.append({"number": record.number, "kind": kind.word, "shown": labels, "cancelled": cancelled})
    return shown


def the_school(storage: Storage, wanted: str | None) -> int | None:
    """The id of the school to serve: the one named, else the only one; None where there is none yet."""
    names = storage.read(None, schools.names).result()
    if wanted is None and len(names) > 1:
        raise NotReady("数据库里有几所学校，请在设置里写明 school：" + "、".join(names))
    name = wanted or next(iter(names), None)
    found = storage.read(None, lambda session: schools.find(session, name)).result() if name else None
    if wanted and found is None:
        raise NotReady(f"数据库里没有“{wanted}”，先运行：python -m bot school load 学校文件")
    return found
