"""The gate at which WeCom and WeChat call a self-built app or an official account: sealed and fresh, or refused."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from aiohttp import web

from bot.channels.tencent.envelope import Envelope, Forged
from bot.channels.tencent.notes import encrypted

FRESH = timedelta(minutes=5)
"""Older calls are somebody's who kept them; a repeated one within that time gets the same answer again."""

READING_SECONDS = 4.5

_ECHO = re.compile(r"[\w+/=.~-]{1,128}", re.ASCII)
"""WeChat's are digits; no markup in any case. Whoever overheard a signature shall not have other things echoed."""

_XML = (
    "<xml><Encrypt><![CDATA[{0.encrypted}]]></Encrypt><MsgSignature><![CDATA[{0.signature}]]></MsgSignature>"
    "<TimeStamp>{0.timestamp}</TimeStamp><Nonce><![CDATA[{0.nonce}]]></Nonce></xml>"
)


class Gate:
    """What is inside of a call, and the answer sealed like it. `name` is what the log calls the gate."""

    def __init__(self, envelope: Envelope, now: Callable[[], datetime], name: str) -> None:
        self._envelope = envelope
        self._now = now
        self._log = structlog.get_logger(name)

    def echo(self, query: Mapping[str, str]) -> web.Response:
        """The answer to the console's check of an address (page 90238): the echostr, opened. Within a second."""
        try:
            self._check(query, "msg_signature", query.get("echostr", ""))
            echo = self._envelope.open(query["echostr"])
            if echo.lstrip().startswith(("{", "<")):  # a message that somebody overheard: the same signature fits it
                raise Forged
            return web.Response(text=echo)
        except (Forged, KeyError):
            return self.refused("an address check that does not fit token and aes_key")

    def echo_plain(self, query: Mapping[str, str]) -> web.Response:
        """The same for an official account, whose echostr is not sealed."""
        try:
            self._check(query, "signature", "")
        except Forged:
            return self.refused("an address check that does not fit the token")
        echo = query.get("echostr", "")
        return web.Response(text=echo) if _ECHO.fullmatch(echo) else self.refused("an address check without its echo")

    async def opened(self, request: web.Request) -> str:
        """What is sealed in a call. Raises Forged; the log says why."""
        try:
            async with asyncio.timeout(READING_SECONDS):
                inside = encrypted((await request.read()).decode())
            self._check(request.query, "msg_signature", inside)
            return self._envelope.open(inside)
        except (Forged, UnicodeDecodeError, TimeoutError):
            self._log.warning("refused", why="a call that is forged, stale or broken")
            raise Forged from None

    def answer(self, query: Mapping[str, str], plain: str, *, as_json: bool = False) -> web.Response:
        """Seals it with the call's own nonce."""
        sealed = self._envelope.seal(plain, str(int(self._now().timestamp())), query.get("nonce", ""))
        if not as_json:
            return web.Response(text=_XML.format(sealed), content_type="application/xml")
        names = {"Encrypt": sealed.encrypted, "MsgSignature": sealed.signature}
        told = {**names, "TimeStamp": int(sealed.timestamp), "Nonce": sealed.nonce}
        return web.Response(text=json.dumps(told), content_type="application/json")

    def refused(self, why: str) -> web.Response:
        """Tells the caller nothing."""
        self._log.warning("refused", why=why)
        return web.Response(status=403)

    def _check(self, query: Mapping[str, str], signature: str, inside: str) -> None:
        """Raises Forged for a signature that does not fit, and for a stale call."""
        timestamp = query.get("timestamp", "")
        self._envelope.verify(query.get(signature, ""), timestamp, query.get("nonce", ""), inside)
        if not timestamp.isdecimal() or len(timestamp) > 12:
            raise Forged
        away = abs(self._now().timestamp() - int(timestamp))
        if away > FRESH.total_seconds():
            self._log.warning("a call with another time", seconds=int(away), hint="请校准这台机器的时钟")
            raise Forged
