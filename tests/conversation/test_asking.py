"""One short question for what a record cannot do without; the answer may be a number, a name, a sentence."""

import pytest

from bot.app import App
from storage.work import Storage
from tests.conversation.conftest import Town

WHICH = "哪位王丽？1 王丽（大） 2 王丽（小）"


@pytest.mark.parametrize("answer", ["2", "小的", "小王丽", "王丽（小）", "是小王丽老师", "第二个"])
async def test_which_of_two(group: Town, answer: str) -> None:
    assert await group.says("何苗", "今天第三节听了王丽的英语课，六2班") == WHICH
    assert "第3节 王丽（小） 英语 六(2)班" in await group.says("何苗", answer)


async def test_a_button_answers_too(group: Town) -> None:
    question = (await group.replies(group.message("何苗", "今天第三节听了王丽的课", "group", addressed=False)))[0]
    assert "王丽（大）" in await group.presses("何苗", question, "王丽（大）")


async def test_somebody_else_cannot_answer(group: Town) -> None:
    question = (await group.replies(group.message("何苗", "今天第三节听了王丽的课", "group", addressed=False)))[0]
    assert "已经过去" in await group.presses("吴婷", question, "王丽（大）")
    assert await group.says("吴婷", "2") == ""
    assert "王丽（小）" in await group.says("何苗", "2")


async def test_a_missing_teacher_is_asked_for(group: Town) -> None:
    assert await group.asks("陈静", "今天听课了") == "听了哪位老师的课？"
    assert "王芳" in await group.says("陈静", "王芳")


async def test_the_answer_may_say_more_than_was_asked(group: Town) -> None:
    await group.whispers("陈静", "今天听课了")
    assert "第2节 王芳 语文 三(2)班" in await group.whispers("陈静", "王芳的语文课，第二节，三2班")


async def test_chatter_leaves_the_question_open(group: Town) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    assert await group.says("何苗", "今天好累啊") == ""
    assert "已记录" in await group.says("何苗", "1")


async def test_something_else_closes_the_question(group: Town) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    assert "吴婷" in await group.says("何苗", "今天第四节听了吴婷的英语课，五1班")
    assert await group.says("何苗", "1") == ""


async def test_it_waits_ten_minutes(group: Town) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    await group.forward(minutes=11)
    assert await group.says("何苗", "1") == ""


async def test_it_outlives_a_restart(group: Town, storage: Storage, school_id: int) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    group.app = App(storage, school_id, group.files, fixed=group.app.clock.now())
    assert "王丽（大）" in await group.says("何苗", "1")


async def test_it_belongs_to_one_conversation(group: Town) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    assert "已记录" not in await group.whispers("何苗", "1")


@pytest.mark.parametrize(
    ("said", "question", "answer", "kept"),
    [
        ("今天第99节听了王芳的课，三2班", "一天只有7节课，是第几节？", "第3节", "第3节 王芳 三(2)班"),
        ("今天第二节听了王芳的课，三(9)班", "三年级只有5个班，是几班？", "三5班", "三(5)班"),
        ("2月30日第二节听了王芳的课，三2班", "2月没有30日，是哪一天？", "11月17日", "11月17日 周二"),
    ],
)
async def test_what_cannot_be_is_asked_about(group: Town, said: str, question: str, answer: str, kept: str) -> None:
    assert await group.whispers("李娜", said) == question
    assert kept in await group.whispers("李娜", answer)


async def test_a_class_of_another_school_is_taken_as_said(group: Town) -> None:
    assert "已记录" in await group.whispers("李娜", "今天去城北小学听了陈老师的语文课，三(9)班《观潮》")


async def test_a_title_is_asked_for_and_taken_as_it_comes(group: Town) -> None:
    assert await group.whispers("李娜", "我有一篇论文获了市一等奖") == "题目是什么？"
    assert "《让习作回归生活》" in await group.whispers("李娜", "让习作回归生活")


@pytest.mark.parametrize("said", ["算了", "不用了", "撤回"])
async def test_a_question_can_be_waved_off(group: Town, said: str) -> None:
    await group.whispers("李娜", "交了一篇反思")
    assert await group.whispers("李娜", said) == "好，没有记录"
    assert "还没有" in await group.whispers("李娜", "我这学期有几篇反思")


@pytest.mark.parametrize("said", ["谢谢", "还没想好题目", "题目忘了"])
async def test_not_every_word_is_a_title(group: Town, said: str) -> None:
    await group.whispers("李娜", "交了一篇反思")
    assert "已记录" not in await group.whispers("李娜", said)


async def test_an_answer_is_no_correction_of_another_record(group: Town) -> None:
    await group.whispers("李娜", "论文《课堂》参评行知杯")
    await group.whispers("李娜", "交了一篇反思")
    assert "反思《课堂二》" in await group.whispers("李娜", "题目是《课堂二》")


async def test_thanks_may_stand_beside_the_answer(group: Town) -> None:
    await group.says("何苗", "今天第三节听了王丽的英语课，六2班")
    assert "王丽（大）" in await group.asks("何苗", "大的，谢谢")


async def test_what_is_asked_about_can_be_amended(group: Town) -> None:
    await group.whispers("何苗", "今天第三节听了王丽的英语课，六2班")
    assert await group.whispers("何苗", "改成第4节") == WHICH
    assert "第4节 王丽（大）" in await group.whispers("何苗", "1")


@pytest.mark.parametrize(
    ("said", "answer", "kept"),
    [
        ("今天第99节听了王芳的课，三2班", "7", "第7节"),
        ("今天第99节听了王芳的课，三2班", "改成第6节", "第6节"),
        ("今天第二节听了王芳的课，三(9)班", "3班", "三(3)班"),
        ("今天第二节听了王芳的课，三(9)班", "2", "三(2)班"),
    ],
)
async def test_a_number_alone_answers(group: Town, said: str, answer: str, kept: str) -> None:
    await group.whispers("李娜", said)
    assert kept in await group.whispers("李娜", answer)


async def test_of_several_only_the_known_one_is_left_out(group: Town) -> None:
    await group.whispers("李娜", "今天第一节听了王芳的语文课，三1班")
    again = "今天第一节听了王芳的语文课，三1班；第二节听了陈静的语文课，三2班"
    assert await group.whispers("李娜", again) == "和 #1 一样，还要再记吗？"
    assert (await group.whispers("李娜", "不用")).startswith("已记录 #2 听课：11月18日 周三 第2节 陈静")


async def test_a_question_about_one_of_two_asks_which(group: Town) -> None:
    await group.whispers("何苗", "今天第三节听了小王丽的英语课，六2班")
    assert await group.whispers("许静", "王丽这学期听了几节课") == WHICH
    assert await group.whispers("许静", "小的") == "王丽（小）本学期听课还没有记录"
