"""Databases: each test finds one empty, of the present schema, on SQLite and on PostgreSQL."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest

from storage import database
from storage.migrate import upgrade
from storage.tables import Base
from storage.work import Storage
from tests.postgres import empty, own_database

hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")


class Opened(dict[str, Storage]):
    """What is open, by URL; what is asked for is opened."""

    def __missing__(self, url: str) -> Storage:
        self[url] = Storage(url)
        return self[url]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of the present schema."""
    if request.param == "sqlite":
        file: Path = request.getfixturevalue("sqlite_file")
        empty_file(file)
        return f"sqlite:///{file}"
    url: str = request.getfixturevalue("postgres_url")
    empty(url)
    return url


@pytest.fixture
def storage(database_url: str, opened: Opened) -> Storage:
    """Open for all tests: what is compiled for one serves the next. Who closes it opens one of their own."""
    return opened[database_url]


@pytest.fixture
def sqlite(sqlite_file: Path, opened: Opened) -> Storage:
    """Like `storage`, where one kind of database is enough."""
    empty_file(sqlite_file)
    return opened[f"sqlite:///{sqlite_file}"]


@pytest.fixture(scope="session")
def opened() -> Iterator[Opened]:
    storages = Opened()
    yield storages
    for storage in storages.values():
        storage.close()


@pytest.fixture(scope="session")
def sqlite_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, which keeps what the last test wrote."""
    return Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("main")))


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


def empty_file(file: Path) -> None:
    """Far faster than a copy that is opened again."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}")


def _migrate(url: str) -> None:
    engine = database.writing_engine(database.database_url(url))
    upgrade(engine)
    engine.dispose()
