"""A school's group in memory: real parser, real database, a clock that stands still until it is moved."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import DEMO
from bot.app import App
from bot.message import Attachment, Message, Place, Quoted, Reply
from handlers.school import load as load_school
from handlers.school import read
from storage.work import Storage

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 18, 16, 20, tzinfo=ZONE)


class Town:
    """The group, and everyone's private chat with the bot, on a channel that delivers at once."""

    name = "memory"

    def __init__(self, app: App, files: Path) -> None:
        self.app = app
        self.files = files
        self.unasked: list[tuple[str, str]] = []
        self._ids = 0
        self.last: Message | None = None

    async def says(self, who: str, text: str, *, quoting: str | None = None, to_bot: bool = False) -> str:
        """In the group; the answer in one text, each private part marked."""
        quoted = Quoted(quoting, own=True) if quoting else None
        return await self.hears(self.message(who, text, "group", addressed=to_bot, quoted=quoted))

    async def asks(self, who: str, text: str, *, quoting: str | None = None) -> str:
        """In the group, with the bot addressed."""
        return await self.says(who, text, quoting=quoting, to_bot=True)

    async def whispers(self, who: str, text: str, *, file: Path | None = None) -> str:
        """In private."""
        attachments = (Attachment(file.name, file),) if file else ()
        return await self.hears(replace(self.message(who, text, "private", addressed=True), attachments=attachments))

    def quoting(self, message: Message, text: str) -> Message:
        """The message under something that the bot said."""
        return replace(message, quoted=Quoted(text, own=True))

    async def presses(self, who: str, reply: Reply, label: str) -> str:
        """A button of a card that stands in the group."""
        button = next(button for button in reply.buttons if button.label == label)
        return await self.hears(replace(self.message(who, label, "group", addressed=True), pressed=button.frame))

    async def again(self) -> str:
        """The last message is delivered once more."""
        assert self.last
        return await self.hears(self.last)

    async def hears(self, message: Message) -> str:
        replies = await self.replies(message)
        return "\n".join(("（私聊）" if reply.private else "") + reply.text for reply in replies)

    async def replies(self, message: Message) -> tuple[Reply, ...]:
        self.last = message
        replies = await self.app.hear(message)
        await self.app.clock.settle()
        await self.app.clock.move(self.app.clock.now() + timedelta(seconds=1))
        return replies

    def message(self, who: str, text: str, place: Place, *, addressed: bool, quoted: Quoted | None = None) -> Message:
        self._ids += 1
        conversation = "group" if place == "group" else who
        sent_at = self.app.clock.now()
        return Message(self.name, f"m{self._ids}", conversation, place, who, text, sent_at, addressed, (), quoted)

    async def forward(self, **time: float) -> list[str]:
        """Time passes; what the bot said unasked in between, as `群: …` or `王芳: …`."""
        self.unasked.clear()
        await self.app.clock.move(self.app.clock.now() + timedelta(**time))
        return [f"{to}: {text}" for to, text in self.unasked]

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        self.unasked.append(("群" if place == "group" else conversation, reply.text))
        return self.name


@pytest.fixture
def school_id(storage: Storage) -> int:
    return load_school(storage, read(demo()), START)


def demo() -> bytes:
    """The demo school, with nothing open to sign in to."""
    school = json.loads(DEMO.read_text("utf-8"))
    return json.dumps({**school, "open_activities": []}).encode()


@pytest.fixture
async def group(storage: Storage, school_id: int, tmp_path: Path) -> Town:
    app = App(storage, school_id, tmp_path / "files", fixed=START)
    town = Town(app, tmp_path / "files")
    app.attach(town)
    await app.let_names_speak(town.name)
    return town
