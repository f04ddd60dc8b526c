"""群机器人: what the group reads, and never more than twenty a minute."""

import asyncio
import traceback
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.channels import Unreachable
from bot.channels.wecom.webhook import Webhook
from bot.message import Attachment, Button, Reply
from tests.channels.fake_qyapi import KEY, FakeQyapi
from tests.simulated import in_simulated_time

SEND, UPLOAD = "/cgi-bin/webhook/send", "/cgi-bin/webhook/upload_media"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
Story = Callable[[FakeQyapi, Webhook], Coroutine[Any, Any, None]]


def play(story: Story) -> FakeQyapi:
    """The story in simulated time; the fake looks over it."""

    async def whole() -> FakeQyapi:
        async with FakeQyapi() as qyapi, ClientSession() as session:
            await story(qyapi, Webhook(session, qyapi.webhook))
        return qyapi

    return in_simulated_time(whole())


def saying(*replies: Reply, mentions: tuple[str, ...] = ()) -> FakeQyapi:
    async def story(_: FakeQyapi, webhook: Webhook) -> None:
        for reply in replies:
            await webhook.say(reply, mentions)

    return play(story)


def attached(tmp_path: Path, name: str, content: bytes) -> Attachment:
    path = tmp_path / "kept"
    path.write_bytes(content)
    return Attachment(name, path)


def test_a_notice_rings_for_those_whom_it_is_for() -> None:
    group = saying(Reply("听课记录本周五截止"), mentions=("wangfang", "@all")).group
    assert group == [
        {"msgtype": "text", "text": {"content": "听课记录本周五截止", "mentioned_list": ["wangfang", "@all"]}}
    ]


def test_only_the_text_of_a_card_is_sent() -> None:
    reply = Reply("签到开始了，请 @小研 说“签到”", (Button("签到", {"intent": "attendance.sign_in"}),))
    assert saying(reply).group == [{"msgtype": "text", "text": {"content": "签到开始了，请 @小研 说“签到”"}}]


def test_a_long_notice_goes_as_one_markdown_where_nothing_is_eaten() -> None:
    text = "\n".join(f"第{at}组 已交听课记录" for at in range(1, 101))
    group = saying(Reply(text)).group
    assert [body["msgtype"] for body in group] == ["markdown"]
    assert group[0]["markdown"]["content"] == text


@pytest.mark.parametrize("mentions", [(), ("wangfang",)])
def test_a_long_notice_with_signs_of_markdown_arrives_as_typed(mentions: tuple[str, ...]) -> None:
    text = "\n".join(f"# 第{at}组 *已交* <听课>" for at in range(1, 201))
    qyapi = saying(Reply(text), mentions=mentions)
    assert "".join(qyapi.texts) == text
    assert {body["msgtype"] for body in qyapi.group} == {"text"}
    assert [body["text"].get("mentioned_list", []) for body in qyapi.group][:2] == [list(mentions), []]


def test_a_picture_goes_as_a_picture(tmp_path: Path) -> None:
    qyapi = saying(Reply("本月的图", files=(attached(tmp_path, "图.png", PNG),)))
    assert [body["msgtype"] for body in qyapi.group] == ["text", "image"]
    assert UPLOAD not in qyapi.calls


