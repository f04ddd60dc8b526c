"""WeCom's long connection as strict as its pages say (101463, 100719, 101027, 101031, 101032); it fails the test on a
rule that the bot breaks.

    async with FakeWeCom() as fake:
        …a bot connects to fake.url with BOT_ID and SECRET…
        await fake.connected()
        assert await fake.ask("group", "wangfang", "帮助") == "…"

All time is that of the loop. What people do is in wecom_people, what they see in wecom_chats, what the bot's commands
do in wecom_office, what their bodies may hold in wecom_rules.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self
from uuid import uuid4

import aiohttp
from aiohttp import web

from tests.channels.wecom_chats import Delivery
from tests.channels.wecom_office import HOUR, OK, Answer, Body, Office
from tests.channels.wecom_people import EVENT

BOT_ID = "aib-qinghe"
SECRET = "Lg7-not-for-any-log"

PING = 30.0
SLACK = 6.0
OWN = ("aibot_subscribe", "ping", "aibot_send_msg")
FIELDS = {"cmd", "headers", "body"}


@dataclass(eq=False)
class Line:
    """One connection."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport
    asked: bool = False
    subscribed: bool = False
    kicked: bool = False
    numbers: set[str] = field(default_factory=set)
    pinged: float = 0.0
    silence: asyncio.TimerHandle | None = None

    @property
    def alive(self) -> bool:
        """Whether what is written may still arrive."""
        return self.subscribed and not self.kicked and not self.socket.closed and not self.transport.is_closing()


@dataclass
class Trouble:
    """What happens at the next frames of a command. `what`: an errcode, or "no ack", "cut before", "cut after"."""

    cmd: str | None
    what: int | str
    times: int


