"""Files that we make: each in a directory of its own, which says when it was made; kept for a day."""

import re
import shutil
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

MADE = "made"
KEPT = timedelta(days=1)
LONGEST = 60
"""Characters of a name: 180 bytes, which every disk takes."""

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def place(files: Path, name: str, now: datetime) -> Path:
    """Where a new file of that name goes; its directory is there."""
    stem, dot, ending = name.rpartition(".")
    path = files / MADE / f"{int(now.timestamp())}-{uuid.uuid4().hex}" / f"{_fit(stem)}{dot}{ending}"
    path.parent.mkdir(parents=True)
    return path


def _fit(stem: str) -> str:
    return _UNFIT.sub("-", stem)[:LONGEST].strip(".-") or "文件"


def next_to_forget(files: Path) -> datetime | None:
    """When the oldest has been there for its day."""
    return min(_all(files).values(), default=None)


def sweep(files: Path, now: datetime) -> None:
    """Deletes what has been there for its day."""
    for directory, until in _all(files).items():
        if until <= now:
            shutil.rmtree(directory, ignore_errors=True)


def _all(files: Path) -> dict[Path, datetime]:
    """What was made, and until when it is kept."""
    named = ((directory, directory.name.partition("-")[0]) for directory in (files / MADE).glob("*"))
    return {path: datetime.fromtimestamp(int(at), UTC) + KEPT for path, at in named if at.isdecimal()}
