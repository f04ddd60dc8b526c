"""How long digests take: for one school of 60 and of 300 teachers, and for many schools on one Friday afternoon.

    python -m tests.benchmark.digests [--schools 500]

Putting one into words is shown beside a single count over the same records, in the same run, so that the ratio holds
on a noisy machine. While Friday's are said, somebody writes all the time: how long those units of work wait is shown
beside how long they wait when nothing is said. Of many schools, all in one process on one SQLite file, it is told how
long it takes from the first moment of planning until the last digest has arrived, pictures included.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import logs
from bot.__main__ import DEMO
from bot.app import App
from bot.message import Place, Reply
from bot.settings import Log
from handlers.digests import spans, words
from handlers.kinds import BY_NAME
from handlers.school import load as load_school
from handlers.school import read
from handlers.scope import counted
from storage import inbox, records, roster
from storage.records import Told
from storage.session import Session
from storage.tables import Heard
from storage.work import Storage

ZONE = ZoneInfo("Asia/Shanghai")
BEFORE = datetime(2026, 11, 20, 16, 30, tzinfo=ZONE)
AFTER = datetime(2026, 11, 20, 17, 0, tzinfo=ZONE)
DEPARTMENTS = ("语文组", "数学组", "英语组", "科学组", "体艺组", "道法综合组")
LESSONS = 12
"""That each teacher has heard in the weeks of the term before Friday."""

TIMES = 15


class Ear:
    """A channel that takes what is said, and remembers how much and what it was."""

    name = "bench"

    def __init__(self) -> None:
        self.digests = 0

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        self.digests += reply.text.startswith("📊")
        return self.name


def school(teachers: int) -> bytes:
    """The demo school, nothing open, with so many people: two leaders, two of the office, a head of each department."""
    people = []
    for number in range(teachers):
        roles = ["leader"] if number < 2 else ["office"] if number < 4 else ["head"] if number < 10 else []
        department = DEPARTMENTS[number % len(DEPARTMENTS)]
        people.append({"name": f"教师{number}", "departments": [department], "subjects": [], "roles": roles})
    demo = json.loads(DEMO.read_text("utf-8"))
    bare = {"people": people, "open_activities": [], "open_deadlines": [], "projects": []}
    return json.dumps({**demo, **bare}).encode()


def told(session: Session) -> None:
    """Lessons heard, spread over the term; every tenth teacher has a prize."""
    for place, member in enumerate(roster.load(session).present):
        heard = inbox.put(
            session, Heard(channel="bench", message_id=str(place), conversation="", sender="", heard_at=BEFORE)
        )
        each = [_lesson(place, number, member.id) for number in range(LESSONS)]
        for position, one in enumerate([*each, *([_prize(place, member.id)] if place % 10 == 0 else [])]):
            records.add(session, one, said_by=member.id, said_at=BEFORE, message=heard.id, position=position)


def _lesson(place: int, number: int, person: int) -> Told:
    day = date(2026, 9, 1) + timedelta(days=(place * 7 + number * 6) % 80)
    return Told("observation", {"day": day, "title": f"第{number}课"}, {}, {"observer": [person]})


def _prize(place: int, person: int) -> Told:
    columns = {"day": date(2026, 11, 18), "award": "二等奖", "level": "省", "title": f"论文{place}"}
    return Told("paper", columns, {}, {"author": [person]})


def open_school(storage: Storage, teachers: int) -> int:
    """A school with its records; its id."""
    school_id = load_school(storage, read(school(teachers)), BEFORE)
    storage.write(school_id, told).result()
    return school_id


async def app_of(storage: Storage, school_id: int, files: Path, ear: Ear) -> App:
    """The bot of that school, on Friday before the digests."""
    app = App(storage, school_id, files / str(school_id), fixed=BEFORE)
    app.attach(ear)
    await app.let_names_speak(ear.name)
    return app


def in_words(storage: Storage, school_id: int) -> tuple[float, float]:
    """Milliseconds of a school's digest and of one count, each the median of several, in turns."""
    people = storage.read(school_id, roster.load).result()
    week = spans.week(people, BEFORE.date(), BEFORE.date())
    one = counted(BY_NAME["observation"], None, week.start, week.end)

    def digest(session: Session) -> None:
        assert "听课" in words.full(session, people, week, BEFORE.date(), people.present[0], None, None)

    def floor(session: Session) -> None:
        assert records.total(session, one)

    both = [(_ms(storage, school_id, digest), _ms(storage, school_id, floor)) for _ in range(TIMES)]
    return statistics.median(full for full, _ in both), statistics.median(count for _, count in both)


