"""A bot that says what it hears, over the long connection: the least that can be put behind it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.channels.wecom.connection import Connection, Cut, Refused
from tests.channels.fake_wecom import BOT_ID, SECRET, FakeWeCom

NOW = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
Frame = dict[str, Any]


def stream(text: str, number: str = "s1", finish: bool = True) -> Frame:
    return {"msgtype": "stream", "stream": {"id": number, "finish": finish, "content": text}}


def push(chatid: str, text: str, chat_type: int = 2) -> Frame:
    return {"chatid": chatid, "chat_type": chat_type, "msgtype": "markdown", "markdown": {"content": text}}


class Echo:
    """`slow`: seconds that it thinks about what comes; `mute`: it only listens; `broken`: it fails."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Frame]] = []
        self.errors: list[Exception] = []
        self.slow = 0.0
        self.mute = False
        self.broken = False
        self.connection: Connection | None = None

    async def __call__(self, cmd: str, frame: Frame) -> None:
        self.heard.append((cmd, frame))
        await asyncio.sleep(self.slow)
        if self.broken:
            raise RuntimeError("the bot broke, as the test wants")
        body = frame["body"]
        if self.mute or cmd != "aibot_msg_callback" or self.connection is None or "text" not in body:
            return
        words = "回：" + body["text"]["content"].removeprefix("@小研 ")
        try:
            await self.connection.respond(frame["headers"]["req_id"], stream(words, body["msgid"]))
        except (Cut, Refused, TimeoutError) as error:
            self.errors.append(error)


@asynccontextmanager
async def bot(
    fake: FakeWeCom, hear: Callable[[str, Frame], Awaitable[None]], secret: str = SECRET
) -> AsyncIterator[Connection]:
    """A bot that connects, waiting half a second more than it must each time."""
    connection = Connection(fake.url, BOT_ID, secret, hear, now=lambda: NOW, jitter=lambda: 0.5)
    if isinstance(hear, Echo):
        hear.connection = connection
    await connection.start()
    try:
        yield connection
    finally:
        await connection.close()
