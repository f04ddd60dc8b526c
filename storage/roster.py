"""Who is at the school: a snapshot of people, identities, terms and quotas that is good until `revision` changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.session import Session
from storage.tables import Absence, Chat, Identity, Person, Quota, School, Term


@dataclass(frozen=True)
class Member:
    """A person on the roster, free of the session."""

    id: int
    name: str
    gender: str | None
    birth: date | None
    departments: tuple[str, ...]
    subjects: tuple[str, ...]
    roles: frozenset[str]
    aliases: tuple[str, ...]
    left: bool

    def heads(self, department: str | None) -> bool:
        """Is this the 教研组长 of that department?"""
        return "head" in self.roles and department in self.departments

    def age(self, day: date) -> int | None:
        """Whole years on that day, None where the birth date is not known."""
        if self.birth is None:
            return None
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(frozen=True)
class TermDays:
    """A term, free of the session. Week 1 begins on `first_monday`."""

    name: str
    start: date
    end: date
    first_monday: date


@dataclass(frozen=True)
class QuotaRule:
    """How many of a kind in which time, and whom it binds; see the table of the same words. `per` is a term unless it
    says otherwise; `told`: in a sentence of the office, not in the school's file."""

    id: int
    kind: str
    amount: int
    audience: Mapping[str, list[str]]
    age_below: int | None
    age_from: int | None
    filters: Mapping[str, Any]
    per: str
    each: int | None
    since: date | None
    until: date | None
    told: bool

    def holds(self, day: date) -> bool:
        """Is it in force on that day?"""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Away:
    """Somebody is not there, from day to day; without `end` nobody knows yet until when."""

    id: int
    person: int
    reason: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Roster:
    """A school as it was at `revision`."""

    school_id: int
    revision: int
    name: str
    bot_name: str
    zone: ZoneInfo
    words: dict[str, Any]
    people: dict[int, Member]
    identities: dict[tuple[str, str, str], int]
    terms: tuple[TermDays, ...]
    quotas: tuple[QuotaRule, ...]
    away: tuple[Away, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Member]:
        """Everyone by full name, those who left included."""
        return {member.name: member for member in self.people.values()}

    @cached_property
    def present(self) -> tuple[Member, ...]:
        """Those who have not left, in the order of the file."""
        return tuple(member for member in self.people.values() if not member.left)

    def speaker(self, channel: str, external_id: str, tenant: str = "") -> Member | None:
        """Who speaks, if the id is bound to somebody who has not left. An id bound without a tenant holds for any."""
        id_ = _folded(channel, external_id)
        person = self.identities.get((channel, tenant, id_)) or self.identities.get((channel, "", id_), 0)
        member = self.people.get(person)
        return None if member is None or member.left else member

    def members(self, department: str | None) -> list[Member]:
        """Those of a department who have not left; of the whole school for None."""
        return [member for member in self.present if department is None or department in member.departments]

    def term(self, day: date) -> TermDays | None:
        """The term that holds the day."""
        return next((term for term in self.terms if term.start <= day <= term.end), None)

    def local_day(self, at: datetime) -> date:
        """The calendar day of a moment in the school's zone."""
        return at.astimezone(self.zone).date()


_REVISION = select(School.revision)


def load(session: Session) -> Roster:
    """The school that the session is bound to."""
    school = session.scalars(select(School)).one()
    return Roster(
        school_id=school.id,
        revision=school.revision,
        name=school.name,
        bot_name=school.bot_name,
        zone=ZoneInfo(school.timezone),
        words=school.words,
        people={row.id: _member(row) for row in session.scalars(select(Person).order_by(Person.id))},
        identities={
            (row.channel, row.tenant, _folded(row.channel, row.external_id)): row.person_id
            for row in session.scalars(select(Identity))
        },
        terms=tuple(
            TermDays(row.name, row.start, row.end, row.first_monday)
            for row in session.scalars(select(Term).order_by(Term.start))
        ),
        quotas=tuple(_rule(row) for row in session.scalars(select(Quota).order_by(Quota.id))),
        away=tuple(
            Away(row.id, row.person_id, row.reason, row.start, row.end)
            for row in session.scalars(select(Absence).where(Absence.cancelled_at.is_(None)).order_by(Absence.start))
        ),
    )


def revision(session: Session) -> int:
    """Grows whenever a snapshot is out of date."""
    return session.scalars(_REVISION).one()


def bind(session: Session, channel: str, external_id: str, person_id: int, at: datetime, tenant: str = "") -> None:
    """From now on that id of the channel speaks for the person."""
    session.add(Identity(channel=channel, tenant=tenant, external_id=external_id, person_id=person_id, bound_at=at))
    session.scalars(select(School)).one().revision += 1


def bind_names(session: Session, channel: str, at: datetime) -> None:
    """For the playground and the terminal, where one says who one is: every name on the roster speaks for itself."""
    known = set(session.scalars(select(Identity.external_id).where(Identity.channel == channel)))
    here = session.scalars(select(Person).where(Person.left_on.is_(None)))
    new = [person for person in here if person.name not in known]
    session.add_all(
        Identity(channel=channel, tenant="", external_id=person.name, person_id=person.id, bound_at=at)
        for person in new
    )
    if new:
        session.scalars(select(School)).one().revision += 1


def remember_chat(session: Session, channel: str, conversation: str, place: str, at: datetime) -> None:
    """Where somebody spoke can be spoken to."""
    known = session.scalars(
        select(Chat.id).where(Chat.channel == channel, Chat.conversation == conversation)
    ).one_or_none()
    if known is None:
        session.add(Chat(channel=channel, conversation=conversation, place=place, heard_at=at))


def a_group(session: Session, channel: str) -> str | None:
    """The group in which somebody spoke first: the school's own, in most schools the only one."""
    return next(iter(groups(session, channel)), None)


def the_group(session: Session, channels: Iterable[str]) -> tuple[str, str] | None:
    """Channel and conversation of the group in which the school is spoken to, where it has one on these channels."""
    found = ((channel, a_group(session, channel)) for channel in sorted(channels))
    return next(((channel, group) for channel, group in found if group), None)


def groups(session: Session, channel: str) -> list[str]:
    """The groups in which somebody spoke, the first first."""
    of_channel = select(Chat.conversation).where(Chat.channel == channel, Chat.place == "group")
    return list(session.scalars(of_channel.order_by(Chat.id)))


def _folded(channel: str, external_id: str) -> str:
    """WeCom gives an account back in another case than it was written in."""
    return external_id.casefold() if channel == "wecom" else external_id


def _rule(row: Quota) -> QuotaRule:
    named = {"roles": [row.role] if row.role else [], "departments": [row.department] if row.department else []}
    audience = row.audience or {name: words for name, words in named.items() if words}
    return QuotaRule(
        row.id, row.kind, row.amount, audience, row.age_below, row.age_from, row.filters or {}, row.per or "term",
        row.each, row.since, row.until, row.set_by is not None,
    )  # fmt: skip


def _member(row: Person) -> Member:
    return Member(
        id=row.id,
        name=row.name,
        gender=row.gender,
        birth=row.birth,
        departments=tuple(row.departments),
        subjects=tuple(row.subjects),
        roles=frozenset(row.roles),
        aliases=tuple(row.aliases),
        left=row.left_on is not None,
    )


def external_ids(session: Session, person_id: int) -> list[tuple[str, str]]:
    """Channel and id under which a person can be spoken to, the oldest binding first."""
    rows = session.execute(
        select(Identity.channel, Identity.external_id).where(Identity.person_id == person_id).order_by(Identity.id)
    )
    return [(channel, external_id) for channel, external_id in rows]
