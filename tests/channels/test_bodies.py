"""What WeCom tells, read; and what it may tell by mistake or malice, survived."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.addressed import unaddressed
from bot.channels.texts import parts
from bot.channels.wecom import cards
from bot.channels.wecom.bodies import Happened, Media, Poll, Said, masked, read
from bot.channels.wecom.markdown import as_typed
from bot.message import Button, Reply
from tests.channels.wecom_rules import card_faults

Body = dict[str, Any]
NAMES = ("小研", "小研同学")


def said(**fields: Any) -> Body:
    head = {"msgid": "m1", "aibotid": "a", "chattype": "group", "chatid": "wrG", "from": {"userid": "WangFang"}}
    return {**head, **fields}


def heard(**fields: Any) -> Said:
    found = read(said(**fields), NAMES)
    assert isinstance(found, Said)
    return found


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("@小研 听课", "听课"),
        ("@小研\u2005听课", "听课"),
        ("@小研\u00a0\u2005 听课", "听课"),
        ("@小研听课", "听课"),
        ("@小研同学 听课", "听课"),
        (" @小研 听课", "听课"),
        ("@小研\n听课\n  王芳  ", "听课\n  王芳  "),
        ("听课 @小研", "听课 @小研"),
        ("@王芳 听课", "@王芳 听课"),
        ("  听课 ", "  听课 "),
        ("@小研", ""),
    ],
)
def test_the_call_at_the_beginning_is_taken_off_and_nothing_else(typed: str, left: str) -> None:
    assert unaddressed(typed, NAMES) == left
    assert heard(msgtype="text", text={"content": typed}).text == left


def test_a_group_and_a_person() -> None:
    group = heard(msgtype="text", text={"content": "听课"}).origin
    assert (group.conversation, group.place) == ("wrG", "group")
    private = heard(msgtype="text", text={"content": "听课"}, chattype="single", chatid="").origin
    assert (private.conversation, private.place) == ("WangFang", "private")


@pytest.mark.parametrize(
    "wrong",
    [{"from": {"userid": "sys"}}, {"chatid": ""}, {"chatid": None}, {"msgid": ""}, {"from": None}, {"from": {}}],
)
def test_what_is_nobodys_is_dropped(wrong: Body) -> None:
    assert read(said(msgtype="text", text={"content": "听课"}, **wrong), NAMES) is None


def test_pictures_with_text() -> None:
    items = [
        {"msgtype": "text", "text": {"content": "@小研 听课"}},
        {"msgtype": "image", "image": {"url": "https://a/1", "aeskey": "k1"}},
        {"msgtype": "text", "text": {"content": "优点：好"}},
        {"msgtype": "image", "image": {"url": "https://a/2"}},
    ]
    found = heard(msgtype="mixed", mixed={"msg_item": items})
    assert found.text == "听课\n优点：好"
    assert found.media == (Media("image", "https://a/1", "k1"), Media("image", "https://a/2", ""))


@pytest.mark.parametrize("kind", ["image", "file", "video"])
def test_files(kind: str) -> None:
    found = heard(msgtype=kind, chattype="single", **{kind: {"url": "https://a/1", "aeskey": "k"}})
    assert [(one.kind, one.url, one.key) for one in found.media] == [(kind, "https://a/1", "k")]
    assert "k" not in repr(found.media[0]).replace("kind", "")


def test_a_voice_is_its_words() -> None:
    assert heard(msgtype="voice", chattype="single", voice={"content": "今天听课"}).text == "今天听课"


def test_quotes() -> None:
    text = {"msgtype": "text", "text": {"content": "已记录 #1"}}
    assert heard(msgtype="text", text={"content": "撤回"}, quote=text).quote == "已记录 #1"
    file = {"msgtype": "file", "file": {"url": "https://a/1", "aeskey": "k"}}
    found = heard(msgtype="text", text={"content": "交论文"}, quote=file)
    assert (found.quote, found.quoted_media) == ("", (Media("file", "https://a/1", "k"),))


def test_events_and_polls() -> None:
    told = {"event_key": "k", "task_id": "t", "card_type": "button_interaction"}
    press = read(said(msgtype="event", event={"eventtype": "template_card_event", "template_card_event": told}), NAMES)
    assert isinstance(press, Happened)
    assert (press.what, press.key, press.task) == ("template_card_event", "k", "t")
    assert read({"msgtype": "stream", "stream": {"id": "s"}}, NAMES) == Poll("s")


def test_encrypted_ids() -> None:
    assert masked("woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA")
    assert not masked("WoLiHua")
    assert not masked("wolihua")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    *("msgid", "chattype", "chatid", "from", "msgtype", "text", "mixed", "image", "file", "voice", "quote", "event"),
    *("stream", "create_time", "userid", "content", "url", "aeskey", "msg_item", "eventtype", "template_card_event"),
)
KNOWN = st.sampled_from(["text", "mixed", "event", "image", "group", "single", "stream", "u", "template_card_event"])
SHAPES = st.recursive(
    KNOWN | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=8),
    max_leaves=20,
)


@given(SHAPES)
def test_any_shape_is_survived(body: object) -> None:
    found = read(body, NAMES)
    if isinstance(found, Said | Happened):
        assert found.origin.sender
        json.dumps(str(found)).encode()


@given(st.text() | ANY.map(lambda data: json.dumps(data)))
def test_any_key_of_a_button_is_survived(key: str) -> None:
    pressed = cards.press(key)
    assert pressed is None or isinstance(pressed.frame["intent"], str)


LABELS = st.text(min_size=1, max_size=20)
BUTTONS = st.builds(Button, LABELS, st.dictionaries(st.text(max_size=5), st.text(max_size=400)).map(
    lambda slots: {**slots, "intent": "query.list"}
))  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(BUTTONS, max_size=9))
def test_cards_are_as_wecom_wants_them(text: str, buttons: list[Button]) -> None:
    reply = Reply(text or "好", tuple(buttons))
    card = cards.card(reply, cards.new_task(), pressed="确认")
    assert card_faults(card) == []
    offered = cards.offered(reply)
    back = [cards.press(button["key"]) for button in card["button_list"]]
    assert back == [cards.Press(one.label, one.frame) for one in offered] or (not offered and back == [None])


@given(st.text(st.sampled_from("*_`~<>[]()#-=+| \n一a1/@\\")))
def test_what_is_typed_stays_but_for_backslashes(text: str) -> None:
    typed = as_typed(text)
    assert typed.replace("\\", "") == text.replace("\\", "")
    assert len(typed) <= 2 * len(text)
    assert all(len(as_typed(part).encode()) <= 200 for part in parts(text, 100))


@pytest.mark.parametrize(
    "text", ["已记录 #1 听课：11月18日 周三 第2节 王芳 语文 三(2)班", "哪位？1 王丽（大） 2 王丽（小）", "表 a_b.xlsx"]
)
def test_usual_answers_need_no_backslash(text: str) -> None:
    assert as_typed(text) == text
