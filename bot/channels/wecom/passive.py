"""The one body that answers a callback (document 100719): nothing can follow it, so all that is to be said is in it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.channels import Ear, Unreachable
from bot.channels.aside import NO_FILES, SPEAK_FIRST, unsent
from bot.channels.memory import Latest
from bot.channels.texts import cut
from bot.channels.wecom import cards
from bot.channels.wecom.answers import FILE_LATER, stream_id
from bot.channels.wecom.cards import Card
from bot.channels.wecom.line import MOST_BYTES
from bot.channels.wecom.markdown import as_typed
from bot.channels.wecom.own_words import OwnWords
from bot.message import Message, Reply

Push = Callable[[str, Reply], Awaitable[object]]
"""Says something to a person by another way, the 自建应用; raises Unreachable."""

ASK_PRIVATELY = "这个只能私下告诉您，请私聊我再问一次"
FILES_ASIDE = "文件已私聊发您"
TOO_LONG = "\n……（太长，后面的没有显示，请问得窄一些）"

log = structlog.get_logger("wecom")


def streamed(id_: str, text: str, *, finish: bool = True) -> dict[str, Any]:
    """A stream with this text."""
    return {"msgtype": "stream", "stream": {"id": id_, "finish": finish, "content": text}}


class Passive:
    """Answers callbacks. `push` reaches a person by the app, where there is one."""

    def __init__(self, ear: Ear, own: OwnWords, shown: Latest[Card], push: Push | None = None) -> None:
        self._ear = ear
        self._own = own
        self._shown = shown
        self._push = push

    async def body(self, message: Message, replies: Sequence[Reply]) -> dict[str, Any]:
        """The answer to a message; {} for silence."""
        lines, card, hint = [], None, ""
        for reply in replies:
            if reply.private and message.place == "group":
                hint = await self._aside(message, reply) or hint
                continue
            lines += [reply.text, await self._files(message, reply)]
            if cards.offered(reply):
                card = cards.after(reply, cards.new_task())
                self._shown.keep((card["task_id"], ""), card)
        text = _short("\n".join(filter(None, [*map(unsent, lines), hint] if hint else lines)))
        if not text and card is None:
            return {}
        self._own.keep(message.conversation, text)
        said = streamed(stream_id(message.id), text)
        return said | {"msgtype": "stream_with_template_card", "template_card": card} if card else said

    async def push(self, message: Message, reply: Reply) -> bool:
        """Says it in private by the app; what does not arrive is owed, where there is a way at all."""
        if self._push is None:
            return False
        try:
            await self._push(message.sender, replace(reply, private=True))
        except Unreachable as error:
            log.warning("an answer is owed", message_id=message.id, error=str(error))
            await self._ear.owe(message, replace(reply, private=True))
            return False
        return True

    async def later(self, message: Message, reply: Reply) -> None:
        """Says what no answer has room for: in private by the app; in a group it is owed, for a webhook may do it."""
        if reply.private or message.place == "private":
            await self.push(message, reply)
        else:
            await self._ear.owe(message, reply)

    async def _aside(self, message: Message, reply: Reply) -> str:
        """What the group reads of a private answer: nothing, or how to get it."""
        if await self.push(message, reply):
            return ""
        return SPEAK_FIRST if self._push else ASK_PRIVATELY

    async def _files(self, message: Message, reply: Reply) -> str:
        if not reply.files:
            return ""
        if self._push is None:
            return NO_FILES
        if await self.push(message, Reply("", files=reply.files)):
            return FILES_ASIDE if message.place == "group" else ""
        return "\n".join(FILE_LATER.format(file.name) for file in reply.files)


def _short(text: str) -> str:
    """The text as markdown within a stream's bytes."""
    typed = as_typed(text)
    if len(typed.encode()) <= MOST_BYTES:
        return typed
    return cut(typed, MOST_BYTES - len(TOO_LONG.encode())) + TOO_LONG
