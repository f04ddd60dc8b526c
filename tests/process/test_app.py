"""What the process refuses to start."""

from pathlib import Path

import pytest

from bot.app import App, NotReady, playground, the_school
from bot.message import Place, Reply
from bot.settings import Playground, Settings
from storage import schools
from storage.work import Storage


class Real:
    """A channel to somewhere outside."""

    name = "wecom"

    async def say(self, conversation: str, place: Place, reply: Reply) -> None:
        raise AssertionError("nothing is said here")


@pytest.fixture
def school_id(storage: Storage) -> int:
    return storage.write(None, lambda session: schools.create(session, "青禾实验小学")).result()


async def test_the_playground_does_not_run_beside_a_real_channel(storage: Storage, school_id: int) -> None:
    app = App(storage, school_id, Path())
    app.attach(Real())
    with pytest.raises(NotReady, match="beside_channels"):
        async with playground(Settings(playground=Playground(enabled=True, port=1)), app):
            pass


def test_of_several_schools_one_has_to_be_named(storage: Storage, school_id: int) -> None:
    assert the_school(storage, None) == school_id
    storage.write(None, lambda session: schools.create(session, "城北小学")).result()
    with pytest.raises(NotReady, match="青禾实验小学、城北小学"):
        the_school(storage, None)
    assert the_school(storage, "青禾实验小学") == school_id
    with pytest.raises(NotReady, match="school load"):
        the_school(storage, "城南小学")
