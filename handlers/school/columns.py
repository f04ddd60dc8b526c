"""The six sheets of a school's workbook as data: their columns, what hovers over each, and an example."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from handlers.school import cells

EXAMPLE = "示例"
"""A row whose name begins so is there to look at: it is never loaded."""

REMARK = "备注"
"""A column whose heading begins so is the school's own: it is never loaded."""

REMARKS = (REMARK, "序号", "编号")
"""The headings of columns that are not loaded."""


@dataclass(frozen=True)
class Column:
    """One column, or a fact above a table. `also` are other headings that mean the same; `several`: 、 separates its
    values. The key of a fact may lead into a part of the school: `reminders.per_week`."""

    key: str
    heading: str
    hint: str
    example: object
    also: tuple[str, ...] = ()
    several: bool = False
    kind: str = "text"
    choices: tuple[str, ...] = ()
    width: int = 14

    @property
    def path(self) -> tuple[tuple[str, ...], str]:
        """The part of the school in which it stands, if any, and its key there."""
        part, _, key = self.key.rpartition(".")
        return ((part,) if part else (), key)


@dataclass(frozen=True)
class Table:
    """Columns that belong together; the first names the row."""

    section: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its tables stand side by side. A sheet that is not `needed` may be missing: all stays as it was."""

    name: str
    note: str
    tables: tuple[Table, ...]
    facts: tuple[Column, ...] = ()
    needed: bool = False

    def columns(self) -> Iterator[tuple[Table, Column]]:
        """All columns from left to right, each with its table."""
        return ((table, column) for table in self.tables for column in table.columns)


_NOTE = f"以“{EXAMPLE}”开头的一行只供参考，不会读入，可留可删。鼠标停在表头上有填写说明。"
_LEVEL = Column("level", "级别", "国家、省、市、区、县、校或微型", "省", choices=cells.LEVELS, width=8)
_ALIASES = Column("aliases", "别名", "平时的其他叫法，用顿号隔开；可不填", "", several=True, width=24)

ROSTER = Sheet(
    "花名册",
    "每位教职工一行。同名的请写成 王丽（大）、王丽（小）。已离校的请删去整行，记录会保留。教研组和学科就是这里写的。\n"
    f"{_NOTE}自己要加的列，表头请以“{REMARK}”开头。",
    (
        Table(
            "people",
            (
                Column("name", "姓名", "必填，不能重复", "示例：王芳", also=("教师姓名", "名字")),
                Column("gender", "性别", "男或女；可不填", "女", choices=cells.GENDERS, width=8),
                Column(
                    "birth",
                    "出生日期",
                    "如 1990-07-08；按年龄定指标时要用",
                    date(1990, 7, 8),
                    also=("生日", "出生年月日", "出生年月"),
                    kind="day",
                ),
                Column(
                    "departments",
                    "部门/教研组",
                    "如 语文组；属于几个的用顿号隔开",
                    "语文组",
                    also=("部门", "教研组", "组别", "部门或教研组"),
                    several=True,
                    width=18,
                ),
                Column(
                    "subjects", "学科", "任教学科，用顿号隔开", "语文、书法", also=("任教学科",), several=True, width=18
                ),
                Column(
                    "roles",
                    "角色",
                    f"{'、'.join(words[0] for words in cells.ROLES.values())}；可填几个，用顿号隔开；普通教师不填",
                    "教研组长",
                    also=("职务",),
                    several=True,
                    width=18,
                ),
                Column("aliases", "别名", "群里的其他称呼，用顿号隔开；可不填", "小王、芳芳", several=True, width=18),
                Column(
                    "wecom",
                    "企业微信号",
                    "企业微信通讯录里的账号；可不填，以后也可由本人在群里绑定",
                    "wangfang",
                    also=("企业微信账号", "企业微信帐号", "企业微信"),
                    width=18,
                ),
            ),
        ),
    ),
    needed=True,
)

CLASSES = Sheet(
    "班级",
    f"左边是各年级的班数，右边是每天各节课的时间。\n{_NOTE}",
    (
        Table(
            "classes",
            (
                Column("grade", "年级", "如 一年级、初一、高一", "示例：一年级"),
                Column("count", "班数", "这个年级有几个班", 6, kind="number", width=8),
            ),
        ),
        Table(
            "periods",
            (
                Column("period", "节次", "第几节，填数字", "示例：1", width=10),
                Column("start", "上课", "如 08:10", time(8, 10), also=("上课时间", "开始"), kind="time", width=10),
                Column("end", "下课", "如 08:50", time(8, 50), also=("下课时间", "结束"), kind="time", width=10),
            ),
        ),
    ),
)

TERMS = Sheet(
    "学期",
    f"先填学校，再在下面每学期填一行。\n{_NOTE}",
    (
        Table(
            "terms",
            (
                Column("name", "学期名称", "必填", "示例：2026-2027学年第一学期", also=("学期",), width=28),
                Column(
                    "start",
                    "开始",
                    "学期第一天，如 2026-09-01",
                    date(2026, 9, 1),
                    also=("开始日期",),
                    kind="day",
                    width=22,
                ),
                Column("end", "结束", "学期最后一天，如 2027-01-22", date(2027, 1, 22), also=("结束日期",), kind="day"),
                Column(
                    "first_monday",
                    "第一周周一",
                    "从这天起数第1周；不填就是开学那一周的星期一",
                    date(2026, 8, 31),
                    kind="day",
                ),
            ),
        ),
    ),
    facts=(
        Column("school", "学校名称", "必填；再次读入时靠它认出是哪所学校", "", also=("学校",)),
        Column("bot_name", "机器人名字", "群里怎么称呼机器人；不填是小研", "小研"),
        Column("timezone", "时区", "不填是北京时间", "北京时间"),
    ),
    needed=True,
)

VENUES = Sheet(
    "赛事刊物",
    f"论文参评的赛事和投稿的刊物，每个一行；只说名称时，机器人靠它知道级别。\n{_NOTE}",
    (
        Table(
            "venues",
            (
                Column("name", "名称", "必填，不加书名号", "示例：五四杯", width=28),
                Column("kind", "类别", "赛事或刊物", "赛事", choices=("赛事", "刊物"), width=8),
                _LEVEL,
                _ALIASES,
            ),
        ),
    ),
)

PROJECTS = Sheet(
    "课题",
    f"在研的课题，每项一行。\n{_NOTE}",
    (
        Table(
            "projects",
            (
                Column(
                    "title",
                    "课题名称",
                    "必填，不加书名号",
                    "示例：小学数学错题资源的有效利用研究",
                    also=("名称", "课题"),
                    width=48,
                ),
                _LEVEL,
                Column("leader", "主持人", "花名册里的姓名；可不填", "王芳", also=("负责人",)),
            ),
        ),
    ),
)

SCHOOL_DAYS = Sheet(
    "校历",
    "国家的节假日和调休已经知道，不用填。左边是学校自己的假期，右边是假日里补课、照常上课的日子；这些日子定小研哪天提醒。\n"
    f"{_NOTE}",
    (
        Table(
            "vacations",
            (
                Column("name", "假期", "如 秋假、运动会调休；不能重复", "示例：秋假", also=("假期名称",), width=20),
                Column("start", "开始", "假期第一天", date(2026, 11, 11), also=("开始日期",), kind="day", width=22),
                Column("end", "结束", "假期最后一天", date(2026, 11, 13), also=("结束日期",), kind="day"),
            ),
        ),
        Table(
            "school_days",
            (Column("day", "上课的日子", "照常上课的周末或假日，如 2026-10-10", "示例：2026-10-10", width=20),),
        ),
    ),
    facts=(
        Column("reminders.per_week", "每周提醒至多", "一位老师一周最多私聊提醒几次，0到7；不填是3次", ""),
        Column("reminders.ladder", "提前几天提醒", "用顿号隔开，0是当天早上；不填是 7、3、1、0", "", several=True),
    ),
)

SHEETS = (ROSTER, CLASSES, TERMS, VENUES, PROJECTS, SCHOOL_DAYS)
