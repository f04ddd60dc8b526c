"""Files over a OneBot 12 implementation: by address or as data, never by a path on this machine (12.onebot.dev)."""

import asyncio
import base64
import hashlib
from typing import Protocol

import structlog

from bot.channels import Unreachable
from bot.channels.filenames import NAMELESS, safe
from bot.channels.onebot.events import Account
from bot.channels.onebot.link import Data, Link
from bot.message import Attachment

log = structlog.get_logger("onebot")


class Files(Protocol):
    """The guarded downloads; what cannot be taken is an attachment with a problem."""

    async def fetch(self, url: str) -> Attachment:
        """From an allowed host."""

    async def keep(self, name: str, data: bytes) -> Attachment:
        """What came as it is."""


async def get(link: Link, account: Account, file_id: str, files: Files) -> Attachment:
    """By its address; where that leads nowhere, as data within a frame. Headers that it wants sent are not."""
    by_address = await _asked(link, account, file_id, "url")
    name, url = _name(by_address), by_address.get("url")
    if isinstance(url, str) and url and not by_address.get("headers"):
        fetched = await files.fetch(url)
        if fetched.problem != "lost":
            return Attachment(name or fetched.name, fetched.path, fetched.problem)
    sent = await _asked(link, account, file_id, "data")
    content = await asyncio.to_thread(_content, sent)
    name = _name(sent) or name or NAMELESS
    return await files.keep(name, content) if content else Attachment(name, None, "lost")


async def _asked(link: Link, account: Account, file_id: str, kind: str) -> Data:
    """{} where the implementation does not give it in that way."""
    try:
        return await link.call(account, "get_file", {"file_id": file_id, "type": kind})
    except (Unreachable, TimeoutError) as error:
        log.info("a file was not given", kind=kind, why=str(error))
        return {}


def _name(told: Data) -> str:
    name = told.get("name")
    return safe(name) if isinstance(name, str) and name else ""


def _content(told: Data) -> bytes:
    """Empty for what is no base64, and for what its own digest does not fit."""
    data, digest = told.get("data"), told.get("sha256")
    try:
        content = base64.b64decode(data, validate=True) if isinstance(data, str) else b""
    except ValueError:
        return b""
    fits = not isinstance(digest, str) or not digest or digest.lower() == hashlib.sha256(content).hexdigest()
    return content if fits else b""
