"""The playground's channel: its other end is a page on this machine."""

from functools import partial
from pathlib import Path

from aiohttp import web

from bot.channels import Ear, Watch
from bot.channels.playground.chat import NAME, Chat
from bot.channels.playground.doors import Doors
from bot.channels.playground.guard import guard, seal
from bot.channels.playground.house import House
from bot.channels.playground.room import GROUP
from bot.channels.playground.shelf import Shelf
from bot.message import Place, Reply

PAGE = Path(__file__).parent / "page"
BODY = 256 * 1024
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Playground:
    """The channel and its page. External ids are the names on the roster; everything said is forgotten at the end.

    `files` is the directory where uploads are put; it is made when the first one comes.
    """

    name = NAME

    def __init__(self, ear: Ear, watch: Watch, school: House, files: Path) -> None:
        shelf = Shelf(files)
        self._chat = Chat(ear, watch, shelf, school.bot_name)
        self._doors = Doors(self._chat, watch, school, shelf)

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Shows what the bot says unasked; it has arrived even when no page is open, for it is there when one opens."""
        if place == "group" and conversation != GROUP:
            raise LookupError(f"the playground has no group {conversation}")
        self._chat.say(conversation, place, reply)
        return self.name

    def web(self) -> web.Application:
        """The application; run it on loopback, with `access_log=None`."""
        app = web.Application(middlewares=[guard], client_max_size=BODY)
        app.on_response_prepare.append(seal)
        app.on_shutdown.append(self._dismiss)
        app.on_cleanup.append(self._settle)
        app.router.add_get("/", partial(_asset, PAGE / "index.html"))
        for path in sorted(PAGE.iterdir()):
            app.router.add_get(f"/page/{path.name}", partial(_asset, path))
        app.router.add_routes(self._doors.routes())
        return app

    async def _settle(self, _: object) -> None:
        await self._chat.settle()

    async def _dismiss(self, _: object) -> None:
        self._chat.viewers.dismiss()


async def _asset(path: Path, _: object) -> web.Response:
    return web.Response(text=_content(path), content_type=_TYPES[path.suffix], charset="utf-8")


def _content(path: Path) -> str:
    return path.read_text("utf-8")
