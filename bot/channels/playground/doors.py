"""The addresses that the page calls."""

import json
from asyncio import TaskGroup
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any, get_args
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import WSCloseCode, web

from bot.channels import Watch
from bot.channels.playground import request as asked
from bot.channels.playground.chat import Chat, Draft
from bot.channels.playground.clock import Step, ahead
from bot.channels.playground.guard import no
from bot.channels.playground.house import House
from bot.channels.playground.request import STRANGER
from bot.channels.playground.shelf import Offer, Shelf, TooLarge
from bot.channels.playground.viewers import Viewer
from bot.message import Place

_dumps = partial(json.dumps, ensure_ascii=False, default=str)


class Doors:
    """What each address does. Every act is one person's, named by `as`; the page has no passwords."""

    def __init__(self, chat: Chat, watch: Watch, school: House, shelf: Shelf) -> None:
        self._chat = chat
        self._watch = watch
        self._school = school
        self._shelf = shelf

    def routes(self) -> Sequence[web.RouteDef]:
        """All addresses but the page's own files."""
        return [
            web.get("/school", self._about),
            web.get("/live", self._live),
            web.get("/understood", self._understood),
            web.get("/files/{token}", self._download),
            web.post("/files", self._upload),
            web.post("/say", self._say),
            web.post("/press", self._press),
            web.post("/again", self._again),
            web.post("/clock", self._forward),
        ]

    async def _about(self, _: web.Request) -> web.Response:
        school = self._school
        return _json(
            {
                "name": school.name,
                "bot_name": school.bot_name,
                "timezone": school.timezone,
                "people": await school.people(),
                "stranger": STRANGER,
            }
        )

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        person = await asked.person(self._school, request.query.get("as"))
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=1024)
        await socket.prepare(request)
        with self._chat.viewers.joined(person) as viewer:
            viewer.tell(self._chat.scene(person))
            async with TaskGroup() as tasks:
                pump = tasks.create_task(_pump(viewer, socket))
                async for _ in socket:
                    pass
                pump.cancel()
        return socket

    async def _say(self, request: web.Request) -> web.Response:
        body = await asked.body(request)
        person = await asked.person(self._school, body.get("as"))
        place = asked.one_of(body, "place", get_args(Place))
        files = tuple(self._uploaded(token) for token in asked.texts(body, "files"))
        quoted = asked.bubble(self._chat.room, person, body["quote"]) if body.get("quote") else None
        bubble = self._chat.speak(Draft(person, place, asked.text(body, "text"), quoted, files))
        return _json({"bubble": bubble.id})

    async def _press(self, request: web.Request) -> web.Response:
        body = await asked.body(request)
        person = await asked.person(self._school, body.get("as"))
        card = asked.bubble(self._chat.room, person, body.get("bubble"))
        button = asked.button(card, body.get("button"))
        bubble = self._chat.press(person, card, button)
        return _json({"bubble": bubble.id})

    async def _again(self, request: web.Request) -> web.Response:
        body = await asked.body(request)
        person = await asked.person(self._school, body.get("as"))
        bubble = asked.bubble(self._chat.room, person, body.get("bubble"))
        if bubble.message is None or bubble.sender != person:
            no("只能再发自己的话。")
        self._chat.again(bubble)
        return _json({"bubble": bubble.id})

    async def _forward(self, request: web.Request) -> web.Response:
        step: Step = asked.one_of(await asked.body(request), "step", get_args(Step))
        to = ahead(self._watch.now(), step, ZoneInfo(self._school.timezone))
        try:
            await self._watch.move(to)
        except ValueError:
            no("时间只能往前走。", 409)
        now = self._watch.now().isoformat()
        self._chat.viewers.tell({"type": "clock", "now": now})
        return _json({"now": now})

    async def _understood(self, request: web.Request) -> web.Response:
        person = await asked.person(self._school, request.query.get("as"))
        bubble = asked.bubble(self._chat.room, person, request.query.get("bubble"))
        understood = await self._chat.understood(bubble)
        if understood is None or bubble.message is None:
            no("这不是对小研说的话。", 404)
        return _json({**understood, "kept": await self._school.records(bubble.message.channel, bubble.message.id)})

    async def _upload(self, request: web.Request) -> web.Response:
        if request.content_type != "application/octet-stream":
            raise web.HTTPUnsupportedMediaType
        try:
            offer = await self._shelf.take(request.query.get("name", ""), request.content.iter_chunked(64 * 1024))
        except TooLarge:
            no("文件太大了，最多20MB。", 413)
        return _json({"token": offer.token, **offer.to_json()})

    def _uploaded(self, token: str) -> Offer:
        return self._shelf.find(token) or no("文件已经不在了，请重新选择。")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        offer = self._shelf.find(request.match_info["token"])
        if offer is None:
            raise web.HTTPNotFound
        disposition = f"attachment; filename=\"file\"; filename*=UTF-8''{quote(offer.name, safe='')}"
        headers = {"Content-Type": offer.type, "Content-Disposition": disposition}
        return web.FileResponse(offer.attachment.kept, headers=headers)


async def _pump(viewer: Viewer, socket: web.WebSocketResponse) -> None:
    with suppress(ConnectionError):
        while not viewer.lost and (event := await viewer.events.get()) is not None:
            await socket.send_str(_dumps(event))
    await socket.close(code=WSCloseCode.GOING_AWAY)


def _json(answer: Any) -> web.Response:
    return web.json_response(answer, dumps=_dumps)
