"""The unit of work: one writing thread with group commit, and other connections for questions.

Units that wait together share a transaction, each within a savepoint of its own; the answer of a unit is released
only after the commit that holds it. So 已记录 is true when it is said, one failing unit harms no other, and a slow
disk is paid for once for many.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import SQLAlchemyError as DatabaseError

from storage.database import database_url, reading_engine, writing_engine
from storage.migrate import upgrade
from storage.session import Session, open_session

__all__ = ["DatabaseError", "Storage"]

T = TypeVar("T")

TOGETHER = 200
"""How many units share a transaction at most, so that the first of them does not wait long."""

READERS = 4

_DEADLOCKS = {"40001", "40P01"}


@dataclass(frozen=True)
class _Unit:
    school_id: int | None
    work: Callable[[Session], Any]
    done: "Future[Any]"


class Storage:
    """A database, migrated when it is opened. `close` finishes what was accepted."""

    def __init__(self, url: str) -> None:
        """Opens `sqlite:///PATH` or `postgresql://…`; raises ValueError on another kind of database."""
        target = database_url(url)
        self._writing = writing_engine(target)
        upgrade(self._writing)
        self._reading = reading_engine(target)
        self._waiting: queue.SimpleQueue[_Unit | None] = queue.SimpleQueue()
        self._accepting = threading.Lock()
        self._closed = False
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="storage-read")
        self._writer = threading.Thread(target=self._write, name="storage-write", daemon=True)
        self._writer.start()

    def write(self, school_id: int | None, work: Callable[[Session], T]) -> "Future[T]":
        """Runs `work` in order of arrival; the future is done when its commit is on disk, or with what it raised.

        `work` may run twice (a lost connection, another process that was faster), so it must keep nothing outside
        the session that a second run would double.
        """
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()  # accepted is accepted: a waiter that gives up cannot take it back
        with self._accepting:
            if self._closed:
                raise RuntimeError("the storage is closed")
            self._waiting.put(_Unit(school_id, work, done))
        return done

    def read(self, school_id: int | None, work: Callable[[Session], T]) -> "Future[T]":
        """Runs `work` on a connection that cannot write and sees what is committed."""
        return self._readers.submit(self._read, school_id, work)

    def close(self) -> None:
        """Finishes every accepted unit, then lets go of the database."""
        with self._accepting:
            self._closed = True
            self._waiting.put(None)
        self._writer.join()
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()

    def _read(self, school_id: int | None, work: Callable[[Session], T]) -> T:
        with self._reading.connect() as connection, open_session(connection, school_id) as session:
            return work(session)

    def _write(self) -> None:
        last = False
        while not last:
            units, last = self._take()
            if units:
                self._settle(units)

    def _take(self) -> tuple[list[_Unit], bool]:
        """The units that wait now, at least one; True with the last of all."""
        units: list[_Unit] = []
        unit = self._waiting.get()
        while unit is not None:
            units.append(unit)
            if len(units) == TOGETHER or self._waiting.empty():
                return units, False
            unit = self._waiting.get()
        return units, True

    def _settle(self, units: list[_Unit]) -> None:
        try:
            results = self._together(units)
        except DBAPIError as error:
            # The outcome of a lost commit is unknown; a unit that did land recognises its message and repeats itself.
            results = [self._alone(unit) for unit in units] if _is_everybodys(error) else [error for _ in units]
        except BaseException as error:
            results = [error for _ in units]
        for unit, result in zip(units, results, strict=True):
            if isinstance(result, BaseException):
                unit.done.set_exception(result)
            else:
                unit.done.set_result(result[0])

    def _alone(self, unit: _Unit) -> Any:
        """A second attempt: a transaction of one unit holds no locks that another process could need in turn."""
        try:
            return self._together([unit])[0]
        except Exception as error:
            return error

    def _together(self, units: list[_Unit]) -> list[Any]:
        """One transaction; each unit's result in a tuple, or what it raised."""
        with self._writing.begin() as connection:
            return [_run(connection, unit) for unit in units]


def _run(connection: Connection, unit: _Unit) -> Any:
    try:
        return _attempt(connection, unit)
    except IntegrityError:
        pass  # another process wrote the same key first: look again
    except Exception as error:
        return _spare(error)
    try:
        return _attempt(connection, unit)
    except Exception as error:
        return _spare(error)


def _attempt(connection: Connection, unit: _Unit) -> tuple[Any]:
    with open_session(connection, unit.school_id) as session:
        result = unit.work(session)
        session.commit()
        return (result,)


def _spare(error: Exception) -> Exception:
    """An error of one unit is its own, unless the transaction cannot go on."""
    if _is_everybodys(error):
        raise error
    return error


def _is_everybodys(error: Exception) -> bool:
    """A lost connection, or a deadlock with another process: what earlier units hold must be let go."""
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _DEADLOCKS
