"""The full report behind a digest: its page, who may read it, and until when."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import App
from bot.channels.reports import routes
from bot.channels.web import Web
from handlers.school import load as load_school
from handlers.school import read
from storage import roster
from storage.session import Session
from storage.tables import Person
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo

PUBLIC = "https://bot.example"
LINK = re.compile(rf"^完整的一份：({PUBLIC}/report/[a-z2-7]+)$", re.MULTILINE)


async def a_town(storage: Storage, directory: Path, public_url: str | None, name: str = "青禾实验小学") -> Town:
    file = json.dumps({**json.loads(demo()), "school": name}).encode()
    school_id = load_school(storage, read(file), START)
    app = App(storage, school_id, directory / name, public_url=public_url, fixed=START)
    town = Town(app, directory / name)
    app.attach(town)
    await app.let_names_speak(town.name)
    return town


@pytest.fixture
async def town(sqlite: Storage, tmp_path: Path) -> Town:
    """One lesson heard by 语文组 and one by 数学组, and a prize."""
    town = await a_town(sqlite, tmp_path, PUBLIC)
    await town.says("李娜", "今天第二节听了王芳的语文课，三2班《草船<b>借箭》")
    await town.says("王磊", "昨天第1节听了张敏的数学课")
    await town.says("王芳", "我的论文《读写结合的三个支点》获师陶杯省二等奖")
    return town


@pytest.fixture
async def server(town: Town) -> AsyncIterator[str]:
    web = Web("127.0.0.1", 0)
    web.add(routes(town.app.report))
    await web.open()
    yield web.address
    await web.close()


def link_of(said: str) -> str:
    found = LINK.findall(said)
    assert found
    return str(found[0])


async def get(server: str, link: str) -> tuple[int, str]:
    async with ClientSession(server) as session, session.get(link.removeprefix(PUBLIC)) as answer:
        return answer.status, await answer.text()


async def test_a_leader_reads_the_school_with_the_records(town: Town, server: str) -> None:
    status, page = await get(server, link_of(await town.whispers("沈国华", "这周小结")))
    assert status == 200
    assert "<h1>青禾实验小学第12周周报</h1><p>2026年11月16日至22日</p>" in page
    assert "<td>听课</td><td>2节</td>" in page
    assert "<td>语文组</td><td>1</td><td>1</td>" in page
    assert "<li>王芳 论文《读写结合的三个支点》师陶杯 省级 二等奖</li>" in page
    assert "<td>#2</td><td>11月17日 周二</td><td>王磊</td><td>第1节 张敏 数学</td>" in page
    assert "<td>听课指标</td><td>36人</td><td>0人</td><td>36人</td>" in page


async def test_what_people_wrote_is_no_markup(town: Town, server: str) -> None:
    page = (await get(server, link_of(await town.whispers("沈国华", "这周小结"))))[1]
    assert "草船&lt;b&gt;借箭" in page
    assert "<b>" not in page


async def test_the_chart_is_words_and_shapes_without_script(town: Town, server: str) -> None:
    page = (await get(server, link_of(await town.whispers("沈国华", "这周小结"))))[1]
    assert re.search(r"<text [^>]+>语文组</text>", page)
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


async def test_a_head_reads_the_own_department_alone(town: Town, server: str) -> None:
    said = await town.whispers("张敏", "数学组这周小结")
    page = (await get(server, link_of(said)))[1]
    assert "<h1>数学组第12周周报</h1>" in page
    assert "王磊" in page
    assert "李娜" not in page


async def test_a_teacher_reads_totals_and_what_is_good(town: Town, server: str) -> None:
    page = (await get(server, link_of(await town.whispers("孙丽", "这周小结"))))[1]
    assert "<td>听课</td><td>2节</td>" in page
    assert "读写结合的三个支点" in page
    assert "王磊" not in page
    assert "明细" not in page


async def test_it_is_read_as_things_are_now(town: Town, server: str) -> None:
    link = link_of(await town.whispers("沈国华", "这周小结"))
    await town.whispers("王磊", "撤回2")
    assert "<td>听课</td><td>1节</td>" in (await get(server, link))[1]


async def test_it_closes_after_thirty_days_and_says_how_to_ask_again(town: Town, server: str) -> None:
    link = link_of(await town.whispers("沈国华", "这周小结"))
    assert "这个网址12月18日以前能打开" in (await get(server, link))[1]
    await town.app.clock.move(START + timedelta(days=30, hours=7))
    assert (await get(server, link))[0] == 200
    await town.app.clock.move(START + timedelta(days=31))
    status, page = await get(server, link)
    assert status == 410
    assert "链接过期了" in page
    assert "读写结合" not in page


async def test_whoever_has_left_reads_no_more(town: Town, server: str, sqlite: Storage) -> None:
    link = link_of(await town.whispers("沈国华", "这周小结"))

    def leave(session: Session) -> None:
        person = session.get(Person, (1, roster.load(session).by_name["沈国华"].id))
        assert person
        person.left_on = START.date()

    sqlite.write(1, leave).result()
    assert (await get(server, link))[0] == 404


@pytest.mark.parametrize("token", ["", "x", "a" * 39, "a" * 60, "中" * 60, "..%2f..", "a" * 500])
async def test_who_guesses_learns_nothing(town: Town, server: str, token: str) -> None:
    status, page = await get(server, f"{PUBLIC}/report/{token}")
    assert status in (404, 400)
    assert "周报" not in page


async def test_one_school_opens_nothing_of_another(town: Town, server: str, sqlite: Storage, tmp_path: Path) -> None:
    other = await a_town(sqlite, tmp_path, PUBLIC, "另一所小学")
    await other.says("李娜", "今天第二节听了王芳的语文课，三2班")
    assert (await get(server, link_of(await other.whispers("沈国华", "这周小结"))))[0] == 404


async def test_without_an_address_no_link_is_said(sqlite: Storage, tmp_path: Path) -> None:
    town = await a_town(sqlite, tmp_path, None)
    await town.says("李娜", "今天第二节听了王芳的语文课，三2班")
    assert "完整的一份" not in await town.whispers("沈国华", "这周小结")


async def test_the_group_gets_no_link(town: Town) -> None:
    assert "http" not in await town.asks("沈国华", "这周小结")
    said = await town.forward(days=2, hours=2)
    assert [one for one in said if one.startswith("群") and "http" in one] == []


async def test_fridays_digest_carries_the_readers_own_link(town: Town, server: str) -> None:
    said = dict(one.split(": ", 1) for one in await town.forward(days=2, hours=2) if ": 📊" in one)
    assert "李娜" in (await get(server, link_of(said["沈国华"])))[1]
    assert "李娜" not in (await get(server, link_of(said["张敏"])))[1]
    assert link_of(said["沈国华"]) != link_of(said["何平"])


async def test_what_a_browser_may_do_is_told(town: Town, server: str) -> None:
    link = link_of(await town.whispers("沈国华", "这周小结"))
    async with ClientSession(server) as session, session.get(link.removeprefix(PUBLIC)) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "private, no-store"
