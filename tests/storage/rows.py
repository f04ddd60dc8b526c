"""Rows to begin with."""

from datetime import date

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
