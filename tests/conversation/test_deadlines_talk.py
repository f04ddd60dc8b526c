"""Deadlines as one speaks of them: in a row, without naming again what one has just named."""

import pytest

from tests.conversation.conftest import Town

BOOK = "明天下班前把听课记录本交到教科室"
UNITS = "单元作业设计 11月27日前交，语文组"


@pytest.mark.parametrize("said", ["不对，是后天", "改成后天", "应该是后天"])
async def test_a_slip_is_mended_without_naming_it_again(group: Town, said: str) -> None:
    await group.whispers("许静", UNITS)
    await group.whispers("许静", BOOK)
    assert await group.whispers("许静", said) == "已改 听课记录本：11月19日 周四 17:00前→11月20日 周五"


async def test_other_people_and_more_of_them(group: Town) -> None:
    await group.whispers("许静", BOOK)
    assert await group.whispers("许静", "不对，是语文组") == "已改 听课记录本：全体40人→语文组10人"
    assert await group.whispers("许静", "再加上数学组") == "已改 听课记录本：语文组10人→语文组、数学组19人"
    assert (
        await group.whispers("许静", "还有教研组长也要交")
        == "已改 听课记录本：语文组、数学组19人→语文组、数学组、教研组长23人"
    )


async def test_who_is_bound_no_more_and_was_reminded_hears_so(group: Town) -> None:
    await group.whispers("许静", "让王磊、黄河11月27日前交试卷")
    await group.whispers("许静", "催一下试卷")
    group.unasked.clear()
    assert await group.whispers("许静", "不对，是王磊") == "已改 试卷：王磊、黄河2人→王磊1人"
    assert group.unasked == [("黄河", "试卷（11月27日 周五）不用您交了")]


async def test_what_was_cancelled_is_restored_by_a_word(group: Town) -> None:
    await group.whispers("许静", UNITS)
    await group.whispers("许静", "单元作业设计不用交了")
    assert await group.whispers("许静", "恢复") == "已恢复 单元作业设计，11月27日 周五交"
    assert await group.whispers("许静", "算了") == "已取消 单元作业设计（11月27日 周五）"


async def test_what_was_just_set_is_asked_for_and_urged(group: Town) -> None:
    await group.whispers("许静", BOOK)
    await group.whispers("许静", UNITS)
    assert (await group.whispers("许静", "谁还没交")).startswith("单元作业设计（11月27日 周五）：还有10人没交：")
    await group.whispers("许静", UNITS.replace("27", "26"))
    await group.whispers("许静", "改")
    assert (await group.whispers("许静", "催一下没交的")).startswith("私聊提醒9人：张伟")


async def test_after_a_while_a_day_alone_is_of_nothing(group: Town) -> None:
    await group.whispers("许静", BOOK)
    await group.forward(minutes=11)
    assert "没看懂" in await group.whispers("许静", "不对，是后天")


async def test_the_talk_between_is_left_alone(group: Town) -> None:
    await group.whispers("许静", BOOK)
    assert "没看懂" in await group.whispers("许静", "今天后天都下雨")
    assert await group.says("许静", "不对，是后天") == ""


async def test_a_circle_that_the_roster_does_not_know_is_asked_about(group: Town) -> None:
    answer = "花名册里分不出“班主任”，请说教研组、角色（如教研组长）或名字"
    assert await group.whispers("许静", "班主任下周三前交家访记录表") == answer


async def test_all_is_in(group: Town) -> None:
    await group.whispers("许静", UNITS)
    assert (
        await group.whispers("许静", "单元作业设计收齐了")
        == "✅ 许静、张伟、王芳、李娜、陈静、张静、欧阳雪、高兴、方圆、刘洋的单元作业设计已记为完成，10/10"
    )
    assert "都交了" in await group.whispers("许静", "单元作业设计收齐了吗")
    assert await group.whispers("李娜", "单元作业设计都交了") == "单元作业设计您已经交过了"


@pytest.mark.parametrize("said", ["谁还没交", "谁还欠材料", "都谁没交"])
async def test_whatever_is_owed(group: Town, said: str) -> None:
    await group.whispers("许静", UNITS)
    await group.forward(minutes=15)
    assert "单元作业设计 11月27日 周五 语文组 0/10" in await group.whispers("许静", said)


@pytest.mark.parametrize("said", ["别催了", "不要再催我了！", "别再提醒我"])
async def test_enough(group: Town, said: str) -> None:
    assert await group.whispers("李娜", said) == "好，11月25日 周三之前不提醒您；截止的日子不变"
