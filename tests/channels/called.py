"""A bot behind its public address, WeCom before it, and what they have heard."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.tencent.envelope import Envelope, key_of
from bot.channels.web import Web
from bot.channels.wecom.bot import Bot
from bot.channels.wecom.callback import Callback
from bot.channels.wecom.response_url import ResponseUrls
from bot.message import Button, Place, Reply
from tests.channels.callers import ScriptedEar
from tests.channels.fake_callback import BOT_ID, FakeCallback
from tests.channels.school import unfetched
from tests.channels.test_envelope import AES_KEY, TOKEN
from tests.simulated import in_simulated_time

START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
GROUP = "wrGROUP"
NOTED = Reply("已记录 #1 听课 陈静→王芳\n11月18日 周三 第二节")
UNDO = Button("撤回", {"intent": "correct.undo"})


class Ear(ScriptedEar):
    """Knows where it was spoken to."""

    def __init__(self, *replies: Reply) -> None:
        super().__init__(*replies)
        self.places: list[tuple[str, Place]] = []

    async def remember(self, channel: str, conversation: str, place: Place) -> None:
        self.places.append((conversation, place))


@dataclass
class World:
    """A bot behind its address, and WeCom before it."""

    wecom: FakeCallback
    ear: Ear

    async def says(self, text: str, userid: str = "ChenJing", chatid: str = GROUP) -> str:
        """What the person reads at once."""
        return (await self.wecom.say(userid, text, chatid)).text


Story = Callable[[World], Awaitable[None]]


async def whole(story: Story, replies: Sequence[Reply], fetch: Any, ear: Ear | None = None) -> World:
    def now() -> datetime:
        return START + timedelta(seconds=asyncio.get_running_loop().time() - began)

    began = asyncio.get_running_loop().time()
    envelope, ear = Envelope(TOKEN, AES_KEY), ear or Ear(*replies)
    bot = Bot(ear, now, fetch, ["小研"], media_key=key_of(AES_KEY))
    async with FakeCallback(envelope, now) as wecom:
        callback = Callback(envelope, bot, now, bot_id=BOT_ID, urls=ResponseUrls([wecom.host]))
        served = Web("127.0.0.1", 0)
        served.add(callback.routes())
        await served.open()
        wecom.address = served.address
        world = World(wecom, ear)
        try:
            await story(world)
        finally:
            await callback.close()
            await served.close()
    return world


def play(story: Story, *replies: Reply, ear: Ear | None = None) -> World:
    """The story in simulated time."""
    return in_simulated_time(whole(story, replies, unfetched, ear))
