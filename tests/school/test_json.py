"""A school file in JSON: what is refused, each with its path and what is expected, everything at once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import school
from handlers.school import BadFile
from tests.school.conftest import DEMO, Form

ROLES = "应为领导、教科室、教研组长、备课组长、骨干教师、指导教师、区县管理员或留空"
ACCOUNT = "应为企业微信的账号，由字母、数字和 _ - . @ 组成，如 wangfang"

PROBLEMS: list[tuple[Callable[[Form], Any], str]] = [
    (lambda form: form.pop("school"), "school：缺少这一项"),
    (lambda form: form.update(school=""), "school：应为1到100个字的文字，现在是“”"),
    (lambda form: form.update(timezone="Mars"), "timezone：应为北京时间或时区名，如 Asia/Shanghai，现在是“Mars”"),
    (lambda form: form.update(peeple=[]), "peeple：不认识“peeple”，是不是“people”"),
    (lambda form: form.update(people=[]), "people：不能为空"),
    (lambda form: form.update(people={}), "people：应为列表 [ ]"),
    (lambda form: form["people"].append("王芳"), "people[40]：应为对象 { }，现在是“王芳”"),
    (lambda form: form["people"][3].pop("name"), "people[3].name：缺少这一项"),
    (
        lambda form: form["people"][3].update(birth="1988-13-01"),
        "people[3].birth：应为日期，如 2026-09-01，现在是“1988-13-01”",
    ),
    (lambda form: form["people"][3].update(brith="x"), "people[3].brith：不认识“brith”，是不是“birth”"),
    (lambda form: form["people"][3].update(gender="M"), "people[3].gender：应为男或女，现在是“M”"),
    (lambda form: form["people"][3].update(roles=["boss"]), f"people[3].roles[0]：{ROLES}，现在是“boss”"),
    (lambda form: form["people"][3].update(roles="head"), "people[3].roles：应为列表 [ ]，现在是“head”"),
    (
        lambda form: form["people"][3].update(departments=["科学祖"]),
        "people[3].departments[0]：部门“科学祖”不在 departments 里，是不是“科学组”",
    ),
    (lambda form: form["people"][3].update(wecom="何平"), f"people[3].wecom：{ACCOUNT}，现在是“何平”"),
    (lambda form: form["people"][3].update(name="王芳"), "people[6]：姓名“王芳”重复，请写成 王芳（大）、王芳（小）"),
    (lambda form: form["terms"][0].update(end="2026-01-01"), "terms[0]：学期的结束应晚于开始"),
    (
        lambda form: form["terms"][0].update(end="2026-09-01"),
        "terms[1]：“2026-2027学年第一学期”和“2025-2026学年第二学期”的日期重叠",
    ),
    (lambda form: form["terms"][0].update(first_monday="2026-02-24"), "terms[0]：第一周周一应为星期一，2026-02-24不是"),
    (lambda form: form["terms"][0].update(first_monday="2025-02-24"), "terms[0]：第一周周一应在开学前后三周之内"),
    (lambda form: form["periods"].update({"1": "8-9"}), "periods.1：应为时间，如 08:10，现在是“8-9”"),
    (lambda form: form["periods"].update({"早": "08:00-08:10"}), "periods.早：应为节次的数字，如 1，现在是“早”"),
    (lambda form: form["classes"].update({"三年级": 0}), "classes.三年级：应为1到60的整数，现在是“0”"),
    (
        lambda form: form["contests"][0].update(level="省部"),
        "contests[0].level：应为国家、省、市、区、县、校或微型，现在是“省部”",
    ),
    (lambda form: form["contests"][0].update(name="五四杯"), "contests[1].name：赛事“五四杯”写了两次"),
    (lambda form: form["projects"][0].pop("title"), "projects[0].title：缺少这一项"),
    (lambda form: form["quotas"][0].update(amount=0), "quotas[0].amount：应为1到1000的整数，现在是“0”"),
    (lambda form: form.update(digest={"to": []}), "digest.to：不认识“to”，可用的有：roles、group"),
    (lambda form: form["quotas"][0].update(age_below=30, age_from=35), "quotas[0]：age_below 应大于 age_from"),
    (
        lambda form: form["open_deadlines"][0].update(due="月底"),
        "open_deadlines[0].due：应为日期或时刻，如 2026-11-30 或 2026-11-30T17:00，现在是“月底”",
    ),
]

NO_JSON: list[tuple[bytes, str]] = [
    (b"", "文件是空的"),
    (b"school", "第1行第1个字符起不是 JSON"),
    (b'{\n "school": "x",,}', "第2行第16个字符起不是 JSON"),
    ("姓名,性别".encode("gb18030"), "文件不是 UTF-8 编码的 JSON，也不是 .xlsx 工作簿"),
    (b'{"school": "a", "school": "b"}', "“school”在同一个对象里写了两次"),
    (b"[" * 100_000, "文件里有 JSON 不能有的内容"),
    (b"9" * 5000, "文件里有 JSON 不能有的内容"),
    (b"[]", "文件：应为对象 { }"),
]


def problems(form: object) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        school.read(json.dumps(form).encode())
    return caught.value.problems


@pytest.mark.parametrize(("change", "problem"), PROBLEMS, ids=[problem for _, problem in PROBLEMS])
def test_a_wrong_value_is_named_by_its_path(form: Form, change: Callable[[Form], Any], problem: str) -> None:
    change(form)
    assert problem in problems(form)


def test_everything_wrong_is_named_at_once(form: Form) -> None:
    form["people"][1]["birth"] = "?"
    form["people"][2]["gender"] = "?"
    form["people"][4]["name"] = "王芳"
    form["classes"]["一年级"] = "?"
    assert [problem.split("：")[0] for problem in problems(form)] == [
        "classes.一年级",
        "people[1].birth",
        "people[2].gender",
        "people[6]",
    ]


def test_one_account_for_two_names_both(form: Form) -> None:
    form["people"][3]["wecom"] = form["people"][6]["wecom"] = "x1"
    assert problems(form) == ("people[6].wecom：何平和王芳的企业微信号都是“x1”，一个账号只能属于一位老师",)


@pytest.mark.parametrize(("data", "problem"), NO_JSON, ids=[problem for _, problem in NO_JSON])
def test_what_is_no_json_is_said_to_be_none(data: bytes, problem: str) -> None:
    with pytest.raises(BadFile) as caught:
        school.read(data)
    assert problem in str(caught.value)


def test_the_form_of_the_file_comes_back(form: Form) -> None:
    assert school.read(json.dumps(form).encode()).form() == form


def test_little_is_enough() -> None:
    file = school.read('{"school": "新校", "people": [{"name": "王芳"}]}'.encode("utf-8-sig"))
    assert file.form() == {"school": "新校", "people": [{"name": "王芳", "departments": [], "subjects": []}]}


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "title", "start", "x"]), inner)
    ),
    max_leaves=6,
)


@given(key=st.sampled_from(sorted(DEMO)), value=ANY_JSON)
def test_any_value_anywhere_is_read_or_refused(key: str, value: object) -> None:
    try:
        school.read(json.dumps(DEMO | {key: value}).encode())
    except BadFile as error:
        assert all(problem.startswith((key, "people", "terms")) for problem in error.problems)  # noqa: PT017
