"""Two-sided 听课: whoever was heard learns of it with the day's message, and answers."""

import json

import pytest

from handlers.school import load, read
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo


def to(who: str, said: list[str]) -> list[str]:
    return [text for text in said if text.startswith(f"{who}: ")]


def said_now(group: Town) -> list[str]:
    return [f"{who}: {text}" for who, text in group.unasked]


async def test_one_message_in_the_afternoon_and_an_answer(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》。优点：情境好")
    (said,) = to("王芳", await group.forward(hours=2))
    shown = "李娜听了您11月18日 周三 第2节 语文 三(2)班《草船借箭》（优点：情境好） #1"
    assert said == f"王芳: {shown}，对吗？回“对”“没有”，或“第4节”"
    assert (await group.whispers("王芳", "对")).startswith("✅ 已确认 #1 听课")
    assert "第1节" not in await group.whispers("王芳", "对")
    assert await group.whispers("李娜", "我这学期听了几节课") == "您本学期听课1节（1节已确认），指标15节，还差14节"


async def test_what_is_not_so_is_told_to_the_observer(group: Town) -> None:
    await group.says("张静", "今天第三节听了王芳的课")
    await group.says("陈静", "今天第一节听了王芳的课")
    (said,) = to("王芳", await group.forward(hours=2))
    assert said.splitlines()[0] == "王芳: 有2节课记了听您的课："
    assert "标为待核实" in await group.whispers("王芳", "2没有")
    (told,) = to("陈静", said_now(group))
    assert told.startswith("陈静: 王芳老师说没有这节课，请核对 #2 听课")
    assert await group.whispers("王芳", "第4节") == "已改 #1：节次 第3节→第4节，已确认"
    (told,) = to("张静", said_now(group))
    assert told == "张静: 王芳老师把 #1 的节次改成了第4节"


async def test_a_number_in_the_remarks_is_no_lesson_that_was_asked_about(group: Town) -> None:
    await group.says("张静", "今天第三节听了王芳的课")
    await group.forward(hours=20)
    await group.whispers("陈静", "今天第一节听了王芳的课，评语：和 #1 一样好")
    await group.forward(hours=10)
    assert await group.whispers("王芳", "对") == "✅ 已确认 #2 听课：11月19日 周四 第1节 王芳"


async def test_in_a_term_that_is_closed_no_lesson_is_moved(group: Town) -> None:
    await group.says("张静", "今天第三节听了王芳的课")
    await group.forward(hours=2)
    await group.whispers("何平", "本学期结束登记")
    assert "已经结束登记" in await group.whispers("王芳", "第4节")
    assert (await group.whispers("王芳", "对")).startswith("✅ 已确认 #1 听课：11月18日 周三 第3节")


async def test_feedback_that_is_kept_back_is_not_passed_on(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班。问题：讨论太散，不转给她")
    (said,) = to("王芳", await group.forward(hours=2))
    assert "讨论" not in said


async def test_what_is_taken_back_before_is_not_asked(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    await group.asks("李娜", "撤回")
    assert to("王芳", await group.forward(hours=2)) == []


async def test_long_past_lessons_are_not_asked_about(group: Town) -> None:
    await group.says("李娜", "10月12日第二节听了王芳的语文课，三2班")
    assert to("王芳", await group.forward(hours=26)) == []


@pytest.mark.parametrize("text", ["对", "没有", "第4节"])
async def test_such_words_mean_nothing_where_nothing_was_asked(group: Town, text: str) -> None:
    assert "确认" not in await group.whispers("王芳", text)


async def test_a_school_may_turn_it_off(group: Town, storage: Storage) -> None:
    form = {**json.loads(demo()), "two_sided": False}
    load(storage, read(json.dumps(form).encode()), START)
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    assert to("王芳", await group.forward(hours=2)) == []


async def test_a_reminder_of_that_day_takes_it_along(group: Town) -> None:
    await group.whispers("许静", "备课笔记11月21日前交，语文组")
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    said = to("王芳", await group.forward(hours=2))
    assert len(said) == 1
    assert "李娜听了您" in said[0]


async def test_one_who_is_urged_hears_at_once_and_of_the_lesson_once(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    await group.whispers("许静", "12月1日前交教学设计，让王芳、李强")
    group.unasked.clear()
    await group.whispers("许静", "催一下")
    (said,) = to("王芳", said_now(group))
    assert said.startswith("王芳: ⏰ 教学设计")
    assert "李娜听了您" in said
    assert to("王芳", await group.forward(hours=3)) == []
    assert (await group.whispers("王芳", "对")).startswith("✅ 已确认 #1 听课")
