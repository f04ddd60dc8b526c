"""The command line's `school`: load a school from its file, and write the workbook that a school fills in."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from bot.settings import SettingsError
from bot.settings import load as load_settings
from handlers import binding, school
from handlers.school import BadFile, Change, Changes, SchoolFile
from handlers.school.loading import ACTIONS, CHANGED, MAX_BYTES
from storage import roster, schools
from storage.roster import Member
from storage.session import Session
from storage.work import DatabaseError, Storage

commands = typer.Typer(help="学校的花名册、学期和班级：从文件读入，或写一个空表来填。", no_args_is_help=True)

Database = Annotated[
    str | None, typer.Option("--database", help="数据库，不写就用设置里的，如 sqlite:///data/xiaoyan.db")
]

MOST_PROBLEMS = 100
MOST_CHANGES = 50
MOST_LINES = 10
MOST_NAMES = 40
CLOSED = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是文件夹，不是文件",
    PermissionError: "没有权限，或正被别的程序占用",
}
YES = {"是", "好", "好的", "对", "保存", "y", "yes"}


@commands.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Excel 工作簿（.xlsx）或 JSON")],
    database: Database = None,
    yes: Annotated[bool, typer.Option("--yes", help="不问，直接保存")] = False,
) -> None:
    """读入学校文件：先列出会有哪些变化，问过再保存。"""
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        raise typer.Exit(_load(school.read(_content(file)), database, yes))
    except BadFile as error:
        _complain(errors, file, error)
    except SettingsError as error:
        errors.print(str(error))
    except (DatabaseError, OSError, ValueError) as error:
        errors.print(f"打不开数据库：{short(error)}")
    raise typer.Exit(2)


@commands.command()
def template(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="写到哪里")] = Path("学校.xlsx"),
    database: Database = None,
    filled: Annotated[str | None, typer.Option("--filled", metavar="学校名称", help="填好这所学校现有的内容")] = None,
) -> None:
    """写一个工作簿来填：花名册、班级、学期、赛事刊物、课题、校历。"""
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    if file.suffix.lower() != ".xlsx":
        errors.print("文件名应以 .xlsx 结尾，如 学校.xlsx")
        raise typer.Exit(2)
    if file.exists():
        errors.print(f"{file} 已经存在，请换一个名字")
        raise typer.Exit(2)
    try:
        school.write_template(file, _described(database, filled) if filled else None)
    except (SettingsError, DatabaseError, OSError, LookupError) as error:
        errors.print(f"写不了 {file}：{short(error)}")
        raise typer.Exit(2) from None
    Console(soft_wrap=True, highlight=False, markup=False).print(f"已写好 {file}，填好后请用 school load 读入")


@commands.command()
def codes(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[姓名…]", help="给谁，不写就是还没有绑定的每一位")
    ] = None,
    database: Database = None,
    wanted: Annotated[
        str | None, typer.Option("--school", metavar="学校名称", help="数据库里有几所学校时，写明哪一所")
    ] = None,
) -> None:
    """打印绑定码：老师私聊小研发“我是姓名 绑定码 数字”，小研就认识他了。"""
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        handed = _codes(names or [], database, wanted)
    except (SettingsError, DatabaseError, OSError, ValueError, LookupError) as error:
        errors.print(short(error))
        raise typer.Exit(2) from None
    table = Table("姓名", "教研组", "绑定码")
    for member, code in handed:
        table.add_row(member.name, "、".join(member.departments), code)
    Console(highlight=False, markup=False).print(table)
    Console(soft_wrap=True).print("7天内有效，每个只能用一次；重新打印，旧的就作废。")


def _codes(names: Sequence[str], database: str | None, wanted: str | None) -> list[tuple[Member, str]]:
    """A new code for each; raises LookupError for a school or a person that is not there."""
    storage = Storage(database or _set())
    try:
        known = storage.read(None, schools.names).result()
        name = wanted or (known[0] if len(known) == 1 else None)
        school_id = storage.read(None, lambda session: schools.find(session, name)).result() if name else None
        if school_id is None:
            raise LookupError(f"请用 --school 写明学校，已有：{'、'.join(known) or '无'}")
        return storage.write(school_id, lambda session: _hand_out(session, names)).result()
    finally:
        storage.close()


def _hand_out(session: Session, names: Sequence[str]) -> list[tuple[Member, str]]:
    people = roster.load(session)
    unknown = [name for name in names if name not in people.by_name]
    if unknown:
        raise LookupError(f"花名册里没有：{'、'.join(unknown)}")
    members = [people.by_name[name] for name in names] or binding.unbound(session, people, schools.CHANNEL)
    return [(member, binding.new_code(session, member, datetime.now(UTC))) for member in members]


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        why = next((why for kind, why in CLOSED.items() if isinstance(error, kind)), error.strerror)
        raise BadFile([f"打不开：{why}"]) from None


def _load(file: SchoolFile, database: str | None, yes: bool) -> int:
    """The exit status: 0 saved or nothing to do, 1 declined."""
    storage = Storage(database or _set())
    try:
        school_id = storage.read(None, lambda session: schools.find(session, file.school)).result()
        changes = _planned(storage, school_id, file)
        screen = Console(soft_wrap=True, highlight=False, markup=False)
        if not changes:
            screen.print(f"{file.school}：没有变化")
            return 0
        others = storage.read(None, schools.names).result() if changes.created else []
        _show(screen, changes, others)
        if not (yes or _agreed(screen)):
            screen.print("没有保存")
            return 1
        school.load(storage, file, datetime.now(UTC))
        screen.print(f"{file.school}：已保存")
        return 0
    finally:
        storage.close()


def _planned(storage: Storage, school_id: int | None, file: SchoolFile) -> Changes:
    now = datetime.now(UTC)
    if school_id is None:
        return school.plan(None, file, school.today(None, file, now))
    return storage.read(
        school_id, lambda session: school.plan(session, file, school.today(session, file, now))
    ).result()


def _set() -> str:
    """The database of the settings file and the environment."""
    return load_settings(None, os.environ).database


def _described(database: str | None, name: str) -> dict[str, Any]:
    storage = Storage(database or _set())
    try:
        school_id = storage.read(None, lambda session: schools.find(session, name)).result()
        if school_id is None:
            raise LookupError(
                f"没有学校“{name}”，已有：{'、'.join(storage.read(None, schools.names).result()) or '无'}"
            )
        return storage.read(school_id, schools.describe).result()
    finally:
        storage.close()


def _show(screen: Console, changes: Changes, others: list[str]) -> None:
    if changes.created:
        screen.print(f"新建学校：{changes.school}" + (f"（数据库里已有：{'、'.join(others)}）" if others else ""))
    table = Table("内容", "变化", Column("名称", overflow="fold"), Column("详情", overflow="fold"))
    for row in _rows(changes):
        table.add_row(*row)
    screen.print(table, soft_wrap=False)
    screen.print(_totals(changes))


def _rows(changes: Changes) -> Iterator[tuple[str, str, str, str]]:
    """A line for each change; one line for many of the same kind, whose names say enough."""
    for (section, action), group in groupby(changes.changes, lambda change: (change.section, change.action)):
        found = list(group)
        if action != CHANGED and len(found) > (1 if changes.created else MOST_LINES):
            yield section, f"{action} {len(found)}", _names(found), ""
            continue
        for change in found[:MOST_CHANGES]:
            yield section, action, change.name, "；".join(change.details)
        if len(found) > MOST_CHANGES:
            yield section, action, f"另有{len(found) - MOST_CHANGES}项", ""


def _names(changes: Sequence[Change]) -> str:
    more = f" 等{len(changes)}项" if len(changes) > MOST_NAMES else ""
    return "、".join(change.name for change in changes[:MOST_NAMES]) + more


def _totals(changes: Changes) -> str:
    counts = Counter(change.action for change in changes.changes)
    shown = [f"{action} {counts[action]}" for action in ACTIONS if counts[action]]
    return "　".join([*shown, f"不变 {sum(changes.unchanged.values())}"])


def _agreed(screen: Console) -> bool:
    if not sys.stdin.isatty():
        screen.print("这里不能问您是否保存，请加 --yes")
        return False
    try:
        return screen.input("是否保存？（是/否）").strip().lower() in YES
    except (EOFError, KeyboardInterrupt):
        return False


def _complain(errors: Console, file: Path, error: BadFile) -> None:
    errors.print(f"{file.name} 没有读入，有{len(error.problems)}处要改：")
    for problem in error.problems[:MOST_PROBLEMS]:
        errors.print(f"  {problem}")
    if len(error.problems) > MOST_PROBLEMS:
        errors.print(f"  另有{len(error.problems) - MOST_PROBLEMS}处")


def short(error: Exception) -> str:
    """What a driver says, without the statement around it."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]
