"""WeCom's server API as a self-built app calls it, and WeChat's, which works alike: one access token for all calls."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from aiohttp import MultipartWriter as Multipart
from yarl import URL

from bot.channels.tencent.calls import MEDIA, QUICK, Answer, ask, media, patiently
from bot.channels.tencent.errors import WECOM, ApiError, NoAnswer

EARLY = 300.0
"""Seconds before its end at which a token is no longer used."""

REST = 60.0
"""Seconds for which a refusal to give a token stands: a wrong secret does not become right by asking again."""

STALE = frozenset({40014, 41001, 42001})
"""The token is no good: a new one, once."""


@dataclass(frozen=True)
class Grant:
    """How a token is asked for, and how the server's errors are told."""

    path: str
    query: Mapping[str, str] = field(repr=False)
    stale: frozenset[int] = STALE
    remedies: Mapping[int, str] = field(default_factory=lambda: WECOM, repr=False)


def app_grant(corp_id: str, secret: str) -> Grant:
    """For an app of an enterprise (page 91039)."""
    return Grant("/cgi-bin/gettoken", {"corpid": corp_id, "corpsecret": secret})


@dataclass(frozen=True)
class _Token:
    text: str = field(repr=False)
    until: float


class Api:
    """Calls with the app's token. Every method raises ApiError where it is refused and NoAnswer without an answer."""

    def __init__(self, session: ClientSession, base_url: str, grant: Grant) -> None:
        self._session = session
        self._base = URL(base_url)
        self._grant = grant
        self._token: _Token | None = None
        self._asking: asyncio.Task[_Token] | None = None
        self._refused: tuple[Answer, float] | None = None

    async def get(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        """`path` begins with /cgi-bin."""
        return (await self._call("GET", path, query)).data

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The answer's JSON."""
        return (await self._call("POST", path, {}, json=body)).data

    async def upload(self, name: str, content: bytes, kind: str) -> str:
        """The media_id, good for three days. `kind`: image, voice, video or file (page 90253)."""
        sent = await self._call("POST", "/cgi-bin/media/upload", {"type": kind}, file=(name, content))
        return sent.media_id

    async def download(self, media_id: str, most_bytes: int) -> Answer:
        """`body` and `disposition` of what somebody sent; longer than `most_bytes` where it is too large."""
        return await self._call("GET", "/cgi-bin/media/get", {"media_id": media_id}, most_bytes=most_bytes)

    async def check(self) -> None:
        """Asks for a token, for `doctor`: the first thing to fail when an id, a secret or an address is wrong."""
        await self._valid()

    async def _call(self, method: str, path: str, query: Mapping[str, str], **sending: Any) -> Answer:
        """A token that is no longer good is replaced once, and the call repeated once."""
        token = await self._valid()
        answer = await self._with(token, method, path, query, **sending)
        if answer.errcode in self._grant.stale:
            token = await self._valid(spoiled=token)
            answer = await self._with(token, method, path, query, **sending)
        if answer.errcode:
            raise self._error(answer)
        return answer

    async def _with(
        self,
        token: str,
        method: str,
        path: str,
        query: Mapping[str, str],
        *,
        file: tuple[str, bytes] | None = None,
        most_bytes: int = 0,
        json: object = None,
    ) -> Answer:
        url = self._base.joinpath(path.lstrip("/")).with_query({"access_token": token, **query})
        timing: ClientTimeout = MEDIA if file or most_bytes else QUICK

        def call() -> Any:
            data: Multipart | None = media(*file) if file else None
            return ask(self._session, method, url, json=json, data=data, timing=timing, most_bytes=most_bytes)

        return await patiently(call)

    async def _valid(self, spoiled: str = "") -> str:
        """A token that is not `spoiled`; all who wait for a new one share one request."""
        now = asyncio.get_running_loop().time()
        if self._token and now < self._token.until and self._token.text != spoiled:
            return self._token.text
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_for_token())
            self._asking.add_done_callback(self._asked)
        return (await asyncio.shield(self._asking)).text

    def _asked(self, task: asyncio.Task[_Token]) -> None:
        self._asking = None
        if not task.cancelled() and not task.exception():
            self._token = task.result()

    async def _ask_for_token(self) -> _Token:
        loop = asyncio.get_running_loop()
        if self._refused and loop.time() < self._refused[1]:
            raise self._error(self._refused[0])
        url = self._base.joinpath(self._grant.path.lstrip("/")).with_query(self._grant.query)
        began = loop.time()
        try:
            answer = await patiently(lambda: ask(self._session, "GET", url))
        except NoAnswer as error:  # what the token was for has not been sent
            raise NoAnswer(error.why, sent=False) from None
        token, lasts = answer.data.get("access_token"), answer.data.get("expires_in")
        if answer.errcode or not isinstance(token, str) or not isinstance(lasts, int):
            self._refused = (answer, loop.time() + REST)
            raise self._error(answer)
        self._refused = None
        return _Token(token, began + lasts - min(EARLY, lasts / 2))

    def _error(self, answer: Answer) -> ApiError:
        return ApiError(answer.errcode, answer.errmsg, self._grant.remedies)
