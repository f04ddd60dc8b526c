"""What the process refuses to start."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from bot.app import App, NotReady, the_school
from bot.doors import playground, settled, the_only_one
from bot.message import Place, Reply
from bot.sections import WeCom, WeComBot
from bot.settings import Playground, Settings
from storage import notices, schools
from storage.work import Storage


class Real:
    """A channel to somewhere outside."""

    name = "wecom"

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        raise AssertionError("nothing is said here")


class Queue(Real):
    """A channel in which everything waits for its turn."""

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        await asyncio.Event().wait()
        return self.name


@pytest.fixture
def school_id(storage: Storage) -> int:
    return storage.write(None, lambda session: schools.create(session, "青禾实验小学")).result()


async def test_the_playground_does_not_run_beside_a_real_channel(storage: Storage, school_id: int) -> None:
    app = App(storage, school_id, Path())
    app.attach(Real())
    with pytest.raises(NotReady, match="beside_channels"):
        async with playground(Settings(playground=Playground(enabled=True, port=1)), app):
            pass


async def test_what_waits_for_its_turn_does_not_hold_up_the_end(storage: Storage, school_id: int) -> None:
    app = App(storage, school_id, Path())
    app.attach(Queue())
    now = app.clock.now()
    plan = partial(notices.to_group, key="k", channel="wecom", conversation="G", reply={"text": "截止"}, due_at=now)
    storage.write(school_id, plan).result()
    app.clock.wake()
    async with asyncio.timeout(5):
        await settled(app.clock)
    assert storage.read(school_id, notices.next_due).result() is not None


def test_two_processes_do_not_serve_one_bot(database_url: str) -> None:
    def serving(bot: str | None) -> Settings:
        return Settings(database=database_url, wecom=WeCom(bot=WeComBot(id=bot)))

    one, another, none = serving("aib-1"), serving("aib-2"), serving(None)
    with the_only_one(one), the_only_one(another), pytest.raises(NotReady, match="另一个小研进程"), the_only_one(one):
        pytest.fail("two serve it")
    with the_only_one(one), the_only_one(none), the_only_one(none):
        pass


def test_of_several_schools_one_has_to_be_named(storage: Storage, school_id: int) -> None:
    assert the_school(storage, None) == school_id
    storage.write(None, lambda session: schools.create(session, "城北小学")).result()
    with pytest.raises(NotReady, match="青禾实验小学、城北小学"):
        the_school(storage, None)
    assert the_school(storage, "青禾实验小学") == school_id
    with pytest.raises(NotReady, match="school load"):
        the_school(storage, "城南小学")
