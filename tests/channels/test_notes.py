"""Whatever the network sends, the door makes a Note of it or finds it unreadable; whatever is said comes out so."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import wechatpy
import wechatpy.enterprise
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.tencent.notes import Note, Unreadable, answer, encrypted, read
from tests.channels.callers import message

PARSERS = [wechatpy.parse_message, wechatpy.enterprise.parse_message]
NOTE = Note("1", "text", "wangfang", "ww0123456789abcdef", 1795000000, "听课 李老师")
NAMES = st.sampled_from(
    ["MsgType", "Event", "FromUserName", "ToUserName", "CreateTime", "MsgId", "Content", "MediaId", "EventKey"]
)
VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.floats(),
    st.lists(st.text()),
    st.dictionaries(NAMES, st.text()),
)
KINDS = st.sampled_from(["text", "image", "voice", "event", "location", "link", "device_x", "TEXT"])


def reads(plain: str, parse: Any) -> Note | None:
    try:
        return read(plain, parse)
    except Unreadable:
        return None


@pytest.mark.parametrize("parse", PARSERS)
def test_a_message_is_read(parse: Any) -> None:
    assert read(message("听课 李老师"), parse) == NOTE
    told = {"FromUserName": "wangfang", "ToUserName": NOTE.target, "CreateTime": NOTE.at, "MsgId": 1}
    assert read(json.dumps({**told, "MsgType": "text", "Content": "听课 李老师"}), parse) == NOTE


@given(plain=st.text())
def test_any_text_is_a_note_or_unreadable(plain: str) -> None:
    for parse in PARSERS:
        reads(plain, parse)
        reads(f"<xml>{plain}</xml>", parse)
    encrypted(plain)


@given(fields=st.dictionaries(NAMES, VALUES), kind=KINDS)
def test_any_json_object_is_a_note_or_unreadable(fields: dict[str, Any], kind: str) -> None:
    note = reads(json.dumps({**fields, "MsgType": kind, "FromUserName": "x"}), PARSERS[0])
    if note:
        assert note.sender == "x"
        assert note.id
        assert note.message("weixin", "", "1", datetime(2026, 11, 18, tzinfo=UTC)).sent_at.tzinfo
        note.text.encode()
        assert not any(sign in note.text for sign in "\0\x08\x1b\ufffe")


@given(at=st.integers(0, 400), junk=st.text(max_size=5), cut=st.integers(0, 50))
def test_damaged_xml_is_a_note_or_unreadable(at: int, junk: str, cut: int) -> None:
    whole = message("听课 李老师")
    for parse in PARSERS:
        reads(whole[:at] + junk + whole[at + cut :], parse)


@given(said=st.text())
def test_what_is_said_is_read_as_it_was_said(said: str) -> None:
    text = f"好{said}了"
    back = read(answer(NOTE, text, 1795000001).replace("<xml>", "<xml><MsgId>1</MsgId>", 1), PARSERS[1])
    assert (back.sender, back.target) == (NOTE.target, NOTE.sender)
    safe = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t\u3000\xa0")
    assert all(part in back.text for part in safe.split() if part in text)


@pytest.mark.parametrize("body", ["<xml><Encrypt>ab+/=</Encrypt></xml>", "<Encrypt><![CDATA[ab\n+/=]]></Encrypt>"])
def test_what_is_sealed_is_found(body: str) -> None:
    assert encrypted(body) == "ab+/="


@pytest.mark.parametrize(
    "body", ["", "{}", '{"Encrypt":[]}', "<Encrypt>&a;</Encrypt>", "[1]", '{"Encrypt":', "{" * 9999]
)
def test_nothing_sealed_is_nothing(body: str) -> None:
    assert encrypted(body) == ""
