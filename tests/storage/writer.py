"""A process that writes names and says each once it is kept; it is made to be killed."""

import sys
from concurrent.futures import Future
from functools import partial

from storage.session import Session
from storage.work import Storage
from tests.storage.rows import person


def main(url: str, school: int, count: int) -> None:
    storage = Storage(url)
    for number in range(count):
        storage.write(school, partial(_add, f"人{number}")).add_done_callback(_acknowledge)
    storage.close()


def _add(name: str, session: Session) -> str:
    session.add(person(name))
    return name


def _acknowledge(done: "Future[str]") -> None:
    sys.stdout.write(f"{done.result()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
