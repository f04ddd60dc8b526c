"""The round trip of a message over the fake long connection, beside a bot that only echoes, over the same fake.

    python -m tests.benchmark.wecom [--messages 6]

`messages` is how many each person of the demo school sends: one after the other, for it is a round trip that is
measured. More than seven a minute would wait for WeCom's limit, which both the bot and the fake keep. Each answer of
the bot stands for a record that is safe on disk.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from bot import logs
from bot.__main__ import DEMO
from bot.app import App
from bot.channels.wecom.bot import Bot
from bot.channels.wecom.connection import Connection
from bot.settings import Log
from handlers.school import load as load_school
from handlers.school import read
from storage.work import Storage
from tests.channels.fake_wecom import BOT_ID, SECRET, FakeWeCom
from tests.channels.school import unfetched

ROUNDS = 3
START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
LESSON = "今天第{}节听了{}的语文课，三2班，优点：情境好"


async def echo(url: str) -> None:
    """The least that answers."""
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        credentials = {"bot_id": BOT_ID, "secret": SECRET}
        await socket.send_json({"cmd": "aibot_subscribe", "headers": {"req_id": "1"}, "body": credentials})
        async for message in socket:
            frame = json.loads(message.data)
            if frame.get("cmd") == "aibot_msg_callback":
                body = frame["body"]
                stream = {"id": body["msgid"], "finish": True, "content": body["text"]["content"]}
                answer = {"msgtype": "stream", "stream": stream}
                await socket.send_json({"cmd": "aibot_respond_msg", "headers": frame["headers"], "body": answer})


@asynccontextmanager
async def echoing(fake: FakeWeCom) -> AsyncIterator[None]:
    running = asyncio.create_task(echo(fake.url))
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@asynccontextmanager
async def answering(fake: FakeWeCom, app: App) -> AsyncIterator[None]:
    bot = Bot(app, app.clock.now, unfetched, [app.bot_name])
    connection = Connection(fake.url, BOT_ID, SECRET, bot.frame, now=app.clock.now)
    bot.speak_through(connection)
    await connection.start()
    try:
        yield
    finally:
        await connection.close()


async def trips(fake: FakeWeCom, names: list[str], messages: int) -> list[float]:
    """Seconds from each message to its finished answer."""
    await fake.connected()
    taken = []
    for number in range(messages * len(names)):
        sender, teacher = names[number % len(names)], names[(number + 1) % len(names)]
        began = time.perf_counter()
        said = await fake.says(sender, sender, LESSON.format(number % 7 + 1, teacher))
        await fake.answered(said)
        taken.append(time.perf_counter() - began)
    return taken


async def both(url: str, files: Path, messages: int) -> tuple[list[float], list[float]]:
    """The echo's round trips, and the bot's."""
    storage = Storage(url)
    try:
        app = App(storage, load_school(storage, read(DEMO.read_bytes()), START), files, fixed=START)
        await app.let_names_speak("wecom")
        names = [person["name"] for person in await app.people()]
        async with FakeWeCom() as fake, echoing(fake):
            echoed = await trips(fake, names, messages)
        async with FakeWeCom() as fake, answering(fake, app):
            answered = await trips(fake, names, messages)
        return echoed, answered
    finally:
        storage.close()


def told(trips: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile, in milliseconds."""
    return statistics.median(trips) * 1000, statistics.quantiles(trips, n=100)[98] * 1000


def main() -> None:
    """Prints the round trips of all rounds, and the ratio."""
    logs.set_up(Log(level="error"), ZoneInfo("Asia/Shanghai"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=6)
    chosen = options.parse_args()
    echoed: list[float] = []
    answered: list[float] = []
    with tempfile.TemporaryDirectory() as directory:
        for turn in range(ROUNDS):
            rounds = asyncio.run(both(f"sqlite:///{directory}/{turn}.db", Path(directory), chosen.messages))
            for all_, one in zip((echoed, answered), rounds, strict=True):
                all_ += one
    (echo_median, echo_worst), (median, worst) = told(echoed), told(answered)
    print(
        f"WeCom round trip {median:.1f} ms, p99 {worst:.1f} ms; echo {echo_median:.2f} ms, p99 {echo_worst:.2f} ms;"
        f" ratio {median / echo_median:.0f}, p99 {worst / echo_worst:.0f}"
    )


if __name__ == "__main__":
    main()
