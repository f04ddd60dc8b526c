"""One call to WeCom's or WeChat's servers. They answer HTTP 200 for errors too, so only `errcode` counts."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from json import dumps, loads
from typing import Any

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)
from aiohttp import MultipartWriter as Multipart
from yarl import URL

from bot.channels.tencent.errors import NoAnswer

QUICK = ClientTimeout(total=15, connect=8, sock_connect=5)
MEDIA = ClientTimeout(total=120, connect=8, sock_connect=5, sock_read=30)
MOST_JSON = 4 << 20
GATEWAY_TIMEOUT = 504

WAITS: Mapping[int, tuple[float, ...]] = {-1: (1, 2), 45009: (60, 60), 45033: (60, 60)}
"""Seconds before each further try, by errcode: busy, too often, too many at once. Then it is given up."""

_NEVER_SENT = (ClientConnectorError, ClientConnectorCertificateError, ConnectionTimeoutError, InvalidURL)
_OWN_CONNECTION = {"Connection": "close"}
"""One that was kept may be closed by the server at the very moment, and then nobody knows what was done."""


@dataclass(frozen=True)
class Answer:
    """What came back: `data` where it was JSON, else `body` (of a media download) with `disposition`, its header."""

    errcode: int
    data: dict[str, Any] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    disposition: str = ""

    @property
    def errmsg(self) -> str:
        """For our own address alone; it is never shown."""
        return str(self.data.get("errmsg", ""))

    @property
    def media_id(self) -> str:
        """Of an upload. Raises NoAnswer where the server gave none."""
        media_id = self.data.get("media_id")
        if not isinstance(media_id, str):
            raise NoAnswer("没有 media_id", sent=False)
        return media_id


async def ask(
    session: ClientSession,
    method: str,
    url: URL,
    *,
    json: object = None,
    data: Multipart | None = None,
    timing: ClientTimeout = QUICK,
    most_bytes: int = 0,
) -> Answer:
    """Raises NoAnswer, whose text has nothing of the address: there are secrets in it.

    With `most_bytes` the answer may be a file of up to so many; of a longer one `body` is one byte more than that.
    """
    headers = _OWN_CONNECTION | ({"Content-Type": "application/json"} if json is not None else {})
    sending = io.BytesIO(dumps(json, ensure_ascii=False).encode()) if json is not None else data
    try:
        async with session.request(
            method, url, data=sending, headers=headers, timeout=timing, allow_redirects=False
        ) as response:
            body = await _read(response.content.iter_any(), (most_bytes or MOST_JSON) + 1)
            status, kind = response.status, response.content_type
            disposition = response.headers.get("Content-Disposition", "")
    except _NEVER_SENT as error:
        raise NoAnswer(type(error).__name__, sent=False) from None
    except (ClientError, TimeoutError, OSError) as error:
        raise NoAnswer(type(error).__name__, sent=True) from None
    if status != 200:
        raise NoAnswer(f"HTTP {status}", sent=status == GATEWAY_TIMEOUT)
    return _answer(body, kind, disposition, file=bool(most_bytes))


async def patiently(call: Callable[[], Awaitable[Answer]]) -> Answer:
    """Calls again, after a while and not for ever, where the server asks for patience."""
    answer = await call()
    for attempt in range(2):
        if answer.errcode not in WAITS:
            break
        await asyncio.sleep(WAITS[answer.errcode][attempt])
        answer = await call()
    return answer


def media(name: str, content: bytes) -> Multipart:
    """The body of an upload; the name goes as it is, in UTF-8. Good for one request."""
    safe = "".join(sign for sign in name if sign.isprintable() and sign not in '"\\/') or "文件"
    body = Multipart("form-data")
    part = body.append(io.BytesIO(content), {"Content-Type": "application/octet-stream"})
    part.headers["Content-Disposition"] = f'form-data; name="media"; filename="{safe}"; filelength={len(content)}'
    return body


async def _read(chunks: Any, most_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) >= most_bytes:
            break
    return bytes(body[:most_bytes])


def _answer(body: bytes, kind: str, disposition: str, *, file: bool) -> Answer:
    """A download that failed is JSON with an errcode; a JSON file that somebody sent comes as an attachment."""
    told = _json(body) if not file or (not disposition and kind in ("application/json", "text/plain")) else None
    if told is not None:
        return Answer(_errcode(told), told)
    if not file:
        raise NoAnswer("回答不是 JSON", sent=False)
    return Answer(0, {}, body, disposition)


def _json(body: bytes) -> dict[str, Any] | None:
    try:
        told = loads(body)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _errcode(told: Mapping[str, Any]) -> int:
    """0 where there is none, as in WeChat's answers that went well."""
    code = told.get("errcode", 0)
    return code if isinstance(code, int) else -2
