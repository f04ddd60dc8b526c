"""Speaking over the long connection: in turn, over cuts and lost acknowledgements. WeCom's page 101463."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import structlog

from bot.channels import Unreachable
from bot.channels.wecom.connection import Connection, Cut, Refused
from bot.channels.wecom.outgoing import PICTURES
from bot.channels.wecom.turns import Turns
from bot.message import Attachment, Place

MOST_BYTES = 20480
"""Of a stream's or a markdown's text in UTF-8."""

MOST_PATIENCES = 2
"""So many times more than it is patient something is tried where the connection breaks again and again."""

LONG = 3600.0
"""Seconds that an answer which may have been seen waits for a connection: said another way it would be seen twice."""

REST = 5.0
"""Seconds before a stream goes out once more though its connection lives; longer each time."""

TWO_PINGS, LOOK = 66.0, 0.5
"""Seconds after which a dead connection has been found out, and between two looks at it."""

MOST_PICTURE = 10 << 20

TOO_OFTEN = 45009
TOO_LATE = 846608
STALE = {846605, TOO_LATE}
"""The req_id or the stream is no longer good: the same is said unasked."""

PASSING = {-1, 846609}
"""WeCom is busy, or has lost the subscription. Any other error of a push says that the bot may not speak there."""

RESTS = (20.0, 40.0, 60.0)
"""Seconds to rest after each 45009."""

log = structlog.get_logger("wecom")

Kind = Literal["file", "image"]
Content = Callable[[], dict[str, Any]]
Send = Callable[[], Awaitable[object]]


class Barred(Unreachable):
    """WeCom does not let the bot speak there; a person must speak to it first."""


@dataclass(frozen=True)
class Taken:
    """A file that WeCom holds for us, for three days."""

    file: Attachment
    kind: Kind
    media_id: str


@dataclass(frozen=True)
class Manner:
    """How something is said. An `answer` goes before what is unasked; `patience` is the seconds that it waits for a
    connection that broke; `again`: sent once more it only replaces itself."""

    answer: bool
    patience: float
    again: bool = False


STREAM = Manner(True, 60, again=True)
ANSWER = Manner(True, 60)
UNASKED = Manner(False, 5)
"""It goes another way soon."""

EXTRA = Manner(True, 0)
"""Nobody will miss it."""


@dataclass(frozen=True)
class Chat:
    """A group by its chatid, or a person's private chat by the userid."""

    id: str
    place: Place


@dataclass
class Streamed:
    """An answer on its way. `seen`: it may stand there already, for an acknowledgement of it was lost."""

    connection: Connection
    req_id: str
    body: dict[str, Any]
    seen: bool = False

    async def send(self) -> None:
        """Sends it; where WeCom says that it is too late to change what may be there, it is there."""
        try:
            await self.connection.respond(self.req_id, self.body)
        except Refused as refused:
            if not self.seen or refused.errcode != TOO_LATE:
                raise
        except (Cut, TimeoutError) as error:
            self.seen = self.seen or not isinstance(error, Cut) or error.sent
            raise


