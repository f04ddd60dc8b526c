"""Databases: each test has an empty one of its own, of the present schema, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from storage.database import database_url as url_of
from storage.database import writing_engine
from storage.migrate import upgrade
from storage.tables import Base
from storage.work import Storage

POSTGRES = os.environ.get("XIAOYAN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the present schema."""
    if request.param == "sqlite":
        file = tmp_path / "xiaoyan.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    url: str = request.getfixturevalue("postgres_url")
    _empty(url)
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
    """A migrated database of this process alone, dropped at the end. It keeps what the last test wrote."""
    yield from _own_database("xiaoyan_test", migrated=True)


@pytest.fixture(scope="session")
def bare_postgres_url() -> Iterator[str]:
    """A database in which nothing has been created."""
    yield from _own_database("xiaoyan_bare", migrated=False)


def _own_database(prefix: str, *, migrated: bool) -> Iterator[str]:
    try:
        admin = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {make_url(POSTGRES)!r} (XIAOYAN_TEST_POSTGRES): {error}")
    name = f"{prefix}_{os.getpid()}"
    with admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
            if migrated:
                _migrate(url)
            yield url
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate(url: str) -> None:
    engine = writing_engine(url_of(url))
    upgrade(engine)
    engine.dispose()


def _empty(url: str) -> None:
    """Deletes row by row: over so few rows that is ten times faster than TRUNCATE, which makes new files."""
    with psycopg.connect(url) as connection:
        connection.execute("SET lock_timeout = '5s'")
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        connection.execute("SELECT setval('schools_id_seq', 1, false)")
