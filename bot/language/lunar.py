"""Days of the lunar calendar, by table."""

from datetime import date, timedelta

_TABLE = """
2015-02-19:0:010010111010 2016-02-08:0:101001011011 2017-01-28:6:0101001010111 2018-02-16:0:010100101011
2019-02-05:0:101010010011 2020-01-25:4:0111010010101 2021-02-12:0:011010101010 2022-02-01:0:101011010101
2023-01-22:2:0100110110101 2024-02-10:0:010010110110 2025-01-29:6:1010010101110 2026-02-17:0:101001001110
2027-02-06:0:110100100110 2028-01-26:5:1110100100110 2029-02-13:0:110101010011 2030-02-03:0:010110101010
2031-01-23:3:0110101101010 2032-02-11:0:100101101101 2033-01-31:11:0100101011101 2034-02-19:0:010010101101
2035-02-08:0:101001001101 2036-01-28:6:1101001001011 2037-02-15:0:110100100101 2038-02-04:0:110101010010
2039-01-24:5:1101101010100 2040-02-12:0:101101011010 2041-02-01:0:010101101101 2042-01-22:2:0100101011011
2043-02-10:0:010010011011 2044-01-30:7:1010010010111 2045-02-17:0:101001001011
"""
"""New Year's day, the month after which a leap month follows (0 none), and which months have 30 days."""

_YEARS = {int(year[:4]): year.split(":") for year in _TABLE.split()}


def lunar(year: int, month: int, day: int) -> date | None:
    """The day of a lunar date (月 初五), None beyond the table."""
    if year not in _YEARS:
        return None
    begins, leap, long = _YEARS[year]
    before = month - 1 + (0 < int(leap) < month)
    return date.fromisoformat(begins) + timedelta(days=29 * before + long[:before].count("1") + day - 1)


def winter_solstice(year: int) -> date:
    """冬至, which follows the sun: right for 2000 to 2099 but 2021."""
    short = year % 100
    return date(year, 12, int(short * 0.2422 + 21.94) - short // 4)


def clear_and_bright(year: int) -> date:
    """清明, which follows the sun: right for 2000 to 2099."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
