"""A school to write into."""

from collections.abc import Iterator

import pytest

from storage.work import Storage
from tests.storage.rows import open_school


@pytest.fixture
def storage(database_url: str) -> Iterator[Storage]:
    """The test's own: it may close it."""
    opened = Storage(database_url)
    yield opened
    opened.close()


@pytest.fixture
def school(storage: Storage) -> int:
    return open_school(storage, "青禾小学")
