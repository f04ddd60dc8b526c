"""What was heard and answered. A message that comes again is known by its id and gets its answer again."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from storage.session import Session, enter
from storage.tables import Heard

_KNOWN = select(Heard).where(Heard.channel == bindparam("channel"), Heard.message_id == bindparam("message_id"))


def known(session: Session, channel: str, message_id: str) -> Heard | None:
    """The row of a message that came before; one without `replies` was never answered."""
    return session.scalars(_KNOWN, {"channel": channel, "message_id": message_id}).one_or_none()


def put(session: Session, heard: Heard) -> Heard:
    """Keeps the message; its id is known from here on."""
    return enter(session, heard)


def answer(session: Session, heard_id: int, replies: list[Any]) -> None:
    """Keeps what a message was answered."""
    session.execute(update(Heard).where(Heard.id == heard_id).values(replies=replies))


def last(session: Session, person_id: int, conversation: str, since: datetime) -> dict[str, Any] | None:
    """The frame of what the person said last in that conversation, if not before `since`."""
    heard = session.scalars(
        select(Heard)
        .where(
            Heard.person_id == person_id,
            Heard.conversation == conversation,
            Heard.heard_at >= since,
            Heard.frame.is_not(None),
            Heard.replies.is_not(None),
        )
        .order_by(Heard.id.desc())
        .limit(1)
    ).one_or_none()
    return heard.frame if heard else None


def lately(session: Session, person_id: int, conversation: str, since: datetime, most: int = 8) -> list[dict[str, Any]]:
    """The frames of what the person said there since then and was answered, the newest first."""
    said = select(Heard).where(
        Heard.person_id == person_id,
        Heard.conversation == conversation,
        Heard.heard_at >= since,
        Heard.frame.is_not(None),
        Heard.replies.is_not(None),
    )
    return [row.frame for row in session.scalars(said.order_by(Heard.id.desc()).limit(most)) if row.frame]


def last_frame(
    session: Session, person_id: int, conversation: str, intent: str, since: datetime
) -> dict[str, Any] | None:
    """The same, if it was of that intent."""
    frame = last(session, person_id, conversation, since)
    return frame if frame and frame["intent"] == intent else None


def answered(session: Session, person_id: int, conversation: str, intent: str, since: datetime) -> list[Heard]:
    """What the person said there since then that was of that intent, the newest first."""
    mine = (Heard.person_id == person_id, Heard.conversation == conversation, Heard.heard_at >= since)
    rows = select(Heard).where(*mine, Heard.frame["intent"].as_string() == intent, Heard.replies.is_not(None))
    return list(session.scalars(rows.order_by(Heard.id.desc())))


def not_understood(session: Session, start: datetime, end: datetime) -> list[Heard]:
    """What was said to the bot from then until then, and answered as not understood; words that are old are gone."""
    rows = session.scalars(
        select(Heard)
        .where(Heard.heard_at >= start, Heard.heard_at < end, Heard.frame["intent"].as_string() == "none")
        .order_by(Heard.id)
    )
    return [row for row in rows if row.replies]


def senders(session: Session, channel: str) -> list[str]:
    """The accounts that have spoken there, known or not."""
    return list(session.scalars(select(Heard.sender).where(Heard.channel == channel).distinct()))


def forget(session: Session, heard_id: int) -> None:
    """Deletes the words of one message at once; its id and answer stay."""
    session.execute(update(Heard).where(Heard.id == heard_id).values(text=None))


def forget_texts(session: Session, before: datetime) -> int:
    """Deletes the words and frames of messages heard before; ids and answers stay, so that a resent one is known."""
    forgotten = session.scalars(
        update(Heard)
        .where(Heard.heard_at < before, Heard.text.is_not(None))
        .values(text=None, frame=None)
        .returning(Heard.id)
        .execution_options(synchronize_session=False)
    )
    return len(forgotten.all())


def oldest_text(session: Session) -> datetime | None:
    """When the oldest message was heard whose words are still kept."""
    return session.scalars(select(func.min(Heard.heard_at)).where(Heard.text.is_not(None))).one()
