"""Files on their way in and out: uploads go to a directory, downloads by a token that cannot be guessed."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

from bot.message import Attachment

LARGEST = 20 * 1024 * 1024
OFFERED = 2000
"""How many downloads stay valid; the oldest lapse first."""

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


class TooLarge(Exception):
    """An upload beyond LARGEST; nothing of it is kept."""


@dataclass(frozen=True)
class Offer:
    """A file that whoever knows `token` may download."""

    token: str
    attachment: Attachment
    size: int
    type: str

    @property
    def name(self) -> str:
        """The name under which it is saved."""
        return self.attachment.name

    def to_json(self) -> dict[str, Any]:
        """The form in which the page receives it."""
        picture = self.type.startswith("image/")
        return {"name": self.name, "size": self.size, "url": f"/files/{self.token}", "picture": picture}


class Shelf:
    """The files of the page. Only what was offered can be fetched, whatever the directory holds."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._offers: dict[str, Offer] = {}

    def offer(self, attachment: Attachment) -> Offer:
        """Makes a file downloadable, wherever it lies."""
        size = attachment.kept.stat().st_size
        named = Attachment(clean(attachment.name), attachment.kept)
        offer = Offer(token_urlsafe(24), named, size, _type(attachment.kept))
        self._offers[offer.token] = offer
        if len(self._offers) > OFFERED:
            del self._offers[next(iter(self._offers))]
        return offer

    def find(self, token: str) -> Offer | None:
        """What this token opens."""
        return self._offers.get(token)

    async def take(self, name: str, chunks: AsyncIterator[bytes]) -> Offer:
        """Writes an upload under a name of our own; raises TooLarge and leaves nothing when it is."""
        self._directory.mkdir(parents=True, exist_ok=True)
        path = self._directory / f"{uuid4().hex}{_suffix(name)}"
        try:
            await _write(path, chunks)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return self.offer(Attachment(name, path))


def clean(name: str) -> str:
    """A file name without directories and without what a terminal or a header would take as an order."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip(". ")[-120:] or "文件"


async def _write(path: Path, chunks: AsyncIterator[bytes]) -> None:
    size = 0
    with path.open("xb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise TooLarge
            file.write(chunk)


def _suffix(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found.group().lower() if found else ""


def _type(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return "image/webp"
    return next((type for magic, type in _PICTURES.items() if head.startswith(magic)), "application/octet-stream")
