"""A message's way: heard before? who is it? what does it say? may they? — handled, committed, answered.

The only place that opens a unit of work for a message. The whole way is one unit on the writing thread, reading
the text included: so it is read with the roster and the words that hold at that very moment. Only a question leaves
it, to be answered on a reading connection, and comes back to have its answer kept.
"""

import asyncio
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog

import handlers
from bot.language import NONE, Frame, Reader, Reading, School
from bot.message import Message, Reply
from handlers import asking, audit, binding, calendar, deadlines, files, heard, rules, strangers, works
from handlers.help import courtesy, examples, greeting, not_understood
from handlers.kinds import REPORTS
from handlers.log import FUTURE
from handlers.taking import Dangerous, take
from handlers.turn import Turn
from storage import inbox, roster, schools
from storage.kept import Kept
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Heard
from storage.work import Storage

T = TypeVar("T")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters, which not every database keeps."""

LONGEST = 4000
TOO_LONG = f"这条超过{LONGEST}字，没有读，也没有记录，请分几次发"
FAILED = "刚才出了错，这条没有记录（编号 {id}）。请再发一次，还不行请把编号告诉教科室"


@dataclass(frozen=True)
class _Known:
    """A school as it is now, and the reader of its words."""

    roster: Roster
    reader: Reader


@dataclass(frozen=True)
class _Later:
    """A question, to be answered on a reading connection: the turn that it will be, still without a session."""

    roster: Roster
    heard: int
    person: Member
    frame: Frame


class Conversation:
    """Hears the messages of one school.

    `files` is where files that handlers make, and those that people hand in, are put; of the latter none that is
    `dangerous`.
    """

    def __init__(
        self, storage: Storage, school_id: int, files: Path, dangerous: Dangerous, public_url: str | None = None
    ) -> None:
        self._storage = storage
        self._school_id = school_id
        self._files = files
        self._kept = Kept(files, school_id)
        self._dangerous = dangerous
        self._public_url = public_url
        self._known: _Known | None = None
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._log = structlog.get_logger("conversation")

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        """The replies, kept and committed; the messages of one sender are taken in their order."""
        message = replace(message, text=_UNPRINTABLE.sub("", message.text))
        turns = self._turns.setdefault((message.channel, message.sender), asyncio.Lock())
        async with turns:
            try:
                return tuple(await self._answer(message))
            except Exception:
                return await self._failed(message)

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        """What somebody is told who opens the private chat."""
        now = await self._read(roster.load)
        person = now.speaker(channel, sender, tenant)
        return Reply(examples(now, person) if person else strangers.STRANGER)

    async def understand(self, message: Message) -> Reading:
        """How the message reads, without acting on it."""
        return await self._read(lambda session: _reading(self._now(session), message))

    async def _answer(self, message: Message) -> Sequence[Reply]:
        if message.attachments:
            message = await self._with_files(message)
        replies = await self._write(lambda session: self._unit(session, message))
        if not isinstance(replies, _Later):
            return replies
        later = replies
        answer = await self._read(lambda session: self._ask(session, message, later))
        kept = [reply.to_json() for reply in answer]
        await self._write(lambda session: inbox.answer(session, later.heard, kept))
        return answer

    async def _with_files(self, message: Message) -> Message:
        """The message with its files kept, off the writing thread; only what a known person says to the bot has any."""
        known = await self._read(self._now)
        if not _spoken_to(message) or known.roster.speaker(message.channel, message.sender, message.tenant) is None:
            return replace(message, attachments=())
        return await asyncio.to_thread(take, message, self._kept, self._dangerous)

    async def _failed(self, message: Message) -> tuple[Reply, ...]:
        """Nothing of the message was kept, and whoever told something is told so."""
        id_ = secrets.token_hex(3)
        self._log.exception("message failed", id=id_, channel=message.channel, message_id=message.id)
        return (Reply(FAILED.format(id=id_)),) if _spoken_to(message) or await self._tells(message) else ()

    async def _tells(self, message: Message) -> bool:
        try:
            return (await self.understand(message)).frame != NONE
        except Exception:
            return False

    def _unit(self, session: Session, message: Message) -> Sequence[Reply] | _Later:
        before = inbox.known(session, message.channel, message.id)
        if before and before.replies is not None:
            return [Reply.from_json(reply) for reply in before.replies]
        known = self._now(session)
        if message.place == "group":
            roster.remember_chat(session, message.channel, message.conversation, "group", message.sent_at)
        person = known.roster.speaker(message.channel, message.sender, message.tenant)
        if person is None:
            return self._of_stranger(session, known, message, before) if _spoken_to(message) else []
        return self._of_person(session, known, message, person, before)

    def _of_stranger(self, session: Session, known: _Known, message: Message, before: Heard | None) -> Sequence[Reply]:
        """Kept like any other, without the words: a resent message binds nobody twice."""
        frame = _reading(known, message).frame
        replies = strangers.hear(session, known.roster, message, frame)
        heard = before or inbox.put(session, _row(message))
        heard.replies = [reply.to_json() for reply in replies]
        return replies

    def _of_person(
        self, session: Session, known: _Known, message: Message, person: Member, before: Heard | None
    ) -> Sequence[Reply] | _Later:
        refusal = _unreadable(message, known, person)
        if refusal is not None:
            return refusal
        reading = _reading(known, message)
        heard_now = Turn(session, known.roster, message, 0, person, reading.frame, self._files, self._public_url)
        turn = _answering(known, heard_now)
        if turn.frame == NONE and not turn.spoken_to:
            return []
        heard = before or inbox.put(session, _row(message, turn))
        replies = _replies(replace(turn, heard=heard.id), reading)
        if replies is None:
            audit.note(turn)
            return _Later(known.roster, heard.id, person, turn.frame)
        heard.replies = [reply.to_json() for reply in replies]
        self._log.info("heard", intent=turn.frame.intent, channel=message.channel, heard=heard.id, replies=len(replies))
        return replies

    def _ask(self, session: Session, message: Message, later: _Later) -> Sequence[Reply]:
        return handlers.handle(
            Turn(session, later.roster, message, later.heard, later.person, later.frame, self._files, self._public_url)
        )

    def _now(self, session: Session) -> _Known:
        """The school, read again when it has changed."""
        known = self._known
        if known is None or known.roster.revision != roster.revision(session):
            known = _Known(roster.load(session), Reader(School.parse(schools.describe(session)), REPORTS))
            self._known = known
        return known

    async def _read(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._storage.read(self._school_id, work))

    async def _write(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._storage.write(self._school_id, work))


def _spoken_to(message: Message) -> bool:
    return message.addressed or message.place == "private"


def _unreadable(message: Message, known: _Known, person: Member) -> Sequence[Reply] | None:
    """The answer to what has no text to read: too long, an @ alone. None when there is text, or a file."""
    if message.pressed is not None:
        return None
    said = message.text.replace(f"@{known.roster.bot_name}", "").strip()
    if len(said) <= LONGEST and (said or message.attachments):
        return None
    if not _spoken_to(message):
        return []
    return [Reply(TOO_LONG if said else examples(known.roster, person))]


def _reading(known: _Known, message: Message) -> Reading:
    if message.pressed is not None:
        return Reading(Frame.from_json(message.pressed))
    person = known.roster.speaker(message.channel, message.sender, message.tenant)
    return known.reader.read(
        message.text[:LONGEST],
        sender=person.name if person else message.sender,
        sent_at=message.sent_at.astimezone(known.roster.zone),
        place=message.place,
        addressed=message.addressed,
        quoted=message.quoted.text if message.quoted and message.quoted.own else None,
    )


def _answering(known: _Known, turn: Turn) -> Turn:
    """If something was asked: the frame that this message completes. What is for the bot but no answer closes it."""
    question = asking.opened(turn)
    if question is None:
        decided = binding.decision(turn) or files.answer(turn, None) or _by_name(known, turn)
        return turn.of(decided) if decided else turn

    def slots(text: str, intent: str) -> dict[str, Any]:
        return known.reader.slots(text, intent=intent, sender=turn.person.name, sent_at=turn.now)

    about_files = question.frame["intent"] == files.ATTACH
    frame = files.answer(turn, question) if about_files else asking.answer(turn, question, slots)
    frame = frame or _by_name(known, turn)
    if frame is not None or turn.frame != NONE:
        asking.close(turn)
    return turn.of(frame) if frame else turn


def _by_name(known: _Known, turn: Turn) -> Frame | None:
    """What is meant by words about a deadline that is open, or a calendar that was just pasted."""

    def read(text: str, intent: str, at: datetime) -> dict[str, Any]:
        return known.reader.slots(text, intent=intent, sender=turn.person.name, sent_at=at)

    return (
        deadlines.named(turn, read)
        or calendar.meant(turn, read)
        or rules.meant(turn)
        or heard.meant(turn)
        or _further(known, turn)
    )


def _further(known: _Known, turn: Turn) -> Frame | None:
    """《…》录用了, said in the group to nobody: certain where it goes on with a work of theirs."""
    if turn.spoken_to or turn.frame != NONE or "《" not in turn.message.text:
        return None
    frame = _reading(known, replace(turn.message, addressed=True)).frame
    return frame if works.goes_on(turn, frame) else None


def _replies(turn: Turn, reading: Reading) -> Sequence[Reply] | None:
    """What to say; None for a question that is to be answered on a reading connection."""
    if turn.message.attachments:
        return files.receive(turn, handlers.handle)
    if turn.frame == NONE:
        return _none(turn, reading)
    if turn.frame.intent not in handlers.ASK:
        return handlers.handle(turn)
    unclear = handlers.unclear(turn)
    return [unclear] if unclear else None


def _none(turn: Turn, reading: Reading) -> Sequence[Reply]:
    """What is not for the bot though said to it: thanks are left alone, anything else is owned up to."""
    if reading.ahead:
        return [Reply(FUTURE)]
    if greeting(turn.message.text):
        return [Reply(examples(turn.roster, turn.person))]
    return [] if courtesy(turn.message.text) else [Reply(not_understood(turn.roster, turn.person, turn.message.text))]


def _row(message: Message, turn: Turn | None = None) -> Heard:
    return Heard(
        channel=message.channel,
        message_id=message.id,
        conversation=message.conversation,
        sender=message.sender,
        person_id=turn.person.id if turn else None,
        text=message.text if turn else None,
        frame=turn.frame.to_json() if turn else None,
        heard_at=message.sent_at,
    )
