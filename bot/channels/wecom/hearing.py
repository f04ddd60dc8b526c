"""From what WeCom tells to a Message: the files fetched at once, the quote judged, the place remembered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from bot.channels import Ear
from bot.channels.tencent.envelope import key_of, open_media
from bot.channels.told import moment
from bot.channels.wecom.bodies import Happened, Media, Origin, Said, masked
from bot.channels.wecom.cards import Press
from bot.channels.wecom.own_words import OwnWords
from bot.message import Attachment, Message, Place, Quoted

CHANNEL = "wecom"
MOST_FILES = 20

log = structlog.get_logger("wecom")


UserId = Callable[[str], Awaitable[str | None]]
"""The account behind an encrypted id, as far as the enterprise lets us know it."""


class Fetch(Protocol):
    """Downloads what was sent; what cannot be taken is an attachment with a problem."""

    def __call__(self, url: str, *, decrypt: Callable[[bytes], bytes] | None = None) -> Awaitable[Attachment]: ...


class Hearing:
    """Makes the messages of one bot. `media_key`: the 32 bytes that open files in callback mode."""

    def __init__(
        self,
        ear: Ear,
        now: Callable[[], datetime],
        fetch: Fetch,
        own: OwnWords,
        *,
        tenant: str = "",
        media_key: bytes | None = None,
        userid: UserId | None = None,
    ) -> None:
        self._ear = ear
        self._now = now
        self._fetch = fetch
        self._own = own
        self._tenant = tenant
        self._media_key = media_key
        self._userid = userid
        self._known: set[tuple[str, Place]] = set()
        self.masked: set[str] = set()

    async def said(self, said: Said) -> Message:
        """The message, when its files are here: their addresses are good for five minutes."""
        await self._remember(said.origin)
        attachments = await self._files(said.media)
        quoted = None
        if said.quote is not None:
            own = self._own.include(said.origin.conversation, said.quote)
            quoted = Quoted(said.quote, own) if said.quote else None
            theirs = () if own else await self._files(said.quoted_media)
            attachments += tuple(file for file in theirs if file.problem != "lost")
        return self._message(said.origin, said.origin.id, said.text, attachments, quoted)

    async def pressed(self, event: Happened, press: Press) -> Message:
        """The message that a pressed button stands for."""
        await self._remember(event.origin)
        message = self._message(event.origin, f"event:{event.origin.id}", press.label)
        return replace(message, pressed=press.frame)

    def nothing(self, event: Happened) -> Message:
        """A press that says nothing, for its place and presser."""
        return self._message(event.origin, f"event:{event.origin.id}", "")

    def _message(
        self,
        origin: Origin,
        id_: str,
        text: str,
        attachments: tuple[Attachment, ...] = (),
        quoted: Quoted | None = None,
    ) -> Message:
        return Message(
            CHANNEL,
            id_,
            origin.conversation,
            origin.place,
            origin.sender,
            text,
            moment(origin.at, self._now()),
            addressed=True,
            attachments=attachments,
            quoted=quoted,
            tenant=self._tenant,
        )

    async def _files(self, media: tuple[Media, ...]) -> tuple[Attachment, ...]:
        return tuple(await asyncio.gather(*(self._file(one) for one in media[:MOST_FILES])))

    async def _file(self, media: Media) -> Attachment:
        try:
            key = key_of(media.key) if media.key else self._media_key
        except ValueError:
            log.warning("a file came with a broken key", kind=media.kind)
            return Attachment("", None, "lost")
        return await self._fetch(media.url, decrypt=partial(open_media, key=key) if key else None)

    async def _unmask(self, sender: str) -> None:
        """An encrypted id speaks for whom the account behind it speaks for. It is asked once in a process."""
        self.masked.add(sender)
        account = await self._userid(sender) if self._userid else None
        if account:
            await self._ear.alias(CHANNEL, self._tenant, sender, account)

    async def _remember(self, origin: Origin) -> None:
        """Where somebody has spoken the bot may speak; the tables are told once in a process."""
        if masked(origin.sender) and origin.sender not in self.masked:
            await self._unmask(origin.sender)
        chat = (origin.conversation, origin.place)
        if chat in self._known:
            return
        self._known.add(chat)
        try:
            await self._ear.remember(CHANNEL, origin.conversation, origin.place)
        except Exception:
            self._known.discard(chat)
            log.exception("a conversation could not be remembered")
