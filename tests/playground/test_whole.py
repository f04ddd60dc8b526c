"""The page, the bot and the database together: what the README promises, in a real Chromium."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect
from python_calamine import CalamineWorkbook

from bot.__main__ import DEMO
from bot.app import App
from bot.channels.playground import Playground
from handlers.school import load, read
from storage.work import Storage
from tests.playground.conftest import PHONE, Visit, served
from tests.playground.person import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")

LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"
START = datetime(2026, 11, 18, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest_asyncio.fixture(loop_scope="session")
async def url(storage: Storage, tmp_path: Path) -> AsyncIterator[str]:
    """The address of the real bot's playground, on a Wednesday afternoon."""
    app = App(storage, load(storage, read(DEMO.read_bytes()), START), tmp_path, fixed=START)
    playground = Playground(app, app.clock, app, tmp_path)
    app.attach(playground)
    await app.let_names_speak(playground.name)
    async with served(playground.web()) as url:
        yield url


async def test_a_sentence_is_recorded_counted_and_undone(person: Person) -> None:
    await person.says(LESSON)
    await person.hears("已记录 #1 听课：11月18日 周三 第2节 王芳 语文 三(2)班《草船借箭》，本学期第1节/15")
    await expect(person.page.locator(".record")).to_contain_text("#1")
    await person.says("@小研 我这学期听了几节课")
    await person.hears("您本学期听课1节，指标15节，还差14节")
    await person.page.get_by_role("button", name="撤回", exact=True).last.click()
    await person.hears("已撤回 #1")


async def test_the_clock_lets_a_sign_in_end(person: Person) -> None:
    await person.is_("张敏")
    await person.says("@小研 开签到，数学组集体备课")
    await person.hears("签到开始：数学组集体备课")
    await person.page.get_by_role("button", name="一天").click()
    await person.hears("签到结束：数学组集体备课，到0人，未到9人")


async def test_a_workbook_is_downloaded_on_a_phone(url: str, visit: Visit, tmp_path: Path) -> None:
    person = await visit(url, PHONE)
    await person.says(LESSON)
    await person.hears("已记录 #1")
    await person.says("@小研 导出我这学期的听课记录")
    await person.hears("表格已私聊发您")
    await person.page.locator("#back").click()
    await person.goes_to("表格如下")
    async with person.page.expect_download() as coming:
        await person.page.get_by_text("李娜本学期听课.xlsx").click()
    file = tmp_path / "got.xlsx"
    await (await coming.value).save_as(file)
    assert CalamineWorkbook.from_path(file).get_sheet_by_name("听课").to_python()[1][:2] == ["#1", "李娜"]
