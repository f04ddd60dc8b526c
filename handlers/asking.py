"""One open question per person and conversation: asked, and its answer put where it belongs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.language import Frame
from bot.message import Button, Reply
from handlers.doubts import Doubt
from handlers.turn import Turn
from storage import questions
from storage.tables import Question

ReadSlots = Callable[[str, str], dict[str, Any]]
"""(text, intent) → the slots that a fragment says."""

FREE_TEXT = ("title", "topic", "activity")
_FRAME = re.compile(r"^(?:我?(?:说的|选|是|要|听的|应该)?是?|选)|(?:老师|的课|的|那位|这位|吧|呢|啊)+$")
_EDGES = " 　，。！？、；：,.!?;:~～\"'“”‘’（）()【】[]#"
_ORDINALS = {"第一个": 0, "第二个": 1, "第三个": 2, "第四个": 3, "前者": 0, "后者": 1, "一": 0, "二": 1, "三": 2}


def ask(turn: Turn, doubt: Doubt, position: int = 0, *, reads_as: str | None = None) -> Reply:
    """Asks, and keeps what was said so far until the answer comes, which is read as slots of that intent."""
    questions.ask(
        turn.session, turn.message.channel, turn.message.conversation, turn.person.id, turn.now,
        frame=turn.frame.to_json(),
        position=position,
        slot=doubt.slot,
        reads_as=reads_as or turn.frame.intent,
        choices=[[choice.label, choice.value, list(choice.words)] for choice in doubt.choices],
    )  # fmt: skip
    buttons = (Button(choice.label, {"intent": "answer", "choice": at}) for at, choice in enumerate(doubt.choices))
    return Reply(doubt.text, tuple(buttons))


def opened(turn: Turn) -> Question | None:
    """The question that this person has not answered here."""
    message = turn.message
    return questions.opened(turn.session, message.channel, message.conversation, turn.person.id, turn.now)


def close(turn: Turn) -> None:
    """The question is answered, or something else was said."""
    questions.close(turn.session, turn.message.channel, turn.message.conversation, turn.person.id)


def answer(turn: Turn, question: Question, slots: ReadSlots) -> Frame | None:
    """The frame that was asked about, completed by this message; None when the message is no answer to it.

    In a group where the bot was not addressed only a plain choice, or just the thing asked for, is an answer.
    """
    chosen = _chosen(turn, question)
    if chosen is not None:
        return completed(question, {question.slot: chosen[0]})
    found = _told(turn, question, slots)
    return completed(question, found) if found else None


def too_late(_turn: Turn) -> Sequence[Reply]:
    """A choice was pressed that nothing waits for, or that somebody else was asked."""
    return [Reply("这个问题已经过去了，请重新说一遍", private=True)]


def completed(question: Question, values: dict[str, Any]) -> Frame:
    """The frame of the question with these values in the record, or the changes, that it asked about."""
    frame = Frame.from_json(question.frame)
    if "changes" in frame.slots:
        return replace(frame, slots={**frame.slots, "changes": {**frame.slots["changes"], **values}})
    if not frame.intent.endswith(".log"):
        return replace(frame, slots={**frame.slots, **values})
    records = list(frame.records or ({},))
    records[question.position] = {**records[question.position], **values}
    return replace(frame, records=tuple(records))


def _chosen(turn: Turn, question: Question) -> tuple[Any] | None:
    """The value of the choice that was pressed, numbered or named, in a tuple."""
    if turn.frame.intent == "answer":
        at = turn.frame.slots.get("choice", -1)
        return (question.choices[at][1],) if 0 <= at < len(question.choices) else None
    said = _plain(turn)
    at = int(said) - 1 if said.isdecimal() and len(said) < 4 else _ORDINALS.get(said, -1)
    if 0 <= at < len(question.choices):
        return (question.choices[at][1],)
    named = [value for label, value, words in question.choices if said in (label, *words)]
    return (named[0],) if len(named) == 1 else None


def _plain(turn: Turn) -> str:
    """What was said without the bot's name and the words around an answer: 是小王丽老师 → 小王丽."""
    text = turn.message.text.replace(f"@{turn.roster.bot_name}", "").strip(_EDGES)
    return text if len(text) <= 1 else (_FRAME.sub("", _FRAME.sub("", text)).strip("的 ") or text)


def _told(turn: Turn, question: Question, slots: ReadSlots) -> dict[str, Any] | None:
    """What a fuller sentence says, where it says what was asked and contradicts nothing that was told."""
    frame = Frame.from_json(question.frame)
    if turn.frame.intent not in ("none", frame.intent, question.reads_as) or question.slot == "again":
        return None
    found = slots(turn.message.text, question.reads_as)
    if question.slot in found:
        return _agreeing(turn, question, frame, found)
    if question.slot in FREE_TEXT and turn.spoken_to and turn.frame.intent == "none":
        return {question.slot: _plain(turn).strip("《》")}
    return None


def _agreeing(turn: Turn, question: Question, frame: Frame, found: dict[str, Any]) -> dict[str, Any] | None:
    offered = [choice[1] for choice in question.choices]
    if offered and found[question.slot] not in offered:
        return None
    told = frame.records[question.position] if frame.records else {}
    others = {name: value for name, value in found.items() if name != question.slot}
    if not turn.spoken_to and others:
        return None
    return None if any(told.get(name, value) != value for name, value in others.items()) else found
