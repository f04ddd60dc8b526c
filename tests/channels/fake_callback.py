"""WeCom as it calls a bot's address (pages 101033, 100719, 101027, 101031, 101138); it fails the test on a rule that
the bot breaks.

    async with FakeCallback(envelope, now) as wecom:
        …the bot listens at wecom.address…
        answer = await wecom.say("ChenJing", "听课……", chatid="wrGROUP")

All time is that of the loop.
"""

import asyncio
import io
import itertools
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from urllib.parse import quote

from aiohttp import ClientSession, TCPConnector, web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.channels.tencent.envelope import Envelope, Sealed
from bot.channels.wecom.callback import PATH
from tests.channels.wecom_rules import card_faults, content_faults

Body = dict[str, Any]

BOT_ID = "aib-qinghe"
PATIENCE = 5.0
CHECK = 1.0
POLLED = 360.0
HOUR = 3600.0
MOST_UNFINISHED = 3
USED_UP = 40058
"""Which errcode a response_url that is used up gives is not documented."""

PLACE = ("aibotid", "chatid", "chattype", "from")
STREAMS = ("stream", "stream_with_template_card")
ALLOWED = {
    "message": (*STREAMS, "template_card"),
    "stream": STREAMS,
    "enter_chat": ("text", "template_card"),
    "template_card_event": (),
}


@dataclass
class Asked:
    """A message to the bot. `unfinished` until the bot has ended its answer, or six minutes have passed."""

    body: Body
    at: float
    stream: str = ""
    finished: bool = False
    cards: int = 0
    text: str = ""
    card: Body | None = None

    @property
    def open(self) -> bool:
        return not self.finished and asyncio.get_running_loop().time() < self.at + POLLED


@dataclass
class Told:
    """What came back: the opened answer, None for an empty one."""

    status: int
    raw: str
    answer: Body | None = None


@dataclass
class OneShot:
    """A response_url: once, within an hour."""

    at: float
    place: str
    said: list[Body] = field(default_factory=list)


