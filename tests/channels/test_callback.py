"""The bot where WeCom calls it: what teachers see in the group and in private."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.channels.download import Fetcher
from bot.message import Button, Message, Reply
from tests.channels.called import GROUP, NOTED, UNDO, Ear, World, play, whole
from tests.channels.media import PDF, media
from tests.channels.test_envelope import crypt, padded


def test_a_message_in_the_group_is_answered_at_once() -> None:
    async def story(world: World) -> None:
        asked = await world.wecom.say("ChenJing", "@小研 今天第二节听了王芳的语文课", GROUP)
        assert asked.finished
        assert asked.text.startswith("已记录 #1 听课")
        (heard,) = world.ear.heard
        assert (heard.channel, heard.conversation, heard.place, heard.sender) == ("wecom", GROUP, "group", "ChenJing")
        assert (heard.id, heard.text) == (asked.body["msgid"], "今天第二节听了王芳的语文课")
        assert world.ear.places == [(GROUP, "group")]

    play(story, NOTED)


def test_an_answer_with_buttons_brings_its_card_along() -> None:
    async def story(world: World) -> None:
        asked = await world.wecom.say("ChenJing", "听课", GROUP)
        assert asked.finished
        assert asked.card
        assert [button["text"] for button in asked.card["button_list"]] == ["撤回"]

    play(story, Reply(NOTED.text, (UNDO,)))


def test_silence_is_an_empty_answer_and_the_third_is_ended_with_a_word() -> None:
    async def story(world: World) -> None:
        assert [await world.says("谢谢") for _ in range(4)] == ["", "", "好的", "好的"]

    play(story)


def test_a_long_answer_keeps_within_the_bytes() -> None:
    async def story(world: World) -> None:
        assert len((await world.says("明细")).encode()) <= 20480

    play(story, Reply("一行明细\n" * 5000))


def test_a_message_that_is_delivered_again_is_heard_once_and_answered_alike() -> None:
    async def story(world: World) -> None:
        body = world.wecom.said("ChenJing", "听课", GROUP)
        first = (await world.wecom.ask(body)).text
        world.ear.replies = (Reply("已记录 #2"),)
        assert [(await world.wecom.ask(body)).text for _ in range(3)] == [first] * 3
        assert world.ear.texts == ["听课"]

    play(story, NOTED)


def test_two_deliveries_at_once_are_one_message() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 1
        body = world.wecom.said("ChenJing", "听课", GROUP)
        first, second = await asyncio.gather(world.wecom.send(body), world.wecom.send(body))
        assert first.answer == second.answer
        assert world.ear.texts == ["听课"]

    play(story, NOTED)


def test_a_slow_answer_is_begun_and_asked_for() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 40
        asked = await world.wecom.say("ChenJing", "导出", GROUP)
        assert asked.stream
        assert not asked.finished
        await world.wecom.polled(asked)
        assert (asked.finished, asked.text) == (True, NOTED.text)
        await asyncio.sleep(4000)
        assert not world.wecom.late, "it was said already"
        assert world.ear.texts == ["导出"]

    play(story, Reply(NOTED.text))


def test_an_answer_that_takes_more_than_six_minutes_comes_by_response_url_once() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 500
        asked = await world.wecom.polled(await world.wecom.say("ChenJing", "导出", GROUP), every=5)
        assert not asked.finished
        await asyncio.sleep(300)
        assert world.wecom.late == {NOTED.text: 1}
        await asyncio.sleep(4000)
        assert world.wecom.late == {NOTED.text: 1}

    play(story, Reply(NOTED.text))


def test_an_answer_that_nobody_asked_for_any_more_comes_by_response_url() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 10
        await world.wecom.say("ChenJing", "导出", GROUP)
        await asyncio.sleep(500)
        assert world.wecom.late == {NOTED.text: 1}

    play(story, Reply(NOTED.text))


def test_a_card_is_changed_by_its_button() -> None:
    async def story(world: World) -> None:
        press = {"event_key": json.dumps([UNDO.label, UNDO.frame]), "task_id": "t1", "card_type": "button_interaction"}
        answer = await world.wecom.event(world.wecom.happened("ChenJing", "template_card_event", GROUP, **press))
        assert answer
        assert answer["template_card"]["main_title"]["title"] == "已撤回 #1 听课"
        (heard,) = world.ear.heard
        assert (heard.pressed, heard.text) == (UNDO.frame, "撤回")

    play(story, Reply("已撤回 #1 听课", (Button("恢复", {"intent": "correct.restore"}),)))


def test_a_press_that_takes_too_long_is_left_alone() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 20
        press = {"event_key": json.dumps([UNDO.label, UNDO.frame]), "task_id": "t1"}
        assert await world.wecom.event(world.wecom.happened("ChenJing", "template_card_event", GROUP, **press)) is None

    play(story, NOTED)


def test_who_opens_the_chat_is_welcomed() -> None:
    async def story(world: World) -> None:
        answer = await world.wecom.event(world.wecom.happened("ChenJing", "enter_chat"))
        assert answer == {"msgtype": "text", "text": {"content": "您好，我是小研。"}}

    play(story)


@pytest.mark.parametrize(
    "kind", ["feedback_event", "auth_change_event", "enter_check_update", "disconnected_event", "x"]
)
def test_other_events_get_an_empty_answer(kind: str) -> None:
    async def story(world: World) -> None:
        assert await world.wecom.event(world.wecom.happened("ChenJing", kind)) is None

    play(story, NOTED)


async def test_a_file_in_private_is_fetched_and_opened_with_the_bots_key(tmp_path: Path) -> None:
    async with media() as server:
        url = server.put(crypt(padded(PDF)), "attachment; filename*=UTF-8''%E8%AE%BA%E6%96%87.pdf")

        async def story(world: World) -> None:
            body = world.wecom.body("ChenJing", msgtype="file", file={"url": url})
            assert (await world.wecom.ask(body)).text == NOTED.text
            (heard,) = world.ear.heard
            (file,) = heard.attachments
            assert file.name == "论文.pdf"
            assert file.path
            assert file.path.read_bytes() == PDF

        await whole(story, [Reply(NOTED.text)], Fetcher(tmp_path, [server.host], 1000).fetch)


def test_an_accident_is_no_answer_and_the_next_message_is_heard() -> None:
    class Broken(Ear):
        async def hear(self, message: Message) -> tuple[Reply, ...]:
            if message.text == "坏":
                raise KeyError("王芳的秘密")
            return await super().hear(message)

    async def story(world: World) -> None:
        assert await world.says("坏") == ""
        assert await world.says("好") == NOTED.text

    play(story, ear=Broken(Reply(NOTED.text)))
