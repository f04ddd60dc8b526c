"""Files that we make: each in a directory of its own, which says when it was made; kept for a day.

Where phones reach us, a file can also be had under an address that is signed for its reader, for as long.
"""

import re
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from handlers import signed
from handlers.turn import Turn
from storage import schools
from storage.roster import Roster
from storage.session import Session

MADE = "made"
KEPT = timedelta(days=1)
PATH = "/made/{token}"
PURPOSE = "made"
LINK = "\n网址打开也行（一天内有效，请别外传）：{}"
LONGEST = 60
"""Characters of a name: 180 bytes, which every disk takes."""

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def place(files: Path, name: str, now: datetime) -> Path:
    """Where a new file of that name goes; its directory is there."""
    stem, dot, ending = name.rpartition(".")
    path = files / MADE / f"{int(now.timestamp())}-{uuid.uuid4().hex}" / f"{_fit(stem)}{dot}{ending}"
    path.parent.mkdir(parents=True)
    return path


def link(turn: Turn, path: Path) -> str:
    """A line with the address of a file that `place` made room for, "" where phones do not reach us."""
    secret = schools.secret(turn.session) if turn.public_url else None
    if secret is None or turn.public_url is None:
        return ""
    token = signed.sign(secret, PURPOSE, [turn.person.id, path.parent.name], turn.now + KEPT)
    return LINK.format(turn.public_url + PATH.format(token=token))


@dataclass(frozen=True)
class Opened:
    """What is found under an address: a file, or nothing any more when its time is `over`."""

    path: Path | None

    @property
    def over(self) -> bool:
        """Was it there once?"""
        return self.path is None


def opened(session: Session, roster: Roster, files: Path, token: str, now: datetime) -> Opened | None:
    """The file under that token; None where it was never given out, or its reader has left."""
    secret = schools.secret(session)
    found = signed.read(secret, PURPOSE, token) if secret else None
    if found is None:
        return None
    id_, directory = found.what
    reader = roster.people.get(id_)
    if reader is None or reader.left:
        return None
    there = sorted((files / MADE / directory).glob("*")) if now < found.until else []
    return Opened(there[0] if there else None)


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
