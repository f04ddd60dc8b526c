"""A pressed button: the card changes within five seconds of the press, or what was to be said is pushed (101027)."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.channels.memory import Latest
from bot.channels.wecom import cards
from bot.channels.wecom.answers import Answers
from bot.channels.wecom.cards import Card
from bot.channels.wecom.connection import Cut, Refused
from bot.channels.wecom.line import Line
from bot.message import Message, Reply

IN_TIME = 4.5
"""Seconds after the press; WeCom takes no change of the card after five."""

Body = dict[str, Any]

log = structlog.get_logger("wecom")


def changed(message: Message, task: str, pressed: str, replies: Sequence[Reply], shown: Latest[Card]) -> Body:
    """The body that changes the card; {} where there is nothing to change it to.

    In a group the card changes for all where the reply offers a way on or back; a refusal, a list or what is private
    would take the button from those who still want to press it, and changes it for the presser alone.
    """
    only = _only(message, replies)
    if replies:
        card = shown.keep((task, only), cards.card(replies[0], task, pressed=pressed))
    else:
        card = shown.get((task, message.sender)) or shown.get((task, "")) or {}
    whom = {"userids": [only]} if only else {}
    return {"response_type": "update_template_card", **whom, "template_card": card} if card else {}


def beyond(message: Message, replies: Sequence[Reply], *, shown: bool) -> list[Reply]:
    """What is still to be said: all of it, or what the card does not show. What changes it for the presser alone is
    said to them alone."""
    if not replies:
        return []
    first, *more = replies
    first = replace(first, private=first.private or _only(message, replies) != "")
    if shown:
        first = replace(first, buttons=(), text="" if cards.fits(first.text) else first.text)
    return [first, *more] if first.text or first.files else more


async def answer(
    line: Line, answers: Answers, message: Message, req_id: str, body: Body, replies: Sequence[Reply], began: float
) -> None:
    """Answers a press over the long connection with the changed card. `began`: the loop's time when it came."""
    arrived = False
    if body and asyncio.get_running_loop().time() - began < IN_TIME:
        arrived = await _change(line, req_id, body)
    for reply in beyond(message, replies, shown=arrived):
        await answers.push(message, reply)


async def _change(line: Line, req_id: str, body: Body) -> bool:
    """False where the card certainly is as it was, or may be."""
    try:
        await line.connection.update(req_id, body)
    except TimeoutError:
        log.warning("an acknowledgement of WeCom was lost")
    except Refused as refused:
        log.warning("a card could not be changed", errcode=refused.errcode)
        return False
    except Cut:
        return False
    return True


def _only(message: Message, replies: Sequence[Reply]) -> str:
    alone = not replies or replies[0].private or not replies[0].buttons
    return message.sender if message.place == "group" and alone else ""
