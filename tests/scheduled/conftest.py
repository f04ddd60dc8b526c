"""A house whose bot has not begun yet."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.work import Storage
from tests.scheduled.house import House, at, school

Build = Callable[..., House]


@pytest.fixture
def build(storage: Storage, tmp_path: Path) -> Build:
    """Makes the house, at that moment, of a school with those words."""

    def make(now: str, **words: object) -> House:
        return House(storage, tmp_path / "files", at(now), school(**words))

    return make
