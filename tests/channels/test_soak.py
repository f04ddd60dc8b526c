"""Three hours over a line that breaks every few minutes: no message is answered twice, none that arrived is lost."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.wecom.connection import State
from storage.work import Storage
from tests.channels.fake_wecom import FakeWeCom
from tests.channels.school import ACCOUNTS, GROUP, START, School, school
from tests.channels.wecom_chats import BOT, Delivery
from tests.simulated import simulated

SECONDS = 3 * 3600
PAUSE = (5, 45)
"""Between two messages of anybody."""

PEACE = (60, 300)
"""Between two misfortunes."""

SETTLED = 300
ONCE = (["stream"], ["stream", "template_card"], ["template_card"])
"""An answer, on a card to take it back; later, where it was owed, the card alone."""

SPEAKERS = sorted(set(ACCOUNTS) - {"WangFang"})
LESSON = "{day.month}月{day.day}日第{period}节听了王芳的语文课，三2班，优点：第{number}处讲得好"

MISFORTUNES: dict[str, Callable[[FakeWeCom], None]] = {
    "the cable is pulled": lambda fake: fake.cut(),
    "cut when an answer was read": lambda fake: fake.cut_at("aibot_respond_msg", after=True),
    "cut before an answer was read": lambda fake: fake.cut_at("aibot_respond_msg", after=False),
    "cut at a card": lambda fake: fake.cut_at("aibot_send_msg", after=True),
    "cut at a ping": lambda fake: fake.cut_at("ping"),
    "an answer's acknowledgement is lost": lambda fake: fake.drop_acks("aibot_respond_msg"),
    "two acknowledgements of answers are lost": lambda fake: fake.drop_acks("aibot_respond_msg", 2),
    "a card's acknowledgement is lost": lambda fake: fake.drop_acks("aibot_send_msg"),
    "two pings stay unanswered": lambda fake: fake.drop_acks("ping", 2),
    "a rest is asked for": lambda fake: fake.refuse("aibot_respond_msg", 45009),
    "the next subscription's acknowledgement is lost": lambda fake: fake.drop_acks("aibot_subscribe"),
    "the next subscriptions come too often": lambda fake: fake.refuse("aibot_subscribe", 45009, 2),
}


async def misfortunes(fake: FakeWeCom, chance: random.Random) -> None:
    """One after the other; each kind comes before any comes again. At times nobody lets the bot in for a while."""
    while True:
        for name in chance.sample(sorted(MISFORTUNES), len(MISFORTUNES)):
            await asyncio.sleep(chance.uniform(*PEACE))
            MISFORTUNES[name](fake)
            if chance.random() < 0.25:
                fake.shut = True
                fake.cut()
                await asyncio.sleep(chance.uniform(1, 50))
                fake.shut = False


async def talk(fake: FakeWeCom, chance: random.Random) -> None:
    """Somebody tells of a lesson; some messages are delivered twice."""
    for number in range(SECONDS):
        await asyncio.sleep(chance.uniform(*PAUSE))
        userid = chance.choice(SPEAKERS)
        chatid = chance.choice((GROUP, userid))
        said = await fake.says(chatid, userid, _lesson(number))
        if said.arrived and chance.random() < 0.1:
            await asyncio.sleep(chance.choice((0, 1, 100)))
            await fake.again(said)


def _lesson(number: int) -> str:
    """No two tell of the same one, which would be asked about."""
    return LESSON.format(day=START - timedelta(days=number // 6), period=number % 6 + 1, number=number)


@pytest.mark.parametrize("seed", [1])
@simulated
async def test_three_hours_with_cuts_every_few_minutes(sqlite: Storage, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with school(sqlite, tmp_path) as wecom:
        living = [asyncio.create_task(life(wecom.fake, chance)) for life in (misfortunes, talk)]
        await asyncio.sleep(SECONDS)
        for task in living:
            task.cancel()
        await asyncio.gather(*living, return_exceptions=True)
        wecom.fake.shut = False
        await asyncio.sleep(SETTLED)
        assert wecom.connection.state is State.LIVE
        await wecom.forward(hours=2)
        await wecom.quiet(SETTLED)
        await _nothing_lost_and_nothing_doubled(wecom)


async def _nothing_lost_and_nothing_doubled(wecom: School) -> None:
    fake = wecom.fake
    said = [delivery for delivery in fake.deliveries if "第" in delivery.frame["body"]["text"]["content"]]
    arrived = {delivery.msgid: delivery for delivery in said if delivery.arrived}
    assert len(arrived) > 200
    assert len(fake.knocks) > 40
    numbers = Counter[int]()
    for msgid, delivery in arrived.items():
        (record,) = await wecom.app.records("wecom", msgid)
        numbers[record["number"]] += 1
        told = _tellings(fake, delivery, f"已记录 #{record['number']} ")
        assert told in ONCE, (delivery, told)
    assert sorted(numbers) == list(range(1, len(arrived) + 1))
    for delivery in said:
        if delivery.msgid not in arrived:
            assert await wecom.app.records("wecom", delivery.msgid) == []


def _tellings(fake: FakeWeCom, delivery: Delivery, words: str) -> list[str]:
    """The kinds of bubbles in which the bot told of it."""
    shown = fake.shown(delivery.chatid)
    return [bubble.kind for bubble in shown if bubble.sender == BOT and bubble.text.startswith(words)]


@pytest.mark.parametrize("outage", [40, 100, 280, 400])
@pytest.mark.parametrize("seen", [True, False])
@simulated
async def test_an_answer_in_whose_middle_an_outage_began_is_said_once(
    sqlite: Storage, tmp_path: Path, outage: int, seen: bool
) -> None:
    async with school(sqlite, tmp_path) as wecom:
        fake = wecom.fake
        fake.cut_at("aibot_respond_msg", after=seen)
        fake.shut = True
        await fake.says(GROUP, "ChenJing", "我听了几节课")
        await asyncio.sleep(outage)
        fake.shut = False
        await fake.connected()
        await wecom.quiet(SETTLED)
        await wecom.forward(hours=2)
        await wecom.quiet(SETTLED)
        assert sum("听课" in words for words in fake.said(GROUP)[1:]) == 1
