"""The command line: python -m bot run | doctor | chat | understand | school."""

import asyncio
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import structlog
import typer

from bot import app as house
from bot import doctor as examination
from bot import doors, logs, records, school
from bot.channels.terminal import Terminal
from bot.language import NONE, Reader, School
from bot.settings import Log, Settings, SettingsError, load
from handlers.kinds import REPORTS
from handlers.school import BadFile, SchoolFile, read
from handlers.school import load as load_school
from storage.work import DatabaseError, Storage

DEMO = Path(__file__).parent / "demo" / "school.json"

commands = typer.Typer(
    help="小研：教科室的群助手", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
commands.add_typer(school.commands, name="school")
commands.add_typer(records.commands, name="records")


@commands.command()
def run(
    config: Annotated[Path | None, typer.Option(help="设置文件，不写就用 xiaoyan.toml（如果有）")] = None,
) -> None:
    """启动设置文件里打开的东西；没有设置文件就用演示学校和本机网页。"""
    try:
        settings = load(config, os.environ)
    except SettingsError as problem:
        _stop(str(problem))
    logs.set_up(settings.log, ZoneInfo("Asia/Shanghai"))
    with _storage(settings.database) as storage:
        try:
            school_id = _school_to_serve(storage, settings)
            with doors.the_only_one(settings):
                asyncio.run(doors.serve(settings, storage, school_id))
        except house.NotReady as problem:
            _stop(str(problem))
        except KeyboardInterrupt:
            structlog.get_logger("app").info("stopped")


@commands.command()
def doctor(
    config: Annotated[Path | None, typer.Option(help="设置文件，不写就用 xiaoyan.toml（如果有）")] = None,
    push: Annotated[str | None, typer.Option(metavar="CHATID", help="往这个群或这位老师的账号发一条体检消息")] = None,
) -> None:
    """逐项检查设置、数据库、花名册、时间和每个渠道，哪里不对就说怎么办。"""
    logs.set_up(Log(level="error"), ZoneInfo("Asia/Shanghai"))
    logging.disable()  # what is wrong is said in the findings
    raise typer.Exit(asyncio.run(_examined(config, push)))


async def _examined(config: Path | None, push: str | None) -> int:
    """1 where something does not work."""
    marks = []
    async for finding in examination.examine(config, os.environ, push, lambda: datetime.now(UTC)):
        print(finding, flush=True)
        marks.append(finding.mark)
    told = {mark: marks.count(mark) for mark in ("不行", "注意") if mark in marks}
    print("检查完了：" + ("，".join(f"{many}处{mark}" for mark, many in told.items()) or "都正常"))
    return int("不行" in told)


@commands.command()
def chat(
    school_file: Annotated[Path, typer.Option("--school", help="学校文件（JSON 或 Excel）")] = DEMO,
    database: Annotated[str | None, typer.Option(help="数据库，不写就只在内存里")] = None,
    at: Annotated[datetime | None, typer.Option(help="开始的时间，例如 2026-11-18T16:20")] = None,
    files: Annotated[Path | None, typer.Option(help="小研发出的文件放在哪里")] = None,
) -> None:
    """在终端里试：从标准输入读“王芳> 文本”，在标准输出回答。"""
    logs.set_up(Log(level="error"), ZoneInfo("Asia/Shanghai"))
    form = _read(school_file)
    zone = ZoneInfo(form.timezone or "Asia/Shanghai")
    start = (at if at.tzinfo else at.replace(tzinfo=zone)) if at else datetime.now(UTC)
    with _storage(database) as storage:
        school_id = load_school(storage, form, start)
        put = files or Path(tempfile.mkdtemp(prefix="xiaoyan-files-"))
        asyncio.run(_chat(house.App(storage, school_id, put, fixed=start), zone))


@commands.command()
def understand(
    school_file: Annotated[Path, typer.Option("--school", help="学校文件（JSON 或 Excel）")] = DEMO,
    explain: Annotated[bool, typer.Option(help="连同认出的片段、比较过的意思和理由")] = False,
) -> None:
    """逐行读 JSON 消息，逐行写出理解（见 docs/contract.md）。"""
    form = _read(school_file)
    reader = Reader(School.parse(form.form()), REPORTS)
    wrong = False
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            frame = _frame_or_none(reader, line, number, explain=explain)
            wrong = wrong or frame is None
            print(json.dumps(frame or NONE.to_json(), ensure_ascii=False), flush=True)
    raise typer.Exit(int(wrong))


def _frame_or_none(reader: Reader, line: str, number: int, *, explain: bool) -> dict[str, Any] | None:
    """A line that is no message is named, and the next ones are read."""
    try:
        return _frame(reader, json.loads(line), explain=explain)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"第{number}行不是一条消息：{error!r}", file=sys.stderr)
        return None


def _frame(reader: Reader, message: dict[str, Any], *, explain: bool) -> dict[str, Any]:
    reading = reader.read(
        message["text"],
        sender=message["sender"],
        sent_at=datetime.fromisoformat(message["sent_at"]),
        place=message.get("place", "group"),
        addressed=message.get("addressed", False),
    )
    if not explain:
        return reading.frame.to_json()
    pieces = [[piece.kind, piece.text, piece.start, piece.end, piece.value] for piece in reading.pieces]
    weighed = [candidate.to_json() for candidate in reading.candidates]
    return {"pieces": pieces, "candidates": weighed, "why": list(reading.why), "frame": reading.frame.to_json()}


async def _chat(app: house.App, zone: ZoneInfo) -> None:
    terminal = Terminal(app, app.clock, zone, app.bot_name)
    app.attach(terminal)
    await app.let_names_speak(terminal.name)
    await terminal.read(sys.stdin)


def _school_to_serve(storage: Storage, settings: Settings) -> int:
    found = house.the_school(storage, settings.school)
    if found is None and settings.demo:
        found = load_school(storage, _read(DEMO), datetime.now(UTC))
    if found is None:
        raise house.NotReady("数据库里还没有学校，先运行：python -m bot school load 学校文件")
    return found


def _read(path: Path) -> SchoolFile:
    try:
        return read(path.read_bytes())
    except (OSError, BadFile) as problem:
        _stop(f"学校文件 {path} 不能用：{problem}")


@contextmanager
def _storage(url: str | None) -> Iterator[Storage]:
    """Without a URL a database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="xiaoyan-") as directory:
        target = url or f"sqlite:///{directory}/chat.db"
        try:
            storage = Storage(target)
        except (DatabaseError, OSError, ValueError) as error:
            _stop(f"打不开数据库：{school.short(error)}")
        try:
            yield storage
        finally:
            storage.close()


def _stop(problem: str) -> NoReturn:
    print(problem, file=sys.stderr)
    raise typer.Exit(2)


if __name__ == "__main__":
    commands()
