"""A whole term in simulated time, each of its messages checked; and the same term with everything that goes wrong."""

import asyncio
import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.message import Place, Reply
from storage import deadlines, notices
from storage.session import Session
from storage.work import Storage
from tests.scheduled.checks import counts, faults, mentions, missed
from tests.scheduled.house import ZONE, House, Said, at
from tests.scheduled.term import BEGINS, LAST, Term, act, school, term

MORNING = datetime(BEGINS.year, BEGINS.month, BEGINS.day, 7, tzinfo=ZONE)
HALF = at("11-02 00:00")
"""Nine weeks with 中秋, 国庆 and the days worked for it: long enough for what goes wrong."""


async def whole(house: House, of: Term, until: datetime = LAST) -> list[Said]:
    """All that happens, and all that the bot says meanwhile."""
    await house.open(MORNING)
    for event in of.events:
        if event.at >= until:
            break
        await house.app.clock.move(event.at)
        act(house, event)
    await house.app.clock.move(until)
    return house.said


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> list[Said]:
    """The term as it goes when nothing goes wrong."""
    place = tmp_path_factory.mktemp("term")
    shutil.copy(sqlite_template, place / "xiaoyan.db")
    storage = Storage(f"sqlite:///{place / 'xiaoyan.db'}")
    said = asyncio.run(whole(House(storage, place / "files", MORNING, school()), term()))
    storage.close()
    return said


def first_half(said: Sequence[Said]) -> list[tuple[str, str, str]]:
    """To whom, on which day, what; the minute does not matter."""
    return sorted((one.to, f"{one.at.astimezone(ZONE):%m-%d}", one.text) for one in said if one.at < HALF)


def test_a_whole_term(plain: list[Said]) -> None:
    of = term()
    assert faults(of, plain) == []
    assert missed(of, plain) == []
    figures = counts(plain)
    assert figures["group"] > 30
    assert figures["people"] > 50
    assert figures["private"] > 500
    assert figures["most_in_a_week"] == 3


class Killed(BaseException):
    """The process is gone."""


class Mortal(House):
    """Its bot is killed in the middle of what it does, and another one takes its place."""

    def __init__(self, url: str, files: Path) -> None:
        self.url = url
        self.chance = random.Random(7)
        self.kills = 0
        super().__init__(Storage(url), files, MORNING, school())

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        if self.chance.random() < 0.08:
            raise Killed
        return await super().say(conversation, place, reply)

    async def reach(self, moment: datetime) -> None:
        """Goes there, with as many bots as it takes."""
        while True:
            try:
                await self.app.clock.move(moment)
                return
            except Killed:
                self.kills += 1
                now = self.app.clock.now()
                for task in asyncio.all_tasks() - {asyncio.current_task()}:
                    task.cancel()
                    with suppress(asyncio.CancelledError, Killed):
                        await task
                self.storage.close()
                self.storage = Storage(self.url)
                await self.open(now)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_term_with_a_bot_that_is_killed_again_and_again(
    plain: list[Said], database_url: str, tmp_path: Path
) -> None:
    house, of = Mortal(database_url, tmp_path / "files"), term()
    await house.open(MORNING)
    for event in of.events:
        if event.at < HALF:
            await house.reach(event.at)
            act(house, event)
    await house.reach(HALF)
    house.storage.close()
    assert house.kills > 10
    assert first_half(house.said) == first_half(plain)


OFF, ON = at("10-16 15:00"), at("10-19 09:10")
DOWN, UP = at("09-15 15:00"), at("09-16 15:00")