def test_a_file_keeps_its_chinese_name(tmp_path: Path) -> None:
    qyapi = saying(Reply("请查收", files=(attached(tmp_path, '九月 "听课"汇总.xlsx', b"PK" + b"x" * 100),)))
    assert [body["msgtype"] for body in qyapi.group] == ["text", "file"]
    assert [name for _, name, _ in qyapi.media.values()] == ["九月 听课汇总.xlsx"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"12345", "是空的"), (b"x" * (20 << 20) + b"x", "超过 20 MB"), (None, "找不到了")],
    ids=["empty", "large", "gone"],
)
def test_a_file_that_cannot_go_is_told_of(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = attached(tmp_path, "周报.doc", content or b"")
    if content is None:
        file.kept.unlink()
    qyapi = saying(Reply("请查收", files=(file,)))
    assert len(qyapi.group) == 1
    assert qyapi.texts[0].startswith("请查收\n“周报.doc”")
    assert said in qyapi.texts[0]


def test_forty_five_notices_in_a_burst_all_arrive_in_order() -> None:
    notices = [f"第{number}条" for number in range(45)]

    async def story(_: FakeQyapi, webhook: Webhook) -> None:
        await asyncio.gather(*(webhook.say(Reply(notice)) for notice in notices))

    qyapi = play(story)
    assert qyapi.texts == notices
    assert 120 <= qyapi.group_at[-1] - qyapi.group_at[0] < 130


def test_too_often_waits_a_minute_and_says_it_once() -> None:
    async def story(qyapi: FakeQyapi, webhook: Webhook) -> None:
        qyapi.forced[SEND].extend([45009, 45009])
        await webhook.say(Reply("截止提醒"))

    qyapi = play(story)
    assert qyapi.texts == ["截止提醒"]
    assert qyapi.calls.count(SEND) == 3
    assert qyapi.group_at[0] >= 120


def test_too_often_for_ever_is_given_up() -> None:
    async def story(qyapi: FakeQyapi, webhook: Webhook) -> None:
        qyapi.always[SEND] = 45009
        with pytest.raises(Unreachable):
            await webhook.say(Reply("截止提醒"))

    assert play(story).calls.count(SEND) == 3


def test_a_removed_webhook_names_the_setting_and_never_the_key() -> None:
    removed = "9" * 32

    async def story(qyapi: FakeQyapi, _: Webhook) -> None:
        async with ClientSession() as session:
            webhook = Webhook(session, qyapi.webhook.replace(KEY, removed))
            with capture_logs() as logs, pytest.raises(Unreachable, match=r"wecom\.webhook\.url") as told:
                await webhook.say(Reply("截止提醒"))
        whole = "".join(traceback.format_exception(told.value))
        assert removed not in f"{whole}{told.value!r}{webhook!r}{logs}"

    assert play(story).group == []


def test_a_server_that_is_not_there_is_unreachable_and_the_key_is_not_told() -> None:
    async def story(qyapi: FakeQyapi, _: Webhook) -> None:
        async with ClientSession() as session:
            away = Webhook(session, f"http://127.0.0.1:1/cgi-bin/webhook/send?key={KEY}")
            with pytest.raises(Unreachable) as told:
                await away.say(Reply("截止提醒"))
            assert KEY not in repr(told.value)
            assert told.value.__suppress_context__

    play(story)


def test_what_may_have_been_seen_is_not_said_by_another_way() -> None:
    async def story(qyapi: FakeQyapi, webhook: Webhook) -> None:
        qyapi.delay = 20
        with capture_logs() as logs:
            await webhook.say(Reply("截止提醒"))
        assert [entry["event"] for entry in logs] == ["not known to have arrived"]
        assert KEY not in str(logs)
        await asyncio.sleep(10)

    play(story)


def test_an_upload_that_is_refused_leaves_all_unsaid(tmp_path: Path) -> None:
    async def story(qyapi: FakeQyapi, webhook: Webhook) -> None:
        qyapi.always[UPLOAD] = 40004
        with pytest.raises(Unreachable):
            await webhook.say(Reply("请查收", files=(attached(tmp_path, "a.doc", b"x" * 10),)))

    assert play(story).group == []


def test_the_largest_picture_and_file_arrive(tmp_path: Path) -> None:
    picture = attached(tmp_path, "图.png", PNG + b"x" * ((2 << 20) - len(PNG)))
    assert [body["msgtype"] for body in saying(Reply("", files=(picture,))).group] == ["image"]
    file = attached(tmp_path, "录像.zip", b"x" * (20 << 20))
    assert [body["msgtype"] for body in saying(Reply("", files=(file,))).group] == ["file"]
