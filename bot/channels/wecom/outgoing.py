"""Files on their way out: what may go as a picture, what as a file, and what is said of those that cannot go."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from bot.message import Attachment

MOST_IMAGE = 2 << 20
MOST_FILE = 20 << 20
LEAST_FILE = 6
"""Of the webhook (page 91770) and of media/upload (page 90253): a file has more than 5 bytes."""

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Outgoing:
    """A file that can go; `source` is where it came from."""

    source: Attachment
    content: bytes = field(repr=False)
    kind: Literal["image", "file"]

    @property
    def name(self) -> str:
        """As those shall read it who get it."""
        return self.source.name


async def outgoing(files: Iterable[Attachment]) -> tuple[list[Outgoing], str]:
    """What can go, and what to say of the rest; "" where there is none."""
    going, staying = [], []
    for file in files:
        ready = await asyncio.to_thread(_ready, file)
        if isinstance(ready, Outgoing):
            going.append(ready)
        else:
            staying.append(ready)
    return going, "\n".join(staying)


def _ready(file: Attachment) -> Outgoing | str:
    try:
        size = file.kept.stat().st_size
        if size > MOST_FILE:
            return f"“{file.name}”超过 20 MB，企业微信发不了，请向教科室要。"
        content = file.kept.read_bytes()
    except (OSError, ValueError):
        return f"“{file.name}”找不到了，请向教科室要。"
    if size < LEAST_FILE:
        return f"“{file.name}”是空的，没有发。"
    picture = size <= MOST_IMAGE and content.startswith(PICTURES)
    return Outgoing(file, content, "image" if picture else "file")
