"""A school as its file says it: found, created, described in the form of the file, made to say what a file says."""

import secrets
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.session import Session
from storage.tables import Activity, Identity, Person, Quota, School, Term

Form = dict[str, Any]
"""What a school file holds, as JSON: days are ISO text, a person without roles has no key `roles`."""

CHANNEL = "wecom"
"""The channel whose ids a school file may carry."""

WORDS = (
    "periods", "classes", "subjects", "departments", "contests", "journals", "projects", "open_deadlines",
    "vacations", "school_days", "reminders", "digest", "age_day", "two_sided", "closed_terms",
)  # fmt: skip

CLOSED = "closed_terms"
"""The names of the terms that take no more records but from the office."""

_QUOTA = ("kind", "amount", "role", "department", "age_below", "age_from")


def find(session: Session, name: str) -> int | None:
    """The id of the school of that name. For a session that is bound to no school."""
    return session.scalars(select(School.id).where(School.name == name)).one_or_none()


def names(session: Session) -> list[str]:
    """All schools, oldest first. A bound session sees its own alone."""
    return list(session.scalars(select(School.name).order_by(School.id)))


def create(session: Session, name: str, timezone: str = "Asia/Shanghai", bot_name: str = "小研") -> int:
    """A school that has nothing but its name yet; `save` in a session bound to the id fills it."""
    school = School(name=name, timezone=timezone, bot_name=bot_name, words={})
    session.add(school)
    session.flush()
    return school.id


def describe(session: Session) -> Form:
    """The school in the form of its file: who is here now, terms in order of time, quotas where there are any.

    `open_activities` is left out: what is open is a question to the table of activities.
    """
    school = session.scalars(select(School)).one()
    quotas = _of_file(session)
    form = {"school": school.name, "timezone": school.timezone, "bot_name": school.bot_name, **school.words}
    form["terms"] = [_term_form(term) for term in session.scalars(select(Term).order_by(Term.start))]
    form["people"] = _people(session)
    if quotas:
        form["quotas"] = [{key: getattr(quota, key) for key in _QUOTA} for quota in quotas]
    return form


def close_term(session: Session, name: str, *, closed: bool) -> bool:
    """Closes the term, or opens it again; False where it was so already."""
    school = session.scalars(select(School)).one()
    before = school.words.get(CLOSED, [])
    if (name in before) == closed:
        return False
    after = [*before, name] if closed else [other for other in before if other != name]
    school.words = {**school.words, CLOSED: after}
    school.revision += 1
    return True


def secret(session: Session) -> str | None:
    """What signs the school's links; None before `keep_secret`."""
    return session.scalars(select(School.secret)).one()


def keep_secret(session: Session) -> None:
    """From now on the school has a secret, the same for ever: another one would close every link."""
    school = session.scalars(select(School)).one()
    school.secret = school.secret or secrets.token_hex(32)


def left(session: Session) -> set[str]:
    """The names of those who were here once."""
    return set(session.scalars(select(Person.name).where(Person.left_on.is_not(None))))


def bound(session: Session) -> dict[str, str]:
    """Each account of `CHANNEL` and the name of whom it speaks for, of those who are here."""
    people = select(Person).where(Person.left_on.is_(None))
    here = {person.id: person.name for person in session.scalars(people)}
    ids = session.scalars(select(Identity).where(Identity.channel == CHANNEL))
    return {identity.external_id: here[identity.person_id] for identity in ids if identity.person_id in here}


def open_titles(session: Session) -> list[str]:
    """The titles of the activities that people can sign in to now."""
    return list(
        session.scalars(select(Activity.title).where(Activity.opened_at.is_not(None), Activity.closed_at.is_(None)))
    )


