"""The OneBot 12 bridge, against an implementation that is as strict as the standard."""

import asyncio
import base64
import contextlib
import hashlib
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSServerHandshakeError
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.app import App
from bot.channels import Unreachable
from bot.channels.aside import NO_FILES, SPEAK_FIRST
from bot.channels.onebot import OneBot, events
from bot.channels.onebot.link import Link
from bot.language import NONE, Reading
from bot.message import Attachment, Button, Message, Place, Quoted, Reply
from handlers.school import load as load_school
from handlers.school import read
from storage import roster
from storage.session import Session
from storage.work import Storage
from tests.channels.fake_onebot import BOT, PLATFORM, FakeOneBot, segment
from tests.conversation.conftest import demo
from tests.simulated import SimulatedLoop

TOKEN = "long-token-of-the-school"
NOW = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
GROUP = "12467"
UNDO = Button("撤回", {"intent": "correct.undo"})


class Ear:
    """Answers with `replies`, or as `answer` says, and keeps what it heard."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.owed: list[tuple[str, Reply]] = []
        self.chats: list[tuple[str, Place]] = []
        self.replies: tuple[Reply, ...] = ()
        self.slow: dict[str, float] = {}

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        self.heard.append(message)
        await asyncio.sleep(self.slow.get(message.text, 0))
        return self.replies

    async def understand(self, message: Message) -> Reading:
        return Reading(NONE)

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        raise AssertionError("nobody enters here")

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        self.chats.append((conversation, place))

    async def alias(self, channel: str, tenant: str, external_id: str, account: str) -> None:
        raise AssertionError("nobody has a second id here")

    async def owe(self, message: Message, reply: Reply) -> None:
        self.owed.append((message.sender, reply))


class Files:
    """The guarded downloads: `addresses` is what lies where."""

    def __init__(self) -> None:
        self.addresses: dict[str, Attachment] = {}
        self.taken: list[tuple[str, bytes]] = []

    async def fetch(self, url: str) -> Attachment:
        return self.addresses.get(url, Attachment("文件", None, "lost"))

    async def keep(self, name: str, data: bytes) -> Attachment:
        self.taken.append((name, data))
        return Attachment(name, Path("/kept"))


class Bridge:
    """The bot's side, and where it listens."""

    def __init__(self) -> None:
        self.ear, self.files = Ear(), Files()
        self.bot = OneBot(self.ear, lambda: NOW, self.files, ["小研"], TOKEN)
        self.url = ""

    def implementation(self, **options: Any) -> FakeOneBot:
        return FakeOneBot(self.url, **{"token": TOKEN, **options})

    async def heard(self, many: int = 1) -> Message:
        for _ in range(300):
            if len(self.ear.heard) < many:
                await asyncio.sleep(0.1)
        assert len(self.ear.heard) >= many
        return self.ear.heard[-1]


@asynccontextmanager
async def listening() -> AsyncIterator[Bridge]:
    bridge = Bridge()
    bridge.url = f"http://127.0.0.1:{await bridge.bot.open('127.0.0.1', 0)}/onebot/v12"
    try:
        yield bridge
    finally:
        await bridge.bot.close()


Story = Callable[[Bridge, FakeOneBot], Awaitable[None]]


def play(story: Story) -> None:
    """The story in simulated time; the fake looks over it."""

    async def whole() -> None:
        async with listening() as bridge, bridge.implementation() as fake:
            await asyncio.sleep(1)
            await story(bridge, fake)

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        runner.run(whole())


def alone(story: Callable[[Bridge], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with listening() as bridge:
            await story(bridge)

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        runner.run(whole())


# who may connect


def test_there_is_no_bridge_without_a_token() -> None:
    with pytest.raises(ValueError, match="token"):
        OneBot(Ear(), lambda: NOW, Files(), [], "")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"token": None}, 401),
        ({"token": ""}, 401),
        ({"token": TOKEN + "x"}, 401),
        ({"token": TOKEN[:-1], "query": True}, 401),
        ({"token": "口令"}, 401),
        ({"protocol": None}, 400),
        ({"protocol": "11.go-cqhttp"}, 400),
    ],
)
def test_who_has_no_token_or_speaks_another_protocol_is_refused(options: dict[str, Any], status: int) -> None:
    async def story(bridge: Bridge) -> None:
        with capture_logs() as logs, pytest.raises(WSServerHandshakeError) as refused:
            await bridge.implementation(**options).__aenter__()
        assert refused.value.status == status
        assert TOKEN[:-1] not in str(logs)

    alone(story)


