"""A planned notice is said once, by one process, and again only when it did not arrive."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.message import Place, Reply
from scheduled.clock import Clock
from scheduled.delivery import MOST_ATTEMPTS, Delivery, wait
from scheduled.due import Job
from storage import notices, roster, schools
from storage.session import Session
from storage.tables import Notice, Person
from storage.work import Storage

NOW = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)


class Voice:
    """A channel that remembers what it said, or fails while it is told to."""

    name = "memory"

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.fails = False
        self.slow: set[str] = set()
        self.go = asyncio.Event()
        self.spoke = asyncio.Event()

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        if self.fails:
            raise ConnectionError("the line is down")
        await (self.go.wait() if conversation in self.slow else asyncio.sleep(0))
        self.said.append((conversation, reply.text))
        self.spoke.set()
        return self.name


@pytest.fixture
def school_id(storage: Storage) -> int:
    school_id = storage.write(None, lambda session: schools.create(session, "青禾实验小学")).result()

    def add(session: Session) -> None:
        person = Person(name="李娜", departments=[], subjects=[], roles=[], aliases=[])
        session.add(person)
        session.flush()
        roster.bind(session, "memory", "lina", person.id, NOW)
        notices.to_person(session, "missing:hello", person.id, {"text": "您好"}, NOW)
        notices.to_person(session, "missing:hello", person.id, {"text": "再说一遍"}, NOW)
        notices.to_group(session, "closed:all", "memory", "group", {"text": "大家好"}, NOW + timedelta(minutes=1))

    storage.write(school_id, add).result()
    return school_id


@pytest.fixture
def voice() -> Voice:
    return Voice()


@pytest.fixture
def delivery(storage: Storage, school_id: int, voice: Voice) -> Delivery:
    return Delivery(storage, school_id, {voice.name: voice})


async def test_what_is_due_is_said_once(delivery: Delivery, voice: Voice) -> None:
    await delivery.deliver(lambda: NOW)
    await delivery.deliver(lambda: NOW)
    assert voice.said == [("lina", "您好")]
    await delivery.deliver(lambda: NOW + timedelta(minutes=1))
    assert voice.said == [("lina", "您好"), ("group", "大家好")]


async def test_two_processes_say_it_once(storage: Storage, school_id: int, delivery: Delivery, voice: Voice) -> None:
    other = Delivery(storage, school_id, {voice.name: voice})
    later = NOW + timedelta(minutes=1)
    await asyncio.gather(*(one.deliver(lambda: later) for one in (delivery, other) * 3))
    assert sorted(voice.said) == [("group", "大家好"), ("lina", "您好")]


async def test_what_did_not_arrive_is_said_later(delivery: Delivery, voice: Voice) -> None:
    voice.fails = True
    await delivery.deliver(lambda: NOW)
    voice.fails = False
    await delivery.deliver(lambda: NOW + timedelta(seconds=29))
    assert voice.said == []
    await delivery.deliver(lambda: NOW + timedelta(seconds=30))
    assert voice.said == [("lina", "您好")]


async def test_it_is_given_up_after_a_day(storage: Storage, school_id: int, delivery: Delivery, voice: Voice) -> None:
    voice.fails, at = True, NOW
    for attempt in range(MOST_ATTEMPTS):
        await delivery.deliver(lambda now=at: now)  # type: ignore[misc]
        at += wait(attempt)
    assert at - NOW > timedelta(hours=20)
    voice.fails = False
    await delivery.deliver(lambda: at + timedelta(days=1))
    assert ("lina", "您好") not in voice.said


async def test_a_claim_of_a_process_that_died_is_taken_over(
    storage: Storage, school_id: int, delivery: Delivery, voice: Voice
) -> None:
    storage.write(
        school_id, lambda session: len(notices.claim(session, NOW, [one.id for one in notices.due(session, NOW, 10)]))
    ).result()
    await delivery.deliver(lambda: NOW + timedelta(seconds=30))
    assert voice.said == []
    await delivery.deliver(lambda: NOW + notices.CLAIM_LASTS + timedelta(minutes=1))
    assert ("lina", "您好") in voice.said


async def test_nothing_unasked_is_said_in_a_sharp_minute(
    storage: Storage, school_id: int, delivery: Delivery, voice: Voice
) -> None:
    """It may come to be said then when it is taken over from a process that died."""

    def plan(session: Session) -> None:
        person = session.scalars(select(Person.id)).one()
        notices.to_person(session, "moved:1", person, {"text": "改到周五"}, NOW - timedelta(minutes=1))

    storage.write(school_id, plan).result()
    await delivery.deliver(lambda: NOW + timedelta(seconds=41))
    assert ("lina", "改到周五") not in voice.said
    await delivery.deliver(lambda: NOW + timedelta(seconds=102))
    assert ("lina", "改到周五") in voice.said


async def test_a_clock_that_slept_catches_up_in_order(
    storage: Storage, school_id: int, delivery: Delivery, voice: Voice
) -> None:
    clock = Clock(storage, school_id, (), delivery, fixed=NOW - timedelta(hours=1))
    await clock.move(NOW + timedelta(days=2))
    assert voice.said == [("lina", "您好"), ("group", "大家好")]
    assert clock.now() == NOW + timedelta(days=2)


async def test_a_clock_does_not_go_back(storage: Storage, school_id: int, delivery: Delivery) -> None:
    clock = Clock(storage, school_id, (), delivery, fixed=NOW)
    with pytest.raises(ValueError, match="passed"):
        await clock.move(NOW - timedelta(seconds=1))


async def test_a_running_clock_says_what_is_due(
    storage: Storage, school_id: int, delivery: Delivery, voice: Voice
) -> None:
    clock = Clock(storage, school_id, (), delivery)
    clock.start()
    await clock.settle()
    clock.stop()
    assert len(voice.said) == 2


async def test_a_job_that_leaves_its_work_undone_does_not_hold_the_clock(
    storage: Storage, school_id: int, delivery: Delivery
) -> None:
    stuck = Job("stuck", lambda session: NOW, lambda session, now: None)
    clock = Clock(storage, school_id, (stuck,), delivery, fixed=NOW)
    await asyncio.wait_for(clock.move(NOW + timedelta(hours=1)), timeout=10)
    assert clock.now() == NOW + timedelta(hours=1)


async def test_a_conversation_that_waits_holds_up_no_other(
    storage: Storage, school_id: int, delivery: Delivery, voice: Voice
) -> None:
    voice.slow = {"lina"}
    delivering = asyncio.create_task(delivery.deliver(lambda: NOW + timedelta(minutes=1)))
    await voice.spoke.wait()
    assert voice.said == [("group", "大家好")]
    voice.go.set()
    await delivering
    assert voice.said == [("group", "大家好"), ("lina", "您好")]


async def test_the_way_that_it_went_is_kept(storage: Storage, school_id: int, delivery: Delivery) -> None:
    await delivery.deliver(lambda: NOW)
    ways = storage.read(school_id, lambda session: list(session.scalars(select(Notice.way).order_by(Notice.id))))
    assert ways.result() == ["memory", None]
