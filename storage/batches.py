"""Records that came in by a file: each part of it is a row of the inbox, as if somebody had told it."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from storage import inbox
from storage.session import Session
from storage.tables import Heard, Record

CHANNEL = "records"


def put(session: Session, batch: str, file: str, at: datetime) -> int:
    """Opens the next part of the batch; gives the id that its records carry."""
    parts = session.scalars(select(func.count()).select_from(Heard).where(*_of(batch))).one()
    heard = Heard(
        channel=CHANNEL, message_id=f"{batch}:{parts}", conversation=file[:128], sender=batch,
        person_id=None, text=None, frame=None, replies=[], heard_at=at,
    )  # fmt: skip
    return inbox.put(session, heard).id


def records(session: Session, batch: str) -> list[Record]:
    """What the batch brought, taken back or not."""
    parts = select(Heard.id).where(*_of(batch))
    return list(session.scalars(select(Record).where(Record.message.in_(parts)).order_by(Record.number)))


def _of(batch: str) -> tuple[ColumnElement[bool], ...]:
    return (Heard.channel == CHANNEL, Heard.sender == batch)
