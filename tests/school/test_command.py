"""`school load` and `school template` as they are typed: what they show, what they ask, and their exit status."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.school import commands
from storage import schools
from storage.work import Storage
from tests.school.conftest import Form
from tests.school.sheets import filled, packed, put

NAME = "青禾实验小学"


@pytest.fixture
def file(form: Form, tmp_path: Path) -> Path:
    return write(tmp_path / "school.json", form)


def write(path: Path, form: Form) -> Path:
    path.write_text(json.dumps(form), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def load(file: Path, database_url: str, *options: str) -> Result:
    return run("load", file, "--database", database_url, *options)


def people(database_url: str) -> int:
    storage = Storage(database_url)
    try:
        school_id = storage.read(None, lambda session: schools.find(session, NAME)).result()
        return len(storage.read(school_id, schools.describe).result()["people"]) if school_id else 0
    finally:
        storage.close()


def test_a_new_school_is_shown_and_saved(file: Path, database_url: str) -> None:
    result = load(file, database_url, "--yes")
    assert result.exit_code == 0, result.output
    assert f"新建学校：{NAME}" in result.output
    assert "新增 40" in result.output
    assert f"{NAME}：已保存" in result.output
    assert people(database_url) == 40


def test_loading_again_says_that_nothing_changes(file: Path, database_url: str) -> None:
    load(file, database_url, "--yes")
    result = load(file, database_url)
    assert (result.exit_code, result.output) == (0, f"{NAME}：没有变化\n")


def test_changes_are_shown_before_and_after(form: Form, file: Path, database_url: str) -> None:
    load(file, database_url, "--yes")
    form["people"][6]["roles"] = ["prep_head"]
    form["people"][7]["name"] = "李娜娜"
    result = load(write(file, form), database_url, "--yes")
    for shown in ("角色 无 → 备课组长", "李娜娜", "离校", "新增 1　修改 1　离校 1　不变"):
        assert shown in result.output


def test_many_of_one_kind_share_a_line(form: Form, file: Path, database_url: str) -> None:
    load(file, database_url, "--yes")
    for person in form["people"][:20]:
        person["name"] += "（新）"
    for person in form["people"][20:]:
        person["aliases"] = ["小某"]
    result = load(write(file, form), database_url, "--yes")
    assert "新增 20" in result.output
    assert "离校 20" in result.output
    assert result.output.count("小某") == 20
    assert "新增 20　修改 20　离校 20　不变" in result.output


def test_without_anybody_to_ask_nothing_is_saved(file: Path, database_url: str) -> None:
    result = load(file, database_url)
    assert result.exit_code == 1
    assert "请加 --yes" in result.output
    assert people(database_url) == 0


def test_another_school_beside_is_said(form: Form, file: Path, database_url: str) -> None:
    load(file, database_url, "--yes")
    result = load(write(file, form | {"school": "青禾实验小学校"}), database_url)
    assert f"新建学校：青禾实验小学校（数据库里已有：{NAME}）" in result.output


def test_a_bad_file_is_told_and_nothing_is_written(form: Form, file: Path, database_url: str) -> None:
    form["people"][3]["birth"] = "?"
    form["people"][4]["gender"] = "?"
    result = load(write(file, form), database_url, "--yes")
    assert result.exit_code == 2
    assert "school.json 没有读入，有2处要改：" in result.stderr
    assert "people[3].birth：应为日期" in result.stderr
    assert people(database_url) == 0


def test_a_bad_workbook_names_its_cells(form: Form, tmp_path: Path) -> None:
    grid = filled(form)
    put(grid, "花名册!C7", "x")
    (tmp_path / "学校.xlsx").write_bytes(packed(grid))
    result = load(tmp_path / "学校.xlsx", f"sqlite:///{tmp_path / 'x.db'}", "--yes")
    assert result.exit_code == 2
    assert "花名册第7行C列“出生日期”：应为日期" in result.stderr
    assert not (tmp_path / "x.db").exists()


def test_a_file_that_is_not_there_and_a_wrong_database_are_said(file: Path, tmp_path: Path) -> None:
    missing = load(tmp_path / "none.json", f"sqlite:///{tmp_path / 'x.db'}")
    wrong = load(file, "mysql://x/y", "--yes")
    unreadable = load(file, f"sqlite:///{file}", "--yes")
    assert [result.exit_code for result in (missing, wrong, unreadable)] == [2, 2, 2]
    assert "打不开：没有这个文件" in missing.stderr
    assert "sqlite 或 postgresql" in wrong.stderr
    assert "打不开数据库" in unreadable.stderr


def test_many_problems_are_cut_short(form: Form, file: Path, tmp_path: Path) -> None:
    form["people"] = [{"name": f"人{i}", "gender": "?"} for i in range(150)]
    result = load(write(file, form), f"sqlite:///{tmp_path / 'x.db'}")
    assert "有150处要改" in result.stderr
    assert "另有50处" in result.stderr


def test_a_template_is_written_once_and_filled_on_request(file: Path, tmp_path: Path, database_url: str) -> None:
    load(file, database_url, "--yes")
    full = tmp_path / "full.xlsx"
    assert run("template", full, "--filled", NAME, "--database", database_url).exit_code == 0
    assert load(full, database_url).output == f"{NAME}：没有变化\n"
    assert run("template", full).exit_code == 2
    assert run("template", tmp_path / "x.xls").exit_code == 2
    unknown = run("template", tmp_path / "y.xlsx", "--filled", "蓝城", "--database", database_url)
    assert f"没有学校“蓝城”，已有：{NAME}" in unknown.stderr


@pytest.mark.parametrize(("answer", "status", "kept"), [("是", 0, 40), ("否", 1, 0), ("", 1, 0)])
def test_at_a_terminal_it_asks(file: Path, tmp_path: Path, answer: str, status: int, kept: int) -> None:
    database_url = f"sqlite:///{tmp_path / 'x.db'}"
    keyboard, terminal = pty.openpty()
    command = [
        sys.executable,
        "-c",
        "from bot.school import commands; commands()",
        "load",
        str(file),
        "--database",
        database_url,
    ]
    process = subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.write(keyboard, f"{answer}\n".encode())
    said, _ = process.communicate(timeout=60)
    os.close(keyboard)
    os.close(terminal)
    assert "是否保存" in said.decode()
    assert (process.returncode, people(database_url)) == (status, kept)


def test_codes_are_printed_for_whom_the_account_is_not_known(file: Path, database_url: str) -> None:
    load(file, database_url, "--yes")
    everyone = run("codes", "--database", database_url)
    assert everyone.exit_code == 0
    assert "王芳" in everyone.stdout
    one = run("codes", "王芳", "--database", database_url)
    assert [line.split("│")[3].strip().isdecimal() for line in one.stdout.splitlines() if "王芳" in line] == [True]
    nobody = run("codes", "赵六", "--database", database_url)
    assert (nobody.exit_code, nobody.stderr.strip()) == (2, "花名册里没有：赵六")
