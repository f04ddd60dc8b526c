"""The one open question of a person in a conversation."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.session import Session
from storage.tables import Question

LIVES = timedelta(minutes=10)


_OPENED = select(Question).where(
    Question.channel == bindparam("channel"),
    Question.conversation == bindparam("conversation"),
    Question.person_id == bindparam("person_id"),
    Question.asked_at >= bindparam("since"),
)


def ask(
    session: Session, channel: str, conversation: str, person_id: int, at: datetime,
    *, frame: dict[str, Any], position: int, slot: str, reads_as: str, choices: list[Any],
) -> None:  # fmt: skip
    """Keeps the question; one that was open there is forgotten."""
    close(session, channel, conversation, person_id)
    session.add(
        Question(
            channel=channel, conversation=conversation, person_id=person_id, frame=frame,
            position=position, slot=slot, reads_as=reads_as, choices=choices, asked_at=at,
        )
    )  # fmt: skip


def opened(session: Session, channel: str, conversation: str, person_id: int, at: datetime) -> Question | None:
    """The question that waits for an answer there; it lives ten minutes."""
    where = {"channel": channel, "conversation": conversation, "person_id": person_id, "since": at - LIVES}
    return session.scalars(_OPENED, where).one_or_none()


def close(session: Session, channel: str, conversation: str, person_id: int) -> None:
    """Nothing is asked any more."""
    session.execute(
        delete(Question).where(
            Question.channel == channel,
            Question.conversation == conversation,
            Question.person_id == person_id,
        )
    )
