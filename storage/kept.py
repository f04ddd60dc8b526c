"""The bytes of the files that people handed in: once for each content, under its SHA-256."""

import os
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

RECEIVED = "received"
"""Where, under the directory of files, channels put what they received; it is taken away from there."""

_SETTLING = threading.Lock()
"""Held while a file gets its name or loses it, so that what is kept again just then is not taken away."""


class Kept:
    """One school's files. What is kept is on disk, under its name, before `keep` returns.

    A file's time of change is when it was kept last: from then on it is left alone for a while, though no row may
    refer to it yet. So a row that is committed always finds its bytes, and bytes whose row never came are found.
    """

    def __init__(self, files: Path, school_id: int) -> None:
        self.received = files / RECEIVED
        self._directory = files / "kept" / str(school_id)

    def path(self, digest: str) -> Path:
        """Where the content with that SHA-256 lies."""
        return self._directory / digest[:2] / digest

    def keep(self, data: bytes, at: datetime) -> Path:
        """Writes it, unless the same content is there. Raises OSError where the disk does not take it."""
        path = self.path(sha256(data).hexdigest())
        if not self._again(path, at):
            path.parent.mkdir(parents=True, exist_ok=True)
            written = path.with_name(f".{uuid4().hex}")
            try:
                _write(written, data, at)
                with _SETTLING:
                    written.replace(path)
            finally:
                written.unlink(missing_ok=True)
        for directory in path.parents[:4]:
            _sync(directory)
        return path

    def _again(self, path: Path, at: datetime) -> bool:
        with _SETTLING:
            if there := path.exists():
                os.utime(path, (at.timestamp(), at.timestamp()))
            return there

    def sweep(self, referred: Collection[str], until: datetime) -> None:
        """Deletes what was kept last by then and is not `referred` to, halves of files too, and what nobody took in."""
        for path in self.received.glob("*"):
            _drop(path, until)
        for path in self._all():
            if path.name not in referred:
                _drop(path, until)

    def _all(self) -> Iterator[Path]:
        return self._directory.glob("*/*")


def _write(path: Path, data: bytes, at: datetime) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.utime(path, (at.timestamp(), at.timestamp()))
        os.fsync(file.fileno())


def _drop(path: Path, until: datetime) -> None:
    with _SETTLING, suppress(FileNotFoundError):
        if path.is_file() and int(path.stat().st_mtime) <= until.timestamp():
            path.unlink()


def _sync(directory: Path) -> None:
    """A new name is safe when its directory is; Windows sees to that itself."""
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
