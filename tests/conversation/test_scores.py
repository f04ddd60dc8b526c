"""量化赋分: told, listed, changed; each point with its rule and record; a work once; for whom it is."""

import pytest

from tests.conversation.conftest import Town

RULES = "赋分：论文获奖省级一等奖10分，二等奖8分，市级一等奖6分；论文提交1分；听课每节0.5分，公开课2分"


@pytest.fixture
async def scored(group: Town) -> Town:
    """Rules, a work with two stages, two lessons heard."""
    await group.whispers("何平", RULES)
    await group.whispers("李娜", "论文《让学生先说》参加师陶杯")
    await group.whispers("李娜", "论文《让学生先说》获师陶杯省二等奖")
    await group.whispers("李娜", "今天第二节听了王芳的语文课，三2班")
    await group.whispers("李娜", "今天第三节听了陈静的语文课，六3班")
    return group


async def test_rules_are_said_back(group: Town) -> None:
    assert (await group.whispers("何平", RULES)).splitlines() == [
        "✅ 赋分记下了：",
        "省级一等奖论文每篇10分",
        "省级二等奖论文每篇8分",
        "市级一等奖论文每篇6分",
        "提交论文每篇1分",
        "听课每节0.5分",
        "公开课每节2分",
    ]


async def test_each_point_has_its_rule_and_record_and_a_work_scores_once(scored: Town) -> None:
    assert (await scored.whispers("李娜", "我多少分，怎么算的")).splitlines() == [
        "您本学期9分：",
        "省级二等奖论文每篇8分×1，8分：#2《让学生先说》",
        "听课每节0.5分×2，1分：#3、#4",
    ]


async def test_rules_are_listed_changed_ended_and_taken_back(scored: Town) -> None:
    assert "2. 省级二等奖论文每篇8分" in await scored.whispers("王芳", "赋分规则")
    assert await scored.whispers("何平", "赋分第2条改成9分") == "已改 省级二等奖论文每篇：8分→9分"
    assert "本学期10分" in await scored.whispers("李娜", "我多少分")
    assert await scored.whispers("何平", "撤回") == "已撤回1条赋分规则"
    assert "本学期9分" in await scored.whispers("李娜", "我多少分")
    assert "换掉原来的1条" in await scored.whispers("何平", "赋分：听课每节1分")
    assert "本学期10分" in await scored.whispers("李娜", "我多少分")
    assert "没有第99条" in await scored.whispers("何平", "取消赋分第99条")


async def test_rules_of_one_sentence_are_taken_back_together(scored: Town) -> None:
    assert "换掉原来的2条" in await scored.whispers("何平", "赋分：听课每节3分，公开课5分，论文获奖校级一等奖3分")
    assert (await scored.whispers("何平", "撤回")).startswith("已撤回")
    assert [line.partition(". ")[2] for line in (await scored.whispers("王芳", "赋分规则")).splitlines()[1:]] == [
        "省级一等奖论文每篇10分",
        "省级二等奖论文每篇8分",
        "市级一等奖论文每篇6分",
        "提交论文每篇1分",
        "听课每节0.5分",
        "公开课每节2分",
    ]


async def test_what_is_taken_back_scores_no_more(scored: Town) -> None:
    await scored.whispers("李娜", "撤回#4")
    assert "本学期8.5分" in await scored.whispers("李娜", "我多少分")


async def test_scores_are_for_whom_they_concern_and_in_private(scored: Town) -> None:
    assert await scored.whispers("王芳", "李娜多少分") == "李娜的得分只给本人、组长和教科室看"
    assert "李娜 9分" in await scored.whispers("张伟", "语文组多少分")
    assert (await scored.asks("李娜", "我多少分")).startswith("得分已私聊发您\n（私聊）您本学期9分")
    assert await scored.whispers("李娜", "赋分：听课每节5分") == "这件事由教科室和领导来做"


async def test_marks_of_pupils_are_not_meant(group: Town) -> None:
    assert await group.says("李娜", "三2班平均分多少") == ""
    assert await group.says("李娜", "我多少分啊，考砸了") == ""


async def test_points_for_each_lesson_heard_are_no_lesson(group: Town) -> None:
    assert "听课每节0.5分" in await group.whispers("何平", "每听一节课0.5分")
