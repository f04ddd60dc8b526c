"""Deadlines that stand in the school's file remind by themselves, each as one."""

import asyncio
from typing import Any

from bot.app import App
from handlers.school import load, read
from storage import deadlines, roster
from storage.session import Session
from storage.tables import Deadline
from storage.work import Storage
from tests.scheduled.conftest import Build
from tests.scheduled.house import GROUP, House, at, days, school, to

WANG = "王芳"
REFLECTION = {"title": "教学反思", "due": "2026-11-27"}


def again(house: House, now: str, **words: Any) -> None:
    """The file is read once more."""
    load(house.storage, read(school(**words)), at(now))


def rows(house: House) -> list[Deadline]:
    def of_file(session: Session) -> list[Deadline]:
        return deadlines.keyed(session, "file:")

    return house.do(of_file)


async def test_it_reminds_though_nobody_has_spoken_of_it(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION])
    await house.open(at("11-19 09:00"))
    said = await house.until("11-28 00:00")
    assert days(said, WANG) == ["11-20下午", "11-24下午", "11-26下午", "11-27上午"]
    assert to(said, WANG)[0] == "⏰ 教学反思 11月27日 周五交，还有7天。交了回我“交了”"


async def test_the_group_in_which_one_speaks_hears_how_many(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION])
    house.do(lambda session: roster.remember_chat(session, house.name, GROUP, "group", at("11-19 09:00")))
    await house.open(at("11-19 09:00"))
    assert "已交0人" in to(await house.until("11-28 00:00"), "群")[0]


async def test_however_often_the_file_is_read_there_is_one(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION])
    for now in ("11-19 09:00", "11-20 09:00"):
        await house.open(at(now))
        again(house, now, open_deadlines=[REFLECTION], bot_name=f"小研{now[3:5]}")
        await house.until(now.replace("09:00", "09:10"))
    assert len(rows(house)) == 1


async def test_two_bots_make_it_once(build: Build, database_url: str) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION])
    first = await house.open(at("11-19 09:00"))
    other = Storage(database_url)
    second = App(other, house.school_id, house.files, fixed=at("11-19 09:00"))
    second.attach(house)
    for moment in ("11-19 09:05", "11-20 18:00"):
        await asyncio.gather(first.clock.move(at(moment)), second.clock.move(at(moment)))
    other.close()
    assert len(rows(house)) == 1
    assert len(to(house.said, WANG)) == 1


async def test_another_day_in_the_file_moves_it_and_who_was_reminded_hears_so(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION])
    await house.open(at("11-19 09:00"))
    await house.until("11-21 00:00")
    again(house, "11-23 09:00", open_deadlines=[{**REFLECTION, "due": "2026-12-04T12:00"}])
    said = await house.until("12-05 00:00")
    assert to(said, WANG)[0] == "教学反思改到12月4日 周五 12:00前交（原定11月27日 周五）"
    assert days(said, WANG)[1:] == ["11-27下午", "12-01下午", "12-03下午", "12-04上午"]


async def test_what_the_file_says_no_more_is_over(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION])
    await house.open(at("11-19 09:00"))
    await house.until("11-21 00:00")
    again(house, "11-23 09:00", open_deadlines=[])
    assert to(await house.until("11-28 00:00"), WANG) == ["教学反思（11月27日 周五）不用交了"]
    again(house, "11-28 09:00", open_deadlines=[{**REFLECTION, "due": "2026-12-04"}])
    assert days(await house.until("12-05 00:00"), WANG)[-1] == "12-04上午"


async def test_what_the_office_has_moved_or_called_off_stays_so(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[REFLECTION, {"title": "课时计划", "due": "2026-11-27"}])
    await house.open(at("11-19 09:00"))
    await house.until("11-19 10:00")
    moved, gone = rows(house)
    house.changes(moved.id, due_at=at("12-18 17:00"))
    house.changes(gone.id, cancelled_at=at("11-19 10:00"))
    again(house, "11-19 11:00", open_deadlines=[REFLECTION, {"title": "课时计划", "due": "2026-11-27"}], bot_name="研")
    assert to(await house.until("11-28 00:00"), WANG) == []


async def test_of_what_is_over_nobody_hears(build: Build) -> None:
    house = build("11-19 09:00", open_deadlines=[{"title": "教学反思", "due": "2026-11-16"}])
    await house.open(at("11-19 09:00"))
    assert await house.until("11-20 18:00") == []


async def test_what_was_set_in_chat_is_not_made_again(build: Build) -> None:
    house = build("11-19 09:00")
    await house.open(at("11-19 09:00"))
    house.sets("教学反思", "11-26")
    again(house, "11-19 09:10", open_deadlines=[REFLECTION])
    assert len(to(await house.until("11-20 23:00"), WANG)) == 1
    assert rows(house) == []
