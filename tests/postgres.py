"""PostgreSQL databases that the tests make and drop."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from storage.tables import Base

ADMIN = os.environ.get("XIAOYAN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")

# The connection that made a database bears its name until the end; one without was left by tests that were killed.
_LEFT = r"""
    SELECT datname FROM pg_database
    WHERE datname ~ '^xiaoyan_test_[0-9]+_[a-z]+$' AND datname NOT IN (SELECT application_name FROM pg_stat_activity)
"""


@contextmanager
def own_database(purpose: str) -> Iterator[str]:
    """The URL of an empty database for this process alone; skips the test where no server answers."""
    name = f"xiaoyan_test_{os.getpid()}_{purpose}"
    try:
        admin = psycopg.connect(ADMIN, autocommit=True, connect_timeout=2, application_name=name)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {make_url(ADMIN)!r} (XIAOYAN_TEST_POSTGRES): {error}")
    with admin:
        for (left,) in admin.execute(_LEFT).fetchall():
            with suppress(psycopg.Error):  # another process may be dropping it too
                _drop(admin, left)
        _drop(admin, name)
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_url(ADMIN).set(database=name).render_as_string(hide_password=False)
        _drop(admin, name)


def empty(url: str) -> None:
    """Deletes row by row: over so few rows that is ten times faster than TRUNCATE, which makes new files."""
    with psycopg.connect(url) as connection:
        connection.execute("SET lock_timeout = '5s'")
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        connection.execute("SELECT setval('schools_id_seq', 1, false)")


def make_bare(url: str) -> None:
    """Leaves nothing in the database at all."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _drop(admin: "psycopg.Connection[tuple[object, ...]]", name: object) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(str(name))))
