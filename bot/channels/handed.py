"""Files that the bot made, under addresses that only those know to whom it gave them, for a day."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from handlers.made import Opened
from handlers.signed import PATTERN

Made = Callable[[str], Awaitable[Opened | None]]
"""token → file; None where the token is none."""

OVER = "这个网址过期了，请再跟小研要一次"
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def routes(made: Made) -> list[web.RouteDef]:
    """One address; whoever guesses learns nothing, whoever comes too late how to ask again."""

    async def get(request: web.Request) -> web.StreamResponse:
        found = await made(request.match_info["token"])
        if found is None:
            raise web.HTTPNotFound
        if found.path is None:
            return web.Response(text=OVER, status=410, headers=HEADERS)
        name = quote(found.path.name)
        return web.FileResponse(
            found.path, headers={**HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        )

    return [web.get(f"/made/{{token:{PATTERN}}}", get)]
