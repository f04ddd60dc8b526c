"""Takes the pictures of the README: `python -m tests.docs.pictures`, with Debian's chromium or XIAOYAN_CHROMIUM."""

import asyncio
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, async_playwright

from bot.__main__ import DEMO
from bot.app import App
from bot.channels.playground import Playground
from handlers.school import load, read
from storage.work import Storage
from tests.playground.conftest import ARGUMENTS, PHONE
from tests.playground.person import Person

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
START = datetime(2026, 11, 18, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
DESKTOP = (1120, 790)
LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"


async def take() -> None:
    """Plays the two scenes, each in a school of its own."""
    async with async_playwright() as playwright:
        chromium = os.environ.get("XIAOYAN_CHROMIUM") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, size in (("group", DESKTOP), ("phone", PHONE)):
            with tempfile.TemporaryDirectory() as directory:
                await _scene(browser, Path(directory), name, size)
        await browser.close()


async def _scene(browser: Browser, directory: Path, name: str, size: tuple[int, int]) -> None:
    storage = Storage(f"sqlite:///{directory}/xiaoyan.db")
    app = App(storage, load(storage, read(DEMO.read_bytes()), START), directory, fixed=START)
    playground = Playground(app, app.clock, app, directory)
    app.attach(playground)
    await app.let_names_speak(playground.name)
    async with TestServer(playground.web(), access_log=None) as server:
        page = await browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
        person = Person(page, str(server.make_url("/")))
        await person.comes()
        await (_sign_in if name == "phone" else _lesson)(person)
        await page.screenshot(path=PICTURES / f"{name}.png")
        await page.close()
    storage.close()


async def _lesson(person: Person) -> None:
    await person.is_("李娜")
    await person.says(LESSON)
    await person.hears("已记录 #1")
    await person.says("@小研 改成第3节")
    await person.hears("第2节→第3节")
    await person.says("@小研 我这学期听了几节课")
    await person.hears("还差14节")
    await person.page.get_by_text(LESSON).click()
    await person.sees("草船借箭")


async def _sign_in(person: Person) -> None:
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


if __name__ == "__main__":
    asyncio.run(take())