def test_the_token_may_stand_in_the_address() -> None:
    async def story(bridge: Bridge) -> None:
        async with bridge.implementation(query=True) as fake:
            await fake.says("wxid_1", "帮助")
            assert (await bridge.heard()).text == "帮助"

    alone(story)


def test_opening_warns() -> None:
    async def story(bridge: Bridge) -> None:
        with capture_logs() as logs:
            other = OneBot(Ear(), lambda: NOW, Files(), [], TOKEN)
            await other.open("127.0.0.1", 0)
            await other.close()
        assert [line["event"] for line in logs if line["log_level"] == "warning"] == [
            "the OneBot bridge is open: whoever holds its token speaks for everyone behind it, at the school's own risk"
        ]

    alone(story)


def test_there_are_only_so_many_connections() -> None:
    async def story(bridge: Bridge) -> None:
        many = [bridge.implementation(account=f"bot{number}") for number in range(8)]
        for one in many:
            await one.__aenter__()
        with pytest.raises(WSServerHandshakeError) as refused:
            await bridge.implementation().__aenter__()
        assert refused.value.status == 503
        for one in many:
            await one.__aexit__(None, None, None)
        await asyncio.sleep(1)
        async with bridge.implementation() as fake:
            assert await fake.silent()

    alone(story)


# what is heard


def test_message_in_private() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        await fake.says("wxid_1", "今天听了王芳的课", id_="6283", time=NOW.timestamp() - 3.5)
        assert await bridge.heard() == Message(
            channel="onebot",
            id=f"{PLATFORM}/{BOT}/6283",
            conversation="wxid_1",
            place="private",
            sender="wxid_1",
            text="今天听了王芳的课",
            sent_at=NOW - timedelta(seconds=3.5),
            addressed=True,
            tenant=PLATFORM,
        )
        assert bridge.ear.chats == [("wxid_1", "private")]

    play(story)


@pytest.mark.parametrize(
    ("text", "options", "heard", "addressed"),
    [
        ("今天听了王芳的课", {}, "今天听了王芳的课", False),
        ("今天听了王芳的课", {"mention": True}, "今天听了王芳的课", True),
        ("@小研 撤回", {}, "撤回", True),
        ("@小研\u2005撤回", {}, "撤回", True),
        ("@小研究 撤回", {}, "究 撤回", True),
        ("谢谢小研", {}, "谢谢小研", False),
        (
            "",
            {"more": (segment("mention", user_id="wxid_2"), segment("text", text="下午开会"))},
            "@wxid_2 下午开会",
            False,
        ),
        ("", {"more": (segment("mention_all"), segment("text", text="下午开会"))}, "@所有人 下午开会", False),
        ("请", {"more": (segment("mention", user_id=BOT), segment("text", text="撤回"))}, "请撤回", True),
    ],
)
def test_message_in_a_group_is_addressed_by_a_mention_or_the_name(
    text: str, options: dict[str, Any], heard: str, addressed: bool
) -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        await fake.says("wxid_1", text, group=GROUP, **options)
        message = await bridge.heard()
        assert (message.text, message.addressed) == (heard, addressed)
        assert (message.conversation, message.place, message.sender) == (GROUP, "group", "wxid_1")
        assert bridge.ear.chats == ([(GROUP, "group")] if addressed else [])
        assert await fake.silent()

    play(story)


def test_what_was_quoted_is_known_where_it_was_seen() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies = (Reply("已记录 #7"),)
        theirs = await fake.says("wxid_1", "听了王芳的课", group=GROUP, mention=True)
        await fake.reads()
        bridge.ear.replies = ()
        known = [(theirs, Quoted("听了王芳的课", own=False)), (fake.sent[0], Quoted("已记录 #7", own=True))]
        quotes = [*known, ("long ago", Quoted("", own=False))]
        for number, (id_, quoted) in enumerate(quotes, 2):
            await fake.says("wxid_1", "这个", group=GROUP, mention=True, more=(segment("reply", message_id=id_),))
            assert (await bridge.heard(number)).quoted == quoted

    play(story)


def test_time_that_cannot_be_right_is_ours() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        for number, told in enumerate([0, -1, 1e300, "x", None, True, NOW.timestamp() + 3600], 1):
            await fake.says("wxid_1", "帮助", time=told)
            assert (await bridge.heard(number)).sent_at == NOW

    play(story)


def test_what_is_no_message_of_another_is_passed_over() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        await fake.says(BOT, "我自己说的", group=GROUP)
        await fake.says("x" * 129, "太长的账号")
        await fake.says("wx\0id", "坏的账号")
        told = {"message_id": "1", "user_id": "u", "message": []}
        await fake.event("message", "channel", {"self": fake.me, **told})
        await fake.event("message", "private", told)
        await fake.event("notice", "group_member_increase", {"self": fake.me, "group_id": GROUP, **told})
        await fake.meta("heartbeat", interval=5000)
        assert await fake.silent()
        assert bridge.ear.heard == []

    play(story)


