"""The docs say what is true: each conversation in them goes so, and nothing that one can type is left out."""

import json
import re
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.__main__ import DEMO, commands
from bot.app import App
from bot.language import Reader, School
from handlers import kinds
from handlers.kinds import KINDS, REPORTS
from handlers.school import load, read
from handlers.school.cells import ROLES
from storage.work import Storage
from tests.docs.transcript import ROOT, START, Transcript, plain, play, transcripts

PAGES = ("README.md", *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))))
TOLD = [one for page in PAGES for one in transcripts(page) if one.form != "kind"]
TEXTS = {page: (ROOT / page).read_text("utf-8") for page in (*PAGES, "CHANGELOG.md")}
README = TEXTS["README.md"]
CHAT = TEXTS["docs/chat.md"]

pytestmark = pytest.mark.xdist_group("docs")


def told(transcript: Transcript) -> str:
    return f"{transcript.page}:{transcript.line}"


@pytest.fixture
def app(sqlite: Storage, tmp_path: Path) -> App:
    """The demo school at 16:20 on Wednesday 18 November 2026."""
    return App(sqlite, load(sqlite, read(DEMO.read_bytes()), START), tmp_path / "files", fixed=START)


@pytest.mark.parametrize("transcript", TOLD, ids=told)
async def test_conversation_goes_as_shown(app: App, transcript: Transcript, capsys: pytest.CaptureFixture[str]) -> None:
    assert await play(app, transcript.script) == transcript.lines
    assert capsys.readouterr().err == ""


def test_what_the_readme_shows_comes_out_of_the_command() -> None:
    shown = next(transcripts("README.md"))
    assert "python -m bot chat --at 2026-11-18T16:20\n" in README
    assert plain(_run("chat", "--at", "2026-11-18T16:20", said=shown.script)) == tuple(shown.answers)


def test_understanding_is_as_shown() -> None:
    asked, answered, explained = re.findall(r"```json\n(.*?)```", CHAT, re.DOTALL)
    lines = asked.splitlines()
    assert _run("understand", said=lines) == answered.splitlines()
    shown = json.loads(explained)
    reader = Reader(School.parse(json.loads(DEMO.read_text("utf-8"))), REPORTS)
    message = json.loads(lines[0])
    reading = reader.read(message["text"], sender=message["sender"], sent_at=START)
    pieces = [[piece.kind, piece.text, piece.start, piece.end, piece.value] for piece in reading.pieces]
    assert shown == {"frame": reading.frame.to_json(), "pieces": pieces, "why": list(reading.why)}


def test_every_kind_has_an_example_for_teachers() -> None:
    said = "\n".join(line for one in transcripts("docs/teachers.md") for line in one.answers)
    assert [kind.word for kind in KINDS if not re.search(rf"已记录 #\d+ {kind.word}：", said)] == []


def test_every_command_and_option_is_told() -> None:
    sections = [section for page in PAGES for section in re.split(r"^#+ ", TEXTS[page], flags=re.MULTILINE)]
    missing = []
    for name, options in _commands(typer.main.get_command(commands), "python -m bot"):
        about = "\n".join(section for section in sections if re.search(rf"{name}\b", section))
        missing += [f"{name} {option}" for option in ("", *options) if not about or option not in about]
    assert missing == []


def test_quotas_of_the_office_page_load(tmp_path: Path) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", TEXTS["docs/office.md"], re.DOTALL)[0])
    file = read(json.dumps({**json.loads(DEMO.read_text("utf-8")), **shown}).encode())
    assert file.quotas
    assert {quota.kind for quota in file.quotas} <= {kind.name for kind in KINDS}


def test_every_role_and_kind_of_a_quota_is_told_to_the_office() -> None:
    office = TEXTS["docs/office.md"]
    assert [words[0] for words in ROLES.values() if words[0] not in office] == []
    assert [kind.name for kind in KINDS if f"`{kind.name}` {kind.word}" not in office] == []


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_somewhere(page: str) -> None:
    here = (ROOT / page).parent
    links = re.findall(r"(?:\]\(|src=\")([^)#\"]*)(?:#([^)]+))?[)\"]", TEXTS[page])
    for path, place in links:
        if path.startswith("http"):
            continue
        target = here / path if path else ROOT / page
        assert target.exists(), path
        if place:
            assert re.search(rf"^#+ {re.escape(place)}$", target.read_text("utf-8"), re.MULTILINE), place


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size >= 150_000] == []


async def test_the_kind_that_the_readme_adds_works(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module of the README, put in as the README says, reads its corpus and holds its conversation."""
    exam = types.ModuleType("handlers.kinds.exam")
    exec(re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0], exam.__dict__)
    kind = exam.__dict__["KIND"]
    if kind.name not in kinds.BY_NAME:
        _add(kind, monkeypatch)
    reports = [one.report for intent, one in kinds.BY_INTENT.items() if intent.endswith(".log")]
    reader = Reader(School.parse(json.loads(DEMO.read_text("utf-8"))), reports)
    for line in re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0].splitlines():
        case: dict[str, Any] = json.loads(line)
        reading = reader.read(case["text"], sender=case["sender"], sent_at=START, addressed=case["to"] != "group")
        assert reading.frame.to_json() == case["frame"]
    shown = next(one for one in transcripts("README.md") if one.form == "kind")
    assert await play(app, shown.script) == shown.lines


def _add(kind: kinds.Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the line in KINDS does when the bot starts."""
    import handlers
    from bot import conversation
    from handlers import log

    monkeypatch.setattr(kinds, "KINDS", (*KINDS, kind))
    monkeypatch.setattr(conversation, "REPORTS", (*REPORTS, kind.report))
    monkeypatch.setitem(kinds.BY_NAME, kind.name, kind)
    monkeypatch.setitem(kinds.BY_INTENT, kind.report.intent, kind)
    monkeypatch.setattr(handlers, "WRITE", {**handlers.WRITE, kind.report.intent: log.log})


def _run(*command: str, said: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        input="\n".join(said) + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def _commands(command: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with its options; a group is only the way to its commands."""
    for word, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{name} {word}")
    if not hasattr(command, "commands"):
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        yield name, sorted(options - {"--help"})
