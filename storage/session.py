"""The one place that binds a session to its school.

Every ORM statement is narrowed to the rows of that school, every new row is stamped with it, and whatever could
slip past (text, Core tables, bulk methods, a row of another school, a session without one) is refused. Foreign keys
carry the school as well, so the database itself refuses a row that points into another school.
"""

from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from sqlalchemy import (
    ClauseElement,
    Column,
    Connection,
    Integer,
    Select,
    Table,
    TextClause,
    Update,
    bindparam,
    event,
    orm,
    update,
)
from sqlalchemy.orm import LoaderCriteriaOption, Mapper, ORMExecuteState, UOWTransaction, with_loader_criteria
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnClause

from storage.tables import Numbered, Owned, Record, School

Row = TypeVar("Row", bound=Owned)


class NoSchool(Exception):
    """A statement that is not bound to a school, or a row of another one."""


class Session(orm.Session):
    """A session that is bound to a school; the ways round that binding are closed."""

    def _round_the_binding(self, *_args: Any, **_options: Any) -> NoReturn:
        raise NoSchool("this would not be bound to a school")

    connection = bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _round_the_binding


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
    if not state.is_orm_statement or state.is_insert or state.is_executemany:
        raise NoSchool(f"not a statement that can be bound to a school: {state.statement}")
    state.statement = _narrowed(state.statement, state.bind_mapper, state.session.info["school_id"])


@lru_cache(maxsize=2000)
def _narrowed(statement: Any, mapper: Mapper[Any] | None, school_id: int | None) -> Any:
    """The statement for that school; one that a module builds once is looked through and narrowed once."""
    tables = _tables(statement, mapper)
    if school_id is not None:
        return statement.options(*_bound_to(school_id))
    if tables != {School.__table__}:
        raise NoSchool(f"bound to no school: {statement}")
    return statement


@lru_cache(maxsize=1000)
def _bound_to(school_id: int) -> tuple[LoaderCriteriaOption, LoaderCriteriaOption]:
    return (
        with_loader_criteria(Owned, lambda table: table.school_id == school_id, include_aliases=True),
        with_loader_criteria(School, lambda table: table.id == school_id, include_aliases=True),
    )


def _tables(statement: ClauseElement, mapper: Mapper[Any] | None) -> set[Any]:
    """The tables of the statement; raises NoSchool where it holds something that narrowing does not reach.

    The ORM annotates the tables and columns that it knows, and narrows those; plain ones are Core's.
    """
    known: set[Any] = {mapper.local_table} if mapper else set()
    plain: set[Any] = set()
    for element in visitors.iterate(statement):
        if _slips_past(element):
            raise NoSchool(f"text, a Core table or another school, in: {statement}")
        if isinstance(element, Table) and element._annotations:
            known.add(element)
        elif isinstance(element, Column) and isinstance(element.table, Table):
            (known if element._annotations else plain).add(element.table)
    if not plain <= known:
        raise NoSchool(f"a Core table in: {statement}")
    return known


def _slips_past(element: visitors.ExternallyTraversible) -> bool:
    match element:
        case TextClause():
            return True
        case ColumnClause(is_literal=True):
            return element.name != "*"
        case Update():
            return any(getattr(column, "key", column) == "school_id" for column in element._values or ())
        case Select():
            return _is_core(element)
    return False


def _is_core(select: Select[Any]) -> bool:
    orm_knows = select._propagate_attrs.get("compile_state_plugin") == "orm"
    tables = select._from_obj if orm_knows else select._iterate_from_elements()
    return any(isinstance(table, Table) and not table._annotations for table in tables)


def enter(session: Session, row: Row) -> Row:
    """Adds a row that has its key at once, though it is written with the others at the end."""
    row.school_id = school_of(session)
    _give_numbers(session, row.school_id, [row])
    session.add(row)
    return row


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    new = [row for row in session.new if isinstance(row, Owned)]
    for row in new:
        if _unset(row.school_id):
            row.school_id = school_of(session)
    for row in (*session.new, *session.dirty, *session.deleted):
        _check(row, session.info["school_id"])
    if new:
        _give_numbers(session, school_of(session), new)


def _check(row: object, school_id: int | None) -> None:
    """Outside of any school only schools are written; inside one, only what is its own."""
    own = row.school_id if isinstance(row, Owned) else row.id if isinstance(row, School) else None
    if own != school_id and not (school_id is None and isinstance(row, School)):
        raise NoSchool(f"a row of school {own} in a session of school {school_id}")


def _give_numbers(session: Session, school_id: int, rows: list[Owned]) -> None:
    """Records count on their own, so that their numbers stay short; all other ids share one counter."""
    nameless = [row for row in rows if isinstance(row, Numbered) and _unset(row.id)]
    records = [row for row in rows if isinstance(row, Record) and _unset(row.number)]
    if not nameless and not records:
        return
    counts = {"of": school_id, "ids": len(nameless), "numbers": len(records)}
    last = orm.Session.connection(session).execute(_GIVEN, counts).one()
    for id_, row in enumerate(nameless, last.last_id - len(nameless) + 1):
        row.id = id_
    for number, record in enumerate(records, last.last_number - len(records) + 1):
        record.number = number


_GIVEN = (
    update(School)
    .where(School.id == bindparam("of"))
    .values(
        last_id=School.last_id + bindparam("ids", type_=Integer),
        last_number=School.last_number + bindparam("numbers", type_=Integer),
    )
    .returning(School.last_id, School.last_number)
)


def _unset(key: int | None) -> bool:
    return key is None