def test_a_long_message_id_still_tells_messages_apart() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        for number in range(2):
            await fake.says("wxid_1", "帮助", id_=f"{number:0128}")
        await bridge.heard(2)
        ids = {message.id for message in bridge.ear.heard}
        assert len(ids) == 2
        assert max(map(len, ids)) <= 128

    play(story)


def test_one_persons_messages_keep_their_order() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.slow = {"一": 5}
        for text in "一二三":
            await fake.says("wxid_1", text)
        await fake.says("wxid_2", "四")
        await bridge.heard(4)
        assert [message.text for message in bridge.ear.heard] == list("一四二三")

    play(story)


# files


def test_file_by_its_address() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.files.addresses["http://127.0.0.1:9/p"] = Attachment("下载", Path("/kept"))
        fake.files["f"] = {"name": "../论文.docx", "url": "http://127.0.0.1:9/p"}
        await fake.says("wxid_1", more=(segment("file", file_id="f"),))
        assert (await bridge.heard()).attachments == (Attachment("论文.docx", Path("/kept")),)

    play(story)


def test_file_as_data_where_the_address_leads_nowhere() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        data = base64.b64encode(b"PNG").decode()
        fake.files["f"] = {
            "name": "图.png",
            "url": "http://10.0.0.1/p",
            "data": data,
            "sha256": hashlib.sha256(b"PNG").hexdigest(),
        }
        await fake.says("wxid_1", "交论文", group=GROUP, mention=True, more=(segment("image", file_id="f"),))
        assert (await bridge.heard()).attachments == (Attachment("图.png", Path("/kept")),)
        assert bridge.files.taken == [("图.png", b"PNG")]

    play(story)


@pytest.mark.parametrize(
    "file",
    [
        {"name": "a.docx", "path": "/etc/passwd"},
        {"name": "a.docx", "data": "!"},
        {"name": "a.docx", "data": 7},
        {"name": "a.docx", "data": base64.b64encode(b"x").decode(), "sha256": hashlib.sha256(b"y").hexdigest()},
    ],
)
def test_file_that_does_not_come_is_lost(file: dict[str, Any]) -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        fake.files["f"] = file
        await fake.says("wxid_1", more=(segment("file", file_id="f"), segment("file", file_id="unknown")))
        assert [file.problem for file in (await bridge.heard()).attachments] == ["lost", "lost"]
        assert bridge.files.taken == []

    play(story)


def test_too_large_a_file_is_not_fetched_in_another_way() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.files.addresses["http://h/p"] = Attachment("a", None, "too_large")
        fake.files["f"] = {"name": "大.zip", "url": "http://h/p", "data": "AA=="}
        await fake.says("wxid_1", more=(segment("file", file_id="f"),))
        assert (await bridge.heard()).attachments == (Attachment("大.zip", None, "too_large"),)

    play(story)


def test_files_that_are_not_for_the_bot_are_left_alone() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        await fake.says("wxid_1", "看", group=GROUP, more=(segment("image", file_id="f"),))
        assert (await bridge.heard()).attachments == ()
        assert fake.actions == []

    play(story)


# what is said


def test_answers_go_where_they_belong() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies = (Reply("还有7人没签到"), Reply("许静、张伟", private=True))
        await fake.says("wxid_1", "谁还没签到", group=GROUP, mention=True)
        assert [await fake.reads(), await fake.reads()] == [(GROUP, "还有7人没签到"), ("wxid_1", "许静、张伟")]
        await fake.says("wxid_1", "谁还没签到")
        assert [(await fake.reads())[0], (await fake.reads())[0]] == ["wxid_1", "wxid_1"]

    play(story)


def test_buttons_are_said_in_words() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies = (Reply("已记录 #1", (UNDO,)),)
        await fake.says("wxid_1", "听课", group=GROUP, mention=True)
        assert await fake.reads() == (GROUP, "已记录 #1\n（可 @我 回复：撤回）")
        await fake.says("wxid_1", "听课")
        assert await fake.reads() == ("wxid_1", "已记录 #1\n（可回复：撤回）")
        bridge.ear.replies = (Reply("发“签到”即可", (Button("签到", {"intent": "sign_in.log"}),)),)
        await fake.says("wxid_1", "开签到")
        assert await fake.reads() == ("wxid_1", "发“签到”即可")

    play(story)


