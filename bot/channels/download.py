"""Fetches what people sent: only from hosts that are allowed, never too much, and nothing that could do harm."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from aiohttp import ClientError, ClientResponse, ClientTimeout
from yarl import URL

from bot.channels import hosts, sniff
from bot.channels.filenames import NAMELESS, name_of, suffix
from bot.channels.tencent.envelope import Forged
from bot.message import Attachment, Problem

_REDIRECTS = 3
_TIMEOUT = ClientTimeout(total=240, sock_connect=10, sock_read=30)
"""WeCom's addresses live for five minutes (page 100719)."""

_AT_ONCE = 3
"""Downloads at a time; each is held in memory while it is decrypted."""

_PADDING = 32


class _NotTaken(Exception):
    def __init__(self, problem: Problem, why: str) -> None:
        super().__init__(why)
        self.problem = problem


class Fetcher:
    """Files into `directory`, each under the SHA-256 of its content. `most_bytes` is as it was before encryption."""

    def __init__(
        self, directory: Path, allowed: Sequence[str], most_bytes: int, *, lookup: hosts.Lookup | None = None
    ) -> None:
        """`allowed`: see Hosts. `lookup` resolves names in the system's stead."""
        self._directory = directory
        self._hosts = hosts.Hosts(allowed)
        self._most = most_bytes
        self._lookup = lookup
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._log = structlog.get_logger("download")

    async def fetch(self, url: str, *, decrypt: Callable[[bytes], bytes] | None = None) -> Attachment:
        """The file, or what is wrong with it; never raises for what the network or a stranger does.

        `decrypt` raises Forged. The name is the one of Content-Disposition, made safe.
        """
        name = NAMELESS
        try:
            async with self._turns, self._found(url) as response:
                name = name_of(response.headers.get("Content-Disposition", ""))
                data = await _read(response, self._most + (_PADDING if decrypt else 0))
                return await asyncio.to_thread(self._keep, name, data, decrypt)
        except _NotTaken as refused:
            self._log.info("file not taken", problem=refused.problem, why=str(refused))
            return Attachment(name, None, refused.problem)
        except (Forged, hosts.Refused, ClientError, TimeoutError, OSError, ValueError) as error:
            self._log.warning("file not taken", problem="lost", why=type(error).__name__)
            return Attachment(name, None, "lost")

    async def keep(self, name: str, data: bytes) -> Attachment:
        """The same checks for what came another way than by an address; `name` is safe by now."""
        try:
            return await asyncio.to_thread(self._keep, name, data, None)
        except _NotTaken as refused:
            self._log.info("file not taken", problem=refused.problem, why=str(refused))
            return Attachment(name, None, refused.problem)
        except OSError as error:
            self._log.warning("file not taken", problem="lost", why=type(error).__name__)
            return Attachment(name, None, "lost")

    @asynccontextmanager
    async def _found(self, address: str) -> AsyncIterator[ClientResponse]:
        url = _url(address)
        async with hosts.session(self._hosts, _TIMEOUT, self._lookup) as session:
            for _ in range(1 + _REDIRECTS):
                self._hosts.check(url)
                async with session.get(url, allow_redirects=False) as response:
                    if response.status == 200:
                        yield response
                        return
                    url = url.join(_url(_location(response)))
        raise _NotTaken("lost", "redirects")

    def _keep(self, name: str, data: bytes, decrypt: Callable[[bytes], bytes] | None) -> Attachment:
        """On a thread of its own: large files take their time."""
        if decrypt:
            data = decrypt(data)
        if len(data) > self._most:
            raise _NotTaken("too_large", "when decrypted")
        if not data:
            raise _NotTaken("lost", "empty")
        if sniff.dangerous(name, data):
            raise _NotTaken("dangerous", suffix(name))
        named = name if suffix(name) else name + sniff.suffix_of(data)
        return Attachment(named, self._store(data))

    def _store(self, data: bytes) -> Path:
        """Whole or not at all; what is there already is the same."""
        path = self._directory / hashlib.sha256(data).hexdigest()
        if path.exists():
            return path
        self._directory.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(prefix=".", dir=self._directory)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(written).replace(path)
        except BaseException:
            Path(written).unlink(missing_ok=True)
            raise
        return path


def _url(text: str) -> URL:
    """As it was written: the signature in it covers its very characters. Raises ValueError."""
    clean = text.isascii() and text.isprintable() and " " not in text
    return URL(text, encoded=clean)


def _location(response: ClientResponse) -> str:
    if response.status not in (301, 302, 303, 307, 308):
        raise _NotTaken("lost", f"status {response.status}")
    return response.headers.get("Location", "")


async def _read(response: ClientResponse, most: int) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _NotTaken("lost", "encoded")
    if (response.content_length or 0) > most:
        raise _NotTaken("too_large", "as announced")
    data = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > most:
            raise _NotTaken("too_large", "as it came")
    return bytes(data)
