"""Where the files lie that people send: a server that answers as it is told, and the files themselves."""

import io
import socket
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.abc import ResolveResult
from aiohttp.test_utils import BaseTestServer, TestServer

PDF = b"%PDF-1.7\n" + b"paper " * 50
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(40)
JPEG = bytes.fromhex("ffd8ffe000104a46494600") + bytes(40)
EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(44) + b"\x40\0\0\0PE\0\0" + bytes(100)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def packed(*names: str, holding: Mapping[str, bytes] | None = None) -> bytes:
    """A zip; what is only named holds a little text."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**dict.fromkeys(names, b"text"), **(holding or {})}.items():
            file.writestr(name, content)
    return archive.getvalue()


def office(*more: str, top: str = "word/", holding: Mapping[str, bytes] | None = None) -> bytes:
    """A document as Word writes it, with `more` in it."""
    return packed("[Content_Types].xml", "_rels/.rels", f"{top}document.xml", *more, holding=holding)


def streams(*names: str) -> bytes:
    """An old Office file whose directory names these streams."""
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


class Names:
    """A name server that says what the test wants."""

    def __init__(self, known: Mapping[str, list[str]]) -> None:
        self.known = known
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if host not in self.known:
            raise OSError("no such name")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in self.known[host]
        ]


@dataclass
class Media:
    """A media server on loopback; `log` has the paths that were asked for."""

    server: BaseTestServer
    answers: dict[str, Callable[[], web.StreamResponse]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"{self.server.host}:{self.server.port}"

    def put(self, content: bytes, disposition: str = "", **headers: str) -> str:
        """Serves this from now on; gives the address."""
        named = {"Content-Disposition": disposition} if disposition else {}
        return self.answer(lambda: web.Response(body=content, headers={**named, **headers}))

    def moved(self, to: str) -> str:
        """An address that only points elsewhere."""
        return self.answer(lambda: web.Response(status=302, headers={"Location": to}))

    def answer(self, response: Callable[[], web.StreamResponse]) -> str:
        """Serves any response; gives the address."""
        path = f"/{len(self.answers)}"
        self.answers[path] = response
        return f"http://{self.host}{path}?sign=a%2Fb%3D"


@asynccontextmanager
async def media() -> AsyncIterator[Media]:
    """Such a server."""

    async def serve(request: web.Request) -> web.StreamResponse:
        served.log.append(request.raw_path)
        assert request.query["sign"] == "a/b="
        assert "Cookie" not in request.headers
        assert request.headers["Accept-Encoding"] == "identity"
        return served.answers[request.path]()

    app = web.Application()
    app.router.add_get("/{path:.*}", serve)
    async with TestServer(app, access_log=None) as server:
        served = Media(server)
        yield served


@asynccontextmanager
async def served_by(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """A server of one address; gives its host and port."""
    app = web.Application()
    app.router.add_get("/", handler)
    async with TestServer(app, access_log=None) as server:
        yield f"{server.host}:{server.port}"
