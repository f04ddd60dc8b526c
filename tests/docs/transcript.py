"""Conversations as the docs show them: ```chat in the terminal's own form, ```群 as a teacher sees it."""

import contextlib
import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from bot.app import App
from bot.channels.terminal import Terminal

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 18, 16, 20, tzinfo=ZONE)

_BLOCK = re.compile(r"^```(chat|群|kind)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"(\[文件 [^\]]+\]).*")
_ANSWER = "小研→"
_TERMINAL = (
    (re.compile(r"^小研（私聊(\S+?)）："), r"小研→\1: "),
    (re.compile(r"^小研："), "小研→群: "),
    (re.compile(r"^（到了 (\d\d:\d\d)）$"), r"/at 2026-11-18T\1"),
    (re.compile(r"^(\S+?)（按“(.+)”）$"), r"/press \1 \2"),
    (re.compile(r"^([^\s：（]+)（私聊发来 (.+)）$"), r"/file \1 \2"),
    (re.compile(r"^([^\s：（]+)（私聊）："), r"\1#> "),
    (re.compile(r"^([^\s：（]+)（引用 (#\d+)）：@小研 "), r"\1@[\2]> "),
    (re.compile(r"^([^\s：（→]+)：@小研 "), r"\1@> "),
    (re.compile(r"^([^\s：（→]+)："), r"\1> "),
)


@dataclass(frozen=True)
class Transcript:
    """One conversation, in the terminal's form; paths of files are left out."""

    page: str
    line: int
    form: str
    lines: tuple[str, ...]

    @property
    def script(self) -> list[str]:
        """What the people said."""
        return [line for line in self.lines if not _answered(line)]

    @property
    def answers(self) -> list[str]:
        """What the bot said."""
        return [line for line in self.lines if _answered(line)]


def transcripts(page: str) -> Iterator[Transcript]:
    """All of one page."""
    text = (ROOT / page).read_text("utf-8")
    for found in _BLOCK.finditer(text):
        lines = found[2].splitlines()
        told = lines if found[1] != "群" else map(_in_terminal, lines)
        yield Transcript(page, text[: found.start()].count("\n") + 1, found[1], plain(told))


def plain(lines: Iterator[str] | list[str]) -> tuple[str, ...]:
    """Without the paths of files, which differ each time."""
    return tuple(_FILE.sub(r"\1", line) for line in lines)


async def play(app: App, script: list[str]) -> tuple[str, ...]:
    """The conversation as it really goes: each line with what is said after it. Files that are sent are PDFs."""
    terminal = Terminal(app, app.clock, ZONE, app.bot_name)
    app.attach(terminal)
    await app.let_names_speak(terminal.name)
    happened: list[str] = []
    with tempfile.TemporaryDirectory() as directory:
        for line in script:
            with capture_logs(), contextlib.redirect_stdout(io.StringIO()) as said:
                await terminal.read([_at_hand(line, Path(directory))])
                await app.clock.settle()
            happened += [line, *said.getvalue().splitlines()]
    return plain(happened)


def _at_hand(line: str, directory: Path) -> str:
    """`/file 李娜 论文.pdf`, with such a file where the line says that it is."""
    if not line.startswith("/file "):
        return line
    _, person, name = line.split(maxsplit=2)
    path = directory / name
    path.write_bytes(b"%PDF-1.7\n" + name.encode())
    return f"/file {person} {path}"


def _answered(line: str) -> bool:
    return line.startswith((_ANSWER, "  "))


def _in_terminal(line: str) -> str:
    for seen, written in _TERMINAL:
        if seen.search(line):
            return seen.sub(written, line)
    return line
