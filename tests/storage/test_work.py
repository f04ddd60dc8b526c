"""The unit of work: what was said to be kept is kept, and nobody suffers for another."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import database_url as url_of
from storage.session import Session
from storage.work import TOGETHER, Storage
from tests.storage.rows import adds, busy, names, person


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
