"""Files on their way to WeCom in chunks, before they can be shown. WeCom's page 101463, 上传临时素材."""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal

from bot.channels.wecom.link import Cut, Refused

Kind = Literal["file", "image", "voice", "video"]
Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
Live = Callable[[float], Awaitable[bool]]

MOST_BYTES: dict[Kind, int] = {"file": 20 << 20, "image": 10 << 20, "voice": 2 << 20, "video": 10 << 20}
CHUNK = 512 * 1024
TRIES = 4
"""For each step, over lost acknowledgements and lost connections."""

RECONNECTING = 60.0
"""Seconds that an upload waits for a new connection, which can take it up where it was for half an hour."""


async def upload(ask: Ask, live: Live, path: Path, name: str, kind: Kind) -> str:
    """Gives the media_id, good for three days. Raises ValueError for an empty file and one over MOST_BYTES.

    Every chunk may be sent twice. A step that is refused may be one that WeCom has already seen, or a session that
    is over: then all begins once more.
    """
    data = await asyncio.to_thread(path.read_bytes)
    if not 0 < len(data) <= MOST_BYTES[kind]:
        raise ValueError(f"a {kind} of {len(data)} bytes")
    try:
        return await _whole(ask, live, data, name, kind)
    except Refused:
        return await _whole(ask, live, data, name, kind)


async def _whole(ask: Ask, live: Live, data: bytes, name: str, kind: Kind) -> str:
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    plan = {
        "type": kind,
        "filename": name,
        "total_size": len(data),
        "total_chunks": len(chunks),
        "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
    }
    session = {"upload_id": _text(await _surely(ask, live, "aibot_upload_media_init", plan), "upload_id")}
    for index, chunk in enumerate(chunks):
        part = {**session, "chunk_index": index, "base64_data": base64.b64encode(chunk).decode()}
        await _surely(ask, live, "aibot_upload_media_chunk", part)
    return _text(await _surely(ask, live, "aibot_upload_media_finish", session), "media_id")


async def _surely(ask: Ask, live: Live, cmd: str, body: dict[str, Any]) -> dict[str, Any]:
    for _ in range(TRIES - 1):
        try:
            return await ask(cmd, body)
        except TimeoutError:
            continue
        except Cut:
            if not await live(RECONNECTING):
                raise
    return await ask(cmd, body)


def _text(answer: dict[str, Any], key: str) -> str:
    value = answer.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"WeCom gave no {key}")
    return value
