"""The reverse WebSocket of OneBot 12: implementations connect to us, tell what is said, and say what we answer.

Whoever holds the token speaks for everyone behind the bridge; nothing that it tells is proof of who somebody is.
"""

import asyncio
import contextlib
import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from weakref import WeakValueDictionary

import structlog
from aiohttp import WSMsgType, web

from bot.channels import Ear, Unreachable
from bot.channels.addressed import unaddressed
from bot.channels.aside import SPEAK_FIRST
from bot.channels.memory import Latest
from bot.channels.onebot import events, files, saying
from bot.channels.onebot.events import LONGEST_ID, Account, Heard
from bot.channels.onebot.link import Data, Link
from bot.channels.told import moment, parsed
from bot.message import Message, Place, Quoted, Reply

NAME = "onebot"
FRAME = 32 << 20
MOST_LINKS = 8
MOST_AT_ONCE = 200
REMEMBERED = 2000
PARTING = 5.0
HEARTBEAT = 30.0
WARNING = "the OneBot bridge is open: whoever holds its token speaks for everyone behind it, at the school's own risk"
_PROTOCOL = re.compile(r"12\.[\w.+-]{1,64}", re.ASCII)

log = structlog.get_logger("onebot")


class OneBot:
    """One bridge. Of several connections that serve one account the newest is heard and spoken through."""

    name = NAME

    def __init__(
        self, ear: Ear, now: Callable[[], datetime], files: files.Files, names: Sequence[str], token: str
    ) -> None:
        """`names` are what the bot is called in groups. Raises ValueError without a token."""
        if not token:
            raise ValueError("no bridge without a token")
        self._ear = ear
        self._now = now
        self._files = files
        self._names = tuple(names)
        self._token = token.encode()
        self._links: list[Link] = []
        self._work: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[tuple[Account, str], asyncio.Lock] = WeakValueDictionary()
        self._known: Latest[bool] = Latest(REMEMBERED)
        self._heard_by: Latest[Account] = Latest(REMEMBERED)
        self._said: Latest[Quoted] = Latest(REMEMBERED)
        self._runner: web.AppRunner | None = None

    async def open(self, host: str, port: int) -> int:
        """Begins to listen; gives the port. Raises OSError where it is taken."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._connected)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        log.warning(WARNING)
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Lets the messages in work end, within PARTING seconds, and then ends the connections."""
        if self._work:
            await asyncio.wait(self._work, timeout=PARTING)
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await asyncio.gather(*(link.close() for link in self._links))
        if self._runner:
            await self._runner.cleanup()

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Says it through the account that heard something there, else through the only one that there is."""
        account = self._heard_by.get((conversation, place)) or self._only()
        await self._tell(account, conversation, place, reply)
        return self.name

    async def _connected(self, request: web.Request) -> web.StreamResponse:
        if not self._admits(request):
            log.warning("a connection without our token was refused")
            return web.Response(status=401)
        offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        spoken = next((one.strip() for one in offered if _PROTOCOL.fullmatch(one.strip())), None)
        if spoken is None:
            return web.Response(status=400, text="Sec-WebSocket-Protocol: 12.<impl>")
        if len(self._links) >= MOST_LINKS:
            return web.Response(status=503)
        socket = web.WebSocketResponse(protocols=(spoken,), heartbeat=HEARTBEAT, max_msg_size=FRAME, timeout=2)
        await socket.prepare(request)
        link = Link(socket)
        self._links.append(link)
        log.info("a bridge connected", implementation=spoken)
        try:
            async for frame in socket:
                self._take(link, parsed(frame.data) if frame.type is WSMsgType.TEXT else {})
        finally:
            self._links.remove(link)
            link.end()
        log.info("a bridge hung up", code=socket.close_code)
        return socket

    def _admits(self, request: web.Request) -> bool:
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            given = request.query.get("access_token", "")
        return hmac.compare_digest(given.strip().encode(errors="replace"), self._token)

    def _take(self, link: Link, frame: Data) -> None:
        if "echo" in frame and link.answered(frame):
            return
        link.serve(events.accounts(frame))
        heard = events.read(frame)
        if heard is None:
            return
        if self._through(heard.account) is not link:
            log.debug("a newer connection serves that account")
        elif len(self._work) >= MOST_AT_ONCE:
            log.error("too many messages are in work, one was dropped")
        else:
            task = asyncio.create_task(self._answered(link, heard))
            self._work.add(task)
            task.add_done_callback(self._work.discard)

    async def _answered(self, link: Link, heard: Heard) -> None:
        """The messages of one sender in their order, however long a file takes."""
        turns = self._turns.setdefault((heard.account, heard.sender), asyncio.Lock())
        try:
            async with turns:
                message = await self._message(link, heard)
                replies = await self._ear.hear(message)
            for reply in replies:
                await self._answer(heard.account, message, reply)
        except Exception:
            log.exception("a message was not handled")

    async def _message(self, link: Link, heard: Heard) -> Message:
        text = unaddressed(heard.text, self._names)
        addressed = heard.place == "private" or heard.mentioned or text != heard.text
        self._heard_by.keep((heard.conversation, heard.place), heard.account)
        quoted = self._said.get((heard.account, heard.quotes)) or Quoted("", own=False) if heard.quotes else None
        self._said.keep((heard.account, heard.id), Quoted(text, own=False))
        if addressed:
            await self._remember(heard)
        wanted = heard.files if addressed else ()
        taken = await asyncio.gather(*(files.get(link, heard.account, file, self._files) for file in wanted))
        return Message(
            channel=NAME,
            id=_short(f"{heard.account.platform}/{heard.account.id}/{heard.id}"),
            conversation=heard.conversation,
            place=heard.place,
            sender=heard.sender,
            text=text,
            sent_at=moment(heard.at, self._now()),
            addressed=addressed,
            attachments=tuple(taken),
            quoted=quoted,
            tenant=heard.account.platform,
        )

    async def _remember(self, heard: Heard) -> None:
        """Only where the bot was addressed: behind a bridge there may be groups that are none of the school's."""
        chat = (heard.conversation, heard.place)
        if self._known.get(chat):
            return
        try:
            await self._ear.remember(NAME, *chat)
            self._known.keep(chat, True)
        except Exception:
            log.exception("a conversation could not be remembered")

    async def _answer(self, account: Account, message: Message, reply: Reply) -> None:
        """What does not arrive is owed; of something private that cannot be said the group learns only that."""
        aside = reply.private and message.place == "group"
        try:
            if aside:
                await self._tell(account, message.sender, "private", reply)
            else:
                await self._tell(account, message.conversation, message.place, reply)
        except Unreachable as error:
            log.warning("an answer is owed", message_id=message.id, why=str(error))
            await self._ear.owe(message, reply)
            if aside:
                with contextlib.suppress(Unreachable):
                    await self._tell(account, message.conversation, "group", Reply(SPEAK_FIRST))

    async def _tell(self, account: Account, conversation: str, place: Place, reply: Reply) -> None:
        """Raises Unreachable while nobody has seen anything of it."""
        link = self._through(account)
        if link is None:
            raise Unreachable("the bridge is not connected")
        async for id_ in saying.say(link, account, conversation, place, reply):
            self._said.keep((account, id_), Quoted(reply.text, own=True))

    def _through(self, account: Account) -> Link | None:
        return next((link for link in reversed(self._links) if account in link.accounts), None)

    def _only(self) -> Account:
        served = {account for link in self._links for account in link.accounts}
        if len(served) != 1:
            raise Unreachable("nobody has spoken there since the start, and it is not clear by which account to speak")
        return served.pop()


def _short(id_: str) -> str:
    return id_ if len(id_) <= LONGEST_ID else hashlib.sha256(id_.encode(errors="replace")).hexdigest()
