"""企业微信's 智能机器人 where WeCom calls us: the transport of the callback mode (pages 101033, 100719, 101138)."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import structlog
from aiohttp import web

from bot.channels import Unreachable
from bot.channels.memory import Recent
from bot.channels.tencent.envelope import Envelope, Forged
from bot.channels.tencent.gate import Gate
from bot.channels.wecom.response_url import ResponseUrls

PATH = "/wecom/bot"
FRESH_SECONDS = 600
REMEMBERED_SECONDS = 7200.0
"""WeCom repeats no nonce for two hours (page 101033)."""

ANSWER_SECONDS = 4.8
"""After five WeCom listens no more."""

POLLED_SECONDS = 370.0
"""WeCom asks for the rest of an answer until six minutes after the message (page 100719)."""

LATE_SECONDS = 30.0
LOOKS = 100
"""Afterwards a late answer is looked for so often, as long as the response_url lasts."""

log = structlog.get_logger("wecom.callback")

Body = dict[str, Any]


class Called(Protocol):
    """The bot above: what a decrypted body is answered with, None for an empty answer."""

    async def called(self, body: object) -> Body | None:
        """Polls, too, are answered here; never longer than WeCom waits."""


class Callback:
    """One bot's address. `bot_id`: whom alone the calls are for, "" for anybody whom the seal fits."""

    def __init__(
        self,
        envelope: Envelope,
        bot: Called,
        now: Callable[[], datetime],
        *,
        bot_id: str = "",
        urls: ResponseUrls | None = None,
    ) -> None:
        self._envelope = envelope
        self._gate = Gate(envelope, now, "wecom.callback")
        self._bot = bot
        self._now = now
        self._bot_id = bot_id
        self._urls = urls or ResponseUrls()
        self._answers: Recent[asyncio.Task[str]] = Recent(REMEMBERED_SECONDS)
        self._nonces: Recent[str] = Recent(REMEMBERED_SECONDS)
        self._unfinished: dict[str, asyncio.Task[None]] = {}

    def routes(self) -> Sequence[web.RouteDef]:
        """The address for the console, where token and aes_key are entered too."""
        return [web.get(PATH, self._verify), web.post(PATH, self._call)]

    async def close(self) -> None:
        """No longer waits for late answers."""
        for task in self._unfinished.values():
            task.cancel()
        await asyncio.gather(*self._unfinished.values(), return_exceptions=True)

    async def _verify(self, request: web.Request) -> web.Response:
        return self._gate.echo(request.query)

    async def _call(self, request: web.Request) -> web.Response:
        query = request.query
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                encrypted = _encrypted(await request.read())
        except (ValueError, RecursionError, TimeoutError):
            return web.Response(status=400)
        signature, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        try:
            self._envelope.verify(signature, timestamp, nonce, encrypted)
        except Forged:
            log.warning("a forged call was refused")
            return web.Response(status=403)
        if self._used(nonce, signature):
            log.warning("a call with the nonce of another was refused")
            return web.Response(status=403)
        text = await self._once(signature, timestamp, lambda: self._answer(encrypted, nonce))
        return web.Response(text=text, content_type="application/json") if text else web.Response()

    def _used(self, nonce: str, signature: str) -> bool:
        """Whether the nonce came with another call; the very same call may come again."""
        return (self._nonces.get(nonce) or self._nonces.keep(nonce, signature)) != signature

    async def _once(self, signature: str, timestamp: str, answer: Callable[[], Coroutine[Any, Any, str]]) -> str:
        """The answer to a call; to the same call again the same, "" where it is stale or takes too long."""
        task = self._answers.get(signature)
        if task is None:
            if not self._fresh(timestamp):
                return ""
            task = self._answers.keep(signature, asyncio.create_task(answer()))
        await asyncio.wait((task,), timeout=ANSWER_SECONDS)
        return task.result() if task.done() else ""

    def _fresh(self, timestamp: str) -> bool:
        moment = int(timestamp) if timestamp.isdecimal() and len(timestamp) < 13 else 0
        seconds = int(self._now().timestamp()) - moment
        if abs(seconds) > FRESH_SECONDS:
            log.warning("a call with another time", seconds=seconds, hint="请校准这台机器的时钟")
        return abs(seconds) <= FRESH_SECONDS

    async def _answer(self, encrypted: str, nonce: str) -> str:
        """The sealed answer, "" for an empty one; raises nothing."""
        try:
            body = json.loads(self._envelope.open(encrypted))
        except (Forged, ValueError, RecursionError):
            log.warning("a call that cannot be read")
            return ""
        if not isinstance(body, dict) or (self._bot_id and body.get("aibotid", self._bot_id) != self._bot_id):
            log.warning("a call that is not for this bot")
            return ""
        try:
            answer = await self._bot.called(body)
        except Exception:
            log.exception("a call was not answered")
            return ""
        self._remember(body, answer or {})
        return self._seal(answer, nonce) if answer else ""

    def _seal(self, answer: Body, nonce: str) -> str:
        sealed = self._envelope.seal(json.dumps(answer), str(int(self._now().timestamp())), nonce)
        names = {"encrypt": sealed.encrypted, "msgsignature": sealed.signature}
        return json.dumps({**names, "timestamp": int(sealed.timestamp), "nonce": nonce})

    def _remember(self, body: Body, answer: Body) -> None:
        """An answer that is begun is ended: when WeCom asks for it, or afterwards at the message's response_url."""
        stream = _stream(answer)
        if stream is None:
            return
        id_, finished, _ = stream
        waiting = self._unfinished.get(id_)
        if finished and waiting:
            waiting.cancel()
        msgid, url = body.get("msgid"), body.get("response_url")
        if not finished and not waiting and isinstance(msgid, str) and isinstance(url, str):
            self._urls.keep(msgid, url)
            self._unfinished[id_] = asyncio.create_task(self._follow(msgid, id_))
            self._unfinished[id_].add_done_callback(lambda _: self._unfinished.pop(id_))

    async def _follow(self, msgid: str, stream: str) -> None:
        """Says by response_url what WeCom no longer asks for."""
        try:
            text = await self._late(stream)
            if text:
                await self._urls.say(msgid, text)
        except Unreachable as error:
            log.error("an answer came too late", message_id=msgid, why=str(error))
        except Exception:
            log.exception("a late answer failed", message_id=msgid)

    async def _late(self, stream: str) -> str:
        """The answer when it is finished at last, "" where the bot knows no more of it."""
        await asyncio.sleep(POLLED_SECONDS)
        for _ in range(LOOKS):
            found = _stream(await self._bot.called({"msgtype": "stream", "stream": {"id": stream}}) or {})
            if found is None:
                return ""
            if found[1]:
                return found[2]
            await asyncio.sleep(LATE_SECONDS)
        return ""


def _encrypted(raw: bytes) -> str:
    """Raises ValueError."""
    body = json.loads(raw)
    found = body.get("encrypt", body.get("Encrypt")) if isinstance(body, Mapping) else None
    if not isinstance(found, str) or not found:
        raise ValueError
    return found


def _stream(answer: Body) -> tuple[str, bool, str] | None:
    """Its id, whether it is finished, and its text."""
    stream = answer.get("stream")
    return (stream["id"], stream["finish"], stream["content"]) if isinstance(stream, dict) else None
