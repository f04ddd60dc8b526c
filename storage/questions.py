"""The one open question of a person in a conversation."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from storage.session import Session
from storage.tables import Question

LIVES = timedelta(minutes=10)


def ask(
    session: Session, channel: str, conversation: str, person_id: int, at: datetime,
    *, frame: dict[str, Any], position: int, slot: str, choices: list[Any],
) -> None:  # fmt: skip
    """Keeps the question; one that was open there is forgotten."""
    close(session, channel, conversation, person_id)
    session.add(
        Question(
            channel=channel, conversation=conversation, person_id=person_id, frame=frame,
            position=position, slot=slot, choices=choices, asked_at=at,
        )
    )  # fmt: skip


def opened(session: Session, channel: str, conversation: str, person_id: int, at: datetime) -> Question | None:
    """The question that waits for an answer there; it lives ten minutes."""
    return session.scalars(
        select(Question).where(
            Question.channel == channel,
            Question.conversation == conversation,
            Question.person_id == person_id,
            Question.asked_at >= at - LIVES,
        )
    ).one_or_none()


def close(session: Session, channel: str, conversation: str, person_id: int) -> None:
    """Nothing is asked any more."""
    session.execute(
        delete(Question).where(
            Question.channel == channel,
            Question.conversation == conversation,
            Question.person_id == person_id,
        )
    )