def test_files_go_out_after_their_text(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"PK\3\4")

    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies = (Reply("请查收", files=(Attachment("听课.xlsx", file),)),)
        await fake.says("wxid_1", "导出")
        assert [await fake.reads(), await fake.reads()] == [("wxid_1", "请查收"), ("wxid_1", "文件 听课.xlsx")]
        assert [content for _, content in fake.uploads.values()] == [b"PK\3\4"]
        fake.refuse["upload_file"].append(10002)
        await fake.says("wxid_1", "导出")
        assert await fake.reads() == ("wxid_1", f"请查收\n{NO_FILES}")
        assert bridge.ear.owed == []

    play(story)


def test_what_is_refused_is_owed() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies = (Reply("已记录 #1"),)
        fake.refuse["send_message"].append(34001)
        await fake.says("wxid_1", "听课", group=GROUP, mention=True)
        await bridge.heard()
        assert await fake.silent()
        assert bridge.ear.owed == [("wxid_1", Reply("已记录 #1"))]
        fake.refuse["send_message"].append(34001)
        with pytest.raises(Unreachable, match="34001"):
            await bridge.bot.say(GROUP, "group", Reply("周五截止"))

    play(story)


def test_private_answer_that_is_refused_is_told_of_in_the_group_without_its_content() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies = (Reply("许静、张伟", private=True),)
        fake.refuse["send_message"].append(35001)
        await fake.says("wxid_1", "谁还没签到", group=GROUP, mention=True)
        assert await fake.reads() == (GROUP, SPEAK_FIRST)
        assert bridge.ear.owed == [("wxid_1", Reply("许静、张伟", private=True))]

    play(story)


def test_what_nobody_confirms_is_not_said_twice() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        fake.mute.add("send_message")
        assert await bridge.bot.say("wxid_1", "private", Reply("周五截止")) == "onebot"
        assert await fake.reads() == ("wxid_1", "周五截止")
        assert await fake.silent()

    play(story)


@pytest.mark.parametrize("echo", [1, "1 ", None, ["1"], "2"])
def test_answers_with_another_echo_are_nobodys(echo: Any) -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        fake.mute.add("send_message")
        saying = asyncio.create_task(bridge.bot.say("wxid_1", "private", Reply("一")))
        await fake.reads()
        await fake.socket.send_str(json.dumps({"status": "failed", "retcode": 34001, "data": None, "echo": echo}))
        await fake.socket.send_str(json.dumps({"status": "failed", "retcode": "0", "data": None, "echo": "1"}))
        await asyncio.sleep(1)
        assert not saying.done()
        await fake.socket.send_str(json.dumps({"status": "ok", "retcode": 0, "data": {"message_id": "s"}, "echo": "1"}))
        assert await saying == "onebot"

    play(story)


async def test_a_school_behind_the_bridge(sqlite_template: Path, tmp_path: Path) -> None:
    """The whole bot: it records what is clear, keeps silent to chatter, and knows nobody who is not bound."""
    shutil.copy(sqlite_template, tmp_path / "xiaoyan.db")
    storage = Storage(f"sqlite:///{tmp_path}/xiaoyan.db")
    school_id = load_school(storage, read(demo()), NOW)
    app = App(storage, school_id, tmp_path / "files", fixed=NOW)
    storage.write(school_id, _bind).result()
    bot = OneBot(app, app.clock.now, Files(), [app.bot_name], TOKEN)
    app.attach(bot)
    url = f"http://127.0.0.1:{await bot.open('127.0.0.1', 0)}/"
    async with FakeOneBot(url, TOKEN) as fake:
        for chatter in ("中午一起吃饭", "@小李 今天听了王芳的课吗", "今天天气不错"):
            await fake.says("wxid_lina", chatter, group=GROUP)
        await fake.says("wxid_lina", "今天第二节听了王芳的语文课", group=GROUP)
        where, text = await fake.reads()
        assert (where, text.splitlines()) == (
            GROUP,
            ["已记录 #1 听课：11月18日 周三 第2节 王芳 语文，本学期第1节/15", "（可 @我 回复：撤回）"],
        )
        await fake.says("wxid_lina", "撤回", group=GROUP, mention=True)
        assert (await fake.reads())[1].startswith("已撤回 #1")
        await fake.says("wxid_nobody", "今天第二节听了王芳的语文课", group=GROUP)
        await fake.says("wxid_nobody", "李娜")
        assert (await fake.reads())[0] == "wxid_nobody"
        assert fake.said.empty()
        await app.clock.settle()
        await bot.say(GROUP, "group", Reply("周五截止"))
        assert await fake.reads() == (GROUP, "周五截止")
    await bot.close()
    storage.close()


