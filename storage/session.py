"""The one place that binds a session to its school.

Every ORM statement is narrowed to the rows of that school, every new row is stamped with it, and whatever could
slip past (text, Core statements, a session without a school) is refused. Foreign keys carry the school as well, so
the database itself refuses a row that points into another school.
"""

from typing import Any

from sqlalchemy import Connection, event, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from storage.tables import Numbered, Owned, Record, School

__all__ = ["NoSchool", "Session", "open_session", "school_of"]


class NoSchool(Exception):
    """A statement that is not bound to a school, or a row of another one."""


def open_session(connection: Connection, school_id: int | None) -> Session:
    """A session inside the caller's transaction, as a savepoint of it. Without a school only `schools` is in reach."""
    return Session(
        connection,
        join_transaction_mode="create_savepoint",
        expire_on_commit=False,
        info={"school_id": school_id},
    )


def school_of(session: Session) -> int:
    """The school that the session is bound to; raises NoSchool where there is none."""
    school_id: int | None = session.info["school_id"]
    if school_id is None:
        raise NoSchool("this session is bound to no school")
    return school_id


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if not state.is_orm_statement or state.is_insert:
        raise NoSchool(f"not an ORM statement, so it cannot be bound to a school: {state.statement}")
    school_id = state.session.info["school_id"]
    if school_id is None:
        if any(mapper.class_ is not School for mapper in state.all_mappers):
            raise NoSchool(f"bound to no school: {state.statement}")
        return
    state.statement = state.statement.options(
        with_loader_criteria(Owned, lambda table: table.school_id == school_id, include_aliases=True),
        with_loader_criteria(School, lambda table: table.id == school_id, include_aliases=True),
    )


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    rows = [row for row in session.new if isinstance(row, Owned)]
    if not rows:
        return
    school_id = school_of(session)
    for row in rows:
        if row.school_id not in (None, school_id):
            raise NoSchool(f"a row of school {row.school_id} in a session of school {school_id}")
        row.school_id = school_id
    _give_numbers(session, school_id, rows)


def _give_numbers(session: Session, school_id: int, rows: list[Owned]) -> None:
    """Records count on their own, so that their numbers stay short; all other ids share one counter."""
    nameless = [row for row in rows if isinstance(row, Numbered) and _unset(row.id)]
    records = [row for row in rows if isinstance(row, Record) and _unset(row.number)]
    if not nameless and not records:
        return
    given = (
        update(School)
        .where(School.id == school_id)
        .values(last_id=School.last_id + len(nameless), last_number=School.last_number + len(records))
        .returning(School.last_id, School.last_number)
    )
    last = session.connection().execute(given).one()
    for id_, row in enumerate(nameless, last.last_id - len(nameless) + 1):
        row.id = id_
    for number, record in enumerate(records, last.last_number - len(records) + 1):
        record.number = number


def _unset(key: int | None) -> bool:
    return key is None
