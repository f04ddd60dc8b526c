"""Days: each with the day on which it was said, past for reports and ahead for plans."""

import json
from datetime import date
from typing import Any

import pytest

from bot.language import dates
from bot.language.days import ImpossibleDay, Now, resolve
from bot.language.sheet import Sheet
from bot.language.sides import reach
from bot.language.text import plain
from tests.language.cases import HERE, SCHOOL, rows

WEDNESDAY = "2026-11-18"
FRIDAY = "2026-11-20"
SUNDAY = "2026-11-22"

PAST = [
    ("今天", WEDNESDAY, "2026-11-18"),
    ("昨晚", WEDNESDAY, "2026-11-17"),
    ("大前天", WEDNESDAY, "2026-11-15"),
    ("周三", FRIDAY, "2026-11-18"),
    ("周三", WEDNESDAY, "2026-11-18"),
    ("周五", WEDNESDAY, "2026-11-13"),
    ("周一", SUNDAY, "2026-11-16"),
    ("上周四", SUNDAY, "2026-11-12"),
    ("这周二", SUNDAY, "2026-11-17"),
    ("第12周周一", FRIDAY, "2026-11-16"),
    ("第5周周三", FRIDAY, "2026-09-30"),
    ("11月17日", WEDNESDAY, "2026-11-17"),
    ("12月7日", "2027-01-08", "2026-12-07"),
    ("11.16", WEDNESDAY, "2026-11-16"),
    ("11/16", WEDNESDAY, "2026-11-16"),
    ("2026.11.8", WEDNESDAY, "2026-11-08"),
    ("17号", WEDNESDAY, "2026-11-17"),
    ("28号", WEDNESDAY, "2026-10-28"),
    ("上个月5号", WEDNESDAY, "2026-10-05"),
    ("三天前", WEDNESDAY, "2026-11-15"),
    ("教师节", WEDNESDAY, "2026-09-10"),
    ("国庆后第一天", WEDNESDAY, "2026-10-08"),
    ("元旦前一天", "2027-01-06", "2026-12-31"),
    ("中秋", WEDNESDAY, "2026-09-25"),
    ("八月十五", WEDNESDAY, "2026-09-25"),
    ("去年中秋", WEDNESDAY, "2025-10-06"),
    ("正月十五", WEDNESDAY, "2026-03-03"),
    ("除夕", WEDNESDAY, "2026-02-16"),
    ("11-09", WEDNESDAY, "2026-11-09"),
    ("前晚", WEDNESDAY, "2026-11-16"),
    ("十一月九号", WEDNESDAY, "2026-11-09"),
]
AHEAD = [
    ("周五", WEDNESDAY, "2026-11-20"),
    ("周一", WEDNESDAY, "2026-11-23"),
    ("下周一", WEDNESDAY, "2026-11-23"),
    ("25号", WEDNESDAY, "2026-11-25"),
    ("5号", WEDNESDAY, "2026-12-05"),
    ("月底", WEDNESDAY, "2026-11-30"),
    ("下月中", WEDNESDAY, "2026-12-15"),
    ("12月底", WEDNESDAY, "2026-12-31"),
    ("1月8号", "2026-12-28", "2027-01-08"),
    ("元旦", WEDNESDAY, "2027-01-01"),
    ("后天", WEDNESDAY, "2026-11-20"),
]
STRETCHES = [
    ("本周", WEDNESDAY, "2026-11-16", "2026-11-22"),
    ("上周", SUNDAY, "2026-11-09", "2026-11-15"),
    ("这个月", WEDNESDAY, "2026-11-01", "2026-11-30"),
    ("上个月", "2027-01-06", "2026-12-01", "2026-12-31"),
    ("9月到11月", WEDNESDAY, "2026-09-01", "2026-11-30"),
    ("12月", "2027-01-06", "2026-12-01", "2026-12-31"),
    ("本学期", WEDNESDAY, "2026-09-01", "2027-01-22"),
    ("上学期", WEDNESDAY, "2026-02-24", "2026-06-30"),
    ("2026-2027学年第一学期", WEDNESDAY, "2026-09-01", "2027-01-22"),
    ("今年", WEDNESDAY, "2026-01-01", "2026-12-31"),
    ("最近两周", WEDNESDAY, "2026-11-05", "2026-11-18"),
    ("第10周", WEDNESDAY, "2026-11-02", "2026-11-08"),
    ("开学到现在", WEDNESDAY, "2026-09-01", "2026-11-18"),
    ("上个月下旬", WEDNESDAY, "2026-10-21", "2026-10-31"),
    ("本月初", WEDNESDAY, "2026-11-01", "2026-11-05"),
    ("2026.09-2026.11", WEDNESDAY, "2026-09-01", "2026-11-30"),
    ("11月2日下午3点 - 6日", WEDNESDAY, "2026-11-02", "2026-11-06"),
    ("9月和11月之间", WEDNESDAY, "2026-09-01", "2026-11-30"),
    ("11月2日到6日", WEDNESDAY, "2026-11-02", "2026-11-06"),
]
NO_DAYS = ["4.5分", "2号楼", "《认识年、月、日》", "3.2班", "第二节", "明明", "今生", "每周三", "一周三次", "前后"]


