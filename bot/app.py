"""Wires the pieces of one school together: storage, conversation, clock, delivery, channels. The first file to read."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

from bot import logs
from bot.channels import Channel
from bot.channels.playground.server import Playground
from bot.conversation import Conversation
from bot.language import Reading
from bot.message import Message, Reply
from bot.settings import Settings
from handlers.kinds import BY_NAME
from handlers.values import read
from scheduled import due
from scheduled.clock import Clock
from scheduled.delivery import Delivery
from storage import inbox, records, roster, schools
from storage.roster import Roster
from storage.session import Session
from storage.work import Storage

BESIDE = "网页上谁都能以别人的名义说话，不与 {} 同时开；一定要开，请设 playground.beside_channels = true"


NO_DOOR = "设置里没有打开任何入口，请写上 [playground] 和 enabled = true"


class NotReady(Exception):
    """The bot cannot start; the text says in Chinese what to do."""


class App:
    """One school, served. Channels hear through it and are spoken through by it."""

    def __init__(
        self, storage: Storage, school_id: int, files: Path, *, text_days: int = 30, fixed: datetime | None = None
    ) -> None:
        """With `fixed` (aware) time stands still until it is moved."""
        self._storage = storage
        self._school_id = school_id
        self._voices: dict[str, Channel] = {}
        self._by_name: set[str] = set()
        self._conversation = Conversation(storage, school_id, files)
        jobs = (due.REPORT, due.CLOSE, due.forget(timedelta(days=text_days)))
        delivery = Delivery(storage, school_id, self._voices)
        self.clock = Clock(storage, school_id, jobs, delivery, fixed=fixed)
        self._roster = storage.read(school_id, roster.load).result()

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
        await asyncio.wrap_future(
            self._storage.write(self._school_id, lambda session: roster.bind_names(session, channel, self.clock.now()))
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

    async def records(self, channel: str, message_id: str) -> list[dict[str, Any]]:
        """What a message wrote, as it stands now."""
        return await asyncio.wrap_future(
            self._storage.read(self._school_id, lambda session: _written(session, channel, message_id))
        )


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


async def serve(settings: Settings, storage: Storage, school_id: int) -> None:
    """Runs what the settings turn on until SIGTERM or SIGINT. Raises NotReady where it cannot start."""
    log = structlog.get_logger("app")
    app = App(storage, school_id, settings.files, text_days=settings.keep.text_days)
    logs.set_up(settings.log, app.roster.zone)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    if not settings.playground.enabled:
        raise NotReady(NO_DOOR)
    async with playground(settings, app):
        app.clock.start()
        log.info("running", school=app.name)
        try:
            await stopped.wait()
        finally:
            app.clock.stop()
    await app.clock.settle()
    log.info("stopped")


@contextlib.asynccontextmanager
async def playground(settings: Settings, app: App) -> AsyncIterator[None]:
    """The page, while it is wanted; raises NotReady beside a real channel, or where its port is taken."""
    wanted = settings.playground
    if not wanted.enabled:
        yield
        return
    if app.channels and not wanted.beside_channels:
        raise NotReady(BESIDE.format("、".join(app.channels)))
    page = Playground(app, app.clock, app, settings.files)
    app.attach(page)
    await app.let_names_speak(page.name)
    runner = web.AppRunner(page.web(), access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await _listen(runner, wanted.host, wanted.port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise NotReady(
            f"{host}:{port} 不能用（端口可能被占用）。换一个端口：XIAOYAN_PLAYGROUND__PORT=8081 make run"
        ) from error
    print(f"小研已启动，请在浏览器打开 http://{host}:{port}（按 Ctrl-C 结束）", flush=True)
