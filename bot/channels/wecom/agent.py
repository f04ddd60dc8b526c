"""自建应用: hears in private what WeCom calls with (page 90238), answers in the call or afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from wechatpy.enterprise import parse_message

from bot.channels import Ear
from bot.channels.memory import Latest
from bot.channels.tencent.api import Api
from bot.channels.tencent.envelope import Envelope, Forged
from bot.channels.tencent.errors import ApiError, NoAnswer
from bot.channels.tencent.gate import Gate
from bot.channels.tencent.notes import Note, Unreadable, answer, read
from bot.channels.tencent.pictures import Keep, picture
from bot.channels.tencent.soon import DEAF, Heard, Soon
from bot.channels.wecom import cards
from bot.channels.wecom.cards import Press
from bot.channels.wecom.hearing import CHANNEL
from bot.channels.wecom.voice import Voice
from bot.message import Message, Reply

PATH = "/wecom/app"
ENTERING = ("enter_agent", "subscribe")
WELCOMED = 10_000
A_DAY = timedelta(days=1)

log = structlog.get_logger("wecom.agent")


class Agent:
    """One app of one enterprise. It hears only where it has an `envelope`; it always can speak."""

    def __init__(
        self,
        api: Api,
        agent_id: int,
        ear: Ear,
        now: Callable[[], datetime],
        *,
        corp_id: str,
        keep: Keep,
        envelope: Envelope | None = None,
    ) -> None:
        self.api = api
        self._ear = ear
        self._now = now
        self._corp_id = corp_id
        self._keep = keep
        self._voice = Voice(api, agent_id)
        self._gate = Gate(envelope, now, "wecom.agent") if envelope else None
        self._soon = Soon(ear, self._voice.say)
        self._welcomed: Latest[datetime] = Latest(WELCOMED)

    def routes(self) -> Sequence[web.RouteDef]:
        """The address that WeCom calls, where it is to call at all."""
        return [web.get(PATH, self._verify), web.post(PATH, self._called)] if self._gate else []

    async def close(self) -> None:
        """Says, or owes, what is still to be said."""
        await self._soon.close()

    async def say(self, userid: str, reply: Reply) -> None:
        """Says it to a member. Raises Unreachable."""
        await self._voice.say(userid, reply)

    async def say_chat(self, chat_id: str, reply: Reply, mentions: Sequence[str] = ()) -> None:
        """Says it in a group that the app made. Raises Unreachable."""
        await self._voice.say_chat(chat_id, reply, mentions)

    async def _verify(self, request: web.Request) -> web.Response:
        assert self._gate
        return self._gate.echo(request.query)

    async def _called(self, request: web.Request) -> web.Response:
        """An empty answer is enough of an acknowledgement; without one WeCom calls up to three times."""
        assert self._gate
        try:
            note = read(await self._gate.opened(request), parse_message)
        except Forged:
            return web.Response(status=403)
        except Unreadable as error:
            log.warning("not read", why=str(error))
            return web.Response()
        text = await self._heard(note)
        if not text:
            return web.Response()
        return self._gate.answer(request.query, answer(note, text, int(self._now().timestamp())))

    async def _heard(self, note: Note) -> str:
        """What to answer in the call."""
        if not note.event:
            return await self._soon.answer(note.id, lambda: self._hear(note))
        if note.event in ENTERING and self._new(note.sender):
            return await self._soon.answer(note.id, lambda: self._welcome(note))
        pressed = cards.press(note.key) if note.event == "template_card_event" else None
        if pressed:
            await self._soon.answer(note.id, lambda: self._press(note, pressed), mute=True)
        return ""

    async def _hear(self, note: Note) -> Heard:
        message = self._message(note, f"app:{note.id}")
        if note.unheard:
            return message, [DEAF]
        if note.media:
            message = replace(message, attachments=(await picture(self.api, note.media, self._keep),))
        return message, await self._ear.hear(message)

    async def _welcome(self, note: Note) -> Heard:
        reply = await self._ear.welcome(CHANNEL, self._corp_id, note.sender)
        return self._message(note, f"event:{note.id}"), [reply]

    async def _press(self, note: Note, pressed: Press) -> Heard:
        """The card shows the answer where it has room for it; otherwise, too, its buttons are spent."""
        message = replace(self._message(note, f"event:{note.id}"), text=pressed.label, pressed=pressed.frame)
        replies = await self._ear.hear(message)
        if not replies:
            return message, ()
        card = cards.card(replies[0], note.task or cards.new_task(), pressed=pressed.label)
        try:
            await self._voice.update(note.sender, note.code, card)
        except (ApiError, NoAnswer) as error:
            log.warning("a card was not changed", why=str(error))
            return message, replies
        return message, [*_beyond(replies[0]), *replies[1:]]

    def _message(self, note: Note, id_: str) -> Message:
        return note.message(CHANNEL, self._corp_id, id_, self._now())

    def _new(self, sender: str) -> bool:
        """Has this person not been welcomed for a day?"""
        last = self._welcomed.get(sender)
        if last and self._now() - last < A_DAY:
            return False
        self._welcomed.keep(sender, self._now())
        return True


def _beyond(reply: Reply) -> list[Reply]:
    """What the card of a reply does not show."""
    if not cards.fits(reply.text):
        return [replace(reply, buttons=())]
    return [replace(reply, text="", buttons=())] if reply.files else []