def _bind(session: Session) -> None:
    people = roster.load(session).by_name
    roster.bind(session, "onebot", "wxid_lina", people["李娜"].id, NOW, PLATFORM)


# connections


def test_of_two_connections_of_one_account_the_newest_wins() -> None:
    async def story(bridge: Bridge, old: FakeOneBot) -> None:
        async with bridge.implementation() as new:
            await old.says("wxid_1", "旧")
            await new.says("wxid_1", "新")
            assert (await bridge.heard()).text == "新"
            await bridge.bot.say("wxid_1", "private", Reply("周五截止"))
            assert await new.reads() == ("wxid_1", "周五截止")
            assert await old.silent()
        await old.says("wxid_1", "又是旧的")
        assert (await bridge.heard(2)).text == "又是旧的"

    play(story)


def test_with_several_accounts_it_is_said_by_the_one_that_heard() -> None:
    async def story(bridge: Bridge, one: FakeOneBot) -> None:
        async with bridge.implementation(account="other") as other:
            assert await other.silent()
            with pytest.raises(Unreachable):
                await bridge.bot.say(GROUP, "group", Reply("周五截止"))
            await other.says("wxid_1", "聊天", group=GROUP)
            await bridge.heard()
            await bridge.bot.say(GROUP, "group", Reply("周五截止"))
            assert await other.reads() == (GROUP, "周五截止")
            assert await one.silent()

    play(story)


def test_without_a_connection_nothing_arrives() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        await fake.says("wxid_1", "帮助")
        await bridge.heard()
        await fake.hang_up()
        await asyncio.sleep(1)
        with pytest.raises(Unreachable):
            await bridge.bot.say("wxid_1", "private", Reply("周五截止"))

    play(story)


def test_answer_to_who_hung_up_is_owed() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.replies, bridge.ear.slow = (Reply("已记录 #1"),), {"听课": 3}
        await fake.says("wxid_1", "听课")
        await bridge.heard()
        await fake.hang_up()
        await asyncio.sleep(5)
        assert bridge.ear.owed == [("wxid_1", Reply("已记录 #1"))]

    play(story)


def test_a_frame_over_the_limit_ends_the_connection_and_nothing_else() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        with contextlib.suppress(ConnectionError):
            await fake.socket.send_str("x" * (33 << 20))
        await asyncio.sleep(1)
        assert fake.socket.closed
        async with bridge.implementation() as next_one:
            await next_one.says("wxid_1", "帮助")
            assert (await bridge.heard()).text == "帮助"

    play(story)


def test_more_messages_than_can_be_in_work_are_dropped_with_an_error() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        bridge.ear.slow = {"慢": 100}
        with capture_logs() as logs:
            for _ in range(203):
                await fake.says("wxid_1", "慢")
            await asyncio.sleep(1)
        assert [line["log_level"] for line in logs if "in work" in line["event"]] == ["error"] * 3

    play(story)


# garbage

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["self", "platform", "user_id", "type", "detail_type", "message", "message_id", "data", "text", "time",
         "status", "bots", "group_id", "file_id", "echo", "retcode"]
    ) | st.text(), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_nothing_that_is_told_raises(event: Any) -> None:
    events.read(event)
    events.accounts(event)


@given(JSON, JSON, JSON, st.sampled_from(["group", "private"]))
def test_no_message_raises_and_ids_are_fit_for_every_database(message: Any, time: Any, id_: Any, place: str) -> None:
    me = {"platform": PLATFORM, "user_id": BOT}
    told = {"self": me, "type": "message", "detail_type": place, "user_id": id_, "message_id": "1", "group_id": "2"}
    heard = events.read({**told, "message": message, "time": time})
    assert (heard is not None) == (isinstance(id_, str) and 0 < len(id_) <= 128 and id_.isprintable() and id_ != BOT)
    if heard:
        heard.text.encode()
        assert 0 <= heard.at < 2**33


@given(JSON)
def test_no_answer_raises(frame: Any) -> None:
    link = Link(None)  # type: ignore[arg-type]
    assert not link.answered(frame if isinstance(frame, dict) else {})


def test_garbage_does_not_end_the_connection() -> None:
    async def story(bridge: Bridge, fake: FakeOneBot) -> None:
        for garbage in ("", "{", "[1]", "7", '"x"', '{"type":"message"}', "[" * 5000, '{"self":{"platform":{}}}'):
            await fake.socket.send_str(garbage)
        await fake.socket.send_bytes(b"\xff\x00")
        await fake.says("wxid_1", "帮助")
        assert (await bridge.heard()).text == "帮助"

    play(story)
