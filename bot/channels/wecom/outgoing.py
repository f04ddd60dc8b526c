"""Files on their way out: what may go as a picture, what as a file, and what is said of those that cannot go."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import structlog

from bot.channels.wecom.errors import ApiError, NoAnswer
from bot.message import Attachment

MOST_IMAGE = 2 << 20
MOST_FILE = 20 << 20
LEAST_FILE = 6
"""Of the webhook (page 91770) and of media/upload (page 90253): a file has more than 5 bytes."""

Send = Callable[[], Awaitable[object]]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


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


async def in_order(sends: Iterable[Send], *, doubtful: bool = False) -> list[int]:
    """Sends one after the other, and gives the positions of those that did not arrive.

    Raises ApiError or NoAnswer while nothing has been seen: then it can be said by another way. `doubtful`: what got
    no answer counts as seen, because it may have been and cannot safely be sent again.
    """
    log = structlog.get_logger("wecom.outgoing")
    failed: list[int] = []
    for position, send in enumerate(sends):
        try:
            await send()
        except (ApiError, NoAnswer) as error:
            if doubtful and isinstance(error, NoAnswer) and error.sent:
                log.error("not known to have arrived", why=str(error))
                continue
            if position == 0:
                raise
            log.error("a part did not arrive", why=str(error))
            failed.append(position)
    return failed


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
    picture = size <= MOST_IMAGE and content.startswith(_PICTURES)
    return Outgoing(file, content, "image" if picture else "file")
