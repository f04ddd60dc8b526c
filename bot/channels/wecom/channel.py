"""企业微信 as one channel: what is said unasked goes by the first way that reaches, and the way's name is given."""

from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

import structlog

from bot.channels import Unreachable
from bot.channels.wecom.bot import Bot
from bot.channels.wecom.hearing import CHANNEL
from bot.message import Place, Reply

Speak = Callable[[Reply], Awaitable[object]]

log = structlog.get_logger("wecom")


class Line(Protocol):
    """What is open while the bot runs: the long connection."""

    async def start(self) -> None:
        """Begins to connect."""

    async def close(self) -> None:
        """Ends it."""


class Hook(Protocol):
    """A 群机器人, which stands in one group."""

    async def say(self, reply: Reply) -> None:
        """Raises Unreachable."""


class App(Protocol):
    """A 自建应用: it reaches people in private, and a group that it made itself."""

    async def say(self, userid: str, reply: Reply) -> None:
        """Raises Unreachable."""

    async def say_chat(self, chat_id: str, reply: Reply) -> None:
        """Raises Unreachable."""


class WeCom:
    """The ways into one enterprise, as far as the school has set them up.

    `hook_group` is the chatid of the group in which the webhook stands. Without it the webhook is taken to stand in
    the only group that the bot knows; `groups` gives those, and with several the webhook is not used. `app_chat` is
    the chatid of the group that the app made, to which it then brings what no other way could.
    """

    name = CHANNEL

    def __init__(
        self,
        groups: Callable[[], Awaitable[Collection[str]]],
        *,
        bot: Bot | None = None,
        connection: Line | None = None,
        hook: Hook | None = None,
        hook_group: str | None = None,
        app: App | None = None,
        app_chat: str | None = None,
    ) -> None:
        self._groups = groups
        self._bot = bot
        self._connection = connection
        self._hook = hook
        self._hook_group = hook_group
        self._app = app
        self._app_chat = app_chat

    async def open(self) -> None:
        """Begins to connect; does not wait for it."""
        if self._connection:
            await self._connection.start()

    async def close(self) -> None:
        """Lets what is being answered end."""
        if self._connection:
            await self._connection.close()

    async def say(self, conversation: str, place: Place, reply: Reply) -> str:
        """Says it in a group or to the person with that userid; gives "connection", "webhook" or "app".

        Raises Unreachable where no way reached.
        """
        failed = []
        for way, speak in await self._ways(conversation, place):
            try:
                await speak(reply)
            except Unreachable as why:
                failed.append(f"{way}: {why}")
            else:
                return way
        raise Unreachable("; ".join(failed) or "no way leads there")

    async def _ways(self, conversation: str, place: Place) -> list[tuple[str, Speak]]:
        bot, hook, app, chat = self._bot, self._hook, self._app, self._app_chat
        ways: list[tuple[str, Speak]] = []
        if bot and self._connection:
            ways.append(("connection", lambda reply: bot.say(conversation, place, reply)))
        if app and place == "private":
            ways.append(("app", lambda reply: app.say(conversation, reply)))
        if hook and place == "group" and await self._hook_is_in(conversation):
            ways.append(("webhook", hook.say))
        if app and chat and place == "group" and await self._only(conversation):
            ways.append(("app", lambda reply: app.say_chat(chat, reply)))
        return ways

    async def _hook_is_in(self, group: str) -> bool:
        return self._hook_group == group if self._hook_group else await self._only(group)

    async def _only(self, group: str) -> bool:
        """Is it the one group that the bot knows?"""
        return {*await self._groups(), group} == {group}
