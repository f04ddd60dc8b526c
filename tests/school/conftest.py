"""The demo school, as JSON that a test may change, and a school that is kept."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from handlers import school
from handlers.school import Changes
from storage import schools
from storage.work import Storage

DEMO = json.loads(Path("bot/demo/school.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

Form = dict[str, Any]


class Load(Protocol):
    """Loads a form, now or at another time, into the school that it names."""

    def __call__(self, form: Form, now: datetime = NOW) -> Changes: ...


@pytest.fixture
def form() -> Form:
    return copy.deepcopy(DEMO)


@pytest.fixture
def load(storage: Storage) -> Load:
    """Loads a form into the school that it names, which is made where it is missing."""

    def _load(form: Form, now: datetime = NOW) -> Changes:
        file = school.read(json.dumps(form).encode())
        school_id = storage.read(None, lambda session: schools.find(session, file.school)).result()
        if school_id is None:
            school_id = storage.write(None, lambda session: schools.create(session, file.school)).result()
        return storage.write(school_id, lambda session: school.apply(session, file, now)).result()

    return _load


@pytest.fixture
def described(storage: Storage) -> Callable[[str], Form]:
    """What is kept of the school of that name."""

    def _described(name: str) -> Form:
        school_id = storage.read(None, lambda session: schools.find(session, name)).result()
        assert school_id is not None
        return storage.read(school_id, schools.describe).result()

    return _described
