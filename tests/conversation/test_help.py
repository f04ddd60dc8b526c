"""Help is three sentences of one's own; each example is understood, and what was not is counted for the office."""

import pytest

from bot.language import Reader, School
from handlers.help import sayings
from handlers.kinds import REPORTS
from storage import roster, schools
from storage.work import Storage
from tests.conversation.conftest import START, Town


@pytest.mark.parametrize("who", ["李娜", "张敏", "许静", "沈国华"])
async def test_every_example_is_understood(storage: Storage, school_id: int, who: str) -> None:
    people = storage.read(school_id, roster.load).result()
    reader = Reader(School.parse(storage.read(school_id, schools.describe).result()), REPORTS)
    for text in sayings(people, people.by_name[who]):
        read = reader.read(text, sender=who, sent_at=START, place="private", addressed=True)
        assert read.frame.intent != "none", text


async def test_each_role_has_its_own(group: Town) -> None:
    assert "开签到，数学组教研活动" in await group.whispers("张敏", "帮助")
    assert "谁听课还没够数" in await group.whispers("许静", "帮助")
    assert "我这学期听了几节课" in await group.whispers("石磊", "帮助")


async def test_the_nearest_examples_come_first(group: Town) -> None:
    answer = await group.whispers("石磊", "论文那个事情怎么弄的来着")
    assert answer.splitlines()[1].startswith("· ")
    assert "论文" in answer.splitlines()[1]


async def test_the_office_learns_what_was_not_understood(group: Town) -> None:
    await group.whispers("石磊", "帮我把教室的灯关一下")
    await group.whispers("江涛", "谢谢")
    answer = await group.asks("许静", "这周你没听懂的")
    assert answer.splitlines() == ["本周没听懂1句，来自1人：", "· 帮我把教室的灯关一下"]
    assert await group.asks("石磊", "这周你没听懂的") == "这件事由教科室和领导来做"


@pytest.mark.parametrize("text", ["你好", "您好！", "在吗？", "Hi~", "@小研 你好"])
async def test_a_greeting_is_answered_with_what_one_may_say(group: Town, text: str) -> None:
    assert (await group.whispers("王芳", text)).startswith("直接跟我说就行")
    assert await group.says("王芳", "你好") == ""