def _ms(storage: Storage, school_id: int, work: Callable[[Session], None]) -> float:
    began = time.perf_counter()
    storage.read(school_id, work).result()
    return (time.perf_counter() - began) * 1000


async def waits(storage: Storage, school_id: int, until: Callable[[], bool]) -> list[float]:
    """Milliseconds that small units of work wait, one after the other, as long as something goes on."""
    found = []
    while not until():
        began = time.perf_counter()
        await asyncio.wrap_future(storage.write(school_id, roster.revision))
        found.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.002)
    return found


async def friday(storage: Storage, school_id: int, files: Path) -> tuple[list[float], list[float], int]:
    """How long units of work wait in quiet, and while Friday's digests are said; and how many these are."""
    ear = Ear()
    app = await app_of(storage, school_id, files, ear)
    quiet_ends = time.perf_counter() + 1
    quiet = await waits(storage, school_id, lambda: time.perf_counter() > quiet_ends)
    saying = asyncio.create_task(app.clock.move(AFTER))
    busy = await waits(storage, school_id, saying.done)
    await saying
    return quiet, busy, ear.digests


def copied(file: Path, schools: int) -> None:
    """The one school of the file, so many times."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            key = "id" if table == "schools" else "school_id"
            if key not in columns:
                continue
            values = ", ".join(
                "n" if name == key else "schools.name || n" if (table, name) == ("schools", "name") else name
                for name in columns
            )
            numbers = f"WITH RECURSIVE s(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM s WHERE n < {schools})"
            connection.execute(f"INSERT INTO {table} {numbers} SELECT {values} FROM {table}, s WHERE {table}.{key} = 1")


async def district(file: Path, files: Path, schools: int) -> tuple[float, float, int]:
    """Seconds until all schools' digests have arrived, seconds of a processor, and how many these were."""
    storage, ear = Storage(f"sqlite:///{file}"), Ear()
    apps = [await app_of(storage, school_id, files, ear) for school_id in range(1, schools + 1)]
    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(app.clock.move(AFTER) for app in apps))
    took, used = time.perf_counter() - began, time.process_time() - used
    storage.close()
    return took, used, ear.digests


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--schools", type=int, default=500)
    schools = parser.parse_args().schools
    logs.set_up(Log(level="error"), ZONE)
    with tempfile.TemporaryDirectory() as directory:
        for teachers in (60, 300):
            file = Path(directory) / f"{teachers}.db"
            storage = Storage(f"sqlite:///{file}")
            school_id = open_school(storage, teachers)
            full, count = in_words(storage, school_id)
            quiet, busy, said = asyncio.run(friday(storage, school_id, Path(directory)))
            storage.close()
            print(f"{teachers} teachers: a digest in words {full:.1f} ms, {full / count:.0f} counts of {count:.2f} ms")
            print(
                f"  others wait at most {max(busy):.1f} ms while {said} are said, {max(quiet):.1f} ms in quiet"
                f" (median {statistics.median(busy):.2f} and {statistics.median(quiet):.2f} ms)"
            )
        file = Path(directory) / "60.db"
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("DELETE FROM notices")
        copied(file, schools)
        took, used, said = asyncio.run(district(file, Path(directory), schools))
        print(f"{schools} schools of 60 on one Friday: {said} digests in {took:.1f} s ({used:.1f} s of a processor)")


if __name__ == "__main__":
    main()
