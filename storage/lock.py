"""A lock that one process holds while it lives: a file beside the SQLite database, an advisory lock of PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import URL

from storage.database import database_url


@contextmanager
def held(url: str, what: str) -> Iterator[bool]:
    """Holds the lock of that name in that database; False where another process holds it.

    A process that dies lets go. Raises as opening the database does.
    """
    target = database_url(url)
    digest = sha256(what.encode()).digest()
    if target.get_backend_name() == "sqlite":
        with _file(Path(f"{target.database}.{digest.hex()[:8]}.lock")) as ours:
            yield ours
    else:
        with _advisory(target, int.from_bytes(digest[:8], "big", signed=True)) as ours:
            yield ours


@contextmanager
def _file(path: Path) -> Iterator[bool]:
    """The file stays: who removes it may remove another's lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


@contextmanager
def _advisory(target: URL, key: int) -> Iterator[bool]:
    """The lock is the connection's, so that it is kept open, outside of any transaction."""
    engine = create_engine(target, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True)
    with engine.connect() as connection:
        yield bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar_one())
