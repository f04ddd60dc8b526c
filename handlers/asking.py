"""One open question per person and conversation: asked, and its answer put where it belongs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.language import Frame
from bot.message import Button, Reply
from handlers.doubts import Doubt
from handlers.help import courtesy
from handlers.turn import Turn
from storage import questions
from storage.tables import Question

ReadSlots = Callable[[str, str], dict[str, Any]]
"""(text, intent) → the slots that a fragment says."""

FREE_TEXT = ("title", "topic", "activity")
ANY_WORDS = "because"
"""A reason may sound like anything."""
FREE_TEXT_OF = {"topic": "title"}
"""课题 of something that has a title means its title."""

LONGEST_NAME = 100
DROPPED = Frame("dropped")
NOTHING = ("none", "query.again")
"""What answers look like that say no more than who or when: 王芳的."""
GIVEN_UP = ("算了", "算了吧", "不记了", "先不记了", "不用记了", "算了不记了", "不用了", "不要了", "没事了", "取消")
_NO_NAME = re.compile("还没|没有题目|没想好|不知道|忘了|不记得|[?？]|稍后|等会|待会")
_NUMBER = re.compile(r"^第?(\d{1,2})[节班]?$")
_BREAKS = re.compile(r"[，。！？、；,.!?;~～\s]+")
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
    if _waved_off(turn):
        return DROPPED
    picked = chosen(turn, question)
    if picked is not None:
        return completed(question, {question.slot: picked[0]})
    amended = _amended(turn, question)
    if amended is not None:
        return amended
    found = _told(turn, question, slots)
    return completed(question, found) if found else None


def dropped(_turn: Turn) -> Sequence[Reply]:
    """What was asked about is not wanted any more."""
    return [Reply("好，没有记录")]


def too_late(_turn: Turn) -> Sequence[Reply]:
    """A choice was pressed that nothing waits for, or that somebody else was asked."""
    return [Reply("这个问题已经过去了，请重新说一遍", private=True)]


def completed(question: Question, values: dict[str, Any]) -> Frame:
    """The frame of the question with these values in the record, or the changes, that it asked about."""
    frame = Frame.from_json(question.frame)
    if "changes" in frame.slots and question.slot != "number":
        return replace(frame, slots={**frame.slots, "changes": {**frame.slots["changes"], **values}})
    if frame.intent.startswith("deadline."):
        return replace(frame, slots={**values, **frame.slots, question.slot: values[question.slot]})
    if not frame.intent.endswith(".log"):
        return replace(frame, slots={**frame.slots, **values})
    records = list(frame.records or ({},))
    records[question.position] = {**records[question.position], **values}
    return replace(frame, records=tuple(records))


def _waved_off(turn: Turn) -> bool:
    """算了, or 撤回 of what has not been kept yet."""
    undone = turn.frame.intent == "correct.undo" and not turn.frame.slots and not turn.message.quoted
    return undone or _plain(turn) in GIVEN_UP


def _amended(turn: Turn, question: Question) -> Frame | None:
    """改成第3节 while something is asked about a record means that record; then what is still open is asked again."""
    told = question.frame.get("records")
    changes = turn.frame.slots.get("changes")
    if turn.frame.intent != "correct.change" or not told or not changes or "number" in turn.frame.slots:
        return None
    named = {FREE_TEXT_OF.get(name, name): value for name, value in changes.items()} if _titled(question) else changes
    return completed(question, named)


def _titled(question: Question) -> bool:
    return question.slot == "title" or "title" in question.frame["records"][question.position]


def chosen(turn: Turn, question: Question) -> tuple[Any] | None:
    """The value of the choice that was pressed, numbered or named, in a tuple."""
    if turn.frame.intent == "answer":
        at = turn.frame.slots.get("choice", -1)
        return (question.choices[at][1],) if 0 <= at < len(question.choices) else None
    for said in (_plain(turn), *_clauses(turn)):
        at = int(said) - 1 if said.isdecimal() and len(said) < 4 else _ORDINALS.get(said, -1)
        if 0 <= at < len(question.choices):
            return (question.choices[at][1],)
        named = [value for label, value, words in question.choices if said in (label, *words)]
        if len(named) == 1:
            return (named[0],)
    return None


def _clauses(turn: Turn) -> list[str]:
    """What stands beside a thank-you: 大的，谢谢."""
    said = [_bare(clause) for clause in _BREAKS.split(turn.message.text)]
    return [clause for clause in said if clause] if any(courtesy(clause) for clause in said) else []


def _plain(turn: Turn) -> str:
    """What was said without the bot's name and the words around an answer: 是小王丽老师 → 小王丽."""
    return _bare(turn.message.text.replace(f"@{turn.roster.bot_name}", ""))


def _bare(said: str) -> str:
    text = said.strip(_EDGES)
    return text if len(text) <= 1 else (_FRAME.sub("", _FRAME.sub("", text)).strip("的 ") or text)


def _told(turn: Turn, question: Question, slots: ReadSlots) -> dict[str, Any] | None:
    """What a fuller sentence says, where it says what was asked and contradicts nothing that was told."""
    frame = Frame.from_json(question.frame)
    if question.slot == ANY_WORDS:
        told = turn.spoken_to and not turn.frame.intent.startswith(("correct.", "query.", "help"))
        return {question.slot: _plain(turn)} if told and _plain(turn) else None
    if turn.frame.intent not in (*NOTHING, frame.intent, question.reads_as) or question.slot == "again":
        return None
    if question.slot in FREE_TEXT and "《" not in turn.message.text and not _says_a_name(turn):
        return None
    found = slots(turn.message.text, question.reads_as) | _number_alone(turn, question, frame)
    if question.slot in found:
        return _agreeing(turn, question, frame, found)
    if question.slot in FREE_TEXT and turn.spoken_to and turn.frame.intent in NOTHING:
        return {question.slot: _plain(turn).strip("《》")}
    return None


def _says_a_name(turn: Turn) -> bool:
    """Thanks, and words about not knowing it yet, are no title."""
    said = _plain(turn)
    return 0 < len(said) <= LONGEST_NAME and not courtesy(said) and not _NO_NAME.search(said)


def _number_alone(turn: Turn, question: Question, frame: Frame) -> dict[str, Any]:
    """3 or 3班, where a period or the class of a grade is asked for."""
    number = _NUMBER.match(_plain(turn))
    if not number or question.slot not in ("period", "class"):
        return {}
    if question.slot == "period":
        return {"period": int(number[1])}
    told = frame.slots.get("changes") or frame.records[question.position]
    return {"class": f"{told['class'].partition('(')[0]}({int(number[1])})班"}


def _agreeing(turn: Turn, question: Question, frame: Frame, found: dict[str, Any]) -> dict[str, Any] | None:
    offered = [choice[1] for choice in question.choices]
    if offered and found[question.slot] not in offered:
        return None
    told = frame.records[question.position] if frame.records else {}
    others = {name: value for name, value in found.items() if name != question.slot}
    if not turn.spoken_to and others and not offered:
        return None
    return None if any(told.get(name, value) != value for name, value in others.items()) else found
