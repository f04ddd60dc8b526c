"""Two schools of the same people in one database: neither sees, counts or changes what is the other's."""

import json
from pathlib import Path

import pytest

from bot.app import App
from handlers.school import load, read
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo

LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"


@pytest.fixture
async def other(storage: Storage, group: Town, tmp_path: Path) -> Town:
    """The group of another school in the same database, with the same names on the same channel."""
    school = json.loads(demo()) | {"school": "城北小学"}
    school_id = load(storage, read(json.dumps(school).encode()), START)
    app = App(storage, school_id, tmp_path / "other", fixed=START)
    town = Town(app, tmp_path / "other")
    app.attach(town)
    await app.let_names_speak(town.name)
    return town


async def test_each_counts_its_own(group: Town, other: Town) -> None:
    await group.says("李娜", LESSON)
    assert "还没有" in await other.whispers("李娜", "我这学期听了几节课")
    assert "还没有" in await other.whispers("许静", "全校这学期听课多少节")
    assert (await other.says("李娜", LESSON)).startswith("已记录 #1 ")
    assert "听课1节" in await group.whispers("许静", "全校这学期听课多少节")


async def test_a_number_means_ones_own_record(group: Town, other: Town) -> None:
    await group.says("李娜", LESSON)
    assert await other.whispers("李娜", "撤回1") == "没有 #1 这条记录"
    assert await other.whispers("许静", "1号改成第4节") == "没有 #1 这条记录"
    assert "第2节" in await group.whispers("李娜", "#1改过什么")


async def test_the_same_message_id_is_another_message(group: Town, other: Town) -> None:
    await group.says("李娜", LESSON)
    assert group.last
    assert (await other.hears(group.last)).startswith("已记录 #1 ")


async def test_a_sign_in_is_open_in_its_school_alone(group: Town, other: Town) -> None:
    await group.asks("张敏", "开签到，数学组教研活动")
    assert "没有开着的签到" in await other.asks("王磊", "签到")
    await group.says("王磊", "签到")
    assert await other.forward(minutes=3) == []
    assert await group.forward(minutes=3) == ["群: 数学组教研活动：已签 1/9"]


async def test_the_office_tells_the_owner_of_its_own_school(group: Town, other: Town) -> None:
    await group.says("李娜", LESSON)
    await other.says("李娜", LESSON)
    group.unasked.clear()
    await other.whispers("许静", "撤回1")
    assert other.unasked[0][0] == "李娜"
    assert group.unasked == []


async def test_a_question_is_open_in_its_school_alone(group: Town, other: Town) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    assert await other.says("何苗", "1") == ""
    assert "王丽（大）" in await group.says("何苗", "1")
