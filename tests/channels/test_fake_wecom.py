"""The fake is as strict as the pages say: what a wrong bot does is found, and what goes wrong by itself is no fault."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.channels.wecom.connection import Connection, Refused
from tests.channels.echo import Echo, bot, push, stream
from tests.channels.fake_wecom import FakeWeCom
from tests.simulated import simulated

Frame = dict[str, Any]


def card(**changed: Any) -> Frame:
    whole = {
        "card_type": "button_interaction",
        "task_id": "t1",
        "main_title": {"title": "已记"},
        "button_list": [{"text": "撤回", "style": 1, "key": "undo"}],
    }
    return whole | changed


def pushed(content: Frame) -> Frame:
    return {"chatid": "group", "chat_type": 2, "msgtype": "template_card", "template_card": content}


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[FakeWeCom, Connection, Echo]]:
    echo = Echo()
    async with FakeWeCom() as fake, bot(fake, echo) as connection:
        assert await connection.live(10)
        await fake.ask("group", "wangfang", "在吗")
        echo.mute = True
        yield fake, connection, echo


WRONG_PUSHES: list[tuple[Frame, int, str]] = [
    ({**push("group", "好"), "chat_type": 0}, 93006, "chat_type"),
    ({key: value for key, value in push("group", "好").items() if key != "chat_type"}, 93006, "chat_type"),
    ({"chatid": "group", "chat_type": 2, "msgtype": "text", "text": {"content": "好"}}, 40008, "msgtype"),
    ({"chatid": "group", "chat_type": 2, **stream("好")}, 40008, "msgtype"),
    (push("group", "好" * 6827), 40058, "20481 bytes"),
    (push("group", " "), 40058, "empty"),
    ({**push("group", "好"), "mentioned_list": ["@all"]}, 40058, "unknown field"),
    ({"chatid": "group", "chat_type": 2, "msgtype": "file", "file": {"media_id": "none"}}, 40058, "media_id"),
    (pushed(card(task_id="一")), 40058, "task_id"),
    (pushed(card(button_list=[{"text": "签", "key": str(n)} for n in range(7)])), 40058, "more than 6"),
    (pushed(card(button_list=[{"text": "签" * 11, "key": "k"}])), 40058, "text of a button"),
    (pushed(card(button_list=[{"text": "签", "key": "k" * 1025}])), 40058, "key of a button"),
    (pushed(card(main_title={"title": "题" * 27})), 40058, "main_title"),
    (pushed(card(sub_title_text="题" * 113)), 40058, "sub_title_text"),
    (pushed(card(card_type="text_notice")), 40058, "card_action"),
    (pushed(card(buttons=[])), 40058, "unknown field"),
]


@pytest.mark.parametrize(("body", "errcode", "rule"), WRONG_PUSHES)
@simulated
async def test_a_push_that_wecom_would_not_take_is_a_fault(body: Frame, errcode: int, rule: str) -> None:
    async with talking() as (fake, connection, _echo):
        with pytest.raises(Refused) as refused:
            await connection.send(body)
        assert refused.value.errcode == errcode
        assert rule in "".join(fake.forgive())


@simulated
async def test_a_fault_that_nobody_expected_fails_the_test() -> None:
    async def careless() -> None:
        async with talking() as (_fake, connection, _echo):
            with pytest.raises(Refused):
                await connection.send({**push("group", "好"), "chat_type": 0})

    with pytest.raises(AssertionError, match="chat_type"):
        await careless()


@simulated
async def test_more_than_thirty_a_minute_is_a_fault() -> None:
    async with talking() as (fake, connection, _echo):
        for _ in range(29):
            await connection.send(push("group", "好"))
        with pytest.raises(Refused) as refused:
            await connection.send(push("group", "好"))
        assert refused.value.errcode == 45009
        assert fake.forgive()
        await asyncio.sleep(60)
        await connection.send(push("group", "好"))


@simulated
async def test_a_stream_ends_within_six_minutes_and_a_message_is_answered_within_a_day() -> None:
    async with talking() as (fake, connection, _echo):
        said = await fake.says("group", "wangfang", "在吗")
        await connection.respond(said.req_id, stream("想", finish=False))
        await asyncio.sleep(361)
        with pytest.raises(Refused) as refused:
            await connection.respond(said.req_id, stream("在"))
        assert refused.value.errcode == 846608
        said.at -= 86_400
        with pytest.raises(Refused) as refused:
            await connection.respond(said.req_id, stream("在", "s2"))
        assert refused.value.errcode == 846605
        fake.shown("group")[-1].finished = True


@simulated
async def test_only_messages_are_responded_to_and_only_entrances_welcomed() -> None:
    async with talking() as (fake, connection, _echo):
        said = await fake.says("group", "wangfang", "在吗")
        entered = await fake.opens("lina")
        for answer in (
            connection.welcome(said.req_id, _text("您好")),
            connection.respond(entered.req_id, stream("在")),
        ):
            with pytest.raises(Refused) as refused:
                await answer
            assert refused.value.errcode == 846605
        assert len(fake.forgive()) == 2
        await connection.welcome(entered.req_id, _text("您好"))
        assert fake.said("lina") == ["您好"]


@simulated
async def test_a_welcome_after_five_seconds_is_a_fault() -> None:
    async with talking() as (fake, connection, _echo):
        entered = await fake.opens("lina")
        await asyncio.sleep(5.1)
        with pytest.raises(Refused):
            await connection.welcome(entered.req_id, _text("您好"))
        assert fake.forgive()


@simulated
async def test_a_pressed_card_changes_for_all_or_for_one() -> None:
    async with talking() as (fake, connection, _echo):
        await connection.send(pushed(card()))
        bubble = fake.shown("group")[-1]
        await fake.says("group", "lina", "我也在")
        for userids, seen in ((["lina"], "已记"), (None, "已撤回")):
            pressed = await fake.press("group", "lina", "撤回")
            changed = card(main_title={"title": "已撤回"})
            body: Frame = {"response_type": "update_template_card", "template_card": changed}
            await connection.update(pressed.req_id, body | ({"userids": userids} if userids else {}))
            assert bubble.text == seen
            assert bubble.card_of("lina") == changed


@simulated
async def test_a_press_without_an_answer_and_one_under_another_name_are_faults() -> None:
    async with talking() as (fake, connection, _echo):
        await connection.send(pushed(card()))
        pressed = await fake.press("group", "lina", "撤回")
        changed = {"response_type": "update_template_card", "template_card": card(task_id="t2")}
        with pytest.raises(Refused):
            await connection.update(pressed.req_id, changed)
        await asyncio.sleep(6)
        assert ["task_id" in rule or "5 seconds" in rule for rule in fake.forgive()] == [True, True]


@simulated
async def test_a_task_id_is_used_once() -> None:
    async with talking() as (fake, connection, _echo):
        await connection.send(pushed(card()))
        with pytest.raises(Refused):
            await connection.send(pushed(card()))
        assert "t1" in fake.forgive()[0]


@simulated
async def test_the_fourth_unfinished_message_of_a_user_does_not_come_and_leaving_them_so_is_a_fault() -> None:
    async with talking() as (fake, _connection, _echo):
        for _ in range(3):
            assert (await fake.says("group", "lina", "在吗")).arrived
        assert not (await fake.says("group", "lina", "在吗")).arrived
        assert not fake.broken
        await asyncio.sleep(40)
        assert not (await fake.says("group", "lina", "在吗")).arrived
        assert fake.forgive()
        await asyncio.sleep(330)
        assert (await fake.says("group", "lina", "在吗")).arrived


@simulated
async def test_where_the_bot_was_thrown_out_it_cannot_speak() -> None:
    async with talking() as (fake, connection, _echo):
        fake.expel("group")
        with pytest.raises(Refused) as refused:
            await connection.send(push("group", "好"))
        assert refused.value.errcode == 93008


def _text(words: str) -> Frame:
    return {"msgtype": "text", "text": {"content": words}}