async def _troubled(house: House, moment: datetime) -> None:
    """Goes there; over the weekend the bot is off, and later begins again."""
    now = house.app.clock.now()
    if OFF <= moment < ON:
        return
    if now < OFF < moment:
        await house.app.clock.move(OFF)
        await house.open(ON)
    await house.app.clock.move(moment)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_term_with_everything_that_goes_wrong(plain: list[Said], storage: Storage, tmp_path: Path) -> None:
    """The line is down for a day; the bot is off over a weekend; its clock is set back an hour, over and over."""
    house, of = House(storage, tmp_path / "files", MORNING, school()), term()
    await house.open(MORNING)
    back = [at("09-03 17:00") + timedelta(days=3 * number) for number in range(18)]
    happens = [(event.at, event) for event in of.events] + [(moment, None) for moment in (*back, DOWN, UP)]
    for moment, event in sorted(happens, key=lambda pair: pair[0]):
        if moment >= HALF:
            break
        await _troubled(house, moment)
        house.down = DOWN <= moment < UP
        if event:
            act(house, event)
        elif moment in back and not OFF <= moment < ON:
            await house.open(moment - timedelta(hours=1))
    await _troubled(house, HALF)
    assert faults(of, house.said) == []
    usual = {(one.who, one.task.title) for one in mentions(of, plain) if one.at < HALF}
    named = {(one.who, one.task.title) for one in mentions(of, house.said)}
    assert len(named) > 80
    assert len(usual - named) <= len(usual) / 50, "some handed in before they could be told"


class Bots:
    """Three processes on one database, which go through time side by side."""

    def __init__(self, url: str, school_id: int, files: Path) -> None:
        self._arguments = (url, str(school_id), str(files))
        self._running: list[asyncio.subprocess.Process] = []
        self.said: list[Said] = []

    async def begin(self, now: datetime) -> None:
        command = (sys.executable, "-m", "tests.scheduled.one_bot", *self._arguments, now.isoformat())
        pipe = asyncio.subprocess.PIPE
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=quiet)
        self._running.append(process)
        await self._hear(process)

    async def move(self, to: datetime, *, kill: bool = False) -> None:
        """All of them; one may be killed on the way, and begins again."""
        hearing = [asyncio.create_task(self._go(process, to)) for process in self._running]
        if kill:
            await asyncio.sleep(0.03)
            killed = self._running.pop(0)
            killed.kill()
        await asyncio.gather(*hearing)
        if kill:
            await killed.wait()
            await self.begin(to)

    async def end(self) -> None:
        for process in self._running:
            process.kill()
            await process.wait()

    async def _go(self, process: asyncio.subprocess.Process, to: datetime) -> None:
        assert process.stdin
        process.stdin.write(f"{to.isoformat()}\n".encode())
        await self._hear(process)

    async def _hear(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        while line := await process.stdout.readline():
            if not line.startswith(b"["):
                if line.startswith(b'"'):
                    return
                continue
            moment, to, text = json.loads(line)
            self.said.append(Said(datetime.fromisoformat(moment).astimezone(ZONE), to, text))


def _next(session: Session) -> datetime | None:
    return min(filter(None, (notices.next_due(session), deadlines.next_step(session))), default=None)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_term_with_three_processes_of_which_some_are_killed(
    plain: list[Said], storage: Storage, database_url: str, tmp_path: Path
) -> None:
    """A process that is killed after the channel took a message and before that is written may say it once more."""
    house, of = House(storage, tmp_path / "files", MORNING, school()), term()
    await house.open(MORNING)
    bots, chance, kills, now = Bots(database_url, house.school_id, tmp_path / "files"), random.Random(3), 0, MORNING
    await asyncio.gather(*(bots.begin(MORNING) for _ in range(3)))
    for moment, event in [*((event.at, event) for event in of.events if event.at < HALF), (HALF, None)]:
        while (due := storage.read(house.school_id, _next).result()) is not None and due <= moment and now < moment:
            now = min(max(due, now) + timedelta(minutes=8), moment)
            kill = kills < 6 and chance.random() < 0.04
            kills += kill
            await bots.move(now, kill=kill)
        now = moment
        if event:
            act(house, event)
    await bots.end()
    said, expected = Counter(first_half(bots.said)), Counter(first_half(plain))
    assert kills > 2
    assert expected - said == Counter()
    assert (said - expected).total() <= kills
    assert faults(of, list({(one.to, one.text, one.at.date()): one for one in bots.said}.values())) == []
