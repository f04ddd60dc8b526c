"""Other years out of a workbook: what is new, known and wrong; one batch, to be taken back whole."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import commands
from bot.language import Reader, School
from bot.message import Reply
from handlers import past, tables
from handlers.kinds import KINDS, REPORTS
from handlers.past.reading import write_template
from handlers.school import BadFile
from handlers.school import load as load_school
from handlers.school import read as read_school
from handlers.tables import Cell, Table
from storage import roster, schools
from storage.session import Session
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo

HEARD = ["姓名", "日期", "节次", "授课教师", "学科", "班级", "课题"]
LESSON: list[Cell] = ["李娜", date(2025, 10, 15), "第2节", "王芳", "语文", "三（2）班", "《草船借箭》"]


def book(path: Path, *sheets: tuple[str, Sequence[str], Sequence[Sequence[Cell]]]) -> bytes:
    tables.write(path / "往年.xlsx", [Table(*sheet) for sheet in sheets], {})
    return (path / "往年.xlsx").read_bytes()


def planned(storage: Storage, school_id: int, data: bytes) -> past.Plan:
    def work(session: Session) -> past.Plan:
        people = roster.load(session)
        reader = Reader(School.parse(schools.describe(session)), REPORTS)
        return past.plan(session, people, past.read(data, people, reader, START.date()), START)

    return storage.read(school_id, work).result()


def put(storage: Storage, school_id: int, plan: past.Plan) -> None:
    storage.write(
        school_id, lambda session: past.put(session, roster.load(session), "a1b2", "往年.xlsx", plan.new, START)
    ).result()


def undo(storage: Storage, school_id: int) -> int:
    return storage.write(school_id, lambda session: past.undo(session, roster.load(session), "a1b2", START)).result()


async def test_lessons_of_last_year_are_counted_and_can_be_taken_back(
    group: Town, storage: Storage, school_id: int, tmp_path: Path
) -> None:
    data = book(tmp_path, ("听课", HEARD, [LESSON, LESSON]))
    plan = planned(storage, school_id, data)
    assert (len(plan.new), len(plan.known), len(plan.wrong)) == (1, 1, 0)
    put(storage, school_id, plan)
    assert not planned(storage, school_id, data).new
    answer = await group.whispers("李娜", "我去年的听课")
    assert "10月15日 周三 第2节 王芳 语文 三(2)班《草船借箭》" in answer
    assert undo(storage, school_id) == 1
    assert undo(storage, school_id) == 0
    assert len(planned(storage, school_id, data).new) == 1


async def test_what_was_brought_in_is_not_what_one_said_last(
    group: Town, storage: Storage, school_id: int, tmp_path: Path
) -> None:
    await group.whispers("李娜", "今天第三节听了陈静的语文课，六3班《丁香结》")
    put(storage, school_id, planned(storage, school_id, book(tmp_path, ("听课", HEARD, [LESSON]))))
    assert "丁香结" in await group.whispers("李娜", "撤回")


async def test_an_export_can_be_read_again(group: Town, storage: Storage, school_id: int) -> None:
    await group.whispers("李娜", "昨天第二节听了王芳的语文课，三2班《草船借箭》")
    await group.whispers("李娜", "论文《让学生先说》参加师陶杯获省二等奖")
    reply: Reply = (await group.replies(group.message("李娜", "导出我这学期的全部记录", "private", addressed=True)))[0]
    plan = planned(storage, school_id, reply.files[0].kept.read_bytes())
    assert (len(plan.new), len(plan.known), len(plan.wrong)) == (0, 2, 0)


@pytest.mark.parametrize(
    ("at", "value", "wrong"),
    [
        (0, "李那", "听课第2行A列“姓名”：花名册里没有“李那”"),
        (1, "明天", "听课第2行B列“日期”：应为日期"),
        (1, date(2027, 1, 1), "听课第2行B列“日期”：2027-01-01还没有到"),
        (2, "x", "听课第2行C列“节次”：应为节次的数字"),
        (3, "", "听课第2行：授课教师没有写"),
        (4, "语闻", "听课第2行E列“学科”：不认识“语闻”"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(
    storage: Storage, school_id: int, tmp_path: Path, at: int, value: Cell, wrong: str
) -> None:
    row = [*LESSON[:at], value, *LESSON[at + 1 :]]
    plan = planned(storage, school_id, book(tmp_path, ("听课", HEARD, [row])))
    assert not plan.new
    assert plan.wrong[0].problems[0].startswith(wrong)


def test_an_award_is_no_sentence(storage: Storage, school_id: int, tmp_path: Path) -> None:
    row: list[Cell] = ["李娜", date(2025, 10, 15), "让学生先说", "江苏省优秀教育教学论文评比一等奖"]
    plan = planned(storage, school_id, book(tmp_path, ("论文", ["姓名", "日期", "题目", "奖次"], [row])))
    assert not plan.new
    assert plan.wrong[0].problems == ("论文第2行D列“奖次”：应为1到10个字的文字",)


def test_what_is_no_such_workbook_is_refused(storage: Storage, school_id: int, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="工作表的名字应为：听课"):
        planned(storage, school_id, book(tmp_path, ("随便", ["甲"], [["乙"]])))
    with pytest.raises(BadFile, match="找不到表头"):
        planned(storage, school_id, book(tmp_path, ("听课", ["甲"], [["乙"]])))


def test_the_template_has_a_sheet_for_each_kind_and_brings_nothing(
    storage: Storage, school_id: int, tmp_path: Path
) -> None:
    write_template(tmp_path / "空.xlsx")
    plan = planned(storage, school_id, (tmp_path / "空.xlsx").read_bytes())
    assert plan == past.Plan((), (), ())
    assert len(KINDS) >= 6


def test_the_command_tries_reads_and_takes_back(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/x.db"
    storage = Storage(database)
    load_school(storage, read_school(demo()), START)
    storage.close()
    book(tmp_path, ("听课", HEARD, [LESSON]))
    run = CliRunner().invoke
    file = str(tmp_path / "往年.xlsx")
    assert "这是试读" in run(commands, ["records", "load", file, "--database", database, "--dry-run"]).output
    assert "请加 --yes" in run(commands, ["records", "load", file, "--database", database]).output
    told = run(commands, ["records", "load", file, "--database", database, "--yes"]).output
    assert "读入1条，批次 " in told
    batch = told.split("批次 ")[1][:8]
    assert f"批次 {batch} 撤回1条" in run(commands, ["records", "undo", batch, "--database", database]).output
    assert run(commands, ["records", "template", str(tmp_path / "空.xlsx")]).exit_code == 0
