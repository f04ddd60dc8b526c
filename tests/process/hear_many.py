"""A process that hears a thousand lessons of forty teachers at once and prints the id of each that it has answered."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import logs
from bot.__main__ import DEMO
from bot.app import App
from bot.message import Message
from bot.settings import Log
from handlers.school import load as load_school
from handlers.school import read
from storage.work import Storage

START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
MESSAGES = 1000


async def hear(url: str) -> None:
    storage = Storage(url)
    app = App(storage, load_school(storage, read(DEMO.read_bytes()), START), Path(), fixed=START)
    await app.let_names_speak("many")
    names = [person["name"] for person in await app.people()]
    waiting = iter(range(MESSAGES))

    async def speak() -> None:
        for number in waiting:
            sender, teacher = names[number % len(names)], names[(number + 1) % len(names)]
            day = START - timedelta(days=number // len(names))
            text = f"{day.month}月{day.day}日第二节听了{teacher}的课，三2班《第{number}课》"
            message = Message("many", f"m{number}", sender, "private", sender, text, START, addressed=True)
            replies = await app.hear(message)
            if replies[0].text.startswith("已记录"):
                print(message.id, flush=True)

    await asyncio.gather(*(speak() for _ in range(40)))
    storage.close()


if __name__ == "__main__":
    logs.set_up(Log(level="error"), ZoneInfo("Asia/Shanghai"))
    asyncio.run(hear(sys.argv[1]))
