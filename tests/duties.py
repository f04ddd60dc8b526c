"""The duties of a teaching-research office, each by the sentence that a person would say: which of them work.

    python -m tests.duties [--only 12,13] [--failing]

Each is said in private to the bot of a demo school of its own, after what its `before` tells. It works when it is
understood as one of its `intents` (a name, or the beginning of one), the answer holds what it `says`, and it is neither
put off nor refused. Rows without intents are not the bot's.
"""

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import handlers
from bot import logs
from bot.__main__ import DEMO
from bot.app import App
from bot.message import Message
from bot.settings import Log
from handlers.school import load, read
from storage.work import Storage

ROWS = Path(__file__).parent / "language" / "duties.jsonl"
AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")
PUT_OFF = (
    handlers.NOT_YET[:7],
    handlers.NOT_ALLOWED,
    handlers.BY_OFFICE,
    "这句没看懂",
    "还不会",
    "花名册里没有",
    "没有“",
    "您签的是哪个",
)
"""What answers hold that come of nothing."""


@dataclass(frozen=True)
class Duty:
    """One row, and what came of it."""

    number: int
    about: str
    marks: str
    sender: str
    text: str
    intents: tuple[str, ...]
    says: str
    intent: str
    answer: str

    @property
    def works(self) -> bool:
        """Was it understood as one of the things that it may be, and done?"""
        meant = any(self.intent.startswith(wanted) for wanted in self.intents)
        done = bool(self.answer) and not any(words in self.answer for words in PUT_OFF)
        return meant and done and self.says in self.answer


def said(only: Sequence[int] = ()) -> Iterator[Duty]:
    """Says the sentences, each in a school of its own."""
    school = json.loads(DEMO.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as directory:
        storage = Storage(f"sqlite:///{directory}/duties.db")
        try:
            for line in ROWS.read_text("utf-8").splitlines():
                row = json.loads(line)
                if not only or row["number"] in only:
                    form = json.dumps({**school, "school": f"学校{row['number']}"}).encode()
                    app = App(storage, load(storage, read(form), AT), Path(directory), fixed=AT)
                    intent, answer = asyncio.run(_say(app, row))
                    told = (row["number"], row["about"], row["marks"], row["sender"], row["text"])
                    yield Duty(*told, tuple(row.get("intents", ())), row.get("says", ""), intent, answer)
        finally:
            storage.close()


async def _say(app: App, row: dict[str, object]) -> tuple[str, str]:
    """The intent and the answer."""
    await app.let_names_speak("duties")
    before = row.get("before", [])
    assert isinstance(before, list)
    for at, line in enumerate(before):
        sender, _, text = line.partition("> ")
        await app.hear(_message(f"{at}", sender, text))
    message = _message("last", str(row["sender"]), str(row["text"]))
    reading = await app.understand(message)
    replies = await app.hear(message)
    return reading.frame.intent, "\n".join(reply.text for reply in replies)


def _message(id_: str, sender: str, text: str) -> Message:
    return Message("duties", id_, sender, "private", sender, text, AT, True)


def main() -> None:
    """Prints sentence → answer, and how many work of each mark."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="numbers of rows, with commas")
    options.add_argument("--failing", action="store_true", help="print those alone that do not work")
    chosen = options.parse_args()
    logs.set_up(Log(level="error"), ZoneInfo("Asia/Shanghai"))
    duties = list(said([int(number) for number in chosen.only.split(",") if number]))
    for duty in duties:
        if duty.intents and not (chosen.failing and duty.works):
            answer = duty.answer.replace("\n", "\n     ") or "（不作声）"
            print(f"{'✓' if duty.works else '✗'} {duty.number} [{duty.marks}] {duty.sender}：{duty.text}")
            print(f"     {duty.intent}：{answer}")
    print(_summary([duty for duty in duties if duty.intents]))


def _summary(duties: Sequence[Duty]) -> str:
    marked = Counter(mark for duty in duties for mark in duty.marks.split())
    working = Counter(mark for duty in duties if duty.works for mark in duty.marks.split())
    of_marks = "，".join(f"{mark} {working[mark]}/{number}" for mark, number in sorted(marked.items()))
    return f"{sum(duty.works for duty in duties)}/{len(duties)} 能用（{of_marks}）"


if __name__ == "__main__":
    main()