class FakeCallback:
    """One enterprise and its bot."""

    def __init__(self, envelope: Envelope, now: Callable[[], datetime]) -> None:
        self.envelope = envelope
        self.now = now
        self.address = ""
        self.asked: dict[str, Asked] = {}
        self.one_shots: dict[str, OneShot] = {}
        self.faults: list[str] = []
        self._numbers = itertools.count(1)
        self._nonces = map(str, itertools.count(1372623149))

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/cgi-bin/aibot/response", self._respond)
        self._server = TestServer(app)
        await self._server.start_server(access_log=None)
        self._session = await ClientSession(connector=TCPConnector(force_close=True)).__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._server.close()
        assert not self.faults

    @property
    def host(self) -> str:
        """Where response_urls lead."""
        return f"{self._server.host}:{self._server.port}"

    async def verify(self, echo: str = "1616140317555161061", **change: str) -> tuple[int, str]:
        """The console's check of the address; what it does not hear within a second it has not heard."""
        sealed = self.seal(echo)
        query = {**_signed(sealed), "echostr": sealed.encrypted} | change
        return await self.get(query)

    async def get(self, query: dict[str, str]) -> tuple[int, str]:
        """A check with any parameters, encoded once and for all as WeCom does it."""
        encoded = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
        began = asyncio.get_running_loop().time()
        async with self._session.get(URL(f"{self.address}{PATH}?{encoded}", encoded=True)) as response:
            raw = await response.read()
        assert asyncio.get_running_loop().time() - began < CHECK
        return response.status, raw.decode()

    def said(self, userid: str, text: str, chatid: str = "", **more: Any) -> Body:
        """The body of a message."""
        return self.body(userid, chatid, msgtype="text", text={"content": text}) | more

    def happened(self, userid: str, kind: str, chatid: str = "", **detail: Any) -> Body:
        """The body of an event."""
        event = {"eventtype": kind, kind: detail} if detail else {"eventtype": kind}
        return self.body(userid, chatid, msgtype="event", create_time=int(self.now().timestamp()), event=event)

    def body(self, userid: str, chatid: str = "", **more: Any) -> Body:
        """What every body has."""
        number = next(self._numbers)
        code = f"code-{number}"
        place = {"chatid": chatid, "chattype": "group"} if chatid else {"chattype": "single"}
        self.one_shots[code] = OneShot(asyncio.get_running_loop().time(), place["chattype"])
        url = f"http://{self.host}/cgi-bin/aibot/response?response_code={code}"
        return {
            "msgid": f"m{number}",
            "aibotid": BOT_ID,
            **place,
            "from": {"userid": userid},
            "response_url": url,
            **more,
        }

    async def say(self, userid: str, text: str, chatid: str = "") -> Asked:
        """Somebody says something; gives what the bot answered so far."""
        return await self.ask(self.said(userid, text, chatid))

    async def ask(self, body: Body) -> Asked:
        """Delivers a message, again too; the fake keeps to three unfinished ones of a person."""
        asked = self.asked.get(body["msgid"])
        if asked is None:
            mine = [one for one in self.asked.values() if one.body["from"] == body["from"] and one.open]
            assert len(mine) < MOST_UNFINISHED, "WeCom would not deliver this: three messages are unfinished"
            asked = self.asked[body["msgid"]] = Asked(body, asyncio.get_running_loop().time())
        told = await self.send(body)
        if told.answer is not None:
            self._take(asked, told.answer, "message")
        return asked

    async def polled(self, asked: Asked, every: float = 2.0) -> Asked:
        """WeCom asks for the rest until it is there, for six minutes at most."""
        while asked.stream and asked.open:
            await asyncio.sleep(every)
            place: Body = {name: asked.body[name] for name in PLACE if name in asked.body}
            poll = {"msgid": f"p{next(self._numbers)}", **place, "msgtype": "stream", "stream": {"id": asked.stream}}
            told = await self.send(poll)
            if told.answer is not None:
                self._take(asked, told.answer, "stream")
        return asked

    async def event(self, body: Body) -> Body | None:
        """Delivers an event once; gives the answer."""
        told = await self.send(body)
        kind = body["event"]["eventtype"]
        if told.answer is not None:
            self._check_event(kind, body, told.answer)
        return told.answer

    async def send(self, body: object) -> Told:
        """Delivers any body, sealed."""
        return await self.post(self.seal(json.dumps(body, ensure_ascii=False)))

    def seal(self, plain: str, *, age: float = 0) -> Sealed:
        """With a nonce of its own; `age` in seconds."""
        return self.envelope.seal(plain, str(int(self.now().timestamp() - age)), next(self._nonces))

    async def post(
        self, sealed: Sealed, raw: bytes | None = None, name: str = "encrypt", change: dict[str, str] | None = None
    ) -> Told:
        """Delivers an envelope; `raw` instead of its JSON, `change` to the parameters."""
        data = json.dumps({name: sealed.encrypted}).encode() if raw is None else raw
        began = asyncio.get_running_loop().time()
        url = f"{self.address}{PATH}"
        async with self._session.post(url, params=_signed(sealed) | (change or {}), data=io.BytesIO(data)) as response:
            text = (await response.read()).decode()
        assert asyncio.get_running_loop().time() - began < PATIENCE, "WeCom has hung up"
        if response.status != 200 or not text:
            return Told(response.status, text)
        return Told(response.status, text, self._opened(text, sealed.nonce))

    def _opened(self, raw: str, nonce: str) -> Body:
        outer = json.loads(raw)
        assert set(outer) == {"encrypt", "msgsignature", "timestamp", "nonce"}
        assert outer["nonce"] == nonce
        assert abs(int(outer["timestamp"]) - self.now().timestamp()) < 7200
        self.envelope.verify(outer["msgsignature"], str(outer["timestamp"]), outer["nonce"], outer["encrypt"])
        body = json.loads(self.envelope.open(outer["encrypt"]))
        assert isinstance(body, dict)
        return body

    def _take(self, asked: Asked, answer: Body, to: str) -> None:
        """What the person sees now."""
        kind = answer.get("msgtype")
        assert kind in ALLOWED[to], f"{kind} in answer to a {to}"
        if kind == "template_card":
            assert not content_faults(answer, ("template_card",))
            asked.finished, asked.card = True, answer["template_card"]
            return
        stream = answer["stream"]
        plain = {"msgtype": "stream", "stream": stream}
        assert set(answer) == {"msgtype", "stream"} | ({"template_card"} if kind != "stream" else set())
        assert not content_faults(plain, ("stream",)), content_faults(plain, ("stream",))
        assert asked.stream in ("", stream["id"]), "one message, one stream"
        asked.stream, asked.finished, asked.text = stream["id"], stream["finish"], stream["content"]
        if kind != "stream" and answer["template_card"] != asked.card:
            asked.cards, asked.card = asked.cards + 1, answer["template_card"]
            assert asked.cards == 1, "the card once per message"
            assert not card_faults(asked.card)

    def _check_event(self, kind: str, body: Body, answer: Body) -> None:
        assert kind in ALLOWED, f"only an empty answer to {kind}"
        if kind != "template_card_event":
            assert not content_faults(answer, ALLOWED[kind])
            return
        assert answer["response_type"] == "update_template_card"
        assert set(answer) <= {"response_type", "userids", "template_card"}
        assert answer["template_card"]["task_id"] == body["event"][kind]["task_id"]
        assert not card_faults(answer["template_card"])

    async def _respond(self, request: web.Request) -> web.Response:
        shot = self.one_shots.get(request.query.get("response_code", ""))
        body = json.loads(await request.text())
        if request.content_type != "application/json":
            self.faults.append("Content-Type")
        if "template_card" in body and (not shot or shot.place != "single"):
            self.faults.append("a card by response_url in a group")
        self.faults += content_faults(body, ("markdown", "template_card"))
        if shot is None or shot.said or asyncio.get_running_loop().time() > shot.at + HOUR:
            self.faults.append("a response_url that is used up")
            return web.json_response({"errcode": USED_UP, "errmsg": "used"})
        shot.said.append(body)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    @property
    def late(self) -> Counter[str]:
        """What was said by response_urls."""
        return Counter(body["markdown"]["content"] for shot in self.one_shots.values() for body in shot.said)


def _signed(sealed: Sealed) -> dict[str, str]:
    return {"msg_signature": sealed.signature, "timestamp": sealed.timestamp, "nonce": sealed.nonce}
