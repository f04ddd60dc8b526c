"""已记录 is true when it is said: a process that is killed has kept every message that it answered, each once."""

import subprocess
import sys

from sqlalchemy import select

from storage import schools
from storage.tables import Heard, Record
from storage.work import Storage

ANSWERED_BEFORE_THE_END = 400


def test_a_killed_process_has_every_message_that_it_acknowledged(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.process.hear_many", database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        acknowledged = [process.stdout.readline().strip() for _ in range(ANSWERED_BEFORE_THE_END)]
        process.kill()
        acknowledged += process.stdout.read().split()
    assert process.returncode == -9
    kept = _kept(database_url)
    assert sorted(kept) == sorted(set(kept))
    assert set(acknowledged) <= set(kept)
    assert len(kept) < 1000


def _kept(url: str) -> list[str]:
    storage = Storage(url)
    try:
        school_id = storage.read(None, lambda session: schools.find(session, "青禾实验小学")).result()
        told = select(Heard.message_id).join(Record, Record.message == Heard.id)
        return storage.read(school_id, lambda session: list(session.scalars(told))).result()
    finally:
        storage.close()
