"""Two schools with the same names: neither sees, changes or points into the other, however it is asked."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import Select, Table, delete, exists, func, insert, literal_column, select, text, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from storage.session import NoSchool, Session
from storage.tables import Identity, Person, School, Term
from storage.work import Storage
from tests.storage.rows import open_school, person, term

Other = aliased(Person)
people = cast(Table, Person.__table__)
everyone = select(Person).subquery()
listed = select(Person.name).cte()

NOW = datetime(2026, 11, 20, tzinfo=UTC)

SEEN: list[tuple[Select[Any], list[Any]]] = [
    (select(Person.name), ["李明", "王芳"]),
    (select(Person.name).where(Person.name == "仅乙"), []),
    (select(School.name), ["甲"]),
    (select(func.count()).select_from(Person), [2]),
    (select(func.count(Person.id)), [2]),
    (select(func.max(Person.id)), [2]),
    (select(Other.name), ["李明", "王芳"]),
    (select(Other.name).join(Person, Person.name != Other.name), ["李明", "王芳"]),
    (select(Person.name).join(Term, Term.name == "第一学期"), ["李明", "王芳"]),
    (select(Other.name).select_from(Person).outerjoin(Other, Other.name == "仅乙"), [None, None]),
    (select(Person.name).where(exists().where(Other.name == "仅乙")), []),
    (select(Person.name).where(Person.name.in_(select(Other.name).where(Other.name != "李明"))), ["王芳"]),
    (select(select(func.count(Person.id)).scalar_subquery()).select_from(Term), [2]),
    (select(everyone.c.name), ["李明", "王芳"]),
    (select(aliased(Person, everyone).name), ["李明", "王芳"]),
    (select(listed.c.name), ["李明", "王芳"]),
    (select(union_all(select(Person.name), select(Term.name)).subquery().c.name), ["李明", "王芳", "第一学期"]),
]

REFUSED: list[Any] = [
    text("SELECT name FROM people"),
    select(people.c.name),
    select(func.count()).select_from(people),
    select(Term.name, people.c.name),
    select(Term.name).select_from(people),
    select(Person.name).where(text("1 = 1 OR 1 = 1")),
    select(Person.name, literal_column("(SELECT count(*) FROM people)")),
    select(Person).from_statement(text("SELECT * FROM people")),
    select(Person.name).where(exists(select(people.c.id).where(people.c.name == "仅乙"))),
    select(Person.name, select(func.count()).select_from(people).scalar_subquery()),
    select(Person.name).where(Person.id.in_(select(func.max(people.c.id)))),
    insert(Term).values(school_id=2, id=9, name="x"),
    update(people).values(gender="女"),
    update(Term).values(school_id=2),
    delete(people),
]


@pytest.fixture
def schools(storage: Storage) -> tuple[int, int]:
    """甲 and 乙, with the same people and terms; 乙 has one person more."""
    first, second = open_school(storage, "甲"), open_school(storage, "乙")
    for school in (first, second):
        storage.write(school, lambda s: s.add_all([person("王芳"), person("李明"), term("第一学期")])).result(5)
    storage.write(second, lambda session: session.add(person("仅乙"))).result(5)
    return first, second


def rows(storage: Storage, school: int) -> list[tuple[str, str | None]]:
    """Everyone of a school, with gender."""
    question = select(Person.name, Person.gender).order_by(Person.id)
    return storage.read(school, lambda session: [(name, gender) for name, gender in session.execute(question)]).result(
        5
    )


@pytest.mark.parametrize(("question", "answer"), SEEN)
def test_question_sees_its_own_school(
    question: Select[Any], answer: list[Any], storage: Storage, schools: tuple[int, int]
) -> None:
    found = storage.read(schools[0], lambda session: session.scalars(question).all()).result(5)
    assert sorted(found, key=str) == answer


@pytest.mark.parametrize("statement", REFUSED)
def test_statement_that_cannot_be_narrowed_is_refused(
    statement: Any, storage: Storage, schools: tuple[int, int]
) -> None:
    before = rows(storage, schools[1])
    assert isinstance(storage.write(schools[0], lambda session: session.execute(statement)).exception(5), NoSchool)
    assert rows(storage, schools[1]) == before


@pytest.mark.parametrize("question", [select(Person.name), select(School.name).where(exists().where(Person.id == 1))])
def test_session_without_a_school_reaches_schools_alone(
    question: Select[Any], storage: Storage, schools: tuple[int, int]
) -> None:
    assert isinstance(storage.read(None, lambda session: session.scalars(question).all()).exception(5), NoSchool)
    assert isinstance(storage.write(None, lambda session: session.add(person("x"))).exception(5), NoSchool)
    named = storage.read(None, lambda session: session.scalars(select(School.name).order_by(School.id)).all())
    assert named.result(5) == ["甲", "乙"]


def test_get_finds_only_ones_own(storage: Storage, schools: tuple[int, int]) -> None:
    def finds(session: Session) -> list[bool]:
        return [session.get(Person, (school, 1)) is not None for school in schools]

    assert storage.read(schools[0], finds).result(5) == [True, False]
    assert storage.read(schools[1], finds).result(5) == [False, True]


def test_update_and_delete_stay_within(storage: Storage, schools: tuple[int, int]) -> None:
    first, second = schools
    storage.write(first, lambda session: session.execute(update(Person).values(gender="女"))).result(5)
    assert rows(storage, first) == [("王芳", "女"), ("李明", "女")]
    everybody = delete(Person).where(Person.id.in_(select(Other.id)))
    storage.write(first, lambda session: session.execute(everybody)).result(5)
    assert rows(storage, first) == []
    assert rows(storage, second) == [("王芳", None), ("李明", None), ("仅乙", None)]


def test_refreshed_and_expired_rows_are_loaded_again(storage: Storage, schools: tuple[int, int]) -> None:
    def reloads(session: Session) -> str:
        found = session.scalars(select(Person).where(Person.name == "王芳")).one()
        session.refresh(found)
        session.expire(found)
        return found.name

    assert storage.write(schools[0], reloads).result(5) == "王芳"


def _moves(session: Session, other: int) -> None:
    session.scalars(select(Term)).one().school_id = other


def _updates_by_key(session: Session, other: int) -> None:
    session.execute(update(Person), [{"school_id": other, "id": 1, "gender": "女"}])


def _goes_to_the_connection(session: Session, other: int) -> None:
    session.connection().execute(people.update().values(gender="女"))


INTRUSIONS: list[Callable[[Session, int], Any]] = [
    lambda session, other: session.add(Term(school_id=other, name="第二学期")),
    lambda session, other: session.merge(Person(school_id=other, id=1, name="赵六")),
    lambda session, other: session.bulk_save_objects([Person(school_id=other, id=9, name="赵六")]),
    lambda session, other: session.bulk_insert_mappings(Person, [{"school_id": other, "id": 9, "name": "赵六"}]),
    lambda session, other: session.bulk_update_mappings(Person, [{"school_id": other, "id": 1, "name": "赵六"}]),
    lambda session, other: session.add(School(name="丙", timezone="Asia/Shanghai", bot_name="小研", words={})),
    _moves,
    _updates_by_key,
    _goes_to_the_connection,
]


@pytest.mark.parametrize("intrude", INTRUSIONS)
def test_row_of_another_school_is_refused(
    intrude: Callable[[Session, int], Any], storage: Storage, schools: tuple[int, int]
) -> None:
    first, second = schools
    assert isinstance(storage.write(first, lambda session: intrude(session, second)).exception(5), NoSchool)
    assert rows(storage, second) == [("王芳", None), ("李明", None), ("仅乙", None)]


@pytest.mark.parametrize("change", ["change", "delete"])
def test_row_that_was_read_for_another_school_is_refused(
    change: str, storage: Storage, schools: tuple[int, int]
) -> None:
    first, second = schools
    foreign = storage.read(second, lambda session: session.scalars(select(Person).limit(1)).one()).result(5)

    def intrudes(session: Session) -> None:
        session.add(foreign)
        if change == "delete":
            session.delete(foreign)
        else:
            foreign.gender = "女"

    assert isinstance(storage.write(first, intrudes).exception(5), NoSchool)
    assert len(rows(storage, second)) == 3


def test_database_refuses_to_point_into_another_school(storage: Storage, schools: tuple[int, int]) -> None:
    """Person 4 exists in the second school only."""

    def binds(session: Session) -> None:
        session.add(Identity(channel="page", external_id="x", person_id=4, bound_at=NOW))

    assert isinstance(storage.write(schools[0], binds).exception(5), IntegrityError)
    assert storage.write(schools[1], binds).exception(5) is None


def test_ids_and_numbers_are_each_schools_own(storage: Storage, schools: tuple[int, int]) -> None:
    question = select(Person.id).order_by(Person.id)
    found = [storage.read(school, lambda session: session.scalars(question).all()).result(5) for school in schools]
    assert found == [[1, 2], [1, 2, 4]]
