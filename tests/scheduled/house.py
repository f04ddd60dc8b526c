"""A school in memory whose clock is moved by the test: what is said unasked, to whom and when."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.__main__ import DEMO
from bot.app import App
from bot.message import Place, Reply
from handlers.school import load, read
from storage import deadlines, roster
from storage.session import Session
from storage.tables import Deadline, Notice
from storage.work import Storage

T = TypeVar("T")

ZONE = ZoneInfo("Asia/Shanghai")
GROUP = "group"


def at(text: str) -> datetime:
    """A moment in the school's zone: 11-20 16:10, in 2026 where no year is said."""
    return datetime.fromisoformat((text if text[4:5] == "-" else f"2026-{text}").replace(" ", "T")).replace(tzinfo=ZONE)


def school(**words: Any) -> bytes:
    """The demo school, with nothing open, and with the words given."""
    told = json.loads(DEMO.read_text("utf-8"))
    return json.dumps({**told, "open_activities": [], "open_deadlines": [], **words}).encode()


@dataclass(frozen=True)
class Said:
    """One thing that was said: to 群, or to a person."""

    at: datetime
    to: str
    text: str


class House:
    """A school, its database, and the bot that serves it at the moment; another one can take its place."""

    name = "memory"

    def __init__(self, storage: Storage, files: Path, now: datetime, file: bytes = b"") -> None:
        self.storage = storage
        self.files = files
        self.school_id = load(storage, read(file or school()), now)
        self.said: list[Said] = []
        self.down = False
        self.refuses: Callable[[str], bool] = lambda to: False

    async def open(self, now: datetime) -> App:
        """The bot begins, at that moment by its clock."""
        self.app = App(self.storage, self.school_id, self.files, fixed=now)
        self.app.attach(self)
        await self.app.let_names_speak(self.name)
        return self.app

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        to = "群" if place == "group" else conversation
        if self.down or self.refuses(to):
            raise ConnectionError("the line is down")
        self.said.append(Said(self.app.clock.now().astimezone(ZONE), to, reply.text))
        return self.name

    async def until(self, moment: str) -> list[Said]:
        """Time passes until then; what was said in between."""
        begun = len(self.said)
        await self.app.clock.move(at(moment))
        return self.said[begun:]

    def do(self, work: Callable[[Session], T]) -> T:
        """A unit of work of the school."""
        return self.storage.write(self.school_id, work).result()

    def sets(
        self,
        title: str,
        due: str,
        *people: str,
        departments: Sequence[str] = (),
        every: Mapping[str, Any] | None = None,
        by: str = "何平",
        group: bool = True,
    ) -> int:
        """Somebody sets a deadline now; its id."""
        now = self.app.clock.now()

        def work(session: Session) -> int:
            audience = {"people": list(people), "departments": list(departments)}
            moment = at(due if " " in due else f"{due} 23:59")
            deadline = Deadline(
                title=title, due_at=moment, whole_day=" " not in due,
                audience={key: value for key, value in audience.items() if value}, counts=None,
                every=dict(every) if every else None, set_by=self.ids[by], set_at=now,
                channel=self.name if group else None, conversation=GROUP if group else None, next_step_at=now,
            )  # fmt: skip
            return deadlines.put(session, deadline).id

        return self.do(work)

    def hands_in(self, who: str, deadline_id: int) -> None:
        """交了."""
        now = self.app.clock.now()
        self.do(lambda session: deadlines.say_done(session, deadline_id, self.ids[who], now))

    @cached_property
    def ids(self) -> dict[str, int]:
        """Everyone's, by name."""
        known = self.storage.read(self.school_id, roster.load).result().by_name
        return {name: member.id for name, member in known.items()}

    def changes(self, deadline_id: int, **values: Any) -> None:
        """What the office changes of a deadline; whoever does so asks for its steps to be looked at again."""
        now = self.app.clock.now()

        def work(session: Session) -> None:
            deadline = deadlines.find(session, deadline_id)
            for name, value in {"next_step_at": now, **values}.items():
                setattr(deadline, name, value)

        self.do(work)

    def notices(self) -> list[Notice]:
        rows = self.storage.read(
            self.school_id, lambda session: list(session.scalars(select(Notice).order_by(Notice.id)))
        )
        return rows.result()


def to(said: Sequence[Said], who: str) -> list[str]:
    """What was said to one, without when."""
    return [one.text for one in said if one.to == who]


def days(said: Sequence[Said], who: str) -> list[str]:
    """On which days, and in which part of it, something was said to one: 11-23下午."""
    return [f"{one.at:%m-%d}{'上午' if one.at.hour < 12 else '下午'}" for one in said if one.to == who]
