"""WeChat's server API for one official account: its token, what people sent, and customer messages in their window."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.channels.fake_server import FakeServer

APP, SECRET = "wxba5fad812f8e6fb9", "secret-of-the-account"
TWO_DAYS, MOST = 48 * 3600.0, 5
MOST_TEXT = 2048

Answer = dict[str, Any]


@dataclass
class Window:
    """What is left of a person's last word."""

    since: float
    used: int = 0


class FakeWeixin(FakeServer):
    """HTTP 200 whatever happens."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.calls: list[str] = []
        self.windows: dict[str, Window] = {}
        self.token, self.tokens_given = "", 0
        self.listed = True
        self.given: dict[str, bytes] = {}

    def hears(self, openid: str) -> None:
        """This person has spoken to the account now."""
        self.windows[openid] = Window(asyncio.get_running_loop().time())

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(request.path)
        doors: dict[str, Callable[[web.Request], Awaitable[Answer | web.Response]]] = {
            "/cgi-bin/token": self._token,
            "/cgi-bin/message/custom/send": self._send,
            "/cgi-bin/media/get": self._media,
        }
        if request.path not in doors:
            self.faults.append(f"no such address: {request.path}")
            return web.json_response({"errcode": -9})
        if not self.listed:
            return web.json_response(_error(40164, "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist"))
        if request.path != "/cgi-bin/token" and request.query.get("access_token") != self.token:
            return web.json_response(_error(40001, "invalid credential, access_token is invalid or not latest"))
        answer = await doors[request.path](request)
        return answer if isinstance(answer, web.Response) else web.json_response(answer)

    async def _token(self, request: web.Request) -> Answer:
        if request.query.get("grant_type") != "client_credential" or request.query.get("appid") != APP:
            return _error(40013, "invalid appid")
        if request.query.get("secret") != SECRET:
            return _error(40125, "invalid appsecret")
        self.tokens_given += 1
        self.token = f"token-{self.tokens_given}"
        return {"access_token": self.token, "expires_in": 7200}

    async def _send(self, request: web.Request) -> Answer:
        body = json.loads(await request.read())
        openid, text = body["touser"], body["text"]["content"]
        if body["msgtype"] != "text" or not 0 < len(text.encode()) <= MOST_TEXT:
            self.faults.append("a text of at most 2048 bytes")
        window = self.windows.get(openid)
        if window is None or asyncio.get_running_loop().time() - window.since > TWO_DAYS:
            return _error(45015, "response out of time limit or subscription is canceled")
        if window.used >= MOST:
            self.faults.append("more than five after one word")
            return _error(45047, "out of response count limit")
        window.used += 1
        self.said.append((openid, text))
        return _error(0, "ok")

    async def _media(self, request: web.Request) -> Answer | web.Response:
        content = self.given.get(request.query["media_id"])
        if content is None:
            return _error(40007, "invalid media_id")
        header = {"Content-Disposition": 'attachment; filename="photo.jpg"'}
        return web.Response(body=content, content_type="image/jpeg", headers=header)


def _error(code: int, words: str) -> Answer:
    return {"errcode": code, "errmsg": words}
