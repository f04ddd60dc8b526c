"""What holds for the page's own files, whatever they show."""

import re
from pathlib import Path

import pytest

from bot.channels.playground.server import PAGE

FILES = sorted(PAGE.iterdir())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    addresses = set(re.findall(r"(?:https?:)?//[\w.]+", path.read_text("utf-8")))
    assert addresses <= {"http://www.w3.org"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_text_is_never_read_as_html(path: Path) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_stay_small_and_calm(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 250
    assert "！" not in text


def test_every_asset_that_the_page_names_is_there() -> None:
    named = re.findall(r'(?:href|src)="/page/([^"]+)"', (PAGE / "index.html").read_text("utf-8"))
    imported = [name for path in SCRIPTS for name in re.findall(r'from "\./([^"]+)"', path.read_text("utf-8"))]
    assert {*named, *imported, "index.html"} == {path.name for path in FILES}