def found(text: str, said_on: str, *, past: bool) -> list[tuple[str, str]]:
    sheet = Sheet(text, text)
    dates.find(sheet)
    now = Now(date.fromisoformat(said_on), SCHOOL.terms, past)
    spans = [resolve(piece.value, now) for piece in sheet.of("date", "span")]
    return [(first.isoformat(), last.isoformat()) for first, last in spans]


@pytest.mark.parametrize(("text", "said_on", "day"), PAST)
def test_report_tells_the_last_such_day(text: str, said_on: str, day: str) -> None:
    assert found(f"{text}听了课", said_on, past=True) == [(day, day)]


@pytest.mark.parametrize(("text", "said_on", "day"), AHEAD)
def test_plan_tells_the_next_such_day(text: str, said_on: str, day: str) -> None:
    assert found(f"{text}前交", said_on, past=False) == [(day, day)]


@pytest.mark.parametrize(("text", "said_on", "first", "last"), STRETCHES)
def test_stretch_has_both_ends(text: str, said_on: str, first: str, last: str) -> None:
    assert found(f"{text}听课", said_on, past=True) == [(first, last)]


@pytest.mark.parametrize("text", NO_DAYS)
def test_no_day_is_made_of(text: str) -> None:
    sheet = Sheet(text, text)
    if "《" not in text:
        dates.find(sheet)
    assert sheet.of("date", "span") == []


def test_day_that_no_calendar_has_keeps_its_numbers() -> None:
    with pytest.raises(ImpossibleDay, match="2026-02-30"):
        found("2月30日听课", WEDNESDAY, past=True)


def test_traps_of_ordinary_talk_are_found_in_the_corpus() -> None:
    assert len(rows("chatter.jsonl")) > 300


DEVIATIONS = json.loads((HERE / "date_deviations.json").read_text(encoding="utf-8"))


def reaches(row: dict[str, Any], *, past: bool) -> list[list[str | None]]:
    """What is read in an expression of other projects' tests, in the form of its `days`."""
    sheet = Sheet(row["text"], plain(row["text"], SCHOOL.bot_name))
    dates.find(sheet)
    now = Now(date.fromisoformat(row["reference"][:10]), SCHOOL.terms, past)
    told = (reach(sheet.mask, piece, now) for piece in sheet.of("date", "span"))
    return [[day.isoformat() if day else None for day in days] for days in told]


def right(row: dict[str, Any]) -> bool:
    try:
        return any(days in row["days"] for past in (True, False) for days in reaches(row, past=past))
    except ImpossibleDay:
        return False


def test_expressions_of_other_projects_are_read() -> None:
    deviating = {row for ids in DEVIATIONS.values() for row in ids}
    told = [row for row in rows("dates.jsonl") if "bare_weekday" not in row["tags"] and row["id"] not in deviating]
    wrong = [row["text"] for row in told if not right(row)]
    assert len(wrong) <= 0.01 * len(told), wrong


def test_deviations_are_real() -> None:
    deviating = {row for ids in DEVIATIONS.values() for row in ids}
    assert [row["id"] for row in rows("dates.jsonl") if row["id"] in deviating and right(row)] == []
