"""The command line's `records`: bring in other years from a workbook, and take a batch of them back."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot import app as house
from bot.language import Reader, School
from bot.school import CLOSED, YES, short
from bot.settings import SettingsError
from bot.settings import load as load_settings
from handlers import past
from handlers.kinds import REPORTS
from handlers.past.loading import Entry
from handlers.school import BadFile
from handlers.school.loading import MAX_BYTES
from storage import roster, schools
from storage.session import Session
from storage.work import DatabaseError, Storage

commands = typer.Typer(help="往年的记录：从 Excel 读入，或写一个空表来填。", no_args_is_help=True)

Database = Annotated[
    str | None, typer.Option("--database", help="数据库，不写就用设置里的，如 sqlite:///data/xiaoyan.db")
]
Wanted = Annotated[str | None, typer.Option("--school", metavar="学校名称", help="数据库里有几所学校时，写明哪一所")]

TOGETHER = 100
"""So many records are kept at once; what was kept before a break is known the next time."""

MOST = 100
BATCH = 8
"""Characters of a batch's name."""


@commands.command()
def template(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="写到哪里")] = Path("往年记录.xlsx"),
) -> None:
    """写一个工作簿来填：每种记录一张工作表。"""
    if file.suffix.lower() != ".xlsx" or file.exists():
        _stop(f"{file} 已经存在，请换一个名字" if file.exists() else "文件名应以 .xlsx 结尾，如 往年记录.xlsx")
    past.write_template(file)
    _screen().print(f"已写好 {file}，填好后请用 records load 读入")


@commands.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Excel 工作簿（.xlsx）")],
    database: Database = None,
    wanted: Wanted = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看有哪些新的、已有的、要改的，不读入")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不问，直接读入")] = False,
) -> None:
    """读入往年的记录：先列出新的、已有的和要改的格子，问过再读；断了再读一次就接着来。"""
    data = _content(file)
    with _opened(database, wanted) as (storage, school_id):
        planned = storage.read(school_id, lambda session: _plan(session, data)).result()
        screen = _screen()
        _show(screen, planned)
        if not planned.new or dry_run:
            screen.print("没有可以读入的" if not planned.new else "这是试读，没有读入")
            raise typer.Exit(int(bool(planned.wrong)))
        if not (yes or _agreed(screen, len(planned.new))):
            screen.print("没有读入")
            raise typer.Exit(1)
        batch = sha256(data).hexdigest()[:BATCH]
        _put(storage, school_id, batch, file.name, planned.new)
        screen.print(f"读入{len(planned.new)}条，批次 {batch}；要整批撤回：python -m bot records undo {batch}")


@commands.command()
def undo(
    batch: Annotated[str, typer.Argument(metavar="批次", help="读入时给出的批次")],
    database: Database = None,
    wanted: Wanted = None,
) -> None:
    """整批撤回读入的记录；再读入一次就又有了。"""
    with _opened(database, wanted) as (storage, school_id):

        def work(session: Session) -> int:
            return past.undo(session, roster.load(session), batch, datetime.now(UTC))

        number = storage.write(school_id, work).result()
    _screen().print(f"批次 {batch} 撤回{number}条" if number else f"没有批次 {batch}，或已经撤回了")
    raise typer.Exit(0 if number else 1)


def _plan(session: Session, data: bytes) -> past.Plan:
    people, now = roster.load(session), datetime.now(UTC)
    reader = Reader(School.parse(schools.describe(session)), REPORTS)
    return past.plan(session, people, past.read(data, people, reader, people.local_day(now)), now)


def _put(storage: Storage, school_id: int, batch: str, name: str, new: Sequence[Entry]) -> None:
    def keep(part: Sequence[Entry], session: Session) -> None:
        past.put(session, roster.load(session), batch, name, part, datetime.now(UTC))

    parts = [new[at : at + TOGETHER] for at in range(0, len(new), TOGETHER)]
    for part in track(parts, "读入", console=Console(stderr=True)):
        storage.write(school_id, partial(keep, part)).result()


def _show(screen: Console, planned: past.Plan) -> None:
    """How many of each kind are new, known and wrong, and what is wrong in which cell."""
    groups = ([entry.line for entry in planned.new], planned.known, planned.wrong)
    counts = [Counter(line.kind.word for line in group) for group in groups]
    table = Table("工作表", "新的", "已有的", "要改的")
    for word in dict.fromkeys(word for count in counts for word in count):
        table.add_row(word, *(str(count[word] or "") for count in counts))
    screen.print(table, soft_wrap=False)
    problems = [problem for line in planned.wrong for problem in line.problems]
    for problem in problems[:MOST]:
        screen.print(f"  {problem}")
    if len(problems) > MOST:
        screen.print(f"  另有{len(problems) - MOST}处")


def _agreed(screen: Console, number: int) -> bool:
    if not sys.stdin.isatty():
        screen.print("这里不能问您是否读入，请加 --yes")
        return False
    try:
        return screen.input(f"读入这{number}条？（是/否）").strip().lower() in YES
    except (EOFError, KeyboardInterrupt):
        return False


@contextmanager
def _opened(database: str | None, wanted: str | None) -> Iterator[tuple[Storage, int]]:
    """The database and the school in it; stops with what is wrong."""
    try:
        storage = Storage(database or load_settings(None, os.environ).database)
    except (SettingsError, DatabaseError, OSError, ValueError) as error:
        _stop(f"打不开数据库：{short(error)}")
    try:
        school_id = house.the_school(storage, wanted)
        if school_id is None:
            _stop("数据库里还没有学校，先运行：python -m bot school load 学校文件")
        yield storage, school_id
    except BadFile as error:
        _stop("\n".join(["没有读入：", *error.problems[:MOST]]))
    except house.NotReady as error:
        _stop(str(error))
    finally:
        storage.close()


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        _stop(f"打不开：{next((why for kind, why in CLOSED.items() if isinstance(error, kind)), error.strerror)}")


def _screen() -> Console:
    return Console(soft_wrap=True, highlight=False, markup=False)


def _stop(problem: str) -> NoReturn:
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(problem)
    raise typer.Exit(2)
