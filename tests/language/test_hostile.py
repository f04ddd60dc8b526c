"""Whatever is sent: no exception, no slow message, and pieces that are where they say."""

import time
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.language import Reader
from bot.language.dictionary import is_word
from handlers.kinds import REPORTS
from handlers.log import MOST_AT_ONCE
from tests.language.cases import READER, SCHOOL, corpus, developed
from tests.language.contract import faults

AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")
WORDS = [
    "今天",
    "昨天",
    "周三",
    "11月18日",
    "2月30日",
    "第二节",
    "第一、二节",
    "三（2）班",
    "3.2",
    "302班",
    "听了",
    "听课",
    "签到",
    "请假",
    "论文",
    "课题",
    "公开课",
    "教研活动",
    "的",
    "课",
    "和",
    "一起",
    "不是",
    "是",
    "改成",
    "撤回",
    "#12",
    "王芳",
    "王丽",
    "张老师",
    "高兴",
    "欧阳",
    "语文",
    "数学",
    "英语组",
    "师陶杯",
    "省二",
    "一等奖",
    "《草船借箭》",
    "《",
    "》",
    "“",
    "”",
    "优点：",
    "问题：",
    "建议",
    "，",
    "。",
    "；",
    "\n",
    "1.",
    "2.",
    "#接龙",
    "@小研",
    "@王芳",
    "前",
    "交",
    "谁",
    "没",
    "几节",
    "导出",
    "17:00",
    "下午5点",
]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
HOSTILE = {
    "commas": "，" * 4000,
    "brackets": "（" * 4000,
    "titles": "《" * 4000,
    "nested": "《“" * 2000,
    "digits": "1" * 4000,
    "numerals": "一二三四五六七八九十" * 400,
    "spaces": " " * 3999 + "a",
    "reports": ("听了王芳的语文课，三（2）班《草船借箭》，" * 200)[:4000],
    "people": "和王芳" * 1300,
    "titles of people": "张老师" * 1300,
    "slips": "三2班不是" * 800,
    "periods": "第一、二节" * 800,
    "days": "11月18日到" * 570,
    "numbers": "#1" * 2000,
    "list": "\n1. a" * 800,
    "quote": "「王芳：" + "哈" * 3900,
    "labels": "优点：" * 1300,
    "questions": "谁没有几节？" * 660,
    "holidays": "国庆" * 2000,
    "projects": "课题立项" * 1000,
    "projects in clauses": "课题立项，" * 800,
    "lessons": "公开课" * 1333,
    "hearing": "听课" * 2000,
    "visits": "校长听课" * 1000,
    "sighs": "课题月报把我写" * 571,
    "everything": "今天听课公开课论文获奖课题立项教研活动签到请假，" * 166,
    "dense records": "王芳三（2）班语文第二节《春》" * 266,
    "years": "二〇二六" * 1000,
    "journals": "《春》投给《秋》" * 444,
    "leave and spaces": "王芳请假" + " ," * 1990 + "我感冒",
    "an empty form": "登记获奖：王芳" + "\n" * 3980 + "获奖",
    "a title that goes on": "论文题目叫" + "参加" * 1990,
    "a remark that ends nowhere": "听了王芳的课" + "的" * 3980 + "。",
    "subjects": "数学" * 2000,
    "far too many records": "听王芳的课，又听张静的课，" * 300,
}


def understand(text: str) -> None:
    reading = READER.read(text, sender="李娜", sent_at=AT, place="private", addressed=True)
    assert all(text[piece.start : piece.end] == piece.text for piece in reading.pieces)
    assert faults(reading.frame.to_json()) == []
    assert faults(READER.read(text, sender="李娜", sent_at=AT).frame.to_json()) == []


@settings(max_examples=150)
@given(SENTENCES)
def test_sentences_of_the_schools_own_words_are_read(text: str) -> None:
    understand(text)


@settings(max_examples=150)
@given(st.text(st.characters(), max_size=200))
@example("\ud800今天\x00听了王芳的课\udfff")
@example("\x00" * 40)
def test_any_text_is_read(text: str) -> None:
    understand(text)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["（", "）", "《", "》", "「", "」", "【", "“", "”", "(", ")", "王芳", "听了", "1."]),
        max_size=400,
    )
)
def test_deep_brackets_are_read(marks: list[str]) -> None:
    understand("".join(marks))


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.characters(codec=None)), max_size=60).map("".join))
def test_words_among_any_characters_are_read(text: str) -> None:
    understand(text)


def test_labels_keep_to_the_contract() -> None:
    told = [*developed(), *corpus("attendance"), *corpus("observation"), *corpus("query")]
    assert {fault for case in told for fault in faults(case.frame)} == set()


@given(SENTENCES)
def test_fragments_are_read(text: str) -> None:
    for intent in ("observation.log", "paper.log", "attendance.sign_in", "correct.change"):
        READER.slots(text, intent=intent, sender="李娜", sent_at=AT)
    READER.people(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_longest_message_is_not_slow(name: str) -> None:
    understand(HOSTILE[name])
    taken = min(_time(HOSTILE[name]) for _ in range(3))
    assert taken < 0.1


def test_records_beyond_all_measure_are_cut_but_still_too_many() -> None:
    reading = READER.read(HOSTILE["far too many records"], sender="李娜", sent_at=AT, addressed=True)
    assert len(reading.frame.records) > MOST_AT_ONCE


def test_words_of_the_dictionary_are_found_in_the_sorted_lines() -> None:
    asked = ("高兴", "夏天", "龟", "一", "听棵", "", "王芳芳芳")
    assert [word for word in asked if is_word(word)] == ["高兴", "夏天", "龟", "一"]


def test_time_grows_with_length_alone() -> None:
    short, long = (
        min(_time(text * count) for _ in range(3)) for text, count in (("听王芳，", 250), ("听王芳，", 1000))
    )
    assert long < 12 * short


def test_reader_is_cheap_to_build() -> None:
    Reader(SCHOOL, REPORTS)
    start = time.perf_counter()
    Reader(SCHOOL, REPORTS)
    assert time.perf_counter() - start < 0.2


def _time(text: str) -> float:
    start = time.perf_counter()
    READER.read(text, sender="李娜", sent_at=AT, place="private", addressed=True)
    return time.perf_counter() - start
