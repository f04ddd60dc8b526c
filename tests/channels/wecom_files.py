"""Files at WeCom: those that a bot uploads, and the encrypted ones that people send."""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

CHUNK = 512 * 1024
MOST_CHUNKS = 100
MOST_BYTES = {"file": 20 << 20, "image": 10 << 20, "voice": 2 << 20, "video": 10 << 20}
SESSION = 30 * 60.0
THREE_DAYS = 3 * 24 * 3600.0
DOWNLOADABLE = 5 * 60.0
PLAN = {"type": str, "filename": str, "total_size": int, "total_chunks": int, "md5": str}

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Wrong(Exception):
    """A rule is broken."""


class Over(Exception):
    """A session or a medium that is no more; nobody's fault."""


@dataclass
class Upload:
    """A session; `began` on the time of the loop."""

    kind: str
    name: str
    size: int
    chunks: int
    md5: str
    began: float
    parts: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Medium:
    """A file that a bot may show."""

    kind: str
    name: str
    data: bytes
    at: float


@dataclass(frozen=True)
class Sent:
    """A file that a person sent, as the bot downloads it."""

    body: bytes
    headers: dict[str, str]
    redirect: str
    at: float


class Uploads:
    """What a bot uploads."""

    def __init__(self) -> None:
        self.media: dict[str, Medium] = {}
        self._sessions: dict[str, Upload] = {}

    def init(self, body: dict[str, Any], now: float) -> dict[str, str]:
        """Raises Wrong."""
        if set(body) != set(PLAN) or any(type(body[key]) is not kind for key, kind in PLAN.items()):
            raise Wrong(f"the fields of an upload: {sorted(body)}")
        session = Upload(body["type"], body["filename"], body["total_size"], body["total_chunks"], body["md5"], now)
        if session.kind not in MOST_BYTES or not 0 < session.size <= MOST_BYTES[session.kind]:
            raise Wrong(f"a {session.kind} of {session.size} bytes")
        if not session.name or "/" in session.name:
            raise Wrong("the name of an upload")
        if not session.size <= session.chunks * CHUNK or not 1 <= session.chunks <= MOST_CHUNKS:
            raise Wrong(f"{session.chunks} chunks for {session.size} bytes")
        number = uuid4().hex
        self._sessions[number] = session
        return {"upload_id": number}

    def chunk(self, body: dict[str, Any], now: float) -> None:
        """Raises Wrong and Over."""
        session = self._session(body, now)
        if set(body) != {"upload_id", "chunk_index", "base64_data"}:
            raise Wrong(f"the fields of a chunk: {sorted(body)}")
        index = body["chunk_index"]
        if type(index) is not int or not 0 <= index < session.chunks:
            raise Wrong(f"chunk {index} of {session.chunks}")
        try:
            data = base64.b64decode(body["base64_data"], validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise Wrong("a chunk that is no base64") from None
        if not 0 < len(data) <= CHUNK:
            raise Wrong(f"a chunk of {len(data)} bytes")
        if session.parts.setdefault(index, data) != data:
            raise Wrong(f"chunk {index} came again with something else")

    def finish(self, body: dict[str, Any], now: float) -> dict[str, str]:
        """Raises Wrong and Over."""
        session = self._session(body, now)
        if set(body) != {"upload_id"}:
            raise Wrong(f"the fields of a finish: {sorted(body)}")
        data = b"".join(session.parts[index] for index in sorted(session.parts))
        if len(session.parts) != session.chunks or len(data) != session.size:
            raise Wrong(f"{len(session.parts)} of {session.chunks} chunks, {len(data)} of {session.size} bytes")
        if hashlib.md5(data).hexdigest() != session.md5:
            raise Wrong("the md5 of an upload")
        if session.kind == "image" and not data.startswith(PICTURES):
            raise Wrong("an image that is neither JPG nor PNG")
        del self._sessions[body["upload_id"]]
        number = "3" + uuid4().hex
        self.media[number] = Medium(session.kind, session.name, data, now)
        return {"type": session.kind, "media_id": number, "created_at": str(int(now))}

    def medium(self, number: str, kind: str, now: float) -> Medium:
        """Raises Wrong for what was never uploaded, or not as this kind; Over after three days."""
        medium = self.media.get(number)
        if medium is None or medium.kind != kind:
            raise Wrong(f"a media_id that is no {kind}")
        if now - medium.at > THREE_DAYS:
            raise Over
        return medium

    def _session(self, body: dict[str, Any], now: float) -> Upload:
        session = self._sessions.get(str(body.get("upload_id")))
        if session is None or now - session.began > SESSION:
            raise Over
        return session


def encrypted(data: bytes, key: bytes) -> bytes:
    """AES-256-CBC, IV of the key's first 16 bytes, padded up to 32 (page 101463)."""
    pad = 32 - len(data) % 32
    cipher = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
    return cipher.update(data + bytes([pad]) * pad) + cipher.finalize()


def sent(data: bytes, name: str, now: float, *, disposition: str | None, redirect: str) -> tuple[Sent, str]:
    """The file as it is served, and its aeskey, whose padding is missing as it often is."""
    key = os.urandom(32)
    header = f"attachment; filename*=UTF-8''{quote(name)}" if disposition is None else disposition
    headers = {"Content-Disposition": header} if header else {}
    return Sent(encrypted(data, key), headers, redirect, now), base64.b64encode(key).decode().rstrip("=")
