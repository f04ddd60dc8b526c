"""Files that the bot made, at their addresses: who may fetch them, and until when."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.handed import routes
from bot.channels.web import Web
from storage.work import Storage
from tests.channels.test_reports import PUBLIC, a_town
from tests.conversation.conftest import Town

LINK = re.compile(rf"{PUBLIC}(/made/[a-z2-7]+)$", re.MULTILINE)


@pytest.fixture
async def town(sqlite: Storage, tmp_path: Path) -> Town:
    """One lesson that was heard."""
    town = await a_town(sqlite, tmp_path, PUBLIC)
    await town.whispers("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》")
    return town


@pytest.fixture
async def server(town: Town) -> AsyncIterator[str]:
    web = Web("127.0.0.1", 0)
    web.add(routes(town.app.handed))
    await web.open()
    yield web.address
    await web.close()


async def address(town: Town, text: str) -> str:
    found = LINK.findall(await town.whispers("李娜", text))
    assert found
    return str(found[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [("导出我这学期的听课记录", "李娜本学期听课.xlsx"), ("打印我的听课记录表", "李娜本学期听课记录表.docx")],
)
async def test_a_file_is_there_for_a_day(town: Town, server: str, text: str, name: str) -> None:
    path = await address(town, text)
    async with ClientSession() as session:
        async with session.get(server + path) as response:
            assert response.status == 200
            assert response.content_disposition is not None
            assert response.content_disposition.filename == name
            assert (await response.read()).startswith(b"PK")
        await town.forward(hours=25)
        async with session.get(server + path) as response:
            assert (response.status, await response.text()) == (410, "这个网址过期了，请再跟小研要一次")


async def test_who_guesses_finds_nothing(town: Town, server: str) -> None:
    path = await address(town, "打印我的听课记录表")
    async with ClientSession() as session:
        for wrong in (path[:-1] + ("a" if path[-1] != "a" else "b"), path.replace("/made/", "/made/aa"), "/made/../x"):
            async with session.get(server + wrong) as response:
                assert response.status == 404


async def test_without_an_address_of_ours_there_is_no_link(sqlite: Storage, tmp_path: Path) -> None:
    town = await a_town(sqlite, tmp_path, None, "无网址小学")
    await town.whispers("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》")
    assert await town.whispers("李娜", "打印我的听课记录表") == "李娜本学期听课记录表做好了"
