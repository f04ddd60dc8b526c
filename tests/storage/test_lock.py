"""One process at a time: the lock of a name in a database."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.lock import held

REPOSITORY = Path(__file__).parents[2]
HOLD = """
import sys
from storage.lock import held
with held(sys.argv[1], "bot") as ours:
    print(ours, flush=True)
    sys.stdin.read()
"""


def test_one_holds_it_until_it_lets_go(database_url: str) -> None:
    with held(database_url, "bot") as first:
        assert first
        with held(database_url, "bot") as second, held(database_url, "another") as other:
            assert (second, other) == (False, True)
    with held(database_url, "bot") as again:
        assert again


def test_it_is_let_go_of_by_a_failure(database_url: str) -> None:
    with pytest.raises(RuntimeError), held(database_url, "bot"):
        raise RuntimeError
    with held(database_url, "bot") as again:
        assert again


def test_a_process_that_is_killed_lets_go(database_url: str) -> None:
    command = [sys.executable, "-c", HOLD, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as other:
        assert other.stdout
        assert other.stdout.readline() == "True\n"
        with held(database_url, "bot") as ours:
            assert not ours
        other.kill()
        other.wait()
    for _ in range(50):  # the server notices a moment later
        with held(database_url, "bot") as ours:
            if ours:
                return
    pytest.fail("still held")


def test_the_directory_is_made(tmp_path: Path) -> None:
    with held(f"sqlite:///{tmp_path}/data/xiaoyan.db", "bot") as ours:
        assert ours
