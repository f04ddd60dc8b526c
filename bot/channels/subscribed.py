"""The calendar for phones, under an address that only those know who were given it."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Calendar = Callable[[str], Awaitable[bytes | None]]
"""token → iCalendar; None where the token is none."""

HEADERS = {
    "Cache-Control": "private, max-age=900",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def routes(calendar: Calendar) -> list[web.RouteDef]:
    """One address; whoever guesses learns nothing, neither what exists nor what existed."""

    async def get(request: web.Request) -> web.Response:
        found = await calendar(request.match_info["token"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found, content_type="text/calendar", charset="utf-8", headers=HEADERS)

    return [web.get(r"/calendar/{token:[A-Za-z0-9_-]{43}}.ics", get)]
