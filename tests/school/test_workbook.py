"""A school file as a workbook: what a clerk may write, and every mistake named by sheet, row and column."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from handlers import school
from handlers.school import BadFile
from tests.school.conftest import Form
from tests.school.sheets import Grid, filled, packed, put

ROLES = "应为领导、教科室、教研组长、备课组长、骨干教师、指导教师、区县管理员或留空"

MISTAKES: list[tuple[str, object, str]] = [
    ("花名册!A4", "", "花名册第4行A列“姓名”：缺少这一项"),
    ("花名册!A4", "合计：40人", "花名册第4行A列“姓名”：应为姓名，如 王芳，现在是“合计：40人”"),
    ("花名册!A7", "王芳", "花名册第10行：姓名“王芳”重复，请写成 王芳（大）、王芳（小）"),
    ("花名册!B4", "M", "花名册第4行B列“性别”：应为男或女，现在是“M”"),
    ("花名册!C4", "1988年13月", "花名册第4行C列“出生日期”：应为日期，如 2026-09-01，现在是“1988年13月”"),
    ("花名册!C4", 46266, "花名册第4行C列“出生日期”：应为日期，如 2026-09-01，现在是“46266”"),
    ("花名册!F4", "领导、班主任", f"花名册第4行F列“角色”：{ROLES}，现在是“班主任”"),
    ("花名册!H4", "何 平", "花名册第4行H列“企业微信号”：应为企业微信的账号，由字母、数字和 _ - . @ 组成"),
    ("花名册!I2", "电话", "花名册第2行I列：不认识表头“电话”，可用的有：姓名、性别"),
    ("花名册!H2", "企业微信帐户", "花名册第2行H列：不认识表头“企业微信帐户”，是不是“企业微信号”"),
    ("花名册!I2", "别名", "花名册第2行I列：表头“别名”写了两次"),
    ("花名册!A2", "职工", "花名册：找不到表头，应有一行写着 姓名、性别"),
    ("班级!A4", "", "班级第4行A列“年级”：应为文字"),
    ("班级!A5", "1年级", "班级第5行A列“年级”：“一年级”写了两次"),
    ("班级!B4", "很多", "班级第4行B列“班数”：应为1到60的整数，现在是“很多”"),
    ("班级!B4", "", "班级第4行B列“班数”：应为1到60的整数"),
    ("班级!D4", "早读", "班级第4行D列“节次”：应为节次的数字，如 1"),
    ("班级!D5", 1, "班级第5行D列“节次”：“1”写了两次"),
    ("班级!E4", "上午", "班级第4行E列“上课”：应为时间，如 08:10"),
    ("班级!F4", "", "班级第4行F列“下课”：应为时间，如 08:10"),
    ("班级!F4", time(8, 0), "班级第4行F列“下课”：下课应晚于上课，如 08:10-08:50"),
    ("学期!B2", "", "学期第2行B列“学校名称”：缺少这一项"),
    ("学期!A2", "", "学期：A列“学校名称”右边：缺少这一项"),
    ("学期!B4", "火星时间", "学期第4行B列“时区”：应为北京时间或时区名，如 Asia/Shanghai，现在是“火星时间”"),
    ("学期!B8", "", "学期第8行B列“开始”：缺少这一项"),
    ("学期!C8", date(2026, 1, 1), "学期第8行：学期的结束应晚于开始"),
    ("学期!D8", date(2026, 2, 24), "学期第8行：第一周周一应为星期一，2026-02-24不是"),
    ("学期!C8", date(2026, 9, 1), "学期第9行：“2026-2027学年第一学期”和“2025-2026学年第二学期”的日期重叠"),
    ("赛事刊物!B4", "其他", "赛事刊物第4行B列“类别”：应为赛事或刊物"),
    ("赛事刊物!C4", "部", "赛事刊物第4行C列“级别”：应为国家、省、市、区、县、校或微型，现在是“部”"),
    ("赛事刊物!A5", "师陶杯", "赛事刊物第5行A列“名称”：赛事“师陶杯”写了两次"),
    ("课题!A4", "", "课题第4行A列“课题名称”：缺少这一项"),
    ("校历!B2", "每天", "校历第2行B列“每周提醒至多”：应为0到7的整数，现在是“每天”"),
    ("校历!B3", "7、早上", "校历第3行B列“提前几天提醒”：应为0到60的整数，现在是“早上”"),
    ("校历!A7", "", "校历第7行A列“假期”：缺少这一项"),
    ("校历!B7", "", "校历第7行B列“开始”：缺少这一项"),
    ("校历!C7", date(2026, 11, 1), "校历第7行：假期的结束不应早于开始"),
    ("校历!A8", "秋假", "校历第8行A列“假期”：假期“秋假”写了两次"),
    ("校历!E7", "周六", "校历第7行E列“上课的日子”：应为日期，如 2026-09-01，现在是“周六”"),
    ("课题!B4", "大", "课题第4行B列“级别”：应为国家、省、市、区、县、校或微型，现在是“大”"),
]


DAYS: Form = {
    "vacations": [
        {"name": "秋假", "start": "2026-11-11", "end": "2026-11-13"},
        {"name": "冬假", "start": "2026-12-30", "end": "2026-12-31"},
    ],
    "school_days": ["2026-10-10"],
    "reminders": {"per_week": 2, "ladder": [5, 1]},
}


def problems(grid: Grid) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        school.read(packed(grid))
    return caught.value.problems


def person(grid: Grid, name: str) -> Form:
    people = school.read(packed(grid)).form()["people"]
    found: Form = next(person for person in people if person["name"] == name)
    return found


def test_what_json_tells_a_workbook_tells_too(form: Form) -> None:
    read = school.read(packed(filled(form))).form()
    assert sorted(read["departments"]) == sorted(form["departments"])
    no_sheet = {"quotas", "open_activities", "open_deadlines", "departments"}
    assert {key: read[key] for key in form if key not in no_sheet} == {
        key: value for key, value in form.items() if key not in no_sheet
    }


def test_the_template_filled_with_a_school_is_that_school(form: Form, tmp_path: Path) -> None:
    school.write_template(tmp_path / "full.xlsx", form)
    read = school.read((tmp_path / "full.xlsx").read_bytes()).form()
    assert (read["people"], read["terms"], read["periods"]) == (form["people"], form["terms"], form["periods"])


def test_the_school_s_own_days_and_its_reminders(form: Form, tmp_path: Path) -> None:
    school.write_template(tmp_path / "full.xlsx", {**form, **DAYS})
    read = school.read((tmp_path / "full.xlsx").read_bytes()).form()
    assert {key: read[key] for key in DAYS} == DAYS


def test_a_school_that_says_nothing_of_reminders_keeps_them(form: Form) -> None:
    read = school.read(packed(filled(form))).form()
    assert "reminders" not in read
    assert (read["vacations"], read["school_days"]) == ([], [])


def test_an_older_workbook_without_the_days_changes_none(form: Form) -> None:
    grid = filled(form)
    del grid["校历"]
    assert not set(DAYS) & set(school.read(packed(grid)).form())


def test_the_empty_template_asks_for_a_name_and_people(tmp_path: Path) -> None:
    school.write_template(tmp_path / "empty.xlsx")
    with pytest.raises(BadFile) as caught:
        school.read((tmp_path / "empty.xlsx").read_bytes())
    assert caught.value.problems == ("学期第2行B列“学校名称”：缺少这一项", "花名册：不能为空")


@pytest.mark.parametrize(("cell", "value", "problem"), MISTAKES, ids=[problem for *_, problem in MISTAKES])
def test_a_mistake_is_named_by_its_cell(form: Form, cell: str, value: object, problem: str) -> None:
    grid = filled({**form, **DAYS})
    put(grid, cell, value)
    assert any(found.startswith(problem) for found in problems(grid)), problems(grid)


def test_all_mistakes_are_named_at_once(form: Form) -> None:
    grid = filled(form)
    for cell in ("花名册!B4", "花名册!C5", "班级!B4", "班级!E5", "学期!B9", "赛事刊物!B4", "课题!B4"):
        put(grid, cell, "?")
    assert len(problems(grid)) == 7


def test_a_missing_sheet_is_named(form: Form) -> None:
    grid = filled(form)
    del grid["花名册"], grid["学期"]
    assert problems(grid) == ("缺少工作表“花名册”", "缺少工作表“学期”")


def test_without_a_sheet_that_may_be_missing_nothing_is_told(form: Form) -> None:
    grid = filled(form)
    del grid["课题"], grid["班级"]
    assert not {"projects", "classes", "periods"} & set(school.read(packed(grid)).form())


def test_an_empty_table_tells_that_there_is_nothing(form: Form) -> None:
    grid = filled(form | {"projects": []})
    assert school.read(packed(grid)).form()["projects"] == []


WRITTEN: list[tuple[str, object, str, object]] = [
    ("C", "1990/7/8", "birth", "1990-07-08"),
    ("C", "1990年7月8日", "birth", "1990-07-08"),
    ("C", datetime(1990, 7, 8, 0, 0), "birth", "1990-07-08"),  # noqa: DTZ001
    ("D", "语文组，一年级组", "departments", ["语文组", "一年级组"]),
    ("E", "道法/语文", "subjects", ["道德与法治", "语文"]),
    ("F", "教研组长\n教科室", "roles", ["head", "office"]),
    ("F", "教师", "roles", None),
    ("G", "小王;芳芳", "aliases", ["小王", "芳芳"]),
    ("H", 10086, "wecom", "10086"),
]


@pytest.mark.parametrize(("column", "value", "key", "expected"), WRITTEN)
def test_a_clerk_s_ways_to_write(form: Form, column: str, value: object, key: str, expected: object) -> None:
    grid = filled(form)
    put(grid, f"花名册!{column}10", value)
    assert person(grid, "王芳").get(key) == expected


def _spaced(grid: Grid) -> None:
    put(grid, "花名册!A10", "王　芳")


def _between(grid: Grid) -> None:
    grid["花名册"].insert(5, [])
    grid["花名册"].insert(6, ["", "  "])


def _above(grid: Grid) -> None:
    grid["花名册"].insert(0, ["青禾实验小学教职工花名册"])


def _numbered(grid: Grid) -> None:
    grid["花名册"] = [
        ["序号" if i == 1 else i, *row, *[""] * (8 - len(row)), "备注一" if i == 1 else "电话 1"]
        for i, row in enumerate(grid["花名册"])
    ]


def _renamed(grid: Grid) -> None:
    grid["花名册"][1][0] = "姓 名（必填）*"
    grid["花名册"][1][3] = "教研组"


def _more_sheets(grid: Grid) -> None:
    grid["说明"] = [["随便写"]]


@pytest.mark.parametrize("change", [_spaced, _between, _above, _numbered, _renamed, _more_sheets])
def test_a_clerk_s_ways_to_lay_out(form: Form, change: Callable[[Grid], Any]) -> None:
    grid = filled(form)
    change(grid)
    assert school.read(packed(grid)).form()["people"] == form["people"]


def test_rarer_subjects_come_from_the_roster(form: Form) -> None:
    grid = filled(form)
    put(grid, "花名册!E10", "思政、围棋")
    subjects = school.read(packed(grid)).form()["subjects"]
    assert subjects["政治"] == ["思想政治", "思政"]
    assert subjects["围棋"] == []
    assert "物理" not in subjects