class FakeWeCom(Office):
    """One bot's WeCom. `broken` is every rule that was broken; leaving the context raises on any.

    `subscriptions` are the moments at which somebody asked to subscribe, with the errcode of the answer.
    `frames` is all that the bot sent, with its moment; secrets are in there. `knocks` are the moments at which a
    connection was asked for; while `shut`, in vain. While `deaf`, pings go unanswered. `latency`: seconds to an answer.
    """

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC), *, secret: str = SECRET) -> None:
        super().__init__(now)
        self.subscriptions: list[tuple[float, int]] = []
        self.frames: list[tuple[float, Body]] = []
        self.knocks: list[float] = []
        self.close_delay = 2.2
        self.latency = 0.0
        self.shut = False
        self.deaf = False
        self._secret = secret
        self._lines: set[Line] = set()
        self._troubles: list[Trouble] = []
        self._later: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/", self._connection)
        app.router.add_get("/media/{number}", self._medium)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.url, self.web = f"ws://127.0.0.1:{port}/", f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.cut()
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()
        self._end_of_streams()
        if kind is None and self.broken:
            raise AssertionError("the bot broke WeCom's rules:\n" + "\n".join(self.broken))

    def forgive(self) -> list[str]:
        """The rules broken so far, which the test expected."""
        broken, self.broken = self.broken, []
        return broken

    async def connected(self, seconds: float = 60) -> None:
        """Waits for a subscribed connection. Raises TimeoutError."""
        await self.until(lambda: self.live is not None, seconds)

    @property
    def live(self) -> Line | None:
        """The connection over which callbacks go."""
        return next((line for line in self._lines if line.alive), None)

    def cut(self) -> None:
        """Ends all connections as a pulled cable does: without a close frame."""
        for line in tuple(self._lines):
            line.transport.abort()

    def drop_acks(self, cmd: str | None = None, times: int = 1) -> None:
        """The next frames (of `cmd`) do their work, and nobody says so."""
        self._troubles.append(Trouble(cmd, "no ack", times))

    def cut_at(self, cmd: str, *, after: bool = True) -> None:
        """The connection is cut at the next such frame: after it did its work, or before it was read."""
        self._troubles.append(Trouble(cmd, "cut after" if after else "cut before", 1))

    def refuse(self, cmd: str, errcode: int, times: int = 1) -> None:
        """The next such frames are answered by an error and do nothing."""
        self._troubles.append(Trouble(cmd, errcode, times))

    async def write(self, frame: Body | str | bytes) -> None:
        """Sends anything at all to the bot."""
        line = self.live
        assert line is not None
        with contextlib.suppress(ConnectionError):
            if isinstance(frame, bytes):
                await line.socket.send_bytes(frame)
            else:
                await line.socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))

    async def hang_up(self) -> None:
        """Closes the connection politely."""
        for line in tuple(self._lines):
            await line.socket.close()

    async def deliver(self, delivery: Delivery) -> Delivery:
        delivery.at = self.time
        self.deliveries.append(delivery)
        self._numbered[delivery.req_id] = delivery
        if line := self.live:
            with contextlib.suppress(ConnectionError):
                await line.socket.send_str(json.dumps(delivery.frame, ensure_ascii=False))
                delivery.arrived = True
            if delivery.kind == "template_card_event":
                self._soon(self._expect_update(delivery, line))
        return delivery

    async def _expect_update(self, delivery: Delivery, line: Line) -> None:
        await asyncio.sleep(EVENT + 0.5)
        if not delivery.finished and line.alive:
            self._breaks("a press was not answered within 5 seconds")

    def _soon(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _medium(self, request: web.Request) -> web.Response:
        found = self.served(request.match_info["number"])
        if found is None:
            return web.Response(status=404)
        if found.redirect:
            return web.Response(status=302, headers={"Location": found.redirect})
        return web.Response(body=found.body, headers=found.headers, content_type="application/octet-stream")

    async def _connection(self, request: web.Request) -> web.StreamResponse:
        self.knocks.append(self.time)
        if self.shut:
            return web.Response(status=503)
        socket = web.WebSocketResponse(timeout=1)
        await socket.prepare(request)
        assert isinstance(request.transport, asyncio.Transport)
        line = Line(socket, request.transport, pinged=self.time)
        self._lines.add(line)
        try:
            async for message in socket:
                await self._frame(line, message)
        finally:
            self._lines.discard(line)
            if line.silence:
                line.silence.cancel()
            self._news()
        return socket

    async def _frame(self, line: Line, message: aiohttp.WSMessage) -> None:
        frame = json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
        cmd, number = frame.get("cmd"), frame.get("headers", {}).get("req_id")
        self.frames.append((self.time, frame))
        if not isinstance(cmd, str) or not isinstance(number, str) or not number or set(frame) - FIELDS:
            self._breaks(f"no frame: {sorted(frame)}")
            return
        trouble = self._trouble(cmd)
        if trouble == "cut before":
            line.transport.abort()
            return
        errcode, body = (trouble, None) if isinstance(trouble, int) else self._act(line, cmd, number, frame)
        if trouble == "cut after":
            line.transport.abort()
        elif trouble != "no ack" and not (self.deaf and cmd == "ping"):
            await self._ack(line, number, errcode, body)
        self._news()

    async def _ack(self, line: Line, number: str, errcode: int, body: Body | None) -> None:
        ack: Body = {"headers": {"req_id": number}, "errcode": errcode, "errmsg": "ok" if not errcode else "refused"}
        if body is not None:
            ack["body"] = body
        if self.latency:
            await asyncio.sleep(self.latency)
        with contextlib.suppress(ConnectionError):
            await line.socket.send_str(json.dumps(ack))

    def _trouble(self, cmd: str) -> int | str:
        for trouble in self._troubles:
            if trouble.cmd in (None, cmd):
                trouble.times -= 1
                if not trouble.times:
                    self._troubles.remove(trouble)
                return trouble.what
        return ""

    def _act(self, line: Line, cmd: str, number: str, frame: Body) -> Answer:
        if cmd in OWN or cmd.startswith("aibot_upload"):
            if number in line.numbers:
                self._breaks(f"{cmd} with a req_id that was used before")
            line.numbers.add(number)
        if cmd == "aibot_subscribe":
            return self._subscribe(line, frame.get("body"))
        if not line.subscribed or line.kicked:
            self._breaks(f"{cmd} over a connection that is not subscribed")
            return 846609, None
        if cmd == "ping":
            return self._ping(line, frame)
        try:
            return self.act(cmd, number, frame.get("body"))
        except (KeyError, TypeError, AttributeError) as error:
            self._breaks(f"a body of {cmd} that is not what the page says: {error!r}")
            return 40058, None

    def _subscribe(self, line: Line, body: object) -> Answer:
        if line.asked:
            self._breaks("subscribed twice over one connection")
        line.asked = True
        if any(code == 853000 and self.time - at < HOUR for at, code in self.subscriptions):
            self._breaks("subscribed again with a secret that had been refused")
        if body != {"bot_id": BOT_ID, "secret": self._secret}:
            self.subscriptions.append((self.time, 853000))
            return 853000, None
        self.subscriptions.append((self.time, 0))
        for other in self._lines - {line}:
            if other.alive:
                self._soon(self._kick(other))
        line.subscribed = True
        self._listen(line)
        return OK

    async def _kick(self, line: Line) -> None:
        line.kicked = True
        if line.silence:
            line.silence.cancel()
        body = {"msgid": uuid4().hex, "create_time": int(self._now().timestamp()), "aibotid": BOT_ID}
        event = {"msgtype": "event", "event": {"eventtype": "disconnected_event"}}
        frame = {"cmd": "aibot_event_callback", "headers": {"req_id": uuid4().hex}, "body": {**body, **event}}
        await line.socket.send_str(json.dumps(frame))
        await asyncio.sleep(self.close_delay)
        await line.socket.close()

    def _ping(self, line: Line, frame: Body) -> Answer:
        if "body" in frame:
            self._breaks("a ping with a body")
        if self.time - line.pinged < PING - SLACK:
            self._breaks(f"pinged after {self.time - line.pinged:.1f} s")
        self._listen(line)
        return OK

    def _listen(self, line: Line) -> None:
        """A connection that is silent for too long is closed."""
        if line.silence:
            line.silence.cancel()
        line.pinged = self.time
        line.silence = asyncio.get_running_loop().call_later(PING + SLACK, self._silent, line)

    def _silent(self, line: Line) -> None:
        self._breaks("no ping for 36 s")
        line.transport.abort()
