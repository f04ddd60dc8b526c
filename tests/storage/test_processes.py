"""Several processes, a server that goes away, a process that is killed: what was kept stays kept, once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from threading import Event
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from storage.database import database_url as url_of
from storage.session import Session
from storage.tables import Person
from storage.work import Storage
from tests.storage.rows import adds, busy, names, open_school, person


def test_two_processes_take_turns(storage: Storage, school: int, database_url: str) -> None:
    other = Storage(database_url)
    units = [one.write(school, adds(f"人{n}-{id(one)}")) for n in range(100) for one in (storage, other)]
    wait_for(units, 20)
    assert [unit.exception() for unit in units if unit.exception()] == []
    ids = storage.read(school, lambda session: list(session.scalars(select(Person.id).order_by(Person.id)))).result(5)
    assert ids == list(range(1, 201))
    other.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_deadlock_of_two_processes_is_tried_once_more(storage: Storage, school: int, database_url: str) -> None:
    """Each process holds one school's counter and wants the other's."""
    second, other = open_school(storage, "另一所"), Storage(database_url)
    here, there = Event(), Event()

    def meets(mine: Event, theirs: Event, name: str) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            session.add(person(name))
            session.flush()
            mine.set()
            theirs.wait(5)

        return work

    units: list[Future[Any]] = []
    for process, first, then, mine, theirs in (
        (storage, school, second, here, there),
        (other, second, school, there, here),
    ):
        with busy(process):
            units += [process.write(first, meets(mine, theirs, f"甲{first}")), process.write(then, adds(f"乙{then}"))]
    wait_for(units, 20)
    assert [unit.exception() for unit in units] == [None] * 4
    other.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_lost_connection_is_mended(storage: Storage, school: int, database_url: str) -> None:
    """The server ends the connection in the middle of a transaction: all of it is run again."""
    runs: list[str] = []
    admin = create_engine(url_of(database_url), isolation_level="AUTOCOMMIT")

    def loses(session: Session) -> None:
        session.add(person("李明"))
        session.flush()
        runs.append("李明")
        if len(runs) == 1:
            with admin.connect() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND state = 'idle in transaction'"
                    )
                )

    with busy(storage):
        units = [storage.write(school, work) for work in (adds("王芳"), loses, adds("张伟"))]
    assert [unit.exception(10) for unit in units] == [None, None, None]
    assert storage.read(school, names).result(5) == ["王芳", "李明", "张伟"]
    admin.dispose()


def test_killed_process_has_kept_what_it_acknowledged(storage: Storage, school: int, database_url: str) -> None:
    storage.close()
    command = [sys.executable, "-m", "tests.storage.writer", database_url, str(school), "20000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        acknowledged = [process.stdout.readline().strip() for _ in range(300)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
    reopened = Storage(database_url)
    kept = reopened.read(school, names).result(5)
    count = reopened.read(school, lambda session: session.scalar(select(func.count(Person.id)))).result(5)
    reopened.close()
    assert process.returncode == -signal.SIGKILL
    assert set(acknowledged) <= set(kept)
    assert count == len(set(kept))
