"""A notice goes by the first way that reaches, and its name is kept."""

from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from bot.channels import Unreachable
from bot.channels.wecom.bot import Bot
from bot.channels.wecom.channel import WeCom
from bot.message import Attachment, Place, Reply

NOTICE = Reply("论文明天截止")


class Way:
    """The connection, the webhook or the app, which reaches or does not."""

    def __init__(self, reaches: bool = True) -> None:
        self.reaches = reaches
        self.said: list[tuple[object, ...]] = []

    async def say(self, *what: object) -> None:
        if not self.reaches:
            raise Unreachable("down")
        self.said.append(what)

    say_chat = say

    async def start(self) -> None: ...

    async def close(self) -> None: ...


def wecom(groups: Collection[str] = ("wrA",), **ways: object) -> WeCom:
    async def known() -> Collection[str]:
        return groups

    return WeCom(known, **ways)  # type: ignore[arg-type]


async def test_the_connection_comes_first() -> None:
    bot, hook = Way(), Way()
    assert await wecom(bot=bot, connection=bot, hook=hook).say("wrA", "group", NOTICE) == "connection"
    assert bot.said == [("wrA", "group", NOTICE)]
    assert hook.said == []


async def test_the_webhook_comes_second_and_the_app_last() -> None:
    bot, hook, app = Way(reaches=False), Way(), Way()
    channel = wecom(bot=bot, connection=bot, hook=hook, app=app, app_chat="made-by-the-app")
    assert await channel.say("wrA", "group", NOTICE) == "webhook"
    hook.reaches = False
    assert await channel.say("wrA", "group", NOTICE) == "app"
    assert app.said == [("made-by-the-app", NOTICE)]


async def test_people_are_reached_by_the_app() -> None:
    bot, hook, app = Way(reaches=False), Way(), Way()
    assert await wecom(bot=bot, connection=bot, hook=hook, app=app).say("WangFang", "private", NOTICE) == "app"
    assert app.said == [("WangFang", NOTICE)]
    assert hook.said == []


@pytest.mark.parametrize(
    ("groups", "hook_group", "there"),
    [
        (("wrA",), None, True),
        ((), None, True),
        (("wrA", "wrB"), None, False),
        (("wrB",), None, False),
        (("wrA", "wrB"), "wrA", True),
        (("wrA",), "wrB", False),
    ],
)
async def test_a_webhook_stands_in_one_group(groups: tuple[str, ...], hook_group: str | None, there: bool) -> None:
    channel = wecom(groups, hook=Way(), hook_group=hook_group)
    if there:
        assert await channel.say("wrA", "group", NOTICE) == "webhook"
    else:
        with pytest.raises(Unreachable):
            await channel.say("wrA", "group", NOTICE)


@pytest.mark.parametrize("place", ["group", "private"])
async def test_what_no_way_reaches_is_said_to_be_unreachable(place: Place) -> None:
    down = Way(reaches=False)
    with pytest.raises(Unreachable, match="down"):
        await wecom(bot=down, connection=down, hook=down, app=down).say("wrA", place, NOTICE)


async def test_a_bot_in_callback_mode_cannot_speak_unasked() -> None:
    async def fetch(url: str, *, decrypt: object = None) -> Attachment:
        raise AssertionError(url)

    bot = Bot(None, lambda: datetime.now(UTC), fetch, ["小研"])  # type: ignore[arg-type]
    with pytest.raises(Unreachable):
        await bot.say("wrA", "group", NOTICE)
    hook = Way()
    assert await wecom(bot=bot, hook=hook).say("wrA", "group", NOTICE) == "webhook"
