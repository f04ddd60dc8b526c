"""The pasted 行事历: shapes that the corpus does not show, and texts that are none."""

import time
from datetime import date

import pytest

from bot.language import agenda
from tests.language.cases import SCHOOL
from tests.language.test_hostile import HOSTILE

TODAY = date(2026, 8, 28)


def read(text: str, today: date = TODAY) -> list[tuple[str, str, str]]:
    return [(item["text"], item["start"][5:], item["end"][5:]) for item in agenda.items(text, SCHOOL, today)]


def test_lines_under_a_day() -> None:
    assert read("第3周工作安排\n9月14日（周一）：\n1. 例会\n2. 调研\n周三：\n读书会") == [
        ("例会", "09-14", "09-14"),
        ("调研", "09-14", "09-14"),
        ("读书会", "09-16", "09-16"),
    ]


def test_circled_numbers_and_full_width() -> None:
    assert read("【九月】①制定计划②９月１０日前上交③月初开会") == [
        ("制定计划", "09-01", "09-30"),
        ("上交", "09-10", "09-10"),
        ("开会", "09-01", "09-05"),
    ]


def test_months_run_over_the_new_year_and_into_the_next_term() -> None:
    assert read("十二月：1.赛课 2.调研 3.月报\n一月：\n1.1月8日 总结\n二月：\n1. 开学准备")[3:] == [
        ("总结", "01-08", "01-08"),
        ("开学准备", "02-01", "02-28"),
    ]
    year = agenda.items("一月：\n1. 赛课\n2. 调研\n3. 月报", SCHOOL, date(2026, 11, 18))[0]["start"][:4]
    assert year == "2027"


def test_a_stretch_over_two_weeks_and_a_bare_heading() -> None:
    assert read("第1-2周：\n1. 制定计划\n2. 上交计划\n9.14-18 推门听课") == [
        ("制定计划", "08-31", "09-13"),
        ("上交计划", "08-31", "09-13"),
        ("推门听课", "09-14", "09-18"),
    ]


SHAPES = {
    "cells of a table, each a line": (
        "周次\n时间\n工作内容\n1\n9.1-9.5\n开学工作会\n上交计划\n2\n9.7-9.11\n读书会",
        [("开学工作会", "09-01", "09-05"), ("上交计划", "09-01", "09-05"), ("读书会", "09-07", "09-11")],
    ),
    "headings within a month": (
        "九月份\n一、常规工作\n1. 制定计划\n2. 9月15日前上交计划\n二、教研工作\n1. 推门听课",
        [("制定计划", "09-01", "09-30"), ("上交计划", "09-15", "09-15"), ("推门听课", "09-01", "09-30")],
    ),
    "all in one line": (
        "九月：1.制定计划。2.推门听课。十月：1.赛课。2.15日前上交论文",
        [
            ("制定计划", "09-01", "09-30"),
            ("推门听课", "09-01", "09-30"),
            ("赛课", "10-01", "10-31"),
            ("上交论文", "10-15", "10-15"),
        ],
    ),
    "weeks in one line": (
        "第1周：开学工作；第2周：推门听课；第3周（9.14-9.18）：赛课",
        [("开学工作", "08-31", "09-06"), ("推门听课", "09-07", "09-13"), ("赛课", "09-14", "09-18")],
    ),
    "items by Chinese ordinals": (
        "第一周（8月31日——9月4日）\n一、教研组长会\n二、上交计划（9月4日前）\n第二周\n一、座谈会",
        [("教研组长会", "08-31", "09-04"), ("上交计划", "09-04", "09-04"), ("座谈会", "09-07", "09-13")],
    ),
    "stars and dashes": (
        "★九月★\n- 开学典礼（9.1）\n- 教研组长会议 9月3日\n- 9.10 读书节",
        [("开学典礼", "09-01", "09-01"), ("教研组长会议 9月3日", "09-03", "09-03"), ("读书节", "09-10", "09-10")],
    ),
    "days before months": (
        "10月教科室工作安排：\n1、国庆后例会\n2、10月12日—16日 区教研周\n3、10月底前完成中期",
        [("国庆后例会", "10-01", "10-01"), ("区教研周", "10-12", "10-16"), ("完成中期", "10-31", "10-31")],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    text, items = SHAPES[shape]
    assert read(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "第12周语文组教研活动\n1.主题：单元整体设计\n2.时间：周三\n3.人数：9",
        "今天听了三节课：\n1. 王芳语文\n2. 张敏数学\n3. 李强体育",
        "九月工作总结：\n1. 开了会\n2. 听了课\n3. 交了月报",
        "几件事：1. 开会 2. 听课 3. 交计划",
        "九月：开会",
        "第12周：\n1. 周一第二节听王芳的语文，三2班\n2. 周三第三节听张敏的数学\n3. 周五第一节，李强体育",
        "10月12日教研活动报名\n1. 王芳\n2. 李娜\n3. 张静",
    ],
)
def test_what_is_no_calendar(text: str) -> None:
    assert read(text) == []


HARD = {
    **HOSTILE,
    "numbers": "九月：\n" + "1." * 1990,
    "headings": "第1周（" * 800,
    "days": "行事历\n" + "9月1日" * 790,
    "lines": "行事历\n" + "\n".join(["一"] * 1990),
    "ordinals": "行事历\n" + "(一、" * 900,
    "full": "\n".join(f"{n % 12 + 1}月{n % 28 + 1}日前上交材料" for n in range(290)) + "\n行事历",
}


@pytest.mark.parametrize("name", HARD)
def test_nothing_takes_long(name: str) -> None:
    def once() -> float:
        begun = time.perf_counter()
        agenda.items(HARD[name], SCHOOL, TODAY)
        return time.perf_counter() - begun

    assert min(once() for _ in range(3)) < 0.15
    assert len(agenda.items(HARD[name], SCHOOL, TODAY)) <= agenda.MOST
