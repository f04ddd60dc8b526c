"""A slip of the keyboard is read as meant; a name, a title and somebody's own words stay as they are."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.language import Reader
from handlers.kinds import REPORTS
from tests.language.cases import READER, SCHOOL

AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")
NAMED = Reader(replace(SCHOOL, people=(*SCHOOL.people, replace(SCHOOL.people[6], name="论雯", aliases=()))), REPORTS)


def read(reader: Reader, text: str) -> dict[str, Any]:
    return reader.read(text, sender="李娜", sent_at=AT, addressed=True).frame.to_json()


@pytest.mark.parametrize("text", ["签道", "签倒", "签道一下"])
def test_slip_in_a_word_of_the_bot_is_read_as_meant(text: str) -> None:
    assert read(READER, text)["intent"] == "attendance.sign_in"


def test_name_that_sounds_like_a_word_stays_a_name() -> None:
    assert read(NAMED, "今天听了论雯的课，三2班")["records"][0]["teacher"] == "论雯"
    assert read(NAMED, "论雯、王芳签到")["people"] == ["论雯", "王芳"]


@pytest.mark.parametrize("title", ["听棵树说话", "签道的故事", "轮文与我"])
def test_title_keeps_its_writing(title: str) -> None:
    assert read(READER, f"今天听了王芳的课，三2班《{title}》")["records"][0]["topic"] == title


@pytest.mark.parametrize("words", ["签道再顺一顺", "像听棵大树说话", "活动设计有点赶"])
def test_remark_keeps_its_writing(words: str) -> None:
    assert read(READER, f"今天听了王芳的课，三2班《草船借箭》，建议：{words}")["records"][0]["suggestions"] == words


@pytest.mark.parametrize("text", ["王芳、方圆都到了，语文组例会", "语文组例会，我和方圆都到了"])
def test_everyday_word_is_no_slip(text: str) -> None:
    assert read(READER, text)["intent"] == "attendance.sign_in"
