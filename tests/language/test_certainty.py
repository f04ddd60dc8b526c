"""What is said to nobody in particular is kept only where enough is told; said to the bot, less will do."""

from datetime import datetime

import pytest

from tests.language.cases import READER

AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")
ENOUGH = (
    "听王芳的课，三2班",
    "今天听课了",
    "今天听了三节课",
    "听李老师数学课",
    "昨天听了王芳的课",
    "公开课上完了，三2班，《观潮》",
    "语文组教研活动，主题习作讲评，昨天下午",
    "反思交了",
    "课题开题了，《童谣进课堂》",
)
TALK = (
    "第三节还要去听课，烦",
    "听了常乐姐的才叫音乐课",
    "《月光曲》公开课的课件放共享了",
    "本周听课任务：王磊听周洁，周洁听黄河",
    "每周听两节课",
    "语文组教研活动很扎实",
    "课题结题头发掉了一把",
    "高老师的论文又发表了",
)


@pytest.mark.parametrize("text", ENOUGH)
def test_facts_make_a_report_of_what_nobody_was_told(text: str) -> None:
    assert READER.read(text, sender="李娜", sent_at=AT).frame.intent.endswith(".log")


@pytest.mark.parametrize("text", TALK)
def test_talk_with_few_facts_is_not_kept(text: str) -> None:
    assert READER.read(text, sender="李娜", sent_at=AT).frame.intent == "none"


def test_less_will_do_where_the_bot_was_told() -> None:
    text = "听王芳的公开课"
    assert READER.read(text, sender="李娜", sent_at=AT).frame.intent == "none"
    assert READER.read(text, sender="李娜", sent_at=AT, addressed=True).frame.intent == "observation.log"


def test_silence_says_that_too_little_was_told() -> None:
    reading = READER.read("听王芳的公开课", sender="李娜", sent_at=AT)
    assert reading.why == ("none: too little is told to be certain",)
    assert reading.candidates[0].contra == ("too little is told to be certain",)