class Line:
    """The long connection for the conversations above it. What it raises is Unreachable: it did not arrive."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._turns: dict[Chat, Turns] = {}

    def turns(self, chat: Chat) -> Turns:
        """The turns of a conversation."""
        return self._turns.setdefault(chat, Turns())

    async def stream(self, chat: Chat, req_id: str, stream_id: str, text: str, *, finish: bool = True) -> None:
        """Answers a message with a text that is within MOST_BYTES; one that does not `finish` is replaced later."""
        body = {"msgtype": "stream", "stream": {"id": stream_id, "finish": finish, "content": text}}
        try:
            await self._surely(chat, Streamed(self.connection, req_id, body))
        except Refused as refused:
            if refused.errcode not in STALE:
                raise Unreachable(f"WeCom answered {refused.errcode}") from None
            await self.push(chat, "markdown", lambda: {"content": text}, ANSWER)

    async def push(self, chat: Chat, kind: str, content: Content, manner: Manner) -> None:
        """Says something without a stream; raises Barred where the bot may not speak.

        `content` is made anew for each time that it is sent, for a card may have one id only once.
        """
        place = {"chatid": chat.id, "chat_type": 2 if chat.place == "group" else 1}
        try:
            await self._rested(chat, manner, lambda: self.connection.send({**place, "msgtype": kind, kind: content()}))
        except Refused as refused:
            why = f"WeCom answered {refused.errcode}"
            raise (Unreachable if refused.errcode in PASSING else Barred)(why) from None

    async def upload(self, file: Attachment) -> Taken:
        """Brings a file to WeCom, a picture as one."""
        try:
            kind = await asyncio.to_thread(_kind, file.kept)
            return Taken(file, kind, await self.connection.upload(file.kept, file.name, kind))
        except (Refused, Cut, TimeoutError, OSError, ValueError) as error:
            raise Unreachable(f"a file was not taken: {type(error).__name__}") from None

    async def _surely(self, chat: Chat, answer: Streamed) -> None:
        """Gives up what nobody has seen; what may have been seen is sent again for as long as LONG."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LONG
        while True:
            try:
                await self._rested(chat, STREAM, answer.send)
                return
            except Unreachable:
                left = until - loop.time()
                if not answer.seen or left <= 0 or not await self.connection.live(left):
                    raise

    async def _rested(self, chat: Chat, manner: Manner, send: Send) -> None:
        """Sends, and after a 45009 once more when WeCom has had its rest. Raises Refused and Unreachable."""
        for rest in (*(RESTS if manner.patience else ()), None):
            try:
                await self._over_cuts(chat, manner, send)
                return
            except Refused as refused:
                if refused.errcode != TOO_OFTEN:
                    raise
                log.warning("WeCom asks for a rest", errcode=TOO_OFTEN)
            if rest is not None:
                await asyncio.sleep(rest)
        raise Unreachable("WeCom asks for a rest")

    async def _over_cuts(self, chat: Chat, manner: Manner, send: Send) -> None:
        """Sends, and once more where the connection broke, or where that does no harm."""
        loop = asyncio.get_running_loop()
        until = loop.time() + manner.patience
        last, lost = until + MOST_PATIENCES * manner.patience, 0
        await self._turn(chat, manner)
        while await self.connection.live(max(0.0, until - loop.time())):
            try:
                await send()
                return
            except TimeoutError:
                if not manner.again and await self._outlived(manner):
                    return
                lost += 1
                await asyncio.sleep(lost * REST)
            except Cut:
                pass
            until = loop.time() + manner.patience
            if until > last:
                break
            await self._turn(chat, manner)
        raise Unreachable("there is no connection to WeCom")

    async def _turn(self, chat: Chat, manner: Manner) -> None:
        """Raises Unreachable for one that does not come, or not before the connection has ended for good."""
        turns = self.turns(chat)
        turn = asyncio.ensure_future(turns.answer() if manner.answer else turns.push())
        ended = asyncio.ensure_future(self.connection.ended())
        try:
            await asyncio.wait((turn, ended), return_when=asyncio.FIRST_COMPLETED)
            if not turn.done():
                raise Unreachable("the connection has ended")
            await turn
        finally:
            turn.cancel()
            ended.cancel()

    async def _outlived(self, manner: Manner) -> bool:
        """An acknowledgement was lost: has the connection outlived two pings? Then what was sent has arrived with
        them, and would be seen twice; one that was dead all the while took it with it."""
        log.warning("an acknowledgement of WeCom was lost")
        for _ in range(round(TWO_PINGS / LOOK) if manner.patience else 0):
            if not await self.connection.live(0):
                return False
            await asyncio.sleep(LOOK)
        return True


def _kind(path: Path) -> Kind:
    """What a file is shown as; pictures are told by their first bytes."""
    with path.open("rb") as file:
        picture = file.read(8).startswith(PICTURES)
    return "image" if picture and path.stat().st_size <= MOST_PICTURE else "file"
