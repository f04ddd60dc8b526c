"""自建应用: a message comes sealed, the answer goes back in the call or by message/send."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.channels import Unreachable
from bot.channels.download import Fetcher
from bot.channels.tencent.api import Api, app_grant
from bot.channels.tencent.envelope import Envelope, Sealed
from bot.channels.tencent.pictures import Keep
from bot.channels.tencent.soon import DEAF
from bot.channels.wecom import cards
from bot.channels.wecom.agent import PATH, Agent
from bot.message import Attachment, Button, Reply
from tests.channels.callers import Caller, ScriptedEar, Told, message, served, taken, xml
from tests.channels.fake_qyapi import AGENT, CORP, SECRET, FakeQyapi
from tests.channels.test_envelope import EXAMPLES
from tests.simulated import in_simulated_time

AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
SEND, UPDATE = "/cgi-bin/message/send", "/cgi-bin/message/update_template_card"
UNDO = Button("撤回", {"intent": "correct.undo", "number": 12})
WHICH = Button("王芳（语文）", {"intent": "answer", "choice": 0})
NOTED = Reply("已记录 #12：听课，李老师，三年级数学")


@dataclass
class World:
    """The app, those who call it and those whom it calls."""

    qyapi: FakeQyapi
    caller: Caller
    ear: ScriptedEar
    agent: Agent
    now: datetime = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)

    async def says(self, text: str, number: int = 1, **more: Any) -> Told:
        """王芳 types something."""
        return await self.caller.send(message(text, number, **more))

    async def event(self, name: str, **more: Any) -> Told:
        """Something happens, with 王芳's name on it."""
        fields = {"ToUserName": CORP, "FromUserName": "wangfang", "CreateTime": 1795000000, "MsgType": "event"}
        return await self.caller.send(xml(**fields | {"Event": name, "AgentID": AGENT} | more))

    async def quiet(self) -> None:
        """All that goes afterwards has gone."""
        await asyncio.sleep(30)

    @property
    def received(self) -> list[str]:
        """The texts that 王芳 got by message/send."""
        return [body["text"]["content"] for _, body in self.qyapi.said if body["msgtype"] == "text"]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards that she got."""
        return [body["template_card"] for _, body in self.qyapi.said if body["msgtype"] == "template_card"]


Story = Callable[[World], Coroutine[Any, Any, None]]


OURS = Envelope("QDG6eK", AES_KEY, CORP)


def play(story: Story, *replies: Reply, keep: Keep = taken, envelope: Envelope = OURS) -> World:
    """The story in simulated time; the fakes look over it."""

    async def whole() -> World:
        world: World

        def now() -> datetime:
            return world.now + timedelta(seconds=asyncio.get_running_loop().time())

        ear = ScriptedEar(*replies)
        async with FakeQyapi() as qyapi, ClientSession() as session:
            api = Api(session, qyapi.url, app_grant(CORP, SECRET))
            agent = Agent(api, AGENT, ear, now, corp_id=CORP, keep=keep, envelope=envelope)
            world = World(qyapi, Caller(envelope, PATH, now), ear, agent)
            async with served(agent.routes(), world.caller):
                await story(world)
                await agent.close()
        return world

    return in_simulated_time(whole())


def test_the_console_checks_the_address() -> None:
    async def story(world: World) -> None:
        assert await world.caller.verify() == (200, "1616140317555161061")
        assert (await world.caller.verify(msg_signature="0" * 40))[0] == 403
        assert (await world.caller.verify(echostr="AAAA"))[0] == 403
        assert (await world.caller.get({}))[0] == 403
        assert (await world.caller.verify(message("听课 李老师")))[0] == 403, "an overheard message is not opened"

    play(story)


def test_a_message_is_answered_in_the_call() -> None:
    async def story(world: World) -> None:
        told = await world.says("听课 李老师 三年级数学 92分")
        assert told.text == NOTED.text
        (heard,) = world.ear.heard
        assert (heard.channel, heard.id, heard.tenant) == ("wecom", "app:1", CORP)
        assert (heard.conversation, heard.sender, heard.place) == ("wangfang", "wangfang", "private")
        assert heard.text == "听课 李老师 三年级数学 92分"
        assert heard.sent_at.tzinfo is not None
        await world.quiet()
        assert world.qyapi.calls == []

    play(story, NOTED)


@pytest.mark.parametrize("name", ["wecom_official_message", "wechatpy_test_verify_url"])
def test_the_official_samples_are_understood(name: str) -> None:
    example = next(one for one in EXAMPLES if one["name"] == name)
    envelope = Envelope(example["token"], example["encoding_aes_key"], example["receive_id"])

    async def story(world: World) -> None:
        world.now = datetime.fromtimestamp(int(example["timestamp"]), UTC)
        names = ("msg_signature", "timestamp", "nonce")
        if "echostr" in example:
            query = {each: example[each] for each in (*names, "echostr")}
            assert await world.caller.get(query) == (200, example["expected_plaintext"])
        else:
            sealed = Sealed(example["encrypt"], *(example[each] for each in names))
            assert (await world.caller.post(sealed)).text == NOTED.text
            assert world.ear.texts == ["hello"]

    play(story, NOTED, envelope=envelope)


def test_silence_is_an_empty_answer() -> None:
    async def story(world: World) -> None:
        assert (await world.says("谢谢")).raw == ""

    play(story)


def test_the_same_message_again_gets_the_same_answer_and_is_heard_once() -> None:
    async def story(world: World) -> None:
        answers = [(await world.says("听课 李老师")).text for _ in range(3)]
        assert answers == [NOTED.text] * 3
        assert len(world.ear.heard) == 1
        await world.quiet()
        assert len(world.cards) == 1

    play(story, Reply(NOTED.text, (UNDO,)))


def test_an_answer_that_takes_long_comes_afterwards_once() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 7
        assert [(await world.says("汇总")).raw for _ in range(2)] == ["", ""]
        await world.quiet()
        assert world.received == [NOTED.text]
        assert len(world.ear.heard) == 1

    play(story, NOTED)


def test_of_several_answers_the_first_goes_at_once_and_the_rest_after_it() -> None:
    async def story(world: World) -> None:
        assert (await world.says("听课 李老师；论文一篇")).text == "一"
        assert world.received == []
        await world.quiet()
        assert world.received == ["二", "三"]

    play(story, Reply("一"), Reply("二"), Reply("三"))


def test_a_long_answer_goes_on_where_the_call_had_no_room() -> None:
    text = "\n".join(f"{number}. 王老师 听课 三年级数学" for number in range(200))

    async def story(world: World) -> None:
        first = (await world.says("明细")).text
        await world.quiet()
        assert "\n".join((first.strip(), *(part.strip() for part in world.received))) == text

    play(story, Reply(text))


def test_a_choice_comes_as_a_card_after_the_text() -> None:
    async def story(world: World) -> None:
        assert (await world.says("听课 王芳")).text == "是哪一位王芳？"
        await world.quiet()
        (card,) = world.cards
        assert [button["text"] for button in card["button_list"]] == ["王芳（语文）"]
        assert world.received == []

    play(story, Reply("是哪一位王芳？", (WHICH,)))


def test_a_pressed_card_is_changed_into_the_answer() -> None:
    async def story(world: World) -> None:
        told = await world.event(
            "template_card_event", EventKey=cards.key(UNDO), TaskId="t1", ResponseCode="once", CardType="x"
        )
        assert told.raw == ""
        (heard,) = world.ear.heard
        assert (heard.text, heard.pressed) == ("撤回", UNDO.frame)
        assert heard.id.startswith("event:")
        (update,) = world.qyapi.cards
        assert (update["userids"], update["response_code"]) == (["wangfang"], "once")
        assert update["template_card"]["task_id"] == "t1"
        assert update["template_card"]["main_title"]["title"] == "已撤回 #12"
        await world.quiet()
        assert world.qyapi.said == []

    play(story, Reply("已撤回 #12"))


def test_an_answer_that_a_card_cannot_hold_is_said_as_well() -> None:
    async def story(world: World) -> None:
        await world.event("template_card_event", EventKey=cards.key(UNDO), TaskId="t1", ResponseCode="once")
        await world.quiet()
        assert len(world.qyapi.cards) == 1
        assert world.received == ["长" * 300, "还有"]

    play(story, Reply("长" * 300), Reply("还有"))


def test_a_card_that_cannot_be_changed_is_answered_by_a_text() -> None:
    async def story(world: World) -> None:
        world.qyapi.always[UPDATE] = 40058
        await world.event("template_card_event", EventKey=cards.key(UNDO), TaskId="t1", ResponseCode="used")
        await world.quiet()
        assert world.received == ["已撤回 #12"]

    play(story, Reply("已撤回 #12"))


def test_two_presses_are_two_and_one_delivered_twice_is_one() -> None:
    async def story(world: World) -> None:
        for code, task in (("a", "t1"), ("a", "t1"), ("b", "t2")):
            await world.event("template_card_event", EventKey=cards.key(UNDO), TaskId=task, ResponseCode=code)
        assert len(world.ear.heard) == 2

    play(story, Reply("好"))


@pytest.mark.parametrize("key", ["", "done", "[]", '["撤回"]', '["撤回",{}]', "{" * 5000])
def test_a_press_that_says_nothing_is_passed_over(key: str) -> None:
    async def story(world: World) -> None:
        assert (await world.event("template_card_event", EventKey=key, TaskId="t", ResponseCode="c")).raw == ""
        assert world.ear.heard == []

    play(story)


def test_who_opens_the_app_is_welcomed_once_a_day() -> None:
    async def story(world: World) -> None:
        assert (await world.event("enter_agent", CreateTime=1795000000)).text == "您好，我是小研。"
        assert (await world.event("enter_agent", CreateTime=1795000600)).raw == ""
        assert world.ear.welcomed == [("wecom", CORP, "wangfang")]
        world.now += timedelta(days=1)
        assert (await world.event("enter_agent", CreateTime=1795086401)).text == "您好，我是小研。"

    play(story)


@pytest.mark.parametrize("event", ["LOCATION", "click", "view", "unsubscribe", "change_contact", "low_active_1", ""])
def test_other_events_get_an_empty_answer(event: str) -> None:
    async def story(world: World) -> None:
        told = await world.event(event, EventKey="x", ChangeType="update_user")
        assert (told.status, told.raw) == (200, "")
        assert world.ear.heard == []

    play(story, NOTED)


def test_a_picture_comes_with_its_file() -> None:
    async def story(world: World) -> None:
        world.qyapi.gives("m1", "板书.jpg", b"\xff\xd8\xff" + b"x" * 97)
        fields: dict[str, Any] = {"MsgType": "image", "PicUrl": "https://example.invalid/1", "MediaId": "m1"}
        assert (await world.says("", **fields)).text == NOTED.text
        assert world.ear.heard[0].attachments == (Attachment("板书.jpg", Path("100 bytes")),)
        await world.says("", 2, **fields | {"MediaId": "gone"})
        assert world.ear.heard[1].attachments == (Attachment("图片", None, "lost"),)

    play(story, NOTED)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, None),
        (b"MZ" + b"x" * 98, "dangerous"),
        (b"", "lost"),
        (b"x" * 3000, "too_large"),
    ],
    ids=["picture", "program", "empty", "large"],
)
def test_a_picture_is_checked_like_any_file(tmp_path: Path, content: bytes, problem: str | None) -> None:
    async def story(world: World) -> None:
        world.qyapi.gives("m1", "板书.png", content)
        await world.says("", MsgType="image", MediaId="m1")
        (file,) = world.ear.heard[0].attachments
        assert (file.name, file.problem) == ("板书.png", problem)
        assert (file.path is None) == (problem is not None)

    play(story, NOTED, keep=Fetcher(tmp_path, (), 2000).keep)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"MsgType": "location", "Location_X": "1", "Label": "三楼会议室"}, "三楼会议室"),
        (
            {"MsgType": "link", "Title": "教研通知", "Url": "https://school.invalid/1"},
            "教研通知\nhttps://school.invalid/1",
        ),
        ({"MsgType": "somethingnew"}, ""),
    ],
)
def test_places_and_links_are_read_as_text(fields: dict[str, Any], text: str) -> None:
    async def story(world: World) -> None:
        await world.says("", **fields)
        assert world.ear.texts == [text]

    play(story, NOTED)


@pytest.mark.parametrize("kind", ["voice", "video"])
def test_what_the_bot_cannot_hear_is_said(kind: str) -> None:
    async def story(world: World) -> None:
        assert (await world.says("", MsgType=kind, MediaId="m1")).text == DEAF.text
        assert world.ear.heard == []

    play(story, NOTED)


@pytest.mark.parametrize("text", ["]]>", "a]]>b]]><c>&amp;", "坏\x08字符", "<script>", "&lt;", "  "])
def test_signs_of_xml_in_a_text_come_and_go_as_typed(text: str) -> None:
    async def story(world: World) -> None:
        world.ear.replies = (Reply(f"收到：{text}"),)
        told = await world.says(text)
        assert world.ear.texts == [text.replace("\x08", "").strip()] or world.ear.texts == [text.replace("\x08", "")]
        assert told.text == f"收到：{text}".replace("\x08", "")

    play(story)


BOMB = """<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xml><FromUserName>wangfang</FromUserName><MsgType>text</MsgType><MsgId>1</MsgId><Content>&b;</Content></xml>"""


@pytest.mark.parametrize(
    "plain",
    [
        BOMB,
        '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><MsgType>text</MsgType></xml>',
        message("x").replace("<Content>", "<Content>&nothing;"),
        message("x").replace("</xml>", ""),
        message("x").replace("<![CDATA[text]]>", "<a>text</a>"),
        message("x").replace("<![CDATA[wangfang]]>", ""),
        message("x").replace("<MsgId>1</MsgId>", ""),
        "<xml></xml>",
        "<xml/>",
        "<html></html>",
        "{}",
        "[]",
        "{" * 10000,
        "",
        "不是 XML",
    ],
)
def test_what_is_no_message_is_passed_over(plain: str) -> None:
    async def story(world: World) -> None:
        told = await world.caller.send(plain)
        assert (told.status, told.raw) == (200, "")
        assert world.ear.heard == []
        assert (await world.says("在吗")).text == NOTED.text

    play(story, NOTED)


def test_html_that_somebody_pastes_is_only_text() -> None:
    async def story(world: World) -> None:
        await world.says("<!DOCTYPE html><html>&nbsp;</html>")
        assert world.ear.texts == ["<!DOCTYPE html><html>&nbsp;</html>"]

    play(story, NOTED)


def test_a_forged_call_is_refused() -> None:
    async def story(world: World) -> None:
        plain = message("听课 李老师")
        sealed = world.caller.envelope.seal(plain, str(int(world.now.timestamp())), "n")
        other = Envelope("QDG6eK", AES_KEY, "ww-another").seal(plain, sealed.timestamp, "n")
        assert (await world.caller.send(plain, signature="0" * 40)).status == 403
        assert (await world.caller.send(plain, timestamp="1")).status == 403
        assert (await world.caller.send(plain, encrypted=sealed.encrypted[:-8])).status == 403
        assert (await world.caller.post(other)).status == 403
        assert (await world.caller.post(sealed, body="")).status == 403
        assert (await world.caller.post(sealed, body="<xml>" + "<Encrypt>" * 9999)).status == 403
        assert (await world.caller.post(sealed, body="x" * ((1 << 20) + 1))).status == 413
        assert world.ear.heard == []

    play(story, NOTED)


def test_a_stale_call_is_refused_and_a_fresh_one_repeated_is_heard_once() -> None:
    async def story(world: World) -> None:
        sealed = world.caller.envelope.seal(message("听课 李老师"), str(int(world.now.timestamp())), "n")
        assert [(await world.caller.post(sealed)).text for _ in range(2)] == [NOTED.text] * 2
        assert len(world.ear.heard) == 1
        world.now += timedelta(minutes=6)
        assert (await world.caller.post(sealed)).status == 403
        world.now -= timedelta(hours=1)
        assert (await world.caller.post(sealed)).status == 403

    play(story, NOTED)


def test_trouble_while_hearing_is_a_failure_that_wecom_repeats() -> None:
    async def story(world: World) -> None:
        world.ear.trouble.append(RuntimeError("the disk is full"))
        assert (await world.says("听课")).status == 500
        assert (await world.says("听课")).text == NOTED.text

    play(story, NOTED)


def test_the_token_ends_in_the_middle_of_an_answer() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 5
        await world.says("一")
        await world.quiet()
        world.qyapi.void()
        await world.says("二", 2)
        await world.quiet()
        assert world.received == [NOTED.text] * 2

    play(story, NOTED)


def test_what_does_not_arrive_afterwards_is_owed() -> None:
    async def story(world: World) -> None:
        world.qyapi.trusted = False
        assert (await world.says("汇总")).text == "一"
        await world.quiet()
        assert [reply.text for _, reply in world.ear.owed] == ["二"]

    play(story, Reply("一", (UNDO,)), Reply("二"))


def test_the_part_of_an_answer_that_does_not_arrive_is_owed_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"PK" + b"x" * 100)
    file = Attachment("九月汇总.xlsx", tmp_path / "kept")
    text = "\n".join(f"{number:03}. 王老师 听课" for number in range(230))

    async def story(world: World) -> None:
        world.qyapi.forced[SEND].extend([0, 45002, 40058, 40058])
        first = (await world.says("汇总")).text
        await world.quiet()
        ((_, owed),) = world.ear.owed
        assert "".join((first, *world.received, owed.text)) == text
        assert (owed.buttons, owed.files) == ((), (file,))
        assert owed.text

    play(story, Reply(text, (UNDO,), (file,)))


def test_an_answer_that_is_still_on_its_way_when_the_bot_stops_is_owed() -> None:
    async def story(world: World) -> None:
        world.qyapi.always[SEND] = 45009
        world.ear.slow = 5
        await world.says("汇总")
        await asyncio.sleep(3)

    assert [reply.text for _, reply in play(story, NOTED).ear.owed] == [NOTED.text]


def test_a_notice_goes_to_a_member_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"PK" + b"x" * 100)

    async def story(world: World) -> None:
        await world.agent.say("WangFang", Reply("请查收", files=(Attachment("九月汇总.xlsx", tmp_path / "kept"),)))
        assert [body["msgtype"] for _, body in world.qyapi.said] == ["text", "file"]
        assert [name for _, name, _ in world.qyapi.media.values()] == ["九月汇总.xlsx"]

    play(story)


@pytest.mark.parametrize("userid", ["nobody", "@all", "wangfang|LiMing", ""])
def test_who_is_not_one_member_is_unreachable(userid: str) -> None:
    async def story(world: World) -> None:
        with pytest.raises(Unreachable):
            await world.agent.say(userid, Reply("截止提醒"))
        assert world.qyapi.said == []

    play(story)


def test_a_receiver_whom_wecom_calls_invalid_is_unreachable() -> None:
    async def story(world: World) -> None:
        world.qyapi.quietly_invalid = True
        with pytest.raises(Unreachable, match="81013"):
            await world.agent.say("Nobody", Reply("截止提醒"))

    play(story)


def test_a_member_gets_thirty_a_minute_and_all_of_them() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*(world.agent.say("wangfang", Reply(f"第{number}条")) for number in range(70)))
        assert world.received == [f"第{number}条" for number in range(70)]

    play(story)


def test_a_message_without_an_answer_is_sent_again_and_seen_once() -> None:
    async def story(world: World) -> None:
        world.qyapi.lose_answers = 1
        await world.agent.say("wangfang", Reply("截止提醒"))
        assert world.qyapi.calls.count(SEND) == 2
        assert world.received == ["截止提醒"]

    play(story)


def test_a_notice_goes_into_the_group_that_the_app_made() -> None:
    async def story(world: World) -> None:
        await world.agent.say_chat("teachers", Reply("本周五截止", (UNDO,)), mentions=["wangfang"])
        text = {"content": "本周五截止", "mentioned_list": ["wangfang"]}
        assert world.qyapi.told == [("teachers", {"chatid": "teachers", "msgtype": "text", "text": text})]
        with pytest.raises(Unreachable, match=r"wecom\.app\.chat"):
            await world.agent.say_chat("elsewhere", Reply("本周五截止"))

    play(story)


def test_a_group_that_nothing_was_sent_to_because_there_was_no_token_is_unreachable() -> None:
    async def story(world: World) -> None:
        world.qyapi.slow["/cgi-bin/gettoken"] = 20
        with pytest.raises(Unreachable):
            await world.agent.say_chat("teachers", Reply("本周五截止"))
        await world.quiet()
        assert world.qyapi.told == []

    play(story)


def test_a_group_that_may_have_read_it_is_not_told_by_another_way() -> None:
    async def story(world: World) -> None:
        world.qyapi.slow["/cgi-bin/appchat/send"] = 20
        await world.agent.say_chat("teachers", Reply("本周五截止"))
        await world.quiet()
        assert world.qyapi.calls.count("/cgi-bin/appchat/send") == 1

    play(story)


def test_an_app_that_does_not_hear_has_no_address() -> None:
    async def story(world: World) -> None:
        deaf = Agent(None, AGENT, world.ear, lambda: world.now, corp_id=CORP, keep=None)  # type: ignore[arg-type]
        assert deaf.routes() == []

    play(story)
