"""Brings a database to the present schema when it is opened.

Alembic takes most of a second to import, so it is asked only when there is something to do.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x7869616F  # one process migrates a PostgreSQL database at a time


def revisions() -> list[str]:
    """All revisions, the newest last: migrations are files named by their revision, 0001 and up."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(engine: Engine, to: str = "head") -> None:
    """Applies the migrations that the database lacks, all or none; raises ValueError where it knows more than we."""
    with engine.connect() as connection, _unchecked_keys(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        known = revisions()
        found = revision(connection)
        if found and found not in known:
            raise ValueError(f"数据库的版本是 {found}，比这里的小研（{known[-1]}）新，请用新版小研打开")
        if found != known[-1]:
            _run(connection, to)
            _check_keys(connection)


def revision(connection: Connection) -> str | None:
    """The revision that the database is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _run(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@contextmanager
def _unchecked_keys(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by making it anew, which the rows that point to it would forbid. No transaction may run."""
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    sqlite.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        sqlite.execute("PRAGMA foreign_keys = ON")


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and (lost := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise ValueError(f"迁移会让 {len(lost)} 行数据失去所指，没有进行")
