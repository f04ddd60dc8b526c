"""The one server behind every address at which somebody calls the bot."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web, web_response
from aiohttp.http_exceptions import HttpProcessingError

MOST_BYTES = 1 << 20
"""No call of WeCom or WeChat comes near it; more is refused with 413."""

web_response.SERVER_SOFTWARE = "xiaoyan"  # type: ignore[attr-defined]
"""aiohttp would name its version and Python's, in answers to broken requests too, which no handler sees."""


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Strangers(logging.Filter):
    """Keeps out of the log what strangers send to a public address: no HTTP, or half of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Errors of our own pass."""
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, (HttpProcessingError, web.RequestPayloadError))


log = logging.getLogger("web")
log.addFilter(_Strangers())


@web.middleware
async def _whole(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A body that broke off, or does not unpack, is a bad request."""
    try:
        return await handler(request)
    except (web.RequestPayloadError, ConnectionError):
        if request.content.exception() is None:
            raise
        return web.Response(status=400)


class Web:
    """Collects the addresses of all doors, then serves them. `port` 0 takes a free one."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._routes: list[web.RouteDef] = []
        self._runner: web.AppRunner | None = None

    def add(self, routes: Iterable[web.RouteDef]) -> None:
        """To be called before `open`."""
        self._routes += routes

    @property
    def address(self) -> str:
        """Where it listens, without a slash at the end."""
        assert self._runner
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def open(self) -> None:
        """Listens; does nothing where no door is open. Raises OSError where the port is taken."""
        if not self._routes:
            return
        app = web.Application(client_max_size=MOST_BYTES, middlewares=[_whole])
        app.add_routes(self._routes)
        self._runner = web.AppRunner(app, access_log=None, logger=log, shutdown_timeout=2)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self.close()
            raise

    async def close(self) -> None:
        """Lets what is being answered end, for two seconds."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
