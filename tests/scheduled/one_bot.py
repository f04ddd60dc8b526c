"""One of several bots on one database: told a moment, it goes there, and tells what it said on the way."""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.message import Place, Reply
from storage.work import Storage


class Aloud:
    """A channel that writes a line for each thing it says."""

    name = "memory"

    def __init__(self, app: App) -> None:
        self._app = app

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        _tell([self._app.clock.now().isoformat(), "群" if place == "group" else conversation, reply.text])
        return self.name


def _tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


async def main(url: str, school_id: int, files: Path, now: datetime) -> None:
    storage = Storage(url)
    app = App(storage, school_id, files, fixed=now)
    app.attach(Aloud(app))
    _tell("ready")
    while line := await asyncio.to_thread(sys.stdin.readline):
        await app.clock.move(max(datetime.fromisoformat(line.strip()), app.clock.now()))
        _tell("there")
    storage.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), datetime.fromisoformat(sys.argv[4])))
