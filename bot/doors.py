"""The doors that the settings open, and the process that keeps them open until it is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Iterator

import structlog
from aiohttp import web

from bot import logs, ways
from bot.app import App, NotReady
from bot.channels.playground.server import Playground
from bot.settings import Settings
from scheduled.clock import Clock
from storage.lock import held
from storage.work import Storage

BESIDE = "网页上谁都能以别人的名义说话，不与 {} 同时开；一定要开，请设 playground.beside_channels = true"
NO_DOOR = "设置里没有打开任何入口：写上 [wecom.bot] 接企业微信，或写上 [playground] 和 enabled = true 在本机试用"

PARTING = 1.0
"""Seconds that the clock is given at the end, when no way leads out any more."""

TWICE = "另一个小研进程正用着这个企业微信机器人，一个机器人只能有一个进程。请先停下那一个"


@contextlib.contextmanager
def the_only_one(settings: Settings) -> Iterator[None]:
    """While it is open no other process on this database serves the same bot; raises NotReady where one does."""
    if settings.wecom.bot.id is None:
        yield
        return
    with held(settings.database, bot_lock(settings.wecom.bot.id)) as ours:
        if not ours:
            raise NotReady(TWICE)
        yield


def bot_lock(bot_id: str) -> str:
    """The name of the lock that is held while a bot is served."""
    return f"wecom bot {bot_id}"


async def serve(settings: Settings, storage: Storage, school_id: int) -> None:
    """Runs what the settings turn on until SIGTERM or SIGINT. Raises NotReady where it cannot start."""
    log = structlog.get_logger("app")
    app = App(storage, school_id, settings.files, text_days=settings.keep.text_days, public_url=settings.web.public_url)
    logs.set_up(settings.log, app.roster.zone)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with ways.opened(settings, app), playground(settings, app):
        if not app.channels:
            raise NotReady(NO_DOOR)
        app.clock.start()
        log.info("running", school=app.name)
        try:
            await stopped.wait()
        finally:
            app.clock.stop()
    await settled(app.clock)
    log.info("stopped")


async def settled(clock: Clock) -> None:
    """Lets the clock end what it began, within PARTING seconds; the next start says what was not said."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PARTING):
            await clock.settle()


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
