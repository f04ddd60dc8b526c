"""发出去了吗: what was to be said unasked, to whom it went and to whom it did not."""

from bot.message import Place, Reply
from tests.conversation.conftest import Town

QUESTION = "师陶杯论文的提醒发给谁了"


async def set_and_wait(group: Town, **time: float) -> None:
    await group.asks("何平", "师陶杯论文 11月25日下午5点前交，王芳、李强")
    await group.forward(**time)


async def test_who_was_told(group: Town) -> None:
    await set_and_wait(group, hours=2)
    assert await group.whispers("何平", QUESTION) == "最近没有要发的提醒"
    await group.forward(days=2)
    said = await group.whispers("何平", QUESTION)
    assert "提醒：已送到2人" in said
    assert "王芳" in said
    assert "李强" in said


async def test_names_stay_out_of_the_group(group: Town) -> None:
    await set_and_wait(group, days=3)
    said = await group.asks("何平", QUESTION)
    assert "提醒：已送到2人" in said
    assert "王芳" not in said


async def test_whom_it_did_not_reach(group: Town) -> None:
    await group.asks("何平", "师陶杯论文 11月30日下午5点前交，王芳、李强")
    say = group.say

    async def only_li(conversation: str, place: Place, reply: Reply) -> str:
        if conversation == "王芳":
            raise ConnectionError
        return await say(conversation, place, reply)

    group.say = only_li  # type: ignore[method-assign]
    await group.forward(days=8)
    said = await group.whispers("何平", QUESTION)
    assert "没送到：王芳" in said
    assert "送到：李强" in said


async def test_only_the_office_may_ask(group: Town) -> None:
    assert "教科室" in await group.whispers("王芳", QUESTION)


async def test_nothing_to_say(group: Town) -> None:
    assert await group.whispers("何平", "昨天的提醒发给谁了") == "这段时间没有要发的提醒"
