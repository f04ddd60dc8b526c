"""Full reports for phones, under addresses that only those know to whom the bot gave them."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from handlers.digests import Opened
from handlers.digests.page import POLICY
from handlers.signed import PATTERN

Report = Callable[[str], Awaitable[Opened | None]]
"""token → page; None where the token is none."""

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def routes(report: Report) -> list[web.RouteDef]:
    """One address; whoever guesses learns nothing, whoever comes too late how to ask again."""

    async def get(request: web.Request) -> web.Response:
        found = await report(request.match_info["token"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(
            text=found.html, status=410 if found.over else 200, content_type="text/html", headers=HEADERS
        )

    return [web.get(f"/report/{{token:{PATTERN}}}", get)]
