"""专业发展档案, 职称材料: a teacher's own years, the highest levels first, with the files."""

from handlers.forms import enclosed
from handlers.forms.asked import ACHIEVED, common, described, found, line, persons, show_date, span
from handlers.forms.form import Fields, Filled, Form, Lacking, empty
from handlers.kinds import Kind
from handlers.kinds.kind import show_level
from handlers.school.cells import LEVELS
from handlers.scope import counted
from handlers.turn import Turn
from storage import files, records
from storage.roster import Member
from storage.tables import Record

EACH = ("sign_in", "observation")
"""Kinds of which a number is enough."""

ONE = "一次只能整理一位老师的{}，请说出姓名"


def _of(name: str) -> Form:
    def fill(turn: Turn) -> Filled:
        people = persons(turn)
        if len(people) != 1:
            raise Lacking(ONE.format(name))
        return _of_one(turn, people[0], name)

    blank = [{"名称": word, "合计": "", "明细": empty(5)} for word in ("论文", "课题", "公开课", "荣誉")]
    return Form(name, fill, {"类别": blank, "材料": empty(8)})


def _of_one(turn: Turn, member: Member, name: str) -> Filled:
    start, end, when = span(turn, ever=True)
    works = {kind: rows for kind in ACHIEVED if (rows := found(turn, kind, (member,), start, end))}
    if not works:
        raise Lacking(f"{member.name}{when}还没有记录，没有可整理的")
    every = [row for rows in works.values() for row in rows]
    having = files.having(turn.session, [row.number for row in every])
    listed, kept = enclosed.of_records(turn, every)
    first = min(row.day for row in every) if when == "历年" else start
    fields = {
        **common(turn),
        **described(turn, member),
        "名称": name,
        "时间": f"{show_date(first)}至{show_date(min(end, turn.today))}",
        "件数": sum(len(rows) for kind, rows in works.items() if kind.name not in EACH),
        "类别": [_section(turn, member, kind, rows, having) for kind, rows in works.items()],
        "材料": listed,
    }
    return Filled(f"{member.name}{name}", fields, kept)


def _section(turn: Turn, member: Member, kind: Kind, rows: list[Record], having: set[int]) -> Fields:
    start, end, _ = span(turn, ever=True)
    number = records.total(turn.session, counted(kind, (member,), start, end))
    shown = [] if kind.name in EACH else sorted(rows, key=_rank)
    return {"名称": kind.word, "合计": f"{number}{kind.unit}", "明细": [_row(row, having) for row in shown]}


def _rank(record: Record) -> tuple[int, int]:
    """The highest level first, then the newest."""
    level = LEVELS.index(record.level) if record.level in LEVELS else len(LEVELS)
    return level, -record.day.toordinal()


def _row(record: Record, having: set[int]) -> Fields:
    return {
        "级别": show_level(record.level) if record.level else "",
        "日期": record.day.isoformat(),
        "内容": line(record),
        "文件": "有" if record.number in having else "",
        "编号": f"#{record.number}",
    }


TITLES = _of("职称材料")
GROWTH = _of("专业发展档案")
