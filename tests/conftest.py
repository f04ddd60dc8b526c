"""Databases: each test has an empty one of its own, of the present schema, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from storage import database
from storage.migrate import upgrade
from storage.work import Storage
from tests.postgres import empty, own_database

hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the present schema."""
    if request.param == "sqlite":
        file = tmp_path / "xiaoyan.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    url: str = request.getfixturevalue("postgres_url")
    empty(url)
    return url


@pytest.fixture
def storage(database_url: str) -> Iterator[Storage]:
    opened = Storage(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, made once: migrating costs far more than copying."""
    file = tmp_path_factory.mktemp("template") / "xiaoyan.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A migrated database, which keeps what the last test wrote."""
    with own_database("main") as url:
        _migrate(url)
        yield url


def _migrate(url: str) -> None:
    engine = database.writing_engine(database.database_url(url))
    upgrade(engine)
    engine.dispose()
