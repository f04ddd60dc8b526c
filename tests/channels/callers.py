"""WeCom and WeChat as they call an app's address: sealed, impatient, strict about what comes back."""

import asyncio
import io
import itertools
import json
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels import Ear
from bot.channels.tencent.envelope import Envelope, Sealed
from bot.language import Reading
from bot.message import Attachment, Message, Place, Reply

PATIENCE = 5.0
MOST_TEXT = 2048


@dataclass(frozen=True)
class Told:
    """What came back: `text` of a passive reply, "" of an empty one or of `success`."""

    status: int
    text: str
    seconds: float
    raw: str


class Caller:
    """The platform. `path` is ours; `as_json` is the data format that WeChat's console offers."""

    def __init__(self, envelope: Envelope, path: str, now: Callable[[], datetime], *, as_json: bool = False) -> None:
        self.envelope = envelope
        self.path = path
        self.now = now
        self.as_json = as_json
        self.nonces = map(str, itertools.count(1372623149))
        self.address = ""

    async def send(self, plain: str, **change: str) -> Told:
        """Calls with this text sealed; `change` damages what goes over the wire."""
        sealed = self.envelope.seal(plain, str(int(self.now().timestamp())), next(self.nonces))
        return await self.post(replace(sealed, **change))

    async def post(self, sealed: Sealed, body: str | None = None) -> Told:
        """Calls with an envelope; `body` instead of the usual one."""
        query = {"msg_signature": sealed.signature, "timestamp": sealed.timestamp, "nonce": sealed.nonce}
        whole = io.BytesIO((self._outer(sealed.encrypted) if body is None else body).encode())
        began = asyncio.get_running_loop().time()
        async with (
            ClientSession() as session,
            session.post(self.address + self.path, params=self._more(query), data=whole) as response,
        ):
            raw = await response.text()
            seconds = asyncio.get_running_loop().time() - began
            assert seconds < PATIENCE
            text = self._opened(raw, sealed.nonce) if response.status == 200 else ""
            return Told(response.status, text, seconds, raw)

    async def verify(self, echo: str = "1616140317555161061", **change: str) -> tuple[int, str]:
        """Checks the address as the console does: the answer is the plain echo and nothing else."""
        sealed = self.envelope.seal(echo, str(int(self.now().timestamp())), next(self.nonces))
        query = {
            "msg_signature": sealed.signature,
            "timestamp": sealed.timestamp,
            "nonce": sealed.nonce,
            "echostr": sealed.encrypted,
        }
        return await self.get(query | change)

    async def get(self, query: dict[str, str]) -> tuple[int, str]:
        """One call of the console, which waits a second."""
        began = asyncio.get_running_loop().time()
        async with ClientSession() as session, session.get(self.address + self.path, params=query) as response:
            body = await response.text()
        assert asyncio.get_running_loop().time() - began < 1
        return response.status, body

    def _more(self, query: dict[str, str]) -> dict[str, str]:
        return query

    def _outer(self, encrypted: str) -> str:
        if self.as_json:
            return json.dumps({"ToUserName": "gh_school", "Encrypt": encrypted})
        return f"<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"

    def _opened(self, raw: str, nonce: str) -> str:
        if raw in ("", "success"):
            return ""
        outer = self._fields(raw)
        assert outer["Nonce"] == nonce
        self.envelope.verify(outer["MsgSignature"], outer["TimeStamp"], nonce, outer["Encrypt"])
        plain = self.envelope.open(outer["Encrypt"])
        inner = self._fields(plain)
        assert inner.keys() == {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"}
        assert inner["MsgType"] == "text"
        assert inner["ToUserName"]
        assert inner["FromUserName"]
        assert 0 < len(inner["Content"].encode()) <= MOST_TEXT
        return inner["Content"]

    def _fields(self, text: str) -> dict[str, str]:
        told = json.loads(text) if self.as_json else {one.tag: one.text for one in ET.fromstring(text)}
        return {name: str(value) for name, value in told.items() if value is not None}


def xml(**fields: object) -> str:
    """The XML of a message, every value in CDATA as they write it; numbers are bare."""
    told = "".join(f"<{name}>{_value(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{told}</xml>"


def _value(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return escape(text) if "]]>" in text else f"<![CDATA[{text}]]>"


class ScriptedEar(Ear):
    """Answers as the test says, keeps all that it hears; `slow` seconds of thinking."""

    def __init__(self, *replies: Reply) -> None:
        self.replies: tuple[Reply, ...] = replies
        self.heard: list[Message] = []
        self.owed: list[tuple[Message, Reply]] = []
        self.welcomed: list[tuple[str, str, str]] = []
        self.slow = 0.0
        self.trouble: list[Exception] = []

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        self.heard.append(message)
        await asyncio.sleep(self.slow)
        if self.trouble:
            raise self.trouble.pop()
        return self.replies

    async def understand(self, message: Message) -> Reading:
        raise AssertionError("not asked for")

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        self.welcomed.append((channel, tenant, sender))
        return Reply("您好，我是小研。")

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        raise AssertionError("not for places where one may always speak")

    async def alias(self, channel: str, tenant: str, external_id: str, account: str) -> None:
        raise AssertionError("ids are plain here")

    async def owe(self, message: Message, reply: Reply) -> None:
        self.owed.append((message, reply))

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.heard]


async def taken(name: str, data: bytes) -> Attachment:
    """A disk that keeps everything."""
    return Attachment(name, Path(f"{len(data)} bytes"))


@asynccontextmanager
async def served(routes: Sequence[web.RouteDef], *callers: Caller) -> AsyncIterator[None]:
    """Our addresses on a port of their own, of which the callers know."""
    app = web.Application(client_max_size=1 << 20)
    app.add_routes(routes)
    async with TestServer(app, access_log=None) as server:
        for caller in callers:
            caller.address = str(server.make_url("")).rstrip("/")
        yield


def message(text: str, number: int = 1, **more: Any) -> str:
    """A text that 王芳 typed."""
    fields = {"ToUserName": "ww0123456789abcdef", "FromUserName": "wangfang", "CreateTime": 1795000000}
    return xml(**fields | {"MsgType": "text", "Content": text, "MsgId": number, "AgentID": 1000002} | more)
