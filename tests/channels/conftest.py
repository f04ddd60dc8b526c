"""One kind of database is enough where it is the channel that is tested."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.work import Storage


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Storage]:
    """An empty database of the present schema."""
    yield from _opened(sqlite_template, tmp_path / "xiaoyan.db")


@pytest.fixture
def another(sqlite_template: Path, tmp_path: Path) -> Iterator[Storage]:
    """A second one, of another school."""
    yield from _opened(sqlite_template, tmp_path / "another.db")


def _opened(template: Path, file: Path) -> Iterator[Storage]:
    shutil.copy(template, file)
    opened = Storage(f"sqlite:///{file}")
    yield opened
    opened.close()
