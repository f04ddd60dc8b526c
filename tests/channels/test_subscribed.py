"""The calendar as phones read it, from the door of the school's server."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from icalendar import Calendar

from bot import ways
from bot.app import App
from bot.channels.subscribed import routes
from bot.channels.web import Web
from bot.settings import Settings
from handlers.school import load as load_school
from handlers.school import read
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo

PASTED = "十二月：\n1. 12月10日 青年教师赛课\n2. 12月7日至11日 读书周，分享会\n3. 12月25日前上交课题总结\n4. 整理档案"


@pytest.fixture
async def town(sqlite: Storage, tmp_path: Path) -> Town:
    school_id = load_school(sqlite, read(demo()), START)
    app = App(sqlite, school_id, tmp_path / "files", public_url="https://bot.example", fixed=START)
    town = Town(app, tmp_path / "files")
    app.attach(town)
    await app.let_names_speak(town.name)
    return town


@pytest.fixture
async def server(town: Town) -> AsyncIterator[str]:
    web = Web("127.0.0.1", 0)
    web.add(routes(town.app.calendar))
    await web.open()
    yield web.address
    await web.close()


async def get(server: str, link: str) -> tuple[int, str, bytes]:
    path = link.rsplit("https://bot.example", 1)[1]
    async with ClientSession(server) as session, session.get(path) as answer:
        return answer.status, answer.headers["Content-Type"], await answer.read()


def events(ical: bytes) -> dict[str, tuple[str, date, date]]:
    whole = Calendar.from_ical(ical)
    return {
        str(event["uid"]): (str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend"))
        for event in whole.walk("VEVENT")
    }


async def set_up(town: Town) -> str:
    await town.whispers("许静", PASTED)
    await town.whispers("许静", "对")
    await town.whispers("许静", "把3设为截止")
    await town.whispers("许静", "请王芳11月27日前交个人成长规划")
    return await town.whispers("许静", "日历链接")


async def test_whole_days_with_what_is_due_and_nothing_of_persons(town: Town, server: str) -> None:
    link = await set_up(town)
    status, kind, body = await get(server, link)
    assert (status, kind) == (200, "text/calendar; charset=utf-8")
    assert sorted(events(body).values(), key=lambda event: event[1:]) == [
        ("截止：教学反思（全体）", date(2026, 11, 27), date(2026, 11, 28)),
        ("截止17:00前：师陶杯论文（全体）", date(2026, 11, 30), date(2026, 12, 1)),
        ("整理档案", date(2026, 12, 1), date(2027, 1, 1)),
        ("读书周，分享会", date(2026, 12, 7), date(2026, 12, 12)),
        ("青年教师赛课", date(2026, 12, 10), date(2026, 12, 11)),
        ("截止：课题总结（全体）", date(2026, 12, 25), date(2026, 12, 26)),
    ]
    assert "许静".encode() not in body
    assert "王芳".encode() not in body
    assert b"X-WR-TIMEZONE:Asia/Shanghai" in body
    assert b"BEGIN:VALARM" not in body


async def test_an_event_that_moves_keeps_its_uid(town: Town, server: str) -> None:
    link = await set_up(town)
    before = events((await get(server, link))[2])
    await town.whispers("许静", "行事历第1条改成12月11日")
    after = events((await get(server, link))[2])
    assert before.keys() == after.keys()
    assert {uid for uid in after if before[uid] != after[uid]} == {
        uid for uid, event in after.items() if event[:2] == ("青年教师赛课", date(2026, 12, 11))
    }


async def test_the_link_stays_until_it_is_renewed(town: Town, server: str) -> None:
    link = await set_up(town)
    assert await town.whispers("沈国华", "订阅日历") == await town.whispers("许静", "日历链接") == link
    new = await town.whispers("许静", "换一个日历链接")
    assert new.startswith("新的日历链接，旧的已停用")
    assert (await get(server, link))[0] == 404
    assert (await get(server, new))[0] == 200


async def test_in_the_group_the_link_goes_to_the_asker_alone(town: Town) -> None:
    said = await town.asks("许静", "日历链接")
    group, _, private = said.partition("\n（私聊）")
    assert group == "日历链接已私聊发您"
    assert "https://bot.example/calendar/" in private


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "中" * 43, "..%2f..", "x" * 5000])
async def test_who_guesses_learns_nothing(town: Town, server: str, token: str) -> None:
    await set_up(town)
    status, _, body = await get(server, f"https://bot.example/calendar/{token}.ics")
    assert status in (404, 400)
    assert b"VCALENDAR" not in body


async def test_before_anybody_asked_there_is_none(town: Town) -> None:
    assert await town.app.calendar("x" * 43) is None


async def test_the_door_opens_where_the_settings_name_an_address(town: Town, tmp_path: Path) -> None:
    port = unused_port()
    web = {"port": port, "public_url": "https://bot.example/"}
    link = await set_up(town)
    async with ways.opened(Settings.model_validate({"files": tmp_path, "web": web}), town.app):
        assert (await get(f"http://127.0.0.1:{port}", link))[0] == 200
