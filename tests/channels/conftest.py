"""One kind of database is enough where it is the channel that is tested."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.work import Storage


@pytest.fixture
def another(sqlite_template: Path, tmp_path: Path) -> Iterator[Storage]:
    """A second database, of another school."""
    file = shutil.copy(sqlite_template, tmp_path / "another.db")
    opened = Storage(f"sqlite:///{file}")
    yield opened
    opened.close()
