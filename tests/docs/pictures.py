"""Takes the pictures of the docs: `python -m tests.docs.pictures`, with Debian's chromium or XIAOYAN_CHROMIUM."""

import asyncio
import os
import shutil
import tempfile
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, async_playwright, expect

from bot.__main__ import DEMO
from bot.app import App
from bot.channels.playground import Playground
from handlers.school import load, read
from scheduled.digesting import DRAWING
from storage.work import Storage
from tests.playground.conftest import ARGUMENTS, PHONE
from tests.playground.person import Person

Scene = Callable[[Person, App], Awaitable[None]]
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
START = datetime(2026, 11, 18, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
FRIDAY = datetime(2026, 11, 20, 16, 34, tzinfo=ZoneInfo("Asia/Shanghai"))
DESKTOP = (1120, 790)
LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"
WEEK = (
    ("李娜", LESSON),
    ("陈静", "今天第二节听了王芳的语文课，三2班《草船借箭》"),
    ("王磊", "上周三第1、2、3节听了张敏的数学课，四1班"),
    ("孙丽", "昨天第3节听了王磊的数学课，五2班《分数的意义》"),
    ("林森", "周一第4节听了何苗的科学课，六1班《浮力》"),
    ("王芳", "我的论文《读写结合的三个支点》获师陶杯省二等奖"),
    ("何苗", "今天第3节上了公开课，六1班《浮力》，区级"),
)


async def take() -> None:
    """Plays the scenes, each in a school of its own."""
    async with async_playwright() as playwright:
        chromium = os.environ.get("XIAOYAN_CHROMIUM") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, (size, scene) in SCENES.items():
            with tempfile.TemporaryDirectory() as directory:
                await _play(browser, Path(directory), name, size, scene)
        await browser.close()


async def _play(browser: Browser, directory: Path, name: str, size: tuple[int, int], scene: Scene) -> None:
    storage = Storage(f"sqlite:///{directory}/xiaoyan.db")
    app = App(storage, load(storage, read(DEMO.read_bytes()), START), directory, fixed=START)
    playground = Playground(app, app.clock, app, directory)
    app.attach(playground)
    await app.let_names_speak(playground.name)
    async with TestServer(playground.web(), access_log=None) as server:
        page = await browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
        person = Person(page, str(server.make_url("/")))
        await person.comes()
        await scene(person, app)
        await expect(page.locator("#toast")).to_be_hidden(timeout=30_000)
        await page.screenshot(path=PICTURES / f"{name}.png")
        await page.close()
    storage.close()


async def _lesson(person: Person, _app: App) -> None:
    await person.is_("李娜")
    await person.says(LESSON)
    await person.hears("已记录 #1")
    await person.says("@小研 改成第3节")
    await person.hears("第2节→第3节")
    await person.says("@小研 我这学期听了几节课")
    await person.hears("还差14节")
    await person.page.get_by_text(LESSON).click()
    await person.sees("草船借箭")


async def _sign_in(person: Person, _app: App) -> None:
    await person.is_("张伟")
    await person.says("@小研 开签到，语文组教研活动，今天16:30录播室")
    await person.hears("签到开始")
    for name in ("王芳", "陈静", "刘洋"):
        await person.is_(name)
        await person.says("签到")
    await person.page.locator("#now").click()
    await person.page.get_by_role("button", name="一小时后").click()
    await person.hears("已签 3/10")
    await person.page.keyboard.press("Escape")


async def _digest(person: Person, app: App) -> None:
    """What the office reads on Friday afternoon, with its picture."""
    await _friday(person, app)
    await person.is_("许静")
    await person.page.locator(".conversation").nth(1).click()
    await expect(person.page.locator(".picture img")).to_be_visible()
    await person.page.locator(".bubble.bot").filter(has_text="第12周周报").scroll_into_view_if_needed()


async def _good_news(person: Person, app: App) -> None:
    """What every teacher reads in the group on Friday afternoon."""
    await _friday(person, app)
    await person.is_("李娜")
    await expect(person.page.locator(".bubble.bot").filter(has_text="好消息")).to_be_visible()


async def _friday(person: Person, app: App) -> None:
    """The picture is drawn in the minutes before the first digest, which the clock would leave out."""
    for name, text in WEEK:
        await person.is_(name)
        await person.says(text)
        await person.hears("已记录")
    await app.clock.move(FRIDAY)
    for thread in threading.enumerate():
        if thread.name == DRAWING:
            await asyncio.to_thread(thread.join)
    await person.page.locator("#now").click()
    await person.page.locator("[data-step=hour]").click()
    await expect(person.page.locator("[data-step=hour]")).to_be_enabled(timeout=60_000)
    await person.page.keyboard.press("Escape")


SCENES: dict[str, tuple[tuple[int, int], Scene]] = {
    "group": (DESKTOP, _lesson),
    "phone": (PHONE, _sign_in),
    "digest": (DESKTOP, _digest),
    "friday": (PHONE, _good_news),
}

if __name__ == "__main__":
    asyncio.run(take())
