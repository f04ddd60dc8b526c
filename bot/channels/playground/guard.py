"""Keeps strange pages out: a browser that was lured elsewhere must not be able to drive the bot."""

import logging
from collections.abc import Awaitable, Callable
from typing import NoReturn
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

log = logging.getLogger(__name__)


class Refused(web.HTTPException):
    """The request cannot be done; `why` is for the person at the page."""

    status_code = 400

    def __init__(self, why: str, status: int) -> None:
        super().__init__(text=why)
        self.set_status(status)


def no(why: str, status: int = 400) -> NoReturn:
    """Refuses the request."""
    raise Refused(why, status)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses a request that does not come from our own page; answers every error in one form, in Chinese."""
    try:
        if not (_host_is_ours(request) and _origin_is_ours(request)):
            return refusal(403, "只接受本机这一页的请求。")
        return await handler(request)
    except web.HTTPException as error:
        return refusal(error.status, _said(error))
    except Exception:
        log.exception("The page's request failed")
        return refusal(500, "小研这里出了问题，请再试一次。")


async def seal(request: web.Request, response: web.StreamResponse) -> None:  # noqa: ARG001
    """Puts the headers on whatever leaves."""
    response.headers.update(HEADERS)


def refusal(status: int, why: str) -> web.Response:
    """An error as the page expects it: `error` is a sentence to show."""
    return web.json_response({"error": why}, status=status)


def _host_is_ours(request: web.Request) -> bool:
    try:
        host = urlsplit(f"http://{request.headers.get('Host', '')}")
        port = host.port or 80
    except ValueError:
        return False
    sock = request.transport.get_extra_info("sockname") if request.transport else None
    return sock is not None and host.hostname in LOCAL and port == sock[1] and "@" not in host.netloc


def _origin_is_ours(request: web.Request) -> bool:
    """A browser names the origin of every POST and WebSocket; what only reads may come without."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.method in ("GET", "HEAD") and "Upgrade" not in request.headers
    return origin == f"http://{request.headers['Host']}"


def _said(error: web.HTTPException) -> str:
    if isinstance(error, Refused):
        return error.text or ""
    usual = {404: "没有找到。", 405: "不能这样请求。", 413: "内容太大了。", 415: "请求的格式不对。"}
    return usual.get(error.status, "请求不对。")
