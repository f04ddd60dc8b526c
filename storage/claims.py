"""How an unknown sender becomes known: codes that the office hands out, and claims that wait for its answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from storage.roster import bind
from storage.session import Session
from storage.tables import Claim, Code, Identity, School

LIFE_OF_CODE = timedelta(days=7)
MOST_TRIES = 3


@dataclass(frozen=True)
class Sender:
    """Who speaks, as a channel says it."""

    channel: str
    tenant: str
    external_id: str


def hand_out(session: Session, person_id: int, digest: str, expires_at: datetime) -> None:
    """A new code for that person, in place of an older one."""
    session.execute(delete(Code).where(Code.person_id == person_id))
    session.add(Code(person_id=person_id, digest=digest, expires_at=expires_at))
    session.flush()


def code_of(session: Session, person_id: int) -> Code | None:
    """The last code that was handed out for that person, be it used or too old."""
    return session.scalars(select(Code).where(Code.person_id == person_id)).one_or_none()


def person_of_code(session: Session, digests: dict[int, str]) -> int | None:
    """Whose code it is: `digests` are those that the code would have for each person."""
    codes = session.scalars(select(Code).where(Code.digest.in_(digests.values())))
    return next((code.person_id for code in codes if digests.get(code.person_id) == code.digest), None)


def claim(session: Session, sender: Sender, person_id: int | None, at: datetime, *, refused: bool = False) -> Claim:
    """The sender says to be that person (None: showed a code of nobody); it waits for the office unless refused."""
    new = Claim(
        channel=sender.channel, tenant=sender.tenant, external_id=sender.external_id, person_id=person_id, asked_at=at,
        decided_at=at if refused else None,
        granted=False if refused else None,
    )  # fmt: skip
    session.add(new)
    session.flush()
    return new


def find(session: Session, claim_id: int) -> Claim | None:
    """A claim, decided or not."""
    return session.scalars(select(Claim).where(Claim.id == claim_id)).one_or_none()


def waiting(session: Session, person_id: int | None = None) -> list[Claim]:
    """The claims that nobody has decided, oldest first; of one person where one is given."""
    of_one = () if person_id is None else (Claim.person_id == person_id,)
    return list(session.scalars(select(Claim).where(Claim.decided_at.is_(None), *of_one).order_by(Claim.id)))


def refused_since(session: Session, sender: Sender, since: datetime) -> int:
    """How often that sender was refused since then."""
    refused = select(func.count()).where(*_of(sender), Claim.granted.is_(False), Claim.decided_at >= since)
    return session.scalars(refused.select_from(Claim)).one()


def grant(session: Session, sender: Sender, person_id: int, at: datetime) -> None:
    """From now on the sender is that person, on that channel no other account is, and nothing waits for it any more."""
    for identity in bound(session, person_id, sender.channel):
        session.delete(identity)
    session.execute(
        delete(Identity).where(
            Identity.channel == sender.channel,
            Identity.tenant.in_({sender.tenant, ""}),
            func.lower(Identity.external_id) == sender.external_id.lower(),
        )
    )
    session.flush()
    bind(session, sender.channel, sender.external_id, person_id, at, sender.tenant)
    for other in waiting(session, person_id):
        other.decided_at = at
        other.granted = (other.channel, other.external_id) == (sender.channel, sender.external_id)


def unbind(session: Session, person_id: int, name: str) -> int:
    """Nobody speaks for that person any more; how many accounts did. Where one says one's `name`, one still may."""
    accounts = [one for one in bound(session, person_id) if one.external_id != name]
    for identity in accounts:
        session.delete(identity)
    session.execute(delete(Code).where(Code.person_id == person_id))
    session.scalars(select(School)).one().revision += 1
    return len(accounts)


def bound(session: Session, person_id: int, channel: str | None = None) -> list[Identity]:
    """The accounts that speak for that person; on one channel where one is given."""
    there = () if channel is None else (Identity.channel == channel,)
    return list(session.scalars(select(Identity).where(Identity.person_id == person_id, *there)))


def forget(session: Session, before: datetime) -> None:
    """Deletes what was decided before then."""
    session.execute(delete(Claim).where(Claim.decided_at < before))


def _of(sender: Sender) -> tuple[ColumnElement[bool], ...]:
    return (
        Claim.channel == sender.channel,
        Claim.tenant == sender.tenant,
        Claim.external_id == sender.external_id,
    )
