"""Whatever else comes to the public address of the bot."""

import asyncio
import base64
import hashlib
import json
import logging
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.tencent.envelope import Envelope, Sealed
from bot.message import Reply
from tests.channels.called import GROUP, NOTED, World, play
from tests.channels.fake_callback import Body
from tests.channels.test_envelope import AES_KEY, TOKEN, padded, sealed_of


def test_the_console_checks_the_address() -> None:
    async def story(world: World) -> None:
        assert await world.wecom.verify() == (200, "1616140317555161061")
        assert (await world.wecom.verify(msg_signature="0" * 40))[0] == 403
        assert (await world.wecom.verify(echostr="AAAA"))[0] == 403
        assert (await world.wecom.get({}))[0] == 403

    play(story)


def test_a_plus_in_the_echostr_stays_one() -> None:
    async def story(world: World) -> None:
        seen = ""
        for number in range(200):
            sealed = world.wecom.seal(str(number))
            seen += sealed.encrypted
            query = {"msg_signature": sealed.signature, "timestamp": sealed.timestamp, "nonce": sealed.nonce}
            assert await world.wecom.get({**query, "echostr": sealed.encrypted}) == (200, str(number))
        assert "+" in seen
        assert "/" in seen

    play(story)


def test_a_message_that_was_overheard_is_not_opened_for_whoever_asks() -> None:
    async def story(world: World) -> None:
        assert (await world.wecom.verify(json.dumps(world.wecom.said("ChenJing", "我的秘密"))))[0] == 403

    play(story)


def test_a_call_that_is_replayed_gets_the_same_answer_and_nothing_happens() -> None:
    async def story(world: World) -> None:
        sealed = world.wecom.seal(json.dumps(world.wecom.said("ChenJing", "听课", GROUP)))
        first = await world.wecom.post(sealed)
        assert first.answer
        await asyncio.sleep(3000)
        assert await world.wecom.post(sealed) == first
        await asyncio.sleep(4300)
        assert (await world.wecom.post(sealed)).raw == "", "too old, and forgotten"
        assert world.ear.texts == ["听课"]

    play(story, NOTED)


def test_a_nonce_is_for_one_call_alone() -> None:
    async def story(world: World) -> None:
        first = world.wecom.seal(json.dumps(world.wecom.said("ChenJing", "听课", GROUP)))
        assert (await world.wecom.post(first)).answer
        other = json.dumps(world.wecom.said("ChenJing", "撤回", GROUP))
        told = await world.wecom.post(world.wecom.envelope.seal(other, first.timestamp, first.nonce))
        assert (told.status, told.raw) == (403, "")
        assert world.ear.texts == ["听课"]

    play(story, NOTED)


@pytest.mark.parametrize("age", [601, 86400, -601])
def test_a_stale_call_is_not_heard(age: float) -> None:
    async def story(world: World) -> None:
        told = await world.wecom.post(world.wecom.seal(json.dumps(world.wecom.said("ChenJing", "听课")), age=age))
        assert (told.status, told.raw) == (200, "")
        assert world.ear.heard == []

    play(story, NOTED)


@pytest.mark.parametrize("age", [590, -590])
def test_a_clock_may_be_a_little_wrong(age: float) -> None:
    async def story(world: World) -> None:
        told = await world.wecom.post(world.wecom.seal(json.dumps(world.wecom.said("ChenJing", "听课")), age=age))
        assert told.answer

    play(story, NOTED)


@pytest.mark.parametrize(
    "change",
    [
        {"msg_signature": "0" * 40},
        {"msg_signature": ""},
        {"msg_signature": "签名"},
        {"timestamp": "1700000000"},
        {"nonce": "1"},
    ],
    ids=ascii,
)
def test_a_forged_call_is_refused_without_a_word(change: dict[str, str]) -> None:
    async def story(world: World) -> None:
        told = await world.wecom.post(world.wecom.seal(json.dumps(world.wecom.said("ChenJing", "听课"))), change=change)
        assert (told.status, told.raw) == (403, "")
        assert world.ear.heard == []

    play(story, NOTED)


def test_a_call_without_any_parameter_is_refused() -> None:
    async def story(world: World) -> None:
        sealed = world.wecom.seal("{}")
        told = await world.wecom.post(sealed, change={"msg_signature": "", "timestamp": "", "nonce": ""})
        assert (told.status, told.raw) == (403, "")

    play(story)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"encrypt": null}',
        b'{"encrypt": 1}',
        b'{"encrypt": ""}',
        b'{"encrypt": ["a"]}',
        b'{"other": "a"}',
        b"\xff\xfe",
        b"<xml><Encrypt>a</Encrypt></xml>",
        b"[" * 100_000,
    ],
    ids=lambda raw: ascii(raw)[:40],
)
def test_what_is_no_call_is_a_bad_request(raw: bytes) -> None:
    async def story(world: World) -> None:
        told = await world.wecom.post(world.wecom.seal("{}"), raw)
        assert (told.status, told.raw) == (400, "")

    play(story)


