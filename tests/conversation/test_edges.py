"""Resent, empty, too long, unknown, failing: each has its short answer, and nothing half-done stays."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

import handlers
from handlers.school import load, read
from handlers.turn import Turn
from storage.tables import Heard, Record
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo

LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"


async def test_a_message_that_comes_again_gets_its_answer_again(group: Town, storage: Storage, school_id: int) -> None:
    answer = await group.says("李娜", LESSON)
    assert await group.again() == answer
    count = storage.read(school_id, lambda session: session.scalars(select(func.count(Record.number))).one()).result()
    assert count == 1


async def test_a_question_that_comes_again_gets_its_answer_again(group: Town) -> None:
    await group.says("李娜", LESSON)
    answer = await group.whispers("李娜", "我听了几节课")
    question = group.last
    assert question
    await group.whispers("李娜", "撤回")
    assert await group.hears(question) == answer


async def test_an_address_alone_gets_three_examples(group: Town) -> None:
    answer = await group.asks("李娜", "")
    assert answer.startswith("直接跟我说就行")
    assert answer.count("·") == 3
    assert await group.says("李娜", "@小研", to_bot=True) == answer


async def test_too_long_is_not_read(group: Town) -> None:
    assert await group.asks("李娜", LESSON + "好" * 4000) == "这条超过4000字，没有读，也没有记录，请分几次发"
    assert await group.says("李娜", LESSON + "好" * 4000) == ""


async def test_a_stranger_learns_what_to_do_and_only_when_asking(group: Town) -> None:
    assert await group.says("陌生人", LESSON) == ""
    assert "还不认识您" in await group.asks("陌生人", LESSON)


@pytest.mark.parametrize("thanks", ["谢谢", "好的谢谢", "你真棒👍", "晚安小研", "小研辛苦了，新年快乐"])
async def test_thanks_are_left_alone(group: Town, thanks: str) -> None:
    assert await group.whispers("李娜", thanks) == ""


async def test_what_was_not_understood_is_owned_up_to(group: Town) -> None:
    assert (await group.whispers("李娜", "帮我把教室的灯关一下")).startswith("这句没看懂，没有记录。")


async def test_chatter_is_not_kept(group: Town, storage: Storage, school_id: int) -> None:
    await group.says("李娜", "今天食堂的红烧肉不错")
    count = storage.read(school_id, lambda session: session.scalars(select(func.count(Heard.id))).one()).result()
    assert count == 0


async def test_a_failure_is_told_and_keeps_nothing(
    group: Town, storage: Storage, school_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = handlers.WRITE["observation.log"]

    def fail_after_keeping(turn: Turn) -> object:
        keep(turn)
        raise RuntimeError("the handler is broken")

    with monkeypatch.context() as broken:
        broken.setitem(handlers.WRITE, "observation.log", fail_after_keeping)
        answer = await group.says("李娜", LESSON)
        assert answer.startswith("刚才出了错，这条没有记录（编号 ")
        message = group.last
    assert message
    assert "#1" in await group.hears(replace(message))


async def test_raw_words_are_deleted_after_their_time(group: Town, storage: Storage, school_id: int) -> None:
    answer = await group.says("李娜", LESSON)
    message = group.last
    assert message
    await group.forward(days=32)
    rows = storage.read(school_id, lambda session: session.execute(select(Heard.text, Heard.frame)).all()).result()
    assert [tuple(row) for row in rows] == [(None, None)]
    assert await group.hears(message) == answer


async def test_a_newcomer_speaks_without_a_restart(group: Town, storage: Storage) -> None:
    school = json.loads(demo())
    school["people"].append({"name": "新小美", "departments": ["语文组"], "subjects": ["语文"]})
    load(storage, read(json.dumps(school).encode()), START)
    assert "新小美" in [person["name"] for person in await group.app.people()]
    assert (await group.says("新小美", LESSON)).startswith("已记录 #1")
