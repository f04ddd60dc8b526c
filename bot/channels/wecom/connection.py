"""The long connection to WeCom's 智能机器人: it subscribes, pings and reconnects. WeCom's page 101463."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from pathlib import Path
from uuid import uuid4

import aiohttp
import structlog

from bot.channels.limits import Limiter, Window
from bot.channels.told import parsed
from bot.channels.wecom.link import ACK, Cut, Frame, Link, Refused, req_id
from bot.channels.wecom.uploads import Kind, upload
from bot.channels.wecom.work import Hear, Work

__all__ = ["Connection", "Cut", "Refused", "State"]

CALLBACKS = ("aibot_msg_callback", "aibot_event_callback")
OPENING = 10.0
SUBSCRIBING = 10.0
CLOSING = aiohttp.ClientWSTimeout(ws_close=2)
FRAME = 8 << 20
PING = 30.0
MISSED = 2
LONGEST_WAIT = 30.0
STEADY = 60.0
"""A connection that lived so many seconds, or brought a callback, was a good one: the waits begin at one again."""

CHUNK_ACK = 30.0
"""Seconds for half a megabyte to go up a thin line."""

UPLOADS = (Window(30, 60), Window(1000, 3600))
BAD_CREDENTIALS = {853000, 93019}

log = structlog.get_logger("wecom")


class State(Enum):
    """CONNECTING and WAITING pass by themselves; after KICKED, BAD_SECRET and CLOSED nothing comes any more."""

    CONNECTING = "connecting"
    LIVE = "live"
    WAITING = "waiting"
    KICKED = "kicked"
    BAD_SECRET = "bad secret"  # noqa: S105
    CLOSED = "closed"


class Connection:
    """Every callback is given to `hear(cmd, frame)` in a task of its own; reading never waits for it.

    `now` dates the req_ids; everything else keeps the time of the loop. `jitter` gives up to a second that is added
    to each wait.
    """

    def __init__(
        self,
        url: str,
        bot_id: str,
        secret: str,
        hear: Hear,
        *,
        now: Callable[[], datetime],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.state = State.CLOSED
        self._url = url
        self._credentials = {"bot_id": bot_id, "secret": secret}
        self._work = Work(hear)
        self._now = now
        self._jitter = jitter
        self._changed = asyncio.Event()
        self._link: Link | None = None
        self._fruitful = False
        self._running: asyncio.Task[None] | None = None
        self._uploads = Limiter(UPLOADS)

    async def start(self) -> None:
        """Begins to connect, and goes on until `close`."""
        self._become(State.CONNECTING)
        self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Gives the callbacks in work a moment over the connection, then ends it, and at last those that remain."""
        await self._work.settle()
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._work.end()
        self._become(State.CLOSED)

    async def live(self, within: float) -> bool:
        """Waits up to `within` seconds for a subscribed connection; False at once where none will come."""
        try:
            async with asyncio.timeout(within):
                while self.state in (State.CONNECTING, State.WAITING):
                    await self._changed.wait()
        except TimeoutError:
            return False
        return self.state is State.LIVE

    async def ended(self) -> State:
        """Waits until it will not connect any more; gives why: KICKED, BAD_SECRET or CLOSED."""
        while self.state in (State.CONNECTING, State.WAITING, State.LIVE):
            await self._changed.wait()
        return self.state

    async def respond(self, req_id: str, body: Frame) -> Frame:
        """Answers the message whose callback had this req_id, for 24 hours. Raises as `Link.ask` does."""
        return await self._ask("aibot_respond_msg", body, req_id)

    async def welcome(self, req_id: str, body: Frame) -> Frame:
        """Answers an enter_chat event, within 5 seconds. Raises as `Link.ask` does."""
        return await self._ask("aibot_respond_welcome_msg", body, req_id)

    async def update(self, req_id: str, body: Frame) -> Frame:
        """Changes the card that was pressed, within 5 seconds of the event. Raises as `Link.ask` does."""
        return await self._ask("aibot_respond_update_msg", body, req_id)

    async def send(self, body: Frame) -> Frame:
        """Speaks unasked where somebody has spoken to the bot before. Raises as `Link.ask` does."""
        return await self._ask("aibot_send_msg", body)

    async def upload(self, path: Path, name: str, kind: Kind) -> str:
        """Gives a media_id, over lost acknowledgements and connections; waits for its turn among 30 a minute.

        Raises ValueError for a file that is empty or too large, and as `Link.ask` does.
        """
        await self._uploads.turn()

        async def ask(cmd: str, body: Frame) -> Frame:
            return await self._ask(cmd, body, seconds=CHUNK_ACK)

        return await upload(ask, self.live, path, name, kind)

    async def _ask(self, cmd: str, body: Frame, number: str | None = None, seconds: float = ACK) -> Frame:
        link = self._link
        if link is None:
            raise Cut(sent=False)
        try:
            return await link.ask(cmd, self._number(cmd) if number is None else number, body, seconds)
        except Cut:
            self._lost(link)
            raise

    def _lost(self, link: Link) -> None:
        """Whoever tries again now waits for the next connection, though nobody has read the end of this one yet."""
        if self._link is link:
            self._link = None
            self._become(State.WAITING)

    def _number(self, cmd: str) -> str:
        return f"{cmd}_{int(self._now().timestamp() * 1000)}_{uuid4().hex[:8]}"

    def _become(self, state: State) -> None:
        self.state = state
        self._changed.set()
        self._changed = asyncio.Event()

    async def _run(self) -> None:
        failures = 0
        loop = asyncio.get_running_loop()
        async with aiohttp.ClientSession() as session:
            while True:
                self._become(State.CONNECTING)
                began, self._fruitful = loop.time(), False
                after = await self._attempt(session)
                self._become(after)
                if after is not State.WAITING:
                    return
                failures = 0 if self._fruitful or loop.time() - began > STEADY else failures
                await asyncio.sleep(min(LONGEST_WAIT, 2.0**failures) + self._jitter())
                failures = min(failures + 1, 5)

    async def _attempt(self, session: aiohttp.ClientSession) -> State:
        try:
            return await self._connect(session)
        except (aiohttp.ClientError, OSError, TimeoutError, Cut) as error:
            log.warning("the connection to WeCom failed", error=type(error).__name__)
        except Exception:
            log.exception("the connection to WeCom broke")
        return State.WAITING

    async def _connect(self, session: aiohttp.ClientSession) -> State:
        """One connection, from its opening to its end; gives the state that follows."""
        async with asyncio.timeout(OPENING):
            socket = await session.ws_connect(self._url, max_msg_size=FRAME, timeout=CLOSING)
        link = Link(socket)
        tasks = (asyncio.create_task(self._read(socket, link)), asyncio.create_task(self._keep(link)))
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._lost(link)
            link.end()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await socket.close()
        return next(task for task in tasks if task in ended).result()

    async def _read(self, socket: aiohttp.ClientWebSocketResponse, link: Link) -> State:
        async for message in socket:
            frame = parsed(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
            if _is_kick(frame):
                log.error("another process uses this bot: stop one of the two, then start this one again")
                return State.KICKED
            if frame.get("cmd") in CALLBACKS and isinstance(frame.get("body"), dict) and req_id(frame):
                self._fruitful = True
                self._work.take(frame["cmd"], frame)
            elif not link.acknowledge(frame):
                log.debug("an unknown frame was passed over", kind=message.type.name)
        log.info("the connection to WeCom ended", code=socket.close_code)
        return State.WAITING

    async def _keep(self, link: Link) -> State:
        try:
            await link.ask("aibot_subscribe", self._number("aibot_subscribe"), self._credentials, SUBSCRIBING)
        except Refused as refused:
            if refused.errcode not in BAD_CREDENTIALS:
                log.warning("WeCom did not let the bot subscribe", errcode=refused.errcode)
                return State.WAITING
            log.error("WeCom knows no such bot id and secret: correct the settings, then start again")
            return State.BAD_SECRET
        self._link = link
        self._become(State.LIVE)
        log.info("the connection to WeCom stands")
        await self._ping(link)
        return State.WAITING

    async def _ping(self, link: Link) -> None:
        """Returns when two pings in a row went unanswered."""
        loop = asyncio.get_running_loop()
        due, missed = loop.time(), 0
        while missed < MISSED:
            due = max(due + PING, loop.time())
            await asyncio.sleep(due - loop.time())
            try:
                await link.ask("ping", self._number("ping"))
                missed = 0
            except (TimeoutError, Refused):
                missed += 1
        log.warning("WeCom does not answer pings any more")


def _is_kick(frame: Frame) -> bool:
    body = frame.get("body")
    event = body.get("event") if isinstance(body, dict) and frame.get("cmd") == CALLBACKS[1] else None
    return isinstance(event, dict) and event.get("eventtype") == "disconnected_event"