@pytest.mark.parametrize(
    "plain",
    ["", "{", "[]", "null", '"text"', "1", "[" * 100_000, "{}", '{"msgtype": "text"}', '{"msgtype": []}', "\0"],
    ids=lambda plain: plain[:20],
)
def test_what_nobody_can_read_is_not_answered(plain: str) -> None:
    async def story(world: World) -> None:
        told = await world.wecom.post(world.wecom.seal(plain))
        assert (told.status, told.raw) == (200, "")
        assert world.ear.heard == []

    play(story, NOTED)


@pytest.mark.parametrize(
    "encrypted",
    ["AAAA", "你好", sealed_of(padded(b"1234567890123456\0\0\0\2{}"))[:-4], sealed_of(padded(b"short")), "=" * 64],
    ids=ascii,
)
def test_a_broken_envelope_under_a_good_signature_is_not_answered(encrypted: str) -> None:
    async def story(world: World) -> None:
        good = world.wecom.seal("{}")
        signed = "".join(sorted((TOKEN, good.timestamp, good.nonce, encrypted)))
        signature = hashlib.sha1(signed.encode()).hexdigest()
        told = await world.wecom.post(Sealed(encrypted, signature, good.timestamp, good.nonce))
        assert (told.status, told.raw) == (200, "")

    play(story)


def test_what_was_sealed_for_another_receiver_is_not_answered() -> None:
    async def story(world: World) -> None:
        body = world.wecom.said("ChenJing", "听课")
        world.wecom.envelope = Envelope(TOKEN, AES_KEY, "x")
        told = await world.wecom.send(body)
        assert (told.status, told.raw) == (200, "")
        assert world.ear.heard == []

    play(story, NOTED)


def test_a_body_over_a_megabyte_is_refused() -> None:
    async def story(world: World) -> None:
        sealed = world.wecom.seal("{}")
        assert (await world.wecom.post(sealed, b'{"encrypt":"' + b"A" * (1 << 20) + b'"}')).status == 413
        assert (await world.wecom.post(sealed, b'{"encrypt":"' + b"A" * 1_000_000 + b'"}')).status == 403
        assert await world.says("听课") == NOTED.text

    play(story, Reply(NOTED.text))


def test_the_name_may_be_written_large() -> None:
    async def story(world: World) -> None:
        sealed = world.wecom.seal(json.dumps(world.wecom.said("ChenJing", "听课")))
        assert (await world.wecom.post(sealed, name="Encrypt")).answer

    play(story, NOTED)


def test_what_is_not_for_the_bot_is_dropped() -> None:
    async def story(world: World) -> None:
        said = partial(world.wecom.said, "ChenJing", "听课")
        bodies: list[Body] = [
            said() | {"from": {"userid": "sys"}},
            said() | {"from": {}},
            said() | {"from": None},
            said() | {"chattype": "group"},
            said() | {"aibotid": "another"},
            said() | {"aibotid": ["x"]},
            said() | {"msgid": ""},
        ]
        for body in bodies:
            told = await world.wecom.send(body)
            assert (told.status, told.raw) == (200, ""), body
        assert world.ear.heard == []

    play(story, NOTED)


def test_a_response_url_elsewhere_is_not_gone_to(capsys: pytest.CaptureFixture[str]) -> None:
    async def story(world: World) -> None:
        world.ear.slow = 10
        for address in ("http://127.0.0.1:1/?response_code=geheim", "file:///etc/passwd", "http://[", ""):
            await world.wecom.ask(world.wecom.said(address[:8], "导出") | {"response_url": address})
        await asyncio.sleep(500)
        assert not world.wecom.late

    play(story, NOTED)
    said = "".join(capsys.readouterr())
    assert "an answer came too late" in said
    assert "geheim" not in said


def test_nothing_secret_is_logged(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story(world: World) -> None:
        body = world.wecom.said("ChenJing", "我的秘密")
        world.ear.slow = 10
        await world.wecom.ask(body)
        await world.wecom.post(world.wecom.seal("我的秘密"))
        await world.wecom.post(world.wecom.seal(json.dumps(body)), change={"msg_signature": "0" * 40})
        await asyncio.sleep(4000)

    play(story, NOTED)
    said = "".join(capsys.readouterr()) + caplog.text
    assert "a forged call was refused" in said
    for secret in (TOKEN, AES_KEY, "response_code", "秘密"):
        assert secret not in said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=8,
)
FIELDS = ("msgid", "aibotid", "chatid", "chattype", "from", "msgtype", "text", "event", "quote", "stream", "mixed")
BODIES = st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON


@given(st.lists(st.tuples(BODIES, st.sampled_from(FIELDS), JSON), min_size=1, max_size=20), st.lists(st.binary()))
@settings(max_examples=40)
def test_any_body_is_survived(bodies: list[tuple[Any, str, Any]], raws: list[bytes]) -> None:
    async def story(world: World) -> None:
        for number, (body, name, value) in enumerate(bodies):
            for one in (body, world.wecom.said(f"u{number}", "听课", GROUP) | {name: value}):
                told = await world.wecom.post(world.wecom.seal(json.dumps(one)))
                assert told.status == 200
        for raw in raws:
            sealed = world.wecom.seal(base64.b64encode(raw).decode())
            assert (await world.wecom.post(sealed, raw)).status in (400, 403)
        assert (await world.wecom.ask(world.wecom.said("last", "听课"))).text == NOTED.text

    play(story, Reply(NOTED.text))
