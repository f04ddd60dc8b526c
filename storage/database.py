"""Engines. SQLite: WAL, FULL, foreign keys, one writer that owns the checkpoints. PostgreSQL: psycopg 3.

Their errors do not quote the values of a statement: those are what people wrote.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

BUSY_MS = 5000


def database_url(text: str) -> URL:
    """A URL with its driver named: `sqlite:///path` and `postgresql://…` are enough. Raises ValueError on others.

    SQLite's database in memory is refused: each connection would have one of its own.
    """
    url = make_url(text)
    backend = url.get_backend_name()
    if backend == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise ValueError("SQLite 数据库要写明文件，如 sqlite:///data/xiaoyan.db")
        return url
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise ValueError(f"数据库只能是 sqlite 或 postgresql，不能是 {backend}")


def writing_engine(url: URL) -> Engine:
    """The engine of the one writing thread. A transaction takes the write lock when it begins: one that reads first
    and writes later would fail at once (SQLITE_BUSY_SNAPSHOT) instead of waiting."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _set_up_writer)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(url: URL) -> Engine:
    """The engine of questions: it cannot write."""
    if url.get_backend_name() != "sqlite":
        readonly = {"postgresql_readonly": True}
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, execution_options=readonly)
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _set_up_reader)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_writer(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _set_up_reader(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("query_only = ON", "wal_autocheckpoint = 0", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
