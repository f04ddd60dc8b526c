"""A playground with a small bot behind it, over HTTP and in a real browser."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, async_playwright, expect

from bot.channels.playground import Playground
from bot.message import Reply
from tests.playground.bot import START, Bot, Clock, School
from tests.playground.person import Person

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = (1280, 800)
PHONE = (390, 844)

Size = tuple[int, int]
Visit = Callable[..., Awaitable[Person]]
Client = TestClient[web.Request, web.Application]


@dataclass
class Stage:
    """A playground and what stands behind it."""

    playground: Playground
    bot: Bot
    clock: Clock
    school: School


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A school on Wednesday 18 November 2026, 16:20."""
    school, clock = School(), Clock()
    bot = Bot(school, tmp_path)
    playground = Playground(bot, clock, school, tmp_path / "uploads")
    clock.playground = playground
    clock.due += [
        (START + timedelta(minutes=30), "group", "group", Reply("⏰ 师陶杯论文还有3天截止，11月21日 周六")),
        (START + timedelta(minutes=40), "李娜", "private", Reply("⏰ 您的课题月报明天截止")),
        (START + timedelta(days=2, minutes=5), "group", "group", Reply("📊 本周听课 32 节，教研活动 4 次")),
    ]
    return Stage(playground, bot, clock, school)


@pytest.fixture
async def client(stage: Stage) -> AsyncIterator[Client]:
    """The playground over HTTP, asking as its own page does."""
    async with TestClient(TestServer(stage.playground.web())) as client:
        client.session.headers["Origin"] = str(client.make_url("/")).rstrip("/")
        yield client


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """Serves any playground's application on loopback; gives its address."""
    async with TestServer(app, access_log=None) as server:
        yield str(server.make_url("/"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium; skipped where there is none."""
    chromium = os.environ.get("XIAOYAN_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no chromium: install Debian's chromium or name one in XIAOYAN_CHROMIUM")
    expect.set_options(timeout=15_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Opens a page as its own visitor; at the end none may have complained or called another host."""
    people: list[Person] = []
    async with AsyncExitStack() as stack:

        async def visit(url: str, size: Size = DESKTOP, **options: object) -> Person:
            viewport = {"width": size[0], "height": size[1]}
            context = await browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
            stack.push_async_callback(context.close)
            person = Person(await context.new_page(), url)
            people.append(person)
            await person.comes()
            return person

        yield visit
    assert [person.complaints for person in people] == [[] for _ in people]
    assert [person.elsewhere for person in people] == [[] for _ in people]


@pytest_asyncio.fixture(loop_scope="session")
async def url(stage: Stage) -> AsyncIterator[str]:
    """The address of the small bot's playground."""
    async with served(stage.playground.web()) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def person(url: str, visit: Visit) -> Person:
    """Somebody at a desktop, who is 王芳 at first."""
    return await visit(url)
