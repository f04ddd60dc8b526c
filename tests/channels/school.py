"""The demo school in WeCom: the real App behind the bot, over a fake of WeCom, in simulated time.

The accounts of those who speak in the tests are their names in pinyin, of the others the names themselves.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.app import App
from bot.channels.wecom.bot import Bot
from bot.channels.wecom.channel import WeCom
from bot.channels.wecom.connection import Connection
from bot.language import Reading
from bot.message import Attachment, Message, Place, Reply
from handlers.school import load as load_school
from handlers.school import read
from storage import roster
from storage.session import Session
from storage.work import Storage
from tests.channels.fake_wecom import BOT_ID, SECRET, FakeWeCom
from tests.conversation.conftest import demo
from tests.simulated import SimulatedLoop

T = TypeVar("T")

GROUP = "wrGROUP"
START = datetime(2026, 11, 18, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
ACCOUNTS = {
    "WangFang": "王芳", "ChenJing": "陈静", "HeMiao": "何苗", "ZhangMin": "张敏", "WangLei": "王磊",
    "LiNa": "李娜", "XuJing": "许静", "WuTing": "吴婷",
}  # fmt: skip


class HeldStorage(Storage):
    """While its threads work, time stands still."""

    def __init__(self, opened: Storage) -> None:
        self._opened = opened

    def read(self, school_id: int | None, work: Callable[[Session], T]) -> "Future[T]":
        return _loop().hold(self._opened.read(school_id, work))

    def write(self, school_id: int | None, work: Callable[[Session], T]) -> "Future[T]":
        return _loop().hold(self._opened.write(school_id, work))


class Ear:
    """The App, watched. `owed` is what it was asked to say later; `slow`: seconds that it thinks about a message."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.heard: list[Message] = []
        self.owed: list[tuple[Message, Reply]] = []
        self.remembered: list[tuple[str, str, Place]] = []
        self.slow = 0.0

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        self.heard.append(message)
        await asyncio.sleep(self.slow)
        return await self._app.hear(message)

    async def understand(self, message: Message) -> Reading:
        return await self._app.understand(message)

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        return await self._app.welcome(channel, tenant, sender)

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        self.remembered.append((channel, conversation, place))
        await self._app.remember(channel, conversation, place)

    async def alias(self, channel: str, tenant: str, external_id: str, account: str) -> None:
        await self._app.alias(channel, tenant, external_id, account)

    async def owe(self, message: Message, reply: Reply) -> None:
        self.owed.append((message, reply))
        await self._app.owe(message, reply)


def _loop() -> SimulatedLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SimulatedLoop)
    return loop


async def unfetched(url: str, *, decrypt: Callable[[bytes], bytes] | None = None) -> Attachment:
    """A downloader for schools where nobody sends files."""
    raise AssertionError("nothing was to be fetched")


@dataclass
class School:
    """One school's bot in one WeCom."""

    fake: FakeWeCom
    app: App
    ear: Ear
    bot: Bot
    connection: Connection
    channel: WeCom
    groups: list[str] = field(default_factory=lambda: [GROUP])

    async def forward(self, **time: float) -> None:
        """The school's clock goes on; what falls due is said."""
        await self.app.clock.move(self.app.clock.now() + timedelta(**time))

    async def quiet(self, seconds: float = 1) -> None:
        """Nothing more is on its way."""
        await asyncio.sleep(seconds)


@asynccontextmanager
async def school(storage: Storage, files: Path, **options: Any) -> AsyncIterator[School]:
    """The bot is connected, and somebody has spoken in the group."""
    there: list[School] = []

    def now() -> datetime:
        return there[0].app.clock.now() if there else START

    async with FakeWeCom(now) as fake, in_wecom(storage, files, fake, **options) as opened:
        there.append(opened)
        yield opened


@asynccontextmanager
async def in_wecom(
    storage: Storage,
    files: Path,
    fake: FakeWeCom,
    *,
    fetch: Any = unfetched,
    secret: str = SECRET,
    spoken: bool = True,
    more: Sequence[str] = (),
    userid: Any = None,
) -> AsyncIterator[School]:
    """A school's bot over a WeCom that is there already. `more`: mathematics teachers beside those of the demo."""
    storage = HeldStorage(storage)
    school_id = load_school(storage, read(_school(more)), START)
    storage.write(school_id, _bind).result()
    app = App(storage, school_id, files, fixed=START)
    ear = Ear(app)
    bot = Bot(ear, app.clock.now, fetch, [app.bot_name], tenant="", userid=userid)
    connection = Connection(fake.url, BOT_ID, secret, bot.frame, now=app.clock.now, jitter=lambda: 0.5)
    bot.speak_through(connection)
    groups = [GROUP]

    async def known() -> list[str]:
        return groups

    channel = WeCom(known, bot=bot, connection=connection)
    app.attach(channel)
    await channel.open()
    try:
        fake.group(GROUP)
        if spoken and await connection.live(20):
            await fake.ask(GROUP, "WangFang", "帮助")
        yield School(fake, app, ear, bot, connection, channel, groups)
    finally:
        await channel.close()


def _school(more: Sequence[str]) -> bytes:
    school = json.loads(demo())
    school["people"] += [{"name": name, "departments": ["数学组"], "subjects": ["数学"]} for name in more]
    return json.dumps(school).encode()


def _bind(session: Session) -> None:
    accounts = {name: account for account, name in ACCOUNTS.items()}
    for name, person in roster.load(session).by_name.items():
        roster.bind(session, "wecom", accounts.get(name, name), person.id, START)
