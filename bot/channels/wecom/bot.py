"""企业微信's 智能机器人 above its two transports, the long connection (101463) and the callbacks (100719, 101027)."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.channels import Ear, Unreachable
from bot.channels.memory import Latest, Recent
from bot.channels.texts import cut
from bot.channels.wecom import cards, presses
from bot.channels.wecom.answers import Answers, stream_id
from bot.channels.wecom.bodies import Happened, Poll, Said, read
from bot.channels.wecom.cards import Card
from bot.channels.wecom.connection import Connection, Cut, Refused
from bot.channels.wecom.hearing import CHANNEL, Fetch, Hearing, UserId
from bot.channels.wecom.line import Chat, Line
from bot.channels.wecom.own_words import OwnWords
from bot.channels.wecom.passive import Passive, Push, streamed
from bot.channels.wecom.unfinished import Unfinished
from bot.message import Message, Place, Reply

ALL_RIGHT = "好的"
WAIT = "请稍候……"
MAKING = "正在生成……"
MAKING_SECONDS = 2.0
"""After so long whoever asked over the long connection is told that the answer is being made."""

RESTARTED = "刚才重启了，没有答完。没有看到“已记录”的，请再发一次"
MESSAGE_SECONDS = 3.0
"""So long a callback waits for the answer, before WeCom is told to come back for it."""

EVENT_SECONDS = 4.5
LATE_SECONDS = 4.4
"""A card that is ready later may not be taken any more; a little less, for it begins a little later."""

ASKED_SECONDS = 3600.0
"""So long an answer that is not finished is kept for whoever comes back for it."""

WELCOME_BYTES = 2048
CARDS = 2000

log = structlog.get_logger("wecom")

Body = dict[str, Any]


class Bot:
    """One bot. `names` are what it is called in groups, `tenant` the enterprise; `push` is the app, for callbacks;
    `userid` asks the app who is behind an encrypted id.
    """

    def __init__(
        self,
        ear: Ear,
        now: Callable[[], datetime],
        fetch: Fetch,
        names: Sequence[str],
        *,
        tenant: str = "",
        media_key: bytes | None = None,
        push: Push | None = None,
        userid: UserId | None = None,
    ) -> None:
        self._ear = ear
        self._names = tuple(names)
        self._tenant = tenant
        self._own = OwnWords()
        self._shown: Latest[Card] = Latest(CARDS)
        self._hearing = Hearing(ear, now, fetch, self._own, tenant=tenant, media_key=media_key, userid=userid)
        self._passive = Passive(ear, self._own, self._shown, push)
        self._unfinished = Unfinished()
        self._order: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._seen: Recent[bool] = Recent()
        self._called: Recent[asyncio.Task[Body]] = Recent()
        self._streams: Recent[asyncio.Task[Body]] = Recent(ASKED_SECONDS)
        self._line: Line | None = None
        self._answers: Answers | None = None

    def speak_through(self, connection: Connection) -> None:
        """From now on it answers and speaks over this connection."""
        self._line = Line(connection)
        self._answers = Answers(self._line, self._ear, self._own, self._shown)

    @property
    def masked(self) -> int:
        """How many senders had an encrypted id: then the bot was not made by the enterprise's super admin."""
        return len(self._hearing.masked)

    async def say(self, conversation: str, place: Place, reply: Reply) -> None:
        """Says it unasked, over the long connection; raises Unreachable where nobody has seen anything of it."""
        if self._answers is None:
            raise Unreachable("in callback mode a bot only answers")
        await self._answers.say(Chat(conversation, place), reply)

    async def frame(self, cmd: str, frame: Body) -> None:
        """Hears what came over the long connection, and answers it there."""
        headers = frame.get("headers")
        req_id = headers.get("req_id") if isinstance(headers, dict) else None
        heard = read(frame.get("body"), self._names)
        if not isinstance(req_id, str) or isinstance(heard, Poll | None) or self._again(heard):
            log.debug("nothing to answer", cmd=cmd)
            return
        try:
            await (self._answer(heard, req_id) if isinstance(heard, Said) else self._meet(heard, req_id))
        except Exception:
            self._seen.forget(heard.origin.id)
            raise

    async def called(self, body: object) -> Body | None:
        """Hears a decrypted callback; gives the body that answers it, None for an empty answer."""
        heard = read(body, self._names)
        if isinstance(heard, Poll):
            task = self._streams.get(heard.stream)
            return await self._soon(task, heard.stream) if task else streamed(heard.stream, RESTARTED)
        if heard is None:
            return None
        task = self._called.get(heard.origin.id)
        if task is None or _failed(task):
            work = self._reply(heard) if isinstance(heard, Said) else self._react(heard)
            task = self._called.keep(heard.origin.id, asyncio.create_task(work))
        if isinstance(heard, Said):
            return await self._soon(task, stream_id(heard.origin.id))
        done, _ = await asyncio.wait((task,), timeout=EVENT_SECONDS)
        return task.result() or None if done else None

    def _again(self, heard: Said | Happened) -> bool:
        """Was it heard before? WeCom may call twice with one msgid, and means one message."""
        if self._seen.get(heard.origin.id):
            return True
        self._seen.keep(heard.origin.id, True)
        return False

    async def _answer(self, said: Said, req_id: str) -> None:
        assert self._answers
        hearing = asyncio.create_task(self._hear(said))
        try:
            waits = await self._waits(said, req_id, hearing)
            message, replies = await hearing
        finally:
            hearing.cancel()
        if replies:
            await self._answers.answer(message, req_id, replies)
        elif waits or self._unfinished.one_too_many(message.sender):
            await self._answers.finish(message, req_id, ALL_RIGHT)

    async def _waits(self, said: Said, req_id: str, hearing: asyncio.Task[Any]) -> bool:
        """Was the person told to wait, because the answer takes long?"""
        done, _ = await asyncio.wait((hearing,), timeout=MAKING_SECONDS)
        if done or self._answers is None:
            return False
        origin = said.origin
        await self._answers.wait(Chat(origin.conversation, origin.place), origin.id, req_id, MAKING)
        return True

    async def _hear(self, said: Said) -> tuple[Message, tuple[Reply, ...]]:
        """A person's messages are heard in their order, though the files of one take long to come."""
        async with self._order.setdefault(said.origin.sender, asyncio.Lock()):
            message = await self._hearing.said(said)
            return message, await self._ear.hear(message)

    async def _meet(self, event: Happened, req_id: str) -> None:
        if event.what == "enter_chat":
            await self._welcome(event, req_id)
        elif event.what == "template_card_event":
            await self._press(event, req_id)

    async def _welcome(self, event: Happened, req_id: str) -> None:
        assert self._line
        try:
            async with asyncio.timeout(EVENT_SECONDS):
                greeting = await self._greeting(event)
            await self._line.connection.welcome(req_id, greeting)
        except (Refused, Cut, TimeoutError) as error:
            log.warning("somebody was not welcomed", error=repr(error))

    async def _greeting(self, event: Happened) -> Body:
        reply = await self._ear.welcome(CHANNEL, self._tenant, event.origin.sender)
        return {"msgtype": "text", "text": {"content": cut(reply.text, WELCOME_BYTES)}}

    async def _press(self, event: Happened, req_id: str) -> None:
        assert self._line
        assert self._answers
        began = asyncio.get_running_loop().time()
        message, replies = await self._pressed(event)
        body = presses.changed(message, event.task, message.text, replies, self._shown)
        await presses.answer(self._line, self._answers, message, req_id, body, replies, began)

    async def _pressed(self, event: Happened) -> tuple[Message, tuple[Reply, ...]]:
        press = cards.press(event.key)
        if press is None:
            return self._hearing.nothing(event), ()
        message = await self._hearing.pressed(event, press)
        return message, await self._ear.hear(message)

    async def _soon(self, task: asyncio.Task[Body], stream: str) -> Body | None:
        """The answer to a message, or for now a stream that WeCom comes back for."""
        done, _ = await asyncio.wait((task,), timeout=MESSAGE_SECONDS)
        if done:
            return task.result() or None
        self._streams.keep(stream, task)
        return streamed(stream, WAIT, finish=False)

    async def _reply(self, said: Said) -> Body:
        message, replies = await self._hear(said)
        body = await self._passive.body(message, replies)
        if not body and self._unfinished.one_too_many(message.sender):
            return streamed(stream_id(message.id), ALL_RIGHT)
        return body

    async def _react(self, event: Happened) -> Body:
        """The answer to an event; {} where there is none."""
        if event.what == "enter_chat":
            return await self._greeting(event)
        if event.what != "template_card_event":
            return {}
        began = asyncio.get_running_loop().time()
        message, replies = await self._pressed(event)
        body = presses.changed(message, event.task, message.text, replies, self._shown)
        late = asyncio.get_running_loop().time() - began > LATE_SECONDS
        for reply in presses.beyond(message, replies, shown=not late):
            await self._passive.later(message, reply)
        return {} if late else body


def _failed(task: asyncio.Task[Body]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
