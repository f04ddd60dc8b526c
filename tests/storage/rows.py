"""Rows to begin with, and units that write and read them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event

from sqlalchemy import select

from storage.session import Session
from storage.tables import Person, School, Term
from storage.work import Storage


def person(name: str) -> Person:
    return Person(name=name, departments=[], subjects=[], roles=[], aliases=[])


def term(name: str) -> Term:
    return Term(name=name, start=date(2026, 9, 1), end=date(2027, 1, 22), first_monday=date(2026, 8, 31))


def open_school(storage: Storage, name: str) -> int:
    """A school without anybody; its id."""

    def work(session: Session) -> int:
        school = School(name=name, timezone="Asia/Shanghai", bot_name="小研", words={})
        session.add(school)
        session.flush()
        return school.id

    return storage.write(None, work).result(5)


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
