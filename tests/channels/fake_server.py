"""A server of others, on this machine."""

from abc import ABC, abstractmethod
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer


class FakeServer(ABC):
    """One handler for whatever is called. What the bot must never do is kept in `faults`, and fails the test."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._server: TestServer | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 << 20)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._server = TestServer(app)
        await self._server.start_server(access_log=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        await self._server.close()
        assert self.faults == []

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        assert self._server
        return str(self._server.make_url("")).rstrip("/")

    @abstractmethod
    async def _serve(self, request: web.Request) -> web.StreamResponse: ...
