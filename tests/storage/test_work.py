"""The unit of work: what was said to be kept is kept, and nobody suffers for another."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import database_url as url_of
from storage.session import Session
from storage.tables import Person
from storage.work import TOGETHER, Storage
from tests.storage.rows import open_school, person


@pytest.fixture
def school(storage: Storage) -> int:
    return open_school(storage, "青禾小学")


def adds(name: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.add(person(name))
        return name

    return work


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Person.name).order_by(Person.id)))


@contextmanager
def busy(storage: Storage) -> Iterator[None]:
    """Holds the writing thread, so that what is written meanwhile waits together."""
    held, release = Event(), Event()

    def holds(_: Session) -> None:
        held.set()
        release.wait(10)

    storage.write(None, holds)
    held.wait(10)
    yield
    release.set()


@contextmanager
def commits(failing: int = 0) -> Iterator[list[Connection]]:
    """The commits that happen meanwhile; one of them may fail."""
    counted: list[Connection] = []

    def count(connection: Connection) -> None:
        counted.append(connection)
        if len(counted) == failing:
            raise OSError("disk full")

    event.listen(Engine, "commit", count)
    yield counted
    event.remove(Engine, "commit", count)


def test_result_is_released_when_others_can_see_it(storage: Storage, school: int, database_url: str) -> None:
    elsewhere = create_engine(url_of(database_url))
    seen: list[int] = []

    def look(_: Future[Any]) -> None:
        with elsewhere.connect() as connection:
            seen.append(connection.execute(text("SELECT count(*) FROM people")).scalar_one())

    with busy(storage):
        units = [storage.write(school, adds(name)) for name in ("王芳", "李明", "张伟")]
        for unit in units:
            unit.add_done_callback(look)
    assert [unit.result(5) for unit in units] == ["王芳", "李明", "张伟"]
    storage.close()
    elsewhere.dispose()
    assert seen == [3, 3, 3]


def test_units_that_wait_together_share_a_commit(storage: Storage, school: int) -> None:
    with commits() as counted:
        with busy(storage):
            units = [storage.write(school, adds(f"人{n}")) for n in range(50)]
        wait_for(units, 10)
    assert len(counted) == 2  # the one that kept the thread busy, and all the others


def test_no_more_than_some_share_a_commit(storage: Storage, school: int) -> None:
    with commits() as counted:
        with busy(storage):
            units = [storage.write(school, lambda _: None) for _ in range(TOGETHER + 1)]
        wait_for(units, 10)
    assert len(counted) == 3


def test_failing_unit_rolls_back_alone(storage: Storage, school: int) -> None:
    def fails(session: Session) -> None:
        session.add(person("多余"))
        session.flush()
        raise LookupError("no such lesson")

    with busy(storage):
        before = storage.write(school, adds("王芳"))
        failing = storage.write(school, fails)
        after = storage.write(school, adds("李明"))
    assert isinstance(failing.exception(5), LookupError)
    assert (before.result(5), after.result(5)) == ("王芳", "李明")
    assert storage.read(school, names).result(5) == ["王芳", "李明"]


def test_unit_may_catch_its_own_conflict(storage: Storage, school: int) -> None:
    def twice(session: Session) -> str:
        try:
            with session.begin_nested():
                session.add(person("王芳"))
        except IntegrityError:
            return "was there"
        return "new"

    with busy(storage):
        units = [storage.write(school, twice) for _ in range(2)]
    assert [unit.result(5) for unit in units] == ["new", "was there"]


def test_order_of_arrival_is_kept(storage: Storage, school: int) -> None:
    told = [f"人{n:03}" for n in range(300)]
    wait_for([storage.write(school, adds(name)) for name in told], 20)
    assert storage.read(school, names).result(5) == told


def test_conflict_is_tried_once_more(storage: Storage, school: int) -> None:
    runs: list[list[str]] = []

    def loses_a_race(session: Session) -> list[str]:
        runs.append(names(session))
        session.add(person("王芳" if len(runs) == 1 else "李明"))
        return names(session)

    storage.write(school, adds("王芳")).result(5)
    assert storage.write(school, loses_a_race).result(5) == ["王芳", "李明"]
    assert runs == [["王芳"], ["王芳"]]


def test_conflict_that_stays_is_the_units_own(storage: Storage, school: int) -> None:
    with busy(storage):
        units = [storage.write(school, adds(name)) for name in ("王芳", "王芳", "李明")]
    assert isinstance(units[1].exception(5), IntegrityError)
    assert storage.read(school, names).result(5) == ["王芳", "李明"]


def test_failed_commit_is_told_to_all_that_it_held(storage: Storage, school: int) -> None:
    with commits(failing=2):
        with busy(storage):
            units = [storage.write(school, adds(name)) for name in ("王芳", "李明")]
        assert [type(unit.exception(5)) for unit in units] == [OSError, OSError]
    assert storage.write(school, adds("张伟")).result(5) == "张伟"
    assert storage.read(school, names).result(5) == ["张伟"]


def test_close_finishes_what_was_accepted(storage: Storage, school: int, database_url: str) -> None:
    with busy(storage):
        units = [storage.write(school, adds(f"人{n}")) for n in range(20)]
    storage.close()
    assert all(unit.done() for unit in units)
    reopened = Storage(database_url)
    assert len(reopened.read(school, names).result(5)) == 20
    reopened.close()


def test_closed_storage_accepts_nothing(storage: Storage) -> None:
    storage.close()
    with pytest.raises(RuntimeError, match="closed"):
        storage.write(None, lambda _: None)
    with pytest.raises(RuntimeError):
        storage.read(None, lambda _: None)


async def test_waiter_that_gives_up_takes_nothing_back(storage: Storage, school: int) -> None:
    with busy(storage):
        waiting = asyncio.wrap_future(storage.write(school, adds("王芳")))
        await asyncio.sleep(0)
        waiting.cancel()
    assert await asyncio.wrap_future(storage.write(school, names)) == ["王芳"]


def test_question_cannot_write(storage: Storage, school: int) -> None:
    def writes(session: Session) -> None:
        session.add(person("王芳"))
        session.flush()

    assert isinstance(storage.read(school, writes).exception(5), DBAPIError)
    assert storage.read(school, names).result(5) == []


def test_question_is_answered_while_a_unit_runs(storage: Storage, school: int) -> None:
    storage.write(school, adds("王芳")).result(5)
    with busy(storage):
        waiting = storage.write(school, adds("李明"))
        assert storage.read(school, names).result(5) == ["王芳"]
        assert not waiting.done()


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
