"""One cell at a time: what is read as what, and that whatever a file holds is either read or clearly refused."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.school import cells
from handlers.school.cells import Unclear

READ: list[tuple[Callable[[object], object], object, object]] = [
    (cells.day, "2026-09-01", date(2026, 9, 1)),
    (cells.day, "2026/9/1", date(2026, 9, 1)),
    (cells.day, "2026.9.1", date(2026, 9, 1)),
    (cells.day, "2026年9月1日", date(2026, 9, 1)),
    (cells.day, " 2026年 9月 1号 ", date(2026, 9, 1)),
    (cells.day, "２０２６年９月１日", date(2026, 9, 1)),
    (cells.day, "2026-09-01 00:00:00", date(2026, 9, 1)),
    (cells.day, 20260901.0, date(2026, 9, 1)),
    (cells.day, date(2026, 9, 1), date(2026, 9, 1)),
    (cells.day, datetime(2026, 9, 1, 8, 0), date(2026, 9, 1)),  # noqa: DTZ001
    (cells.day, "1996-02-29", date(1996, 2, 29)),
    (cells.clock, time(8, 10), "08:10"),
    (cells.clock, timedelta(hours=8, minutes=10), "08:10"),
    (cells.clock, "8:10", "08:10"),
    (cells.clock, "８：１０", "08:10"),
    (cells.clock, "8点10分", "08:10"),
    (cells.hours, "8:10-8:50", "08:10-08:50"),
    (cells.hours, "8:10—8:50", "08:10-08:50"),
    (cells.hours, "8:10到8:50", "08:10-08:50"),
    (cells.count, 6, 6),
    (cells.count, 6.0, 6),
    (cells.count, "6个班", 6),
    (cells.count, "６", 6),
    (cells.period, "第1节", "1"),
    (cells.period, 1.0, "1"),
    (cells.period, "第三节", "3"),
    (cells.grade, 1.0, "一年级"),
    (cells.grade, "1年级", "一年级"),
    (cells.grade, "初一", "初一"),
    (cells.gender, " 男 ", "男"),
    (cells.level, "省级", "省"),
    (cells.level, "微型", "微型"),
    (cells.role, "教研组长", "head"),
    (cells.role, "副校长", "leader"),
    (cells.role, "head", "head"),
    (cells.role, "教师", None),
    (cells.name, "张 三", "张三"),
    (cells.name, "张　三", "张三"),
    (cells.name, "王丽(大)", "王丽（大）"),
    (cells.name, "王丽 (大)", "王丽（大）"),
    (cells.name, "阿依古丽·买买提", "阿依古丽·买买提"),
    (cells.name, "John Smith", "John Smith"),
    (cells.external_id, "wang.fang@school-1", "wang.fang@school-1"),
    (cells.external_id, 10086.0, "10086"),
    (cells.text, " 语文 组\n", "语文 组"),
    (cells.title, "《错题》", "错题"),
    (cells.timezone, "北京时间", "Asia/Shanghai"),
    (cells.due, "2026-11-30T17:00", "2026-11-30T17:00"),
    (cells.due, "2026年11月30日", "2026-11-30"),
]

REFUSED: list[tuple[Callable[[object], object], object]] = [
    (cells.day, "2026-02-30"),
    (cells.day, "2026-13-01"),
    (cells.day, "9月1日"),
    (cells.day, "85-03-02"),
    (cells.day, 46266.0),
    (cells.day, 2026.9),
    (cells.day, float("inf")),
    (cells.day, True),
    (cells.day, None),
    (cells.day, "0001-01-01"),
    (cells.day, date(2100, 1, 1)),
    (cells.clock, "25:00"),
    (cells.clock, "8"),
    (cells.clock, timedelta(days=2)),
    (cells.hours, "08:50-08:10"),
    (cells.hours, "08:10"),
    (cells.count, 0),
    (cells.count, 1.5),
    (cells.count, "六"),
    (cells.count, True),
    (cells.period, "早读"),
    (cells.gender, "M"),
    (cells.level, "县市"),
    (cells.role, "班主任"),
    (cells.name, ""),
    (cells.name, 7.0),
    (cells.name, "合计：40人"),
    (cells.name, "王芳\x07"),
    (cells.name, "=1+1"),
    (cells.external_id, "王芳"),
    (cells.external_id, "a b"),
    (cells.text, "x" * 101),
    (cells.timezone, "Mars/Base"),
    (cells.timezone, "../etc/passwd"),
    (cells.due, "2026-11-30T25:00"),
    (cells.due, "月底"),
]

READERS = [
    cells.text,
    cells.title,
    cells.name,
    cells.external_id,
    cells.day,
    cells.clock,
    cells.hours,
    cells.due,
    cells.count,
    cells.period,
    cells.grade,
    cells.gender,
    cells.level,
    cells.role,
    cells.timezone,
]

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=120),
    st.text(alphabet="0123456789０９-–/.:：年月日时点分第节个班级T（） 一三王芳", max_size=20),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.just("9" * 5000),
    st.just(10**5000),
    st.lists(st.text(max_size=3), max_size=2),
)


def named(case: tuple[Any, ...]) -> str:
    return f"{case[0].__name__}-{case[1]!r}"


@pytest.mark.parametrize("case", READ, ids=named)
def test_a_cell_is_read(case: tuple[Callable[[object], object], object, object]) -> None:
    reader, value, expected = case
    assert reader(value) == expected


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_a_cell_is_refused_with_what_is_expected(case: tuple[Callable[[object], object], object]) -> None:
    reader, value = case
    with pytest.raises(Unclear, match=r"应"):
        reader(value)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(value=ANYTHING)
def test_whatever_stands_in_a_cell_is_read_or_refused(reader: Callable[[object], object], value: object) -> None:
    try:
        reader(value)
    except Unclear as unclear:
        assert str(unclear).startswith(("应", "下课应"))  # noqa: PT017


@given(value=ANYTHING)
def test_words_are_always_a_list(value: object) -> None:
    assert isinstance(cells.words(value), list)


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(day: date) -> None:
    ways = (
        day,
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    )
    assert {cells.day(way) for way in ways} == {day}
