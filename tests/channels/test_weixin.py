"""公众号: sealed in XML or in JSON, answered in the call, and afterwards only while the window is open."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.channels import Unreachable
from bot.channels.tencent.api import Api
from bot.channels.tencent.envelope import Envelope, Sealed
from bot.channels.tencent.soon import DEAF
from bot.channels.weixin import PATH, OfficialAccount, grant
from bot.message import Attachment, Button, Reply
from tests.channels.callers import Caller, ScriptedEar, Told, served, taken, xml
from tests.channels.fake_weixin import APP, SECRET, FakeWeixin
from tests.channels.test_envelope import EXAMPLES
from tests.simulated import in_simulated_time

TOKEN, AES_KEY = "AAAAA", "A" * 43
OPENID = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"
NOTED = Reply("已记录 #12：听课，李老师，三年级数学")
SEND = "/cgi-bin/message/custom/send"


class WeixinCaller(Caller):
    """WeChat: two signatures in 安全模式, of which only msg_signature covers the body."""

    def _more(self, query: dict[str, str]) -> dict[str, str]:
        plain = plain_signature(query["timestamp"], query["nonce"])
        return {**query, "signature": plain, "openid": OPENID, "encrypt_type": "aes"}


def plain_signature(timestamp: str, nonce: str, token: str = TOKEN) -> str:
    return hashlib.sha1("".join(sorted([token, timestamp, nonce])).encode()).hexdigest()


@dataclass
class World:
    """The account, its followers, WeChat."""

    weixin: FakeWeixin
    caller: Caller
    ear: ScriptedEar
    account: OfficialAccount
    now: datetime = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)

    async def tells(self, **fields: Any) -> Told:
        """A follower does something."""
        told = {"ToUserName": "gh_school", "FromUserName": OPENID, "CreateTime": 1795000000, **fields}
        if told["MsgType"] != "event":
            self.weixin.hears(OPENID)
        return await self.caller.send(json.dumps(told) if self.caller.as_json else xml(**told))

    async def says(self, text: str, number: int = 1) -> Told:
        """A follower types something."""
        return await self.tells(MsgType="text", Content=text, MsgId=number)

    async def quiet(self) -> None:
        """All that goes afterwards has gone."""
        await asyncio.sleep(20)

    @property
    def received(self) -> list[str]:
        return [text for _, text in self.weixin.said]


Story = Callable[[World], Coroutine[Any, Any, None]]


def play(story: Story, *replies: Reply, as_json: bool = False) -> World:
    """The story in simulated time; the fakes look over it."""

    async def whole() -> World:
        world: World

        def now() -> datetime:
            return world.now + timedelta(seconds=asyncio.get_running_loop().time())

        envelope, ear = Envelope(TOKEN, AES_KEY, APP), ScriptedEar(*replies)
        async with FakeWeixin() as weixin, ClientSession() as session:
            api = Api(session, weixin.url, grant(APP, SECRET))
            account = OfficialAccount(api, ear, now, app_id=APP, keep=taken, envelope=envelope)
            world = World(weixin, WeixinCaller(envelope, PATH, now, as_json=as_json), ear, account)
            async with served(account.routes(), world.caller):
                await story(world)
                await account.close()
        return world

    return in_simulated_time(whole())


def test_the_platform_checks_the_address_in_plain() -> None:
    example = next(one for one in EXAMPLES if one["name"] == "wx_official_plain_verify_url")

    async def story(world: World) -> None:
        world.now = datetime.fromtimestamp(int(example["timestamp"]), UTC)
        query = {name: example[name] for name in ("signature", "timestamp", "nonce", "echostr")}
        assert await world.caller.get(query) == (200, example["echostr"])
        assert await world.caller.get({**query, "echostr": "a+b/c=="}) == (200, "a+b/c==")
        assert (await world.caller.get({**query, "signature": "0" * 40}))[0] == 403
        assert (await world.caller.get({**query, "echostr": "<script>"}))[0] == 403
        assert (await world.caller.get({}))[0] == 403
        world.now += timedelta(hours=1)
        assert (await world.caller.get(query))[0] == 403

    play(story)


@pytest.mark.parametrize("as_json", [False, True], ids=["XML", "JSON"])
def test_a_message_is_answered_in_the_call(as_json: bool) -> None:
    async def story(world: World) -> None:
        assert (await world.says("听课 李老师]]>三年级数学")).text == NOTED.text + "]]>"
        (heard,) = world.ear.heard
        assert (heard.channel, heard.id, heard.tenant, heard.place) == ("weixin", "1", APP, "private")
        assert (heard.sender, heard.conversation, heard.text) == (OPENID, OPENID, "听课 李老师]]>三年级数学")
        await world.quiet()
        assert world.weixin.calls == []

    play(story, Reply(NOTED.text + "]]>"), as_json=as_json)


def test_the_official_sample_is_heard() -> None:
    example = next(one for one in EXAMPLES if one["name"] == "wx_official_json_message")

    async def story(world: World) -> None:
        world.now = datetime.fromtimestamp(int(example["timestamp"]), UTC)
        sealed = Sealed(example["encrypt"], example["msg_signature"], example["timestamp"], example["nonce"])
        told = await world.caller.post(sealed, body=example["post_body"])
        assert (told.status, told.raw) == (200, "success")
        plain = Sealed(example["encrypt"], example["plain_signature"], example["timestamp"], example["nonce"])
        assert (await world.caller.post(plain, body=example["post_body"])).status == 403

    play(story, NOTED)


@pytest.mark.parametrize("as_json", [False, True], ids=["XML", "JSON"])
def test_silence_is_success(as_json: bool) -> None:
    async def story(world: World) -> None:
        assert (await world.says("谢谢")).raw == "success"
        for event in ("unsubscribe", "CLICK", "VIEW", "SCAN", "TEMPLATESENDJOBFINISH", "debug_demo"):
            assert (await world.tells(MsgType="event", Event=event, EventKey="k")).raw == "success"

    play(story, as_json=as_json)


def test_a_new_follower_is_welcomed() -> None:
    async def story(world: World) -> None:
        assert (await world.tells(MsgType="event", Event="subscribe", EventKey="")).text == "您好，我是小研。"
        told = await world.tells(MsgType="event", Event="subscribe", EventKey="qrscene_1", Ticket="x")
        assert told.text == "您好，我是小研。"
        assert set(world.ear.welcomed) == {("weixin", APP, OPENID)}

    play(story)


def test_the_same_message_again_gets_the_same_answer_and_is_heard_once() -> None:
    async def story(world: World) -> None:
        assert [(await world.says("听课")).text for _ in range(3)] == [NOTED.text] * 3
        assert len(world.ear.heard) == 1

    play(story, NOTED)


def test_what_a_button_offers_is_to_be_typed_and_a_file_to_be_had_elsewhere(tmp_path: Path) -> None:
    buttons = (Button("王芳（语文）", {"intent": "answer", "choice": 0}),)
    reply = Reply("是哪一位王芳？", buttons, (Attachment("名单.xlsx", tmp_path / "x"),))

    async def story(world: World) -> None:
        text = (await world.says("听课 王芳")).text
        assert text.startswith("是哪一位王芳？")
        assert "王芳（语文）" in text
        assert "名单.xlsx" in text
        await world.quiet()
        assert world.received == []

    play(story, reply)


def test_an_answer_that_takes_long_comes_as_a_customer_message() -> None:
    async def story(world: World) -> None:
        world.ear.slow = 6
        assert [(await world.says("汇总")).raw for _ in range(2)] == ["success"] * 2
        await world.quiet()
        assert world.received == [NOTED.text, "还有"]

    play(story, NOTED, Reply("还有"))


def test_five_within_two_days_and_no_more() -> None:
    async def story(world: World) -> None:
        await world.says("在吗")
        for number in range(5):
            assert await world.account.say(OPENID, "private", Reply(f"第{number}条")) == "weixin"
        with pytest.raises(Unreachable, match="48"):
            await world.account.say(OPENID, "private", Reply("第六条"))
        await world.says("再来", 2)
        await world.account.say(OPENID, "private", Reply("第六条"))
        await asyncio.sleep(48 * 3600)
        with pytest.raises(Unreachable):
            await world.account.say(OPENID, "private", Reply("太晚"))
        assert world.received == [*(f"第{number}条" for number in range(5)), "第六条"]

    play(story, NOTED)


def test_after_a_restart_wechat_decides_and_is_asked_once() -> None:
    async def story(world: World) -> None:
        for _ in range(3):
            with pytest.raises(Unreachable):
                await world.account.say(OPENID, "private", Reply("提醒"))
        assert world.weixin.calls.count(SEND) == 1
        await world.says("在吗")
        await world.account.say(OPENID, "private", Reply("提醒"))
        assert world.received == ["提醒"]

    play(story, NOTED)


def test_a_follow_opens_a_minute_and_takes_nothing_from_a_word() -> None:
    async def story(world: World) -> None:
        await world.says("在吗")
        await world.tells(MsgType="event", Event="CLICK", EventKey="menu")
        await asyncio.sleep(3600)
        await world.account.say(OPENID, "private", Reply("提醒"))
        assert world.received == ["提醒"]

    play(story, NOTED)


def test_a_group_is_unreachable() -> None:
    async def story(world: World) -> None:
        with pytest.raises(Unreachable):
            await world.account.say("group", "group", Reply("提醒"))

    play(story)


def test_a_token_that_another_program_voided_is_replaced() -> None:
    async def story(world: World) -> None:
        await world.says("在吗")
        await world.account.say(OPENID, "private", Reply("一"))
        world.weixin.token = "somebody else's"
        await world.account.say(OPENID, "private", Reply("二"))
        assert world.received == ["一", "二"]
        assert world.weixin.tokens_given == 2

    play(story, NOTED)


def test_an_address_that_is_not_listed_is_named() -> None:
    async def story(world: World) -> None:
        await world.says("在吗")
        world.weixin.listed = False
        with pytest.raises(Unreachable, match=r"203\.0\.113\.9.*IP白名单"):
            await world.account.say(OPENID, "private", Reply("一"))

    play(story, NOTED)


def test_what_does_not_arrive_is_owed() -> None:
    async def story(world: World) -> None:
        world.weixin.listed = False
        assert (await world.says("汇总")).text == "一"
        await world.quiet()
        assert [reply.text for _, reply in world.ear.owed] == ["二"]

    play(story, Reply("一"), Reply("二"))


def test_a_picture_comes_with_its_file_and_speech_only_where_it_was_written_down() -> None:
    async def story(world: World) -> None:
        world.weixin.given["m1"] = b"\xff\xd8\xff" + b"x" * 97
        await world.tells(MsgType="image", PicUrl="https://example.invalid/1", MediaId="m1", MsgId=1)
        assert world.ear.heard[0].attachments == (Attachment("photo.jpg", Path("100 bytes")),)
        assert (await world.tells(MsgType="voice", MediaId="m2", MsgId=2)).text == DEAF.text
        await world.tells(MsgType="voice", MediaId="m2", Recognition="听课李老师", MsgId=3)
        assert world.ear.texts == ["", "听课李老师"]

    play(story, NOTED)


def test_a_plain_body_is_refused_and_the_log_says_what_to_choose() -> None:
    async def story(world: World) -> None:
        stamp = str(int(world.now.timestamp()))
        query = {"signature": plain_signature(stamp, "n"), "timestamp": stamp, "nonce": "n"}
        body = xml(ToUserName="gh", FromUserName=OPENID, CreateTime=1, MsgType="text", Content="听课", MsgId=1)
        with capture_logs() as logs:
            async with (
                ClientSession() as session,
                session.post(world.caller.address + PATH, params=query, data=body.encode()) as response,
            ):
                assert response.status == 403
        assert "安全模式" in str(logs)
        assert "听课" not in str(logs)
        assert world.ear.heard == []

    play(story, NOTED)


@pytest.mark.parametrize("as_json", [False, True], ids=["XML", "JSON"])
@pytest.mark.parametrize(
    "plain",
    ['<!DOCTYPE xml [<!ENTITY a "b">]><xml><MsgType>text</MsgType></xml>', "<xml>", "{", "[]", '{"MsgType":1}', "x"],
)
def test_what_is_no_message_is_passed_over(plain: str, as_json: bool) -> None:
    async def story(world: World) -> None:
        assert (await world.caller.send(plain)).raw == "success"
        assert (await world.says("在吗")).text == NOTED.text

    play(story, NOTED, as_json=as_json)


def test_forged_and_stale_calls_are_refused() -> None:
    async def story(world: World) -> None:
        plain = xml(ToUserName="gh", FromUserName=OPENID, CreateTime=1, MsgType="text", Content="\x08听课", MsgId=1)
        sealed = world.caller.envelope.seal(plain, str(int(world.now.timestamp())), "n")
        assert (await world.caller.send(plain, signature="0" * 40)).status == 403
        assert (await world.caller.send(plain, encrypted=sealed.encrypted[:-3])).status == 403
        assert (await world.caller.post(Envelope(TOKEN, AES_KEY, "wx-another").seal(plain, "1", "n"))).status == 403
        assert [(await world.caller.post(sealed)).text for _ in range(2)] == [NOTED.text] * 2
        assert world.ear.texts == ["听课"]
        world.now += timedelta(minutes=10)
        assert (await world.caller.post(sealed)).status == 403

    play(story, NOTED)
