"""Reading a request of the page, strictly: what is not as expected is refused with a sentence."""

import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.channels.playground.guard import no
from bot.channels.playground.house import House
from bot.channels.playground.room import Bubble, Room
from bot.message import Button

STRANGER = "陌生人"
"""Somebody who is not on the roster."""

Body = dict[str, Any]


async def body(request: web.Request) -> Body:
    """The JSON object that was posted. The type is checked because a form of a strange page cannot have it."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        data = json.loads(await request.read())
    except (ValueError, RecursionError):
        no("请求的格式不对。")
    return data if isinstance(data, dict) else no("请求的格式不对。")


async def person(school: House, name: Any) -> str:
    """The person as whom the page acts: somebody on the roster, or the stranger."""
    known = {person["name"] for person in await school.people()} | {STRANGER}
    return name if isinstance(name, str) and name in known else no("花名册上没有这个人。", 404)


def bubble(room: Room, person: str, id: Any) -> Bubble:
    """The bubble that is meant, if `person` can see it."""
    return room.find(person, str(id)) or no("这条消息已经不在了。", 404)


def button(card: Bubble, index: Any) -> Button:
    """The button at this place of the card."""
    if type(index) is not int or not 0 <= index < len(card.buttons):
        no("没有这个按钮。")
    return card.buttons[index]


def text(body: Body, name: str) -> str:
    """A text that can be stored anywhere: half characters are replaced, NUL is dropped."""
    value = body.get(name)
    if not isinstance(value, str):
        no("请求的格式不对。")
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def texts(body: Body, name: str) -> list[str]:
    """A list of at most nine short texts; empty when absent."""
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > 9 or not all(isinstance(item, str) for item in value):
        no("请求的格式不对。")
    return value


def one_of(body: Body, name: str, allowed: Sequence[str]) -> Any:
    """One of a few words."""
    value = body.get(name)
    return value if value in allowed else no("请求的格式不对。")
