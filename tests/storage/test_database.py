"""What every connection is set to, and which databases are refused."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.database import BUSY_MS, database_url, reading_engine, writing_engine
from storage.session import Session
from storage.work import Storage
from tests.storage.rows import open_school, person


def setting(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_sqlite_keeps_what_it_has_committed(tmp_path: Path) -> None:
    url = database_url(f"sqlite:///{tmp_path / 'x.db'}")
    writer, reader = writing_engine(url), reading_engine(url)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    assert [setting(writer, name) for name in names] == ["wal", 2, 1, BUSY_MS]
    assert [setting(reader, name) for name in ("journal_mode", "query_only", "busy_timeout")] == ["wal", 1, BUSY_MS]
    writer.dispose()
    reader.dispose()


def test_reading_and_then_writing_does_not_fail_for_another_writer(tmp_path: Path) -> None:
    """The transaction holds the lock from its beginning, so nobody can write between its question and its answer."""
    file = tmp_path / "x.db"
    writer = writing_engine(database_url(f"sqlite:///{file}"))
    with writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n)")
    other = sqlite3.connect(file, timeout=0)
    with writer.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("INSERT INTO t VALUES (1)")
        connection.exec_driver_sql("INSERT INTO t VALUES (2)")
    other.close()
    writer.dispose()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://root@127.0.0.1/x", "只能是 sqlite 或 postgresql，不能是 mysql"),
        ("sqlite://", "要写明文件"),
        ("sqlite:///:memory:", "要写明文件"),
    ],
)
def test_other_databases_are_refused(url: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Storage(url)


def test_driver_need_not_be_named() -> None:
    assert database_url("postgresql://bot@db/x").drivername == "postgresql+psycopg"


def test_error_does_not_quote_what_was_written(storage: Storage) -> None:
    def twice(session: Session) -> None:
        session.add_all([person("王芳"), person("王芳")])

    error = storage.write(open_school(storage, "青禾小学"), twice).exception(5)
    assert isinstance(error, DBAPIError)
    assert "parameters hidden" in str(error)
