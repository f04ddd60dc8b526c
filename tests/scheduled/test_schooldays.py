"""On which days and at which hours one may be spoken to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduled.schooldays import is_known, is_school_day, next_sending, spread
from storage.roster import Roster, TermDays
from tests.scheduled.house import ZONE, at

TERMS = (
    TermDays("上", date(2026, 2, 24), date(2026, 6, 30), date(2026, 2, 23)),
    TermDays("下", date(2026, 9, 1), date(2027, 1, 22), date(2026, 8, 31)),
)


def roster(**words: object) -> Roster:
    return Roster(1, 1, "青禾实验小学", "小研", ZONE, dict(words), {}, {}, TERMS, ())


@pytest.mark.parametrize(
    ("day", "school"),
    [
        ("2026-09-20", True),  # 国庆 is worked for on that Sunday
        ("2026-09-25", False),  # 中秋
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # and on that Saturday
        ("2026-11-21", False),
        ("2026-11-23", True),
        ("2026-07-15", False),  # between two terms
        ("2027-01-01", False),  # by law, though the library knows nothing of 2027
        ("2027-01-02", False),
        ("2027-01-04", True),
        ("2027-02-05", False),  # 除夕
        ("2027-02-08", False),
        ("2027-02-09", True),
        ("2027-06-09", False),  # 端午
        ("2027-09-15", False),  # 中秋
    ],
)
def test_school_days(day: str, school: bool) -> None:
    assert is_school_day(roster(), date.fromisoformat(day)) is school


def test_the_schools_own_days_go_first() -> None:
    autumn = {"name": "秋假", "start": "2026-11-11", "end": "2026-11-13"}
    people = roster(vacations=[autumn], school_days=["2026-11-12", "2026-11-14"])
    week = [is_school_day(people, date(2026, 11, day)) for day in range(9, 16)]
    assert week == [True, True, False, True, False, True, False]


def test_a_year_that_is_not_known() -> None:
    assert is_known(date(2026, 12, 31))
    assert not is_known(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("moment", "sending"),
    [
        ("11-20 16:10", "11-20 16:10"),
        ("11-20 07:29", "11-20 07:30"),
        ("11-20 20:30", "11-23 07:30"),
        ("11-21 10:00", "11-23 07:30"),
        ("09-30 21:00", "10-08 07:30"),
        ("10-09 21:00", "10-10 07:30"),
    ],
)
def test_sending_hours(moment: str, sending: str) -> None:
    assert next_sending(roster(), at(moment)) == at(sending)


@given(st.integers(0, 60 * 24 * 365), st.integers(3, 60), st.integers())
def test_nothing_is_said_sharp_on_the_hour(start: int, minutes: int, seed: int) -> None:
    begins = at("01-01 00:00") + timedelta(minutes=start, seconds=start % 60)
    moment = spread(begins, begins + timedelta(minutes=minutes), seed)
    assert moment.minute not in (0, 30)
    assert begins < moment < begins + timedelta(minutes=minutes + 1)
    assert moment == spread(begins, begins + timedelta(minutes=minutes), seed)
