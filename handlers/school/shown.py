"""A school as its office reads it: for each section, each thing by its name, with its values by their labels."""

from collections.abc import Mapping
from typing import Any

from handlers.kinds import BY_NAME
from handlers.school import cells

Shown = dict[str, dict[str, dict[str, str]]]

PEOPLE = "花名册"

LISTS = (
    ("terms", "学期", "name", {"start": "开始", "end": "结束", "first_monday": "第一周周一"}),
    (
        "people",
        PEOPLE,
        "name",
        {
            "gender": "性别",
            "birth": "出生日期",
            "departments": "教研组",
            "subjects": "学科",
            "roles": "角色",
            "aliases": "别名",
            "wecom": "企业微信号",
        },
    ),
    ("contests", "赛事", "name", {"level": "级别", "aliases": "别名"}),
    ("journals", "刊物", "name", {"level": "级别", "aliases": "别名"}),
    ("projects", "课题", "title", {"level": "级别", "leader": "主持人"}),
    ("open_deadlines", "截止", "title", {"due": "时间"}),
    ("vacations", "假期", "name", {"start": "开始", "end": "结束"}),
)
"""The lists of a school file: section, what it is called, what names a row, and the labels of its values."""


def shown(form: Mapping[str, Any]) -> Shown:
    """All that `form` (a school's JSON) says, but for the activities that are open."""
    if not form:
        return {}
    lists = {called: _rows(form.get(key, []), name, labels) for key, called, name, labels in LISTS}
    return {
        "学校": {form.get("school", ""): {"时区": form["timezone"], "机器人名字": form["bot_name"]}},
        "节次": {f"第{number}节": {"时间": hours} for number, hours in form.get("periods", {}).items()},
        "班级": {grade: {"班数": str(count)} for grade, count in form.get("classes", {}).items()},
        "学科": {name: {"别名": "、".join(aliases)} for name, aliases in form.get("subjects", {}).items()},
        "教研组": {name: {} for name in form.get("departments", [])},
        **lists,
        "上课的日子": {day: {} for day in form.get("school_days", [])},
        "提醒": {"提醒": _reminders(form["reminders"])} if form.get("reminders") else {},
        "周报": {"周报": _digest(form["digest"])} if form.get("digest") else {},
        "听课": {"听课": {"请授课教师确认": "是" if form["two_sided"] else "否"}} if "two_sided" in form else {},
        "指标": {_quota(quota): {} for quota in form.get("quotas", [])},
    }


def _rows(rows: list[dict[str, Any]], name: str, labels: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {row[name]: {label: _value(key, row.get(key)) for key, label in labels.items()} for row in rows}


def _value(key: str, value: Any) -> str:
    if key == "roles":
        value = [cells.ROLES[role][0] for role in value or []]
    return "、".join(value) if isinstance(value, list) else str(value or "")


def _reminders(rules: Mapping[str, Any]) -> dict[str, str]:
    ladder = "、".join(str(days) for days in rules.get("ladder", ()))
    return {"每周至多": str(rules.get("per_week", "")), "提前几天": ladder}


def _digest(rules: Mapping[str, Any]) -> dict[str, str]:
    return {"发给": _value("roles", rules["roles"]), "群里": "不发" if rules.get("group") is False else "发"}


def _quota(quota: Mapping[str, Any]) -> str:
    whom = [
        cells.ROLES[quota["role"]][0] if quota["role"] else "",
        quota["department"] or "",
        f"{quota['age_below']}岁以下" if quota["age_below"] is not None else "",
        f"{quota['age_from']}岁起" if quota["age_from"] is not None else "",
    ]
    bound = "、".join(word for word in whom if word) or "所有教师"
    kind = BY_NAME.get(quota["kind"])
    return f"{kind.word if kind else quota['kind']}{quota['amount']}（{bound}）"
