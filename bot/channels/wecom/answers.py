"""Saying replies over the long connection: a stream, then its card and files; what does not arrive is owed."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import structlog

from bot.channels import Ear, Unreachable, aside, buttons
from bot.channels.aside import SENT_LATER, SPEAK_FIRST
from bot.channels.memory import Latest
from bot.channels.texts import parts
from bot.channels.wecom import cards
from bot.channels.wecom.cards import Card
from bot.channels.wecom.line import ANSWER, EXTRA, MOST_BYTES, UNASKED, Barred, Chat, Line, Manner, Taken
from bot.channels.wecom.markdown import as_typed
from bot.channels.wecom.own_words import OwnWords
from bot.message import Attachment, Message, Reply

FILE_LATER = "《{}》现在发不出来，稍后补发"
log = structlog.get_logger("wecom")


@dataclass(frozen=True)
class Piece:
    """One frame of a reply, and what is left unsaid where it does not arrive; None for what nobody will miss."""

    send: Callable[[], Awaitable[None]]
    left: Reply | None


class Answers:
    """Says what the ear answers. `own` and `shown` remember what was said and which cards stand."""

    def __init__(self, line: Line, ear: Ear, own: OwnWords, shown: Latest[Card]) -> None:
        self._line = line
        self._ear = ear
        self._own = own
        self._shown = shown

    async def answer(self, message: Message, req_id: str, replies: Sequence[Reply]) -> None:
        """Answers a message: what is private first and to the asker alone, so that the group hears if it could not."""
        alone = [reply for reply in replies if reply.private and message.place == "group"]
        unsaid = deque([*alone, *(reply for reply in replies if reply not in alone)])
        try:
            heard = [await self._aside(message, unsaid.popleft()) for _ in alone]
            unsaid = deque(joined(unsaid if all(heard) else [*map(aside.unsaid, unsaid), Reply(SPEAK_FIRST)]))
            while unsaid:
                await self._tell(message, Chat(message.conversation, message.place), unsaid.popleft(), req_id)
                req_id = ""
        except asyncio.CancelledError:
            for reply in unsaid:
                await self._ear.owe(message, reply)
            raise

    async def push(self, message: Message, reply: Reply) -> None:
        """Says to whom the message came from what goes by no stream: in private where the reply says so."""
        if reply.private:
            await self._aside(message, reply)
        else:
            await self._tell(message, Chat(message.conversation, message.place), reply)

    async def wait(self, chat: Chat, message_id: str, req_id: str, text: str) -> None:
        """Says that the answer is being made, where the answer will stand."""
        try:
            await self._line.stream(chat, req_id, stream_id(message_id), text, finish=False)
        except Unreachable as error:
            log.info("nobody is asked to wait", error=str(error))

    async def finish(self, message: Message, req_id: str, text: str) -> None:
        """Ends a message with a word that nobody will miss."""
        try:
            await self._line.stream(Chat(message.conversation, message.place), req_id, stream_id(message.id), text)
        except Unreachable as error:
            log.info("a message stays unfinished", error=str(error))

    async def say(self, chat: Chat, reply: Reply) -> None:
        """Says it unasked; raises Unreachable while nobody has seen anything of it."""
        media = [await self._line.upload(file) for file in reply.files]
        first, *more = self._unasked(chat, reply, media)
        await first.send()
        try:
            for piece in more:
                await piece.send()
        except Unreachable as error:
            log.error("the rest of a notice did not arrive", error=str(error))

    async def _aside(self, message: Message, reply: Reply) -> bool:
        return await self._tell(message, Chat(message.sender, "private"), reply)

    async def _tell(self, message: Message, chat: Chat, reply: Reply, req_id: str = "") -> bool:
        """Says a reply, by the stream of `req_id` where there is one; False where the bot may not speak.

        What does not arrive, or not before the bot is stopped, is owed.
        """
        left: Reply | None = reply
        try:
            for piece in await self._pieces(message, chat, reply, req_id):
                left = piece.left
                await piece.send()
        except (Unreachable, asyncio.CancelledError) as error:
            if left:
                log.warning("an answer is owed", message_id=message.id, error=repr(error))
                await self._ear.owe(message, left)
            if isinstance(error, Unreachable):
                return not isinstance(error, Barred)
            raise
        return True

    async def _pieces(self, message: Message, chat: Chat, reply: Reply, req_id: str) -> list[Piece]:
        """The frames of an answer; files are uploaded before, so that its text can say which cannot come with it."""
        media, failed = await self._uploaded(reply.files)
        if failed:
            await self._ear.owe(message, Reply(SENT_LATER, files=tuple(failed), private=reply.private))
        lines = (reply.text, *(FILE_LATER.format(file.name) for file in failed))
        told = replace(reply, text="\n".join(filter(None, lines)), files=tuple(taken.file for taken in media))
        return [
            *self._texts(chat, told, req_id, stream_id(message.id)),
            *self._files(chat, told, media, ANSWER),
            *self._card(chat, told, ANSWER),
        ]

    async def _uploaded(self, files: Iterable[Attachment]) -> tuple[list[Taken], list[Attachment]]:
        taken: list[Taken] = []
        failed: list[Attachment] = []
        for file in files:
            try:
                taken.append(await self._line.upload(file))
            except Unreachable as error:
                log.warning("a file could not be sent", error=str(error))
                failed.append(file)
        return taken, failed

    def _unasked(self, chat: Chat, reply: Reply, media: list[Taken]) -> list[Piece]:
        """Unasked, a card stands for the text where it can show all of it."""
        alone = bool(cards.offered(reply)) and cards.fits(reply.text)
        texts = [] if alone else self._texts(chat, reply)
        return [*texts, *self._files(chat, reply, media, UNASKED), *self._card(chat, reply, UNASKED, alone=alone)]

    def _texts(self, chat: Chat, reply: Reply, req_id: str = "", id_: str = "") -> list[Piece]:
        """The text, cut where one frame does not hold it."""
        pieces: list[Piece] = []
        left = reply.text
        if left:
            self._own.keep(chat.id, left)
        for part in parts(left, MOST_BYTES if as_typed(left) == left else MOST_BYTES // 2):
            send = self._text(chat, as_typed(part), req_id if not pieces else "", id_)
            pieces.append(Piece(send, replace(reply, text=left)))
            left = left[len(part) :]
        return pieces

    def _text(self, chat: Chat, text: str, req_id: str, id_: str) -> Callable[[], Awaitable[None]]:
        if req_id:
            return lambda: self._line.stream(chat, req_id, id_, text)
        return lambda: self._line.push(chat, "markdown", lambda: {"content": text}, ANSWER if id_ else UNASKED)

    def _card(self, chat: Chat, reply: Reply, manner: Manner, *, alone: bool = False) -> list[Piece]:
        """The card of a reply with buttons. One that is a mere convenience is left out where much is being said."""
        needed = buttons.needed(reply)
        if not cards.offered(reply) or (not needed and self._line.turns(chat).busy):
            return []

        def fresh() -> Card:
            card = (cards.card if alone else cards.after)(reply, cards.new_task())
            return self._shown.keep((card["task_id"], ""), card)

        send = partial(self._line.push, chat, "template_card", fresh, manner if needed else EXTRA)
        return [Piece(send, replace(reply, files=()) if needed else None)]

    def _files(self, chat: Chat, reply: Reply, media: list[Taken], manner: Manner) -> list[Piece]:
        def sends(kind: str, media_id: str) -> Callable[[], Awaitable[None]]:
            return lambda: self._line.push(chat, kind, lambda: {"media_id": media_id}, manner)

        files = [taken.file for taken in media]
        return [Piece(sends(taken.kind, taken.media_id), _late(reply, files[at:])) for at, taken in enumerate(media)]


def joined(replies: Iterable[Reply]) -> list[Reply]:
    """Neighbours that are nothing but text become one."""
    one: list[Reply] = []
    for reply in replies:
        if one and _plain(one[-1]) and _plain(reply):
            one[-1] = replace(reply, text=f"{one[-1].text}\n{reply.text}")
        else:
            one.append(reply)
    return one


def stream_id(message_id: str) -> str:
    """Always the same for a message, so that an answer that is sent again replaces itself."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:32]


def _late(reply: Reply, files: list[Attachment]) -> Reply:
    """What is owed where files did not arrive; a card that only offers to take back is not worth it."""
    again = buttons.needed(reply)
    return Reply(reply.text if again else SENT_LATER, reply.buttons if again else (), tuple(files), reply.private)


def _plain(reply: Reply) -> bool:
    return not reply.buttons and not reply.files
