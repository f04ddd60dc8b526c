"""A school in the database: loaded, loaded again, changed, left, come back; and another of the same names beside it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers import school
from handlers.school import BadFile, Change
from handlers.school.check import check
from storage import roster
from storage.session import Session
from storage.tables import Activity, Heard, Identity, Participant, Person, Record
from storage.work import Storage
from tests.school.conftest import NOW, Form, Load

Described = Callable[[str], Form]
NAME = "青禾实验小学"


def told(form: Form) -> Form:
    """What a description of the school holds: the open activities are a table of their own."""
    return {key: value for key, value in form.items() if key != "open_activities"}


def person(form: Form, name: str) -> Form:
    found: Form = next(person for person in form["people"] if person["name"] == name)
    return found


def first(storage: Storage, work: Callable[[Session], Any]) -> Any:
    return storage.read(1, work).result()


def test_a_school_is_described_as_it_was_loaded(form: Form, load: Load, described: Described) -> None:
    load(form)
    assert described(NAME) == told(form)


def test_loading_twice_changes_nothing(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    revision = first(storage, roster.revision)
    assert not load(form)
    assert first(storage, roster.revision) == revision


def test_a_change_shows_before_and_after_and_is_kept(
    form: Form, load: Load, described: Described, storage: Storage
) -> None:
    load(form)
    revision = first(storage, roster.revision)
    person(form, "王芳")["roles"] = ["prep_head"]
    form["classes"]["三年级"] = 6
    form["bot_name"] = "小教"
    changes = load(form)
    assert changes.changes == (
        Change("学校", NAME, "修改", ("机器人名字 小研 → 小教",)),
        Change("班级", "三年级", "修改", ("班数 5 → 6",)),
        Change("花名册", "王芳", "修改", ("角色 无 → 备课组长",)),
    )
    assert described(NAME) == told(form)
    assert first(storage, roster.revision) > revision


def test_who_is_no_longer_in_the_file_has_left_today(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    form["people"] = [person for person in form["people"] if person["name"] != "王芳"]
    assert load(form).changes == (Change("花名册", "王芳", "离校", ("2026-11-21起",)),)
    left = first(storage, lambda session: session.scalars(select(Person).where(Person.name == "王芳")).one())
    assert left.left_on == date(2026, 11, 21)


def test_the_day_of_leaving_stays_and_is_the_school_s_own(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    form["people"] = [person for person in form["people"] if person["name"] != "王芳"]
    load(form, NOW.replace(hour=20))
    form["bot_name"] = "小教"
    load(form, NOW + timedelta(days=30))
    days = first(storage, lambda session: session.scalars(select(Person.left_on).where(Person.name == "王芳")).all())
    assert days == [date(2026, 11, 22)]


def test_who_comes_back_is_the_same_person(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    before = first(storage, lambda session: session.scalars(select(Person.id).where(Person.name == "王芳")).one())
    everyone = form["people"]
    form["people"] = [person for person in everyone if person["name"] != "王芳"]
    load(form)
    form["people"] = everyone
    assert [(change.name, change.action) for change in load(form).changes] == [("王芳", "返校")]
    back = first(storage, lambda session: session.scalars(select(Person).where(Person.name == "王芳")).one())
    assert (back.id, back.left_on) == (before, None)


def note_a_lesson(session: Session) -> None:
    person_id = session.scalars(select(Person.id).where(Person.name == "王芳")).one()
    heard = Heard(channel="chat", message_id="1", conversation="群", sender="王芳", person_id=person_id, heard_at=NOW)
    session.add(heard)
    session.flush()
    record = Record(
        kind="observation",
        day=date(2026, 11, 20),
        slots={},
        said_by=person_id,
        said_at=NOW,
        message=heard.id,
        position=0,
    )
    session.add(record)
    session.flush()
    session.add(Participant(number=record.number, person_id=person_id, role="observer"))


def test_no_record_is_lost_when_its_people_leave(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    storage.write(1, note_a_lesson).result()
    form["people"] = form["people"][:1]
    load(form)
    kept = first(storage, lambda session: session.scalars(select(Participant)).all())
    assert [part.role for part in kept] == ["observer"]


def test_what_a_file_does_not_tell_stays(form: Form, load: Load, described: Described) -> None:
    load(form)
    load({"school": NAME, "people": form["people"]})
    assert described(NAME) == told(form)


def test_quotas_are_replaced_where_the_file_tells_them(form: Form, load: Load, described: Described) -> None:
    load(form)
    form["quotas"] = [form["quotas"][0] | {"amount": 12, "age_below": 35}]
    actions = [(change.name, change.action) for change in load(form).changes]
    assert actions == [("听课12（35岁以下）", "新增"), ("听课15（所有教师）", "去掉"), ("听课20（教研组长）", "去掉")]
    assert described(NAME)["quotas"] == form["quotas"]


def test_a_past_term_stays_and_a_corrected_one_is_replaced(form: Form, load: Load, described: Described) -> None:
    load(form)
    now = form["terms"][1] | {"name": "2026年秋"}
    form["terms"] = [now]
    load(form)
    assert [term["name"] for term in described(NAME)["terms"]] == ["2025-2026学年第二学期", "2026年秋"]


def opened(session: Session) -> list[tuple[str, str | None, date, bool]]:
    rows = session.scalars(select(Activity))
    return [(row.title, row.department, row.day, row.closes_at is None) for row in rows]


def test_open_activities_are_opened_once(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    load(form | {"bot_name": "小教"})
    assert first(storage, opened) == [("数学组教研活动", "数学组", date(2026, 11, 21), True)]


def close(session: Session) -> None:
    for row in session.scalars(select(Activity)):
        row.closed_at = NOW


def test_a_closed_activity_is_opened_again(form: Form, load: Load, storage: Storage) -> None:
    load(form)
    storage.write(1, close).result()
    assert [change.section for change in load(form).changes] == ["签到"]
    assert len(first(storage, opened)) == 2


def accounts(session: Session) -> dict[str, str]:
    names = {row.id: row.name for row in session.scalars(select(Person))}
    return {row.external_id: names[row.person_id] for row in session.scalars(select(Identity))}


def test_accounts_are_bound_kept_and_exchanged(form: Form, load: Load, storage: Storage) -> None:
    person(form, "王芳")["wecom"], person(form, "李娜")["wecom"] = "wf", "ln"
    load(form)
    assert first(storage, accounts) == {"wf": "王芳", "ln": "李娜"}
    person(form, "王芳")["wecom"], person(form, "李娜")["wecom"] = "ln", "wf"
    load(form)
    assert first(storage, accounts) == {"ln": "王芳", "wf": "李娜"}
    del person(form, "王芳")["wecom"], person(form, "李娜")["wecom"]
    assert not load(form)


def test_an_account_of_somebody_else_is_refused_and_names_both(form: Form, load: Load, storage: Storage) -> None:
    person(form, "王芳")["wecom"] = "wf"
    load(form)
    del person(form, "王芳")["wecom"]
    person(form, "李娜")["wecom"] = "wf"
    with pytest.raises(BadFile) as caught:
        load(form)
    assert caught.value.problems == ("people[7].wecom：“wf”已是王芳的企业微信号，不能再给李娜",)
    assert first(storage, accounts) == {"wf": "王芳"}


def test_an_account_passes_on_from_who_left(form: Form, load: Load, storage: Storage) -> None:
    person(form, "王芳")["wecom"] = "wf"
    load(form)
    form["people"] = [someone for someone in form["people"] if someone["name"] != "王芳"]
    person(form, "李娜")["wecom"] = "wf"
    load(form)
    assert first(storage, accounts) == {"wf": "李娜"}


def test_two_schools_of_the_same_names_do_not_touch(form: Form, load: Load, described: Described) -> None:
    person(form, "王芳")["wecom"] = "wf"
    load(form)
    load(form | {"school": "蓝城小学", "people": form["people"][:7], "projects": []})
    assert described(NAME) == told(form)
    assert len(described("蓝城小学")["people"]) == 7
    load(form | {"people": form["people"][:8]})
    assert len(described("蓝城小学")["people"]) == 7


def test_a_plan_for_a_new_school_needs_no_session(form: Form) -> None:
    changes = school.plan(None, check(form), date(2026, 11, 21))
    assert changes.created
    assert {change.action for change in changes.changes} == {"新增"}
    assert set(changes.unchanged.values()) == {0}


def test_changes_stand_in_the_order_of_their_kinds(form: Form, load: Load) -> None:
    everyone = form["people"]
    load(form)
    load(form | {"people": everyone[1:]})
    newcomers: list[Form] = [{"name": name, "departments": [], "subjects": []} for name in ("甲", "乙")]
    changes = load(form | {"people": [newcomers[0], *everyone[:-1], newcomers[1]]}).changes
    assert [(change.name, change.action) for change in changes] == [
        ("甲", "新增"),
        ("乙", "新增"),
        ("丁宁", "离校"),
        ("沈国华", "返校"),
    ]


def test_a_plan_writes_nothing(form: Form, load: Load, described: Described, storage: Storage) -> None:
    load(form)
    file = check(form | {"people": form["people"][:3]})
    changes = storage.write(1, lambda session: school.plan(session, file, date(2026, 11, 21))).result()
    assert sum(change.action == "离校" for change in changes.changes) == 37
    assert described(NAME) == told(form)
