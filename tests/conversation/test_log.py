"""A sentence in the group becomes a record, and is said back in one line."""

import pytest

from tests.conversation.conftest import Town


async def test_a_lesson_observed_is_said_back_with_day_number_and_progress(group: Town) -> None:
    answer = await group.says("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》")
    assert answer == "已记录 #1 听课：11月18日 周三 第2节 王芳 语文 三(2)班《草船借箭》，本学期第1节/15"


async def test_remarks_are_kept_and_mentioned(group: Town) -> None:
    answer = await group.says("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》，优点：情境好；建议：多读")
    assert "附优点、建议" in answer


async def test_two_periods_are_two_records(group: Town) -> None:
    answer = await group.whispers("李娜", "今天第一、二节听了陈静老师的语文课，六3班《丁香结》")
    assert answer.splitlines() == [
        "已记录 #1 听课：11月18日 周三 第1节 陈静 语文 六(3)班《丁香结》",
        "已记录 #2 听课：11月18日 周三 第2节 陈静 语文 六(3)班《丁香结》，本学期第2节/15",
    ]


async def test_a_number_of_lessons_counts_as_many(group: Town) -> None:
    await group.whispers("周洁", "今天听了两节数学课")
    assert "听课2节" in await group.whispers("周洁", "我这学期听了几节课")


async def test_a_head_owes_more(group: Town) -> None:
    assert "第1节/20" in await group.says("张敏", "今天第六节听多多的课，二6班，《乘法的初步认识》")


async def test_a_leader_owes_nothing_that_does_not_name_leaders(group: Town) -> None:
    answer = await group.whispers("沈国华", "今天第二节听了王芳的语文课，三2班")
    assert answer.endswith("本学期第1节")


async def test_a_paper_with_its_prize(group: Town) -> None:
    answer = await group.whispers("李娜", "我的论文《让学生先说》参加师陶杯获省二等奖")
    assert answer == "已记录 #1 论文：11月18日 周三 论文《让学生先说》师陶杯 省级 二等奖 获奖，本学期第1篇"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("公开课", "今天第三节我在三2班上了汇报课《铺满金色巴掌的水泥道》"),
        ("课题", "《小学数学错题资源的有效利用研究》今天开题"),
        ("活动", "数学组集体备课，主题：分数的意义，9人参加"),
    ],
)
async def test_other_kinds_are_kept_by_the_same_data(group: Town, said: str, answer: str) -> None:
    assert (await group.whispers("张敏", answer)).startswith(f"已记录 #1 {said}：")


@pytest.mark.parametrize(
    "chatter",
    [
        "今天听课的老师辛苦了🌹",
        "恭喜王芳老师论文获一等奖！🎉",
        "明天第二节我去听许主任的课，有人一起吗",
        "收到",
        "今天没听课",
    ],
)
async def test_the_group_is_left_to_itself(group: Town, chatter: str) -> None:
    assert await group.says("石磊", chatter) == ""
    assert "还没有" in await group.whispers("石磊", "我这学期听了几节课")


async def test_what_lies_ahead_is_no_record(group: Town) -> None:
    assert await group.says("李娜", "明天第二节听王芳的语文课，三2班") == ""
    assert "还没到" in await group.asks("李娜", "明天第二节听王芳的语文课，三2班")


async def test_the_same_again_is_asked_about(group: Town) -> None:
    lesson = "今天第二节听了王芳的语文课，三2班《草船借箭》"
    await group.says("李娜", lesson)
    assert await group.says("李娜", lesson) == "和 #1 一样，还要再记吗？"
    assert await group.says("李娜", "不用") == "好，没有再记"
    await group.says("李娜", lesson)
    assert "已记录 #2" in await group.says("李娜", "要")


async def test_another_day_it_is_not_the_same(group: Town) -> None:
    await group.says("李娜", "第二节听了王芳的语文课，三2班《草船借箭》")
    await group.forward(hours=25)
    assert "已记录 #2" in await group.says("李娜", "第二节听了王芳的语文课，三2班《草船借箭》")


async def test_others_work_is_theirs_to_report(group: Town) -> None:
    assert await group.whispers("周洁", "张静的论文《读写》获省一等奖") == "别人的论文由本人、组长或教科室来记"
    assert "已记录 #1 论文：11月18日 周三 张静" in await group.whispers("许静", "张静的论文《读写》获省一等奖")


async def test_control_characters_do_no_harm(group: Town) -> None:
    answer = await group.says("李娜", "今天第二节听了王芳的语文课，三2班《草船\0借\ud800箭》")
    assert "《草船借箭》" in answer
