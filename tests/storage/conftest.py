"""A school to write into."""

import pytest

from storage.work import Storage
from tests.storage.rows import open_school


@pytest.fixture
def school(storage: Storage) -> int:
    return open_school(storage, "青禾小学")
