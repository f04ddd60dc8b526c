"""Messages per second through the conversation, each durable, beside a loop that only commits one row a message.

    python -m tests.benchmark.conversation [--messages 2000] [--together 64] [--database URL]

Both run in the same process on the same kind of database, in turns, so that the ratio holds on a noisy machine.
`together` is how many teachers write at once; one teacher's messages wait for each other.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot import logs
from bot.__main__ import DEMO
from bot.app import App
from bot.message import Message
from bot.settings import Log
from handlers.school import load as load_school
from handlers.school import read
from storage.database import database_url, writing_engine
from storage.work import Storage

ROUNDS = 3
START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
LESSON = "{day.month}月{day.day}日第{period}节听了{teacher}的课，三{room}班《第{number}课》，优点：情境好"


async def conversation(url: str, files: Path, messages: int, together: int) -> float:
    """Messages per second: heard, read, kept, committed, answered."""
    storage = Storage(url)
    try:
        app = App(storage, load_school(storage, read(DEMO.read_bytes()), START), files, fixed=START)
        await app.let_names_speak("bench")
        names = [person["name"] for person in await app.people()]
        said = [_lesson(number, names) for number in range(messages)]
        waiting = iter(said)

        async def speak() -> None:
            for message in waiting:
                replies = await app.hear(message)
                assert replies[0].text.startswith("已记录"), replies

        began = time.perf_counter()
        await asyncio.gather(*(speak() for _ in range(together)))
        return messages / (time.perf_counter() - began)
    finally:
        storage.close()


def floor(url: str, messages: int) -> float:
    """Rows per second, each with a commit of its own, by the same engine without anything else."""
    engine = writing_engine(database_url(url))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS floor"))
        connection.execute(text("CREATE TABLE floor (id INTEGER PRIMARY KEY, said TEXT)"))
    began = time.perf_counter()
    for number in range(messages):
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO floor VALUES (:id, :said)"), {"id": number, "said": LESSON})
    speed = messages / (time.perf_counter() - began)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE floor"))
    engine.dispose()
    return speed


def _lesson(number: int, names: list[str]) -> Message:
    sender, teacher = names[number % len(names)], names[(number + 1) % len(names)]
    day = START - timedelta(days=number // len(names))  # the same lesson told again would be asked about
    said = LESSON.format(day=day, period=number % 7 + 1, teacher=teacher, room=number % 5 + 1, number=number)
    return Message("bench", f"{time.time_ns()}-{number}", sender, "private", sender, said, START, addressed=True)


def main() -> None:
    """Prints the median of each, and the ratio."""
    logs.set_up(Log(level="error"), ZoneInfo("Asia/Shanghai"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=2000)
    options.add_argument("--together", type=int, default=64)
    options.add_argument("--database", help="an empty PostgreSQL database; without it SQLite files")
    chosen = options.parse_args()
    heard, committed = [], []
    with tempfile.TemporaryDirectory() as directory:
        for turn in range(ROUNDS):
            url = chosen.database or f"sqlite:///{directory}/{turn}.db"
            heard.append(asyncio.run(conversation(url, Path(directory), chosen.messages, chosen.together)))
            committed.append(floor(url, chosen.messages))
    messages, rows = statistics.median(heard), statistics.median(committed)
    print(f"conversation {messages:.0f}/s, one row a commit {rows:.0f}/s, ratio {messages / rows:.2f}")


if __name__ == "__main__":
    main()
