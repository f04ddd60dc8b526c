"""A bot small enough to see through: it knows a few sentences, and what falls due when."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.channels.playground import Playground
from bot.language import NONE, Frame, Piece, Reading
from bot.message import Attachment, Button, Message, Place, Reply

START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
LESSON = re.compile(r"听了(?P<teacher>王芳|李娜|张伟)的?(?P<subject>语文|数学)?")
PEOPLE = [
    {"name": "沈国华", "departments": [], "roles": ["leader"]},
    {"name": "许静", "departments": ["语文组"], "roles": ["office", "leader"]},
    {"name": "张伟", "departments": ["语文组"], "roles": ["head"]},
    {"name": "李娜", "departments": ["语文组"], "roles": []},
    {"name": "王芳", "departments": ["语文组"], "roles": []},
    {"name": "欧阳雪", "departments": ["英语组", "道法综合组"], "roles": []},
]


@dataclass
class School:
    """A school whose records are a dict."""

    name: str = "青禾实验小学"
    bot_name: str = "小研"
    timezone: str = "Asia/Shanghai"
    kept: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    async def people(self) -> list[dict[str, Any]]:
        return PEOPLE

    async def records(self, _channel: str, message_id: str) -> list[dict[str, Any]]:
        return self.kept.get(message_id, [])


@dataclass
class Clock:
    """Moves at once; `due` holds what to say when, and to whom."""

    at: datetime = START
    due: list[tuple[datetime, str, Place, Reply]] = field(default_factory=list)
    playground: Playground | None = None

    def now(self) -> datetime:
        return self.at

    async def move(self, to: datetime) -> None:
        if to < self.at:
            raise ValueError(f"{to} has passed")
        for moment, conversation, place, reply in sorted(self.due, key=lambda entry: entry[0]):
            if self.at < moment <= to and self.playground:
                self.at = moment
                await self.playground.say(conversation, place, reply)
        self.at = to


@dataclass
class Bot:
    """Hears, answers, and remembers what it heard."""

    school: School
    files: Path
    heard: list[Message] = field(default_factory=list)
    answers: dict[str, tuple[Reply, ...]] = field(default_factory=dict)
    broken: bool = True
    slow: bool = False

    async def hear(self, message: Message) -> tuple[Reply, ...]:
        self.heard.append(message)
        if self.slow:
            await asyncio.sleep(0.2)
        if message.id not in self.answers:
            self.answers[message.id] = self._answer(message)
        return self.answers[message.id]

    async def understand(self, message: Message) -> Reading:
        lesson = LESSON.search(message.text)
        return _reading(message.text, lesson) if lesson else Reading(NONE, (), ("没有要记的事",))

    async def welcome(self, channel: str, tenant: str, sender: str) -> Reply:
        raise AssertionError("the page has no door to open")

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        raise AssertionError("the page knows its chats")

    async def alias(self, channel: str, tenant: str, external_id: str, account: str) -> None:
        raise AssertionError("nobody has a second id here")

    async def owe(self, message: Message, reply: Reply) -> None:
        raise AssertionError("the page says it at once")

    def _answer(self, message: Message) -> tuple[Reply, ...]:
        if message.pressed:
            return (Reply(f"{message.sender}{message.text}成功，已签 13/16"),)
        if lesson := LESSON.search(message.text):
            return (self._keep(message, lesson),)
        if message.attachments:
            return (Reply(f"收到{message.attachments[0].name}"),)
        return self._talk(message) if message.addressed else ()

    def _keep(self, message: Message, lesson: re.Match[str]) -> Reply:
        shown = {
            "听课教师": message.sender,
            "授课教师": lesson["teacher"],
            "学科": lesson["subject"] or "—",
            "日期": "11月18日 周三",
        }
        number = 128 + len(self.school.kept)
        self.school.kept[message.id] = [{"number": number, "kind": "听课", "shown": shown, "cancelled": False}]
        return Reply(
            f"✅ 已记 #{number} 听课：11月18日周三 {lesson['teacher']}{lesson['subject'] or ''}，本学期第9节/15"
        )

    def _talk(self, message: Message) -> tuple[Reply, ...]:
        said = {
            "撤回": self._undo,
            "导出": self._export,
            "开签到": self._card,
            "谁还没签到": self._missing,
            "坏": self._fail,
        }
        for word, answer in said.items():
            if word in message.text:
                return answer()
        return (Reply("您可以这样说：听了王芳的语文课；我听了几节；撤回"),)

    def _undo(self) -> tuple[Reply, ...]:
        for record in list(self.school.kept.values())[-1]:
            record["cancelled"] = True
        return (Reply("已撤回 #128。回“恢复”可以找回"),)

    def _export(self) -> tuple[Reply, ...]:
        path = self.files / "export.xlsx"
        path.write_bytes(b"PK workbook")
        return (Reply("本学期听课记录，共 9 条", files=(Attachment("听课记录 2026.xlsx", path),)),)

    def _card(self) -> tuple[Reply, ...]:
        frames = {
            label: {"intent": intent, "activity": "教研活动", "activity_id": 92}
            for label, intent in (("签到", "attendance.sign_in"), ("请假", "attendance.leave"))
        }
        buttons = tuple(Button(label, frame) for label, frame in frames.items())
        return (Reply("语文组教研活动开始签到了，录播教室，16:30 开始", buttons=buttons),)

    def _missing(self) -> tuple[Reply, ...]:
        return (Reply("名单私聊发您了"), Reply("还有3人没签到：李娜、王芳、欧阳雪", private=True))

    def _fail(self) -> tuple[Reply, ...]:
        if self.broken:
            self.broken = False
            raise RuntimeError("the bot broke, as the test wants")
        return (Reply("修好了"),)


def _reading(text: str, lesson: re.Match[str]) -> Reading:
    kinds = {"teacher": "person", "subject": "subject"}
    pieces = [
        Piece(*lesson.span(name), kind, lesson[name], lesson[name]) for name, kind in kinds.items() if lesson[name]
    ]
    if "第二节" in text:
        start = text.index("第二节")
        pieces.append(Piece(start, start + 3, "period", 2, "第二节"))
    if "今天" in text:
        start = text.index("今天")
        pieces.append(Piece(start, start + 2, "date", "2026-11-18", "今天"))
    slots = {slot: lesson[slot] for slot in ("teacher", "subject") if lesson[slot]}
    period = {"period": 2} if "第二节" in text else {}
    return Reading(
        Frame("observation.log", {}, ({"date": "2026-11-18", **period, **slots},)),
        tuple(pieces),
        ("“听了”说的是听课", "王芳在花名册上"),
    )
