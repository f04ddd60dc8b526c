"""Answers to the bot's own questions, and a kind of record that the language has never heard of."""

from datetime import datetime
from typing import Any

import pytest

from bot.language import Reader, Report, features
from handlers.kinds import REPORTS
from tests.language.cases import READER, SCHOOL

AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")

HONOUR = Report(
    intent="honour.log",
    what="荣誉",
    nouns=("称号",),
    slots=frozenset({"title", "level", "date"}),
    triggers=("被评为", "荣获称号", "获评"),
    enough=features("trigger title", "trigger level"),
    title="title",
)

FRAGMENTS = [
    ("王芳的语文，第二节", {"teacher": "王芳", "subject": "语文", "period": 2}),
    ("三3班", {"class": "三(3)班"}),
    ("11月18日", {"date": "2026-11-18"}),
    ("第3节", {"period": 3}),
    ("小王丽", {"teacher": "王丽（小）"}),
    ("《草船借箭》", {"topic": "草船借箭"}),
    ("3.2", {"class": "三(2)班"}),
    ("昨天第二节", {"date": "2026-11-17", "period": 2}),
    ("王丽", {"teacher": {"any_of": ["王丽（大）", "王丽（小）"]}}),
]


@pytest.mark.parametrize(("text", "slots"), FRAGMENTS)
def test_fragment_is_read_as_slots(text: str, slots: dict[str, Any]) -> None:
    assert READER.slots(text, intent="observation.log", sender="李娜", sent_at=AT) == slots


def test_fragment_of_a_paper() -> None:
    found = READER.slots("师陶杯，二等奖", intent="paper.log", sender="李娜", sent_at=AT)
    assert found == {"venue": "师陶杯", "award": "二等奖", "stage": "获奖"}


def test_fragment_of_a_sign_in() -> None:
    found = READER.slots("英语组教研活动", intent="attendance.sign_in", sender="何苗", sent_at=AT)
    assert found == {"activity": "英语组教研活动"}


def test_people_of_a_fragment() -> None:
    assert READER.people("小王丽和张敏") == ["王丽（小）", "张敏"]
    assert READER.people("王丽") == [{"any_of": ["王丽（大）", "王丽（小）"]}]


def test_new_kind_of_record_needs_its_report_alone() -> None:
    reader = Reader(SCHOOL, (*REPORTS, HONOUR))
    reading = reader.read("我被评为市级“骨干教师”", sender="李娜", sent_at=AT)
    assert reading.frame.to_json() == {"intent": "honour.log", "records": [{"level": "市", "title": "骨干教师"}]}
    counted = reader.read("我今年有几个荣誉", sender="李娜", sent_at=AT, place="private", addressed=True)
    assert counted.frame.slots["what"] == "荣誉"
