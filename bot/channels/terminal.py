"""The group in a terminal and in scripts: lines on standard input, what the bot says on standard output."""

import re
import shlex
import sys
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.channels import Ear, Watch
from bot.message import Attachment, Message, Place, Quoted, Reply

NAME = "terminal"
GROUP = "群"
BETWEEN_LINES = timedelta(seconds=1)

_LINE = re.compile(r"^(?P<name>[^>@#\[\]]+)(?P<how>[@#]?)(?:\[#(?P<quoted>\d+)\])?>(?P<text>.*)$")


class BadLine(Exception):
    """A line that says nothing this channel knows; its text says what would."""


@dataclass(frozen=True)
class _Card:
    """A reply with buttons, and the one person who sees it; None for everyone in the group."""

    reply: Reply
    seen_by: str | None


class Terminal:
    """`王芳> …` in the group, `王芳@> …` with the bot addressed, `王芳#> …` in private, and a few commands."""

    name = NAME

    def __init__(self, ear: Ear, watch: Watch, zone: ZoneInfo, bot_name: str) -> None:
        self._ear = ear
        self._watch = watch
        self._zone = zone
        self._bot = bot_name
        self._cards: list[_Card] = []
        self._answers: dict[str, str] = {}
        self._last: Message | None = None

    async def read(self, lines: Iterable[str]) -> None:
        """Takes line by line; a bad one is named on standard error and the next is read."""
        for number, line in enumerate(lines, 1):
            text = line.strip("\ufeff\r\n")
            if not text.strip() or text.lstrip().startswith(";"):
                continue
            try:
                await self._take(text)
            except BadLine as problem:
                print(f"第{number}行：{problem}", file=sys.stderr)

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Prints what is said unasked."""
        self._print(None if place == "group" else conversation, reply)
        return self.name

    async def _take(self, text: str) -> None:
        if text.startswith("/"):
            await self._command(text)
        else:
            await self._hear(self._said(text))

    async def _command(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        match word, rest.split(maxsplit=1):
            case "/at", [moment]:
                await self._move(moment)
            case "/press", [name, label]:
                await self._hear(self._press(name, label.strip("【】 ")))
            case "/again", []:
                await self._hear(self._again())
            case "/file", [name, path]:
                await self._hear(self._file(name, path))
            case _:
                raise BadLine("可以写 /at 时间、/press 姓名 按钮、/again、/file 姓名 路径")

    async def _move(self, moment: str) -> None:
        try:
            at = datetime.fromisoformat(moment)
            await self._watch.move(at if at.tzinfo else at.replace(tzinfo=self._zone))
        except ValueError as error:
            raise BadLine("时间要写成 2026-11-20T16:30，并且不早于现在") from error

    def _said(self, line: str) -> Message:
        found = _LINE.match(line)
        if found is None:
            raise BadLine("要写成 王芳> 文本、王芳@> 文本 或 王芳#> 文本")
        text = found["text"].strip().replace("\\n", "\n")
        message = self._message(found["name"].strip(), text, private=found["how"] == "#", addressed=bool(found["how"]))
        return replace(message, quoted=self._quoted(found["quoted"])) if found["quoted"] else message

    def _message(self, name: str, text: str, *, private: bool, addressed: bool) -> Message:
        return Message(
            channel=NAME,
            id=uuid.uuid4().hex,
            conversation=name if private else GROUP,
            place="private" if private else "group",
            sender=name,
            text=text,
            sent_at=self._watch.now(),
            addressed=addressed,
        )

    def _quoted(self, number: str) -> Quoted:
        if number not in self._answers:
            raise BadLine(f"还没有一条回答给出过 #{number}")
        return Quoted(self._answers[number], own=True)

    def _press(self, name: str, label: str) -> Message:
        for card in reversed(self._cards):
            for button in card.reply.buttons:
                if button.label == label and card.seen_by in (None, name):
                    private = card.seen_by is not None
                    return replace(self._message(name, label, private=private, addressed=True), pressed=button.frame)
        raise BadLine(f"{name}看到的卡片上没有“{label}”按钮")

    def _again(self) -> Message:
        if self._last is None:
            raise BadLine("还没有消息可以重发")
        return self._last

    def _file(self, name: str, path: str) -> Message:
        file = Path(shlex.split(path)[0] if path.startswith(('"', "'")) else path)
        if not file.is_file():
            raise BadLine(f"没有这个文件：{file}")
        message = self._message(name, "", private=True, addressed=True)
        return replace(message, attachments=(Attachment(file.name, file),))

    async def _hear(self, message: Message) -> None:
        self._last = message
        for reply in await self._ear.hear(message):
            alone = reply.private or message.place == "private"
            self._print(message.sender if alone else None, reply)
        await self._watch.move(self._watch.now() + BETWEEN_LINES)

    def _print(self, person: str | None, reply: Reply) -> None:
        """`person` None: to the group."""
        if reply.buttons:
            self._cards.append(_Card(reply, person))
        for number in re.findall(r"已记录 #(\d+)", reply.text):
            self._answers[number] = reply.text
        head = f"{self._bot}→{person or '群'}: "
        buttons = "".join(f"【{button.label}】" for button in reply.buttons)
        text = reply.text.replace("\n", "\n  ") + (f" {buttons}" if buttons else "")
        print(head + text)
        for file in reply.files:
            print(f"{head}[文件 {file.name}] {file.path}")
        sys.stdout.flush()