def save(session: Session, form: Form, now: datetime) -> None:
    """Makes the school what `form` (a whole description) says. People who are not in it have left today.

    `open_activities` are opened where none of that title is open. Records are not touched.
    """
    school = session.scalars(select(School)).one()
    school.timezone, school.bot_name = form["timezone"], form["bot_name"]
    school.words = {key: form[key] for key in WORDS if key in form}
    school.revision += 1
    today = now.astimezone(ZoneInfo(school.timezone)).date()
    _save_terms(session, form["terms"])
    _save_people(session, form["people"], today)
    _bind(session, form["people"], now)
    _save_quotas(session, form.get("quotas", []))
    _open(session, form.get("open_activities", []), now, today)
    session.flush()


def _term_form(term: Term) -> Form:
    return {"name": term.name} | {key: getattr(term, key).isoformat() for key in ("start", "end", "first_monday")}


def _people(session: Session) -> list[Form]:
    ids = select(Identity).where(Identity.channel == CHANNEL).order_by(Identity.id)
    bound = {identity.person_id: identity.external_id for identity in session.scalars(ids)}
    here = select(Person).where(Person.left_on.is_(None)).order_by(Person.id)
    return [_person_form(person, bound.get(person.id)) for person in session.scalars(here)]


def _person_form(person: Person, external_id: str | None) -> Form:
    always = {"name": person.name, "departments": person.departments, "subjects": person.subjects}
    told = {
        "gender": person.gender,
        "birth": person.birth and person.birth.isoformat(),
        "roles": person.roles,
        "aliases": person.aliases,
        CHANNEL: external_id,
    }
    return always | {key: value for key, value in told.items() if value}


def _save_terms(session: Session, forms: list[Form]) -> None:
    kept = {term.name: term for term in session.scalars(select(Term))}
    for form in forms:
        term = kept.pop(form["name"], None) or Term(name=form["name"])
        for key in ("start", "end", "first_monday"):
            setattr(term, key, date.fromisoformat(form[key]))
        session.add(term)
    for term in kept.values():
        session.delete(term)


def _save_people(session: Session, forms: list[Form], today: date) -> None:
    known = {person.name: person for person in session.scalars(select(Person))}
    for form in forms:
        person = known.pop(form["name"], None) or Person(name=form["name"])
        person.gender = form.get("gender")
        person.birth = date.fromisoformat(form["birth"]) if "birth" in form else None
        for key in ("departments", "subjects", "roles", "aliases"):
            setattr(person, key, form.get(key, []))
        person.left_on = None
        session.add(person)
    for person in known.values():
        person.left_on = person.left_on or today


def _bind(session: Session, forms: list[Form], now: datetime) -> None:
    """Old rows go before new ones come: two people may have exchanged their ids."""
    session.flush()
    wanted = {form["name"]: form[CHANNEL] for form in forms if CHANNEL in form}
    people = {person.id: person.name for person in session.scalars(select(Person))}
    ids = {name: id_ for id_, name in people.items()}
    for identity in session.scalars(select(Identity).where(Identity.channel == CHANNEL)):
        name = people[identity.person_id]
        if wanted.get(name) == identity.external_id:
            del wanted[name]
        elif name in wanted or identity.external_id in wanted.values():
            session.delete(identity)
    session.flush()
    for name, external_id in wanted.items():
        session.add(Identity(channel=CHANNEL, external_id=external_id, person_id=ids[name], bound_at=now))


def _of_file(session: Session) -> list[Quota]:
    """What the file said and nobody has ended by word."""
    of_file = select(Quota).where(Quota.set_by.is_(None), Quota.until.is_(None))
    return list(session.scalars(of_file.order_by(Quota.id)))


def _save_quotas(session: Session, forms: list[Form]) -> None:
    for quota in _of_file(session):
        session.delete(quota)
    session.add_all(Quota(**form) for form in forms)


def _open(session: Session, forms: list[Form], now: datetime, today: date) -> None:
    opened = set(open_titles(session))
    for form in forms:
        if form["title"] not in opened:
            department = form.get("department")
            session.add(Activity(title=form["title"], department=department, day=today, opened_at=now))
