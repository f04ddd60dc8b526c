"""微信公众号: one person at a time with the bot, in 安全模式. No groups, no cards, unasked only for two days."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog
from aiohttp import web
from wechatpy import parse_message

from bot.channels import Ear, Unreachable
from bot.channels.buttons import typed
from bot.channels.tencent.api import STALE, Api, Grant
from bot.channels.tencent.envelope import Envelope, Forged
from bot.channels.tencent.errors import WEIXIN, ApiError, NoAnswer
from bot.channels.tencent.gate import Gate
from bot.channels.tencent.notes import Note, Unreadable, answer, answer_json, read
from bot.channels.tencent.pictures import Keep, picture
from bot.channels.tencent.sends import in_order
from bot.channels.tencent.soon import DEAF, Heard, Soon
from bot.channels.texts import parts
from bot.channels.weixin.windows import SPOKEN, TOUCHED, Windows
from bot.message import Message, Place, Reply

PATH = "/weixin"
MOST_TEXT = 2048
SAFE_MODE = "公众平台“设置与开发 → 基本配置 → 服务器配置”里，消息加解密方式请选“安全模式”"
NO_FILE = "“{}”在微信里发不了，请到企业微信里向我要。"

CLOSED = frozenset({45015, 45047, 43004})
"""Refusals that stand until the person speaks again."""

log = structlog.get_logger("weixin")


def grant(app_id: str, secret: str) -> Grant:
    """WeChat's token. Another program that asks for one voids ours, and then 40001 is told for a stale one."""
    query = {"grant_type": "client_credential", "appid": app_id, "secret": secret}
    return Grant("/cgi-bin/token", query, STALE | {40001}, WEIXIN)


class OfficialAccount:
    """One official account."""

    name = "weixin"

    def __init__(
        self, api: Api, ear: Ear, now: Callable[[], datetime], *, app_id: str, keep: Keep, envelope: Envelope
    ) -> None:
        self._api = api
        self._ear = ear
        self._now = now
        self._app_id = app_id
        self._keep = keep
        self._gate = Gate(envelope, now, "weixin")
        self._soon = Soon(ear, self._push)
        self._windows = Windows()

    def routes(self) -> Sequence[web.RouteDef]:
        """The address that WeChat calls."""
        return [web.get(PATH, self._verify), web.post(PATH, self._called)]

    async def close(self) -> None:
        """Says, or owes, what is still to be said."""
        await self._soon.close()

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Says it to the person with that openid. Raises Unreachable, for a group always."""
        if place == "group":
            raise Unreachable("公众号没有群")
        await self._push(conversation, _plain(reply), "")
        return self.name

    async def _verify(self, request: web.Request) -> web.Response:
        return self._gate.echo_plain(request.query)

    async def _called(self, request: web.Request) -> web.Response:
        if request.query.get("encrypt_type") != "aes":
            return self._gate.refused(SAFE_MODE)
        try:
            plain = await self._gate.opened(request)
            note = read(plain, parse_message)
        except Forged:
            return web.Response(status=403)
        except Unreadable as error:
            log.warning("not read", why=str(error))
            return web.Response(text="success")
        text = await self._heard(note)
        if not text:
            return web.Response(text="success")
        as_json = plain.lstrip().startswith("{")
        told = (answer_json if as_json else answer)(note, text, int(self._now().timestamp()))
        return self._gate.answer(request.query, told, as_json=as_json)

    async def _heard(self, note: Note) -> str:
        """What to answer in the call."""
        if not note.event:
            self._windows.open(note.sender, SPOKEN, self._now())
            return await self._soon.answer(note.id, lambda: self._hear(note))
        if note.event in ("click", "scan") or note.event.startswith("subscribe"):
            self._windows.open(note.sender, TOUCHED, self._now())
        if note.event.startswith("subscribe"):
            return await self._soon.answer(note.id, lambda: self._welcome(note))
        return ""

    async def _hear(self, note: Note) -> Heard:
        message = self._message(note, note.id)
        if note.unheard:
            return message, [DEAF]
        if note.media:
            message = replace(message, attachments=(await picture(self._api, note.media, self._keep),))
        return message, [_plain(reply) for reply in await self._ear.hear(message)]

    async def _welcome(self, note: Note) -> Heard:
        reply = await self._ear.welcome(self.name, self._app_id, note.sender)
        return self._message(note, f"event:{note.id}"), [_plain(reply)]

    def _message(self, note: Note, id_: str) -> Message:
        return note.message(self.name, self._app_id, id_, self._now())

    async def _push(self, openid: str, reply: Reply, told: str) -> Reply | None:
        """Says it by customer messages, and gives what of it did not arrive; raises Unreachable where nothing did."""
        pieces = parts(reply.text[len(told) :].strip(), MOST_TEXT)
        try:
            failed = await in_order((partial(self._send, openid, piece) for piece in pieces), doubtful=True)
        except (ApiError, NoAnswer) as error:
            raise Unreachable(f"公众号：{error}") from None
        return Reply("".join(pieces[position] for position in failed), private=True) if failed else None

    async def _send(self, openid: str, text: str) -> None:
        if not self._windows.take(openid, self._now()):
            raise ApiError(45015, "", WEIXIN)
        body = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        try:
            await self._api.post("/cgi-bin/message/custom/send", body)
        except ApiError as error:
            if error.errcode in CLOSED:
                self._windows.close(openid, self._now())
            raise


def _plain(reply: Reply) -> Reply:
    """All in words: what to type for a button, and where to get a file."""
    lines = [typed(reply, "private"), *(NO_FILE.format(file.name) for file in reply.files)]
    return Reply("\n".join(filter(None, lines)), private=reply.private)
