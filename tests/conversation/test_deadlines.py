"""What is due: set in words, said back with all that one needs to see a slip, met, moved, taken back, asked for."""

import pytest

from tests.conversation.conftest import Town

SET = "师陶杯论文 11月30日下午5点前交教科室，语文组全体"
UNITS = "单元作业设计 11月27日前交，语文组"


async def test_setting_says_back_what_was_understood(group: Town) -> None:
    assert (await group.whispers("许静", SET)).splitlines() == [
        "已设截止 师陶杯论文：11月30日 周一 17:00前，语文组10人",
        "记了师陶杯的论文就算完成",
    ]


async def test_what_they_have_already_and_what_else_is_due_that_week(group: Town) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》参评师陶杯")
    assert "已完成1人" in await group.whispers("许静", SET)
    assert "同一周他们还有：师陶杯论文（11月30日 周一 17:00）" in await group.whispers("张伟", "12月3日前交教学案例")


async def test_nobody_is_told_when_it_is_set(group: Town) -> None:
    await group.whispers("许静", SET)
    assert await group.forward(minutes=5) == []


async def test_a_missing_day_is_asked_for(group: Town) -> None:
    assert await group.whispers("许静", "布置听课本") == "什么时候交？"
    assert "听课本：11月28日 周六 16:00前，全体40人" in await group.whispers("许静", "11月28日下午4点")


async def test_an_answer_changes_nothing_else(group: Town) -> None:
    await group.whispers("许静", "布置听课本，语文组")
    assert "听课本：11月27日 周五，语文组10人" in await group.whispers("许静", "下周五吧，大家辛苦了")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("听课本 11月10日前交，语文组", "11月10日已经过去了，什么时候交？"),
        ("听课本2月30日前交", "2月没有30日，什么时候交？"),
    ],
)
async def test_a_day_that_cannot_be_is_asked_about(group: Town, said: str, answer: str) -> None:
    assert await group.whispers("许静", said) == answer


async def test_a_head_sets_for_the_own_department(group: Town) -> None:
    assert "语文组10人" in await group.whispers("张伟", "各位老师12月1日前交教学反思")
    assert await group.whispers("张伟", "数学组12月1日前交教学反思") == "您可以给语文组布置，别的请教科室来"
    assert "由组长、教科室和领导来做" in await group.whispers("李娜", "语文组12月1日前交教学反思")


async def test_what_comes_again(group: Town) -> None:
    said = await group.whispers("许静", "每月25号交课题月报")
    assert "每月25号，这次11月25日 周三，张伟、张敏、吴婷、孙峰4人" in said
    assert "每学月，这次" in await group.whispers("许静", "每学月交一次备课笔记")


async def test_the_same_again_may_mean_another_day(group: Town) -> None:
    await group.whispers("许静", SET)
    again = await group.whispers("许静", "师陶杯论文 12月4日前交，语文组全体")
    assert again == "师陶杯论文已定在11月30日 周一 17:00前，改到12月4日 周五吗？"
    assert "→12月4日 周五" in await group.whispers("许静", "改")


async def test_a_record_meets_it(group: Town) -> None:
    await group.whispers("许静", SET)
    assert "（师陶杯论文这项已完成）" in await group.whispers("李娜", "我的论文《让学生先说》参评师陶杯")
    assert "这项已完成" not in await group.whispers("李娜", "我的论文《让学生先说》获师陶杯省二等奖")


async def test_a_report_without_a_title_meets_it_too(group: Town) -> None:
    await group.whispers("许静", SET)
    assert await group.whispers("李娜", "师陶杯论文交了") == "师陶杯论文已记为完成。题目是什么？"
    assert "已记录 #1" in await group.whispers("李娜", "让学生先说")
    assert "1/10" in await group.whispers("许静", "师陶杯论文哪天截止")


async def test_a_record_that_is_taken_back_does_not_count(group: Town) -> None:
    await group.whispers("许静", SET)
    await group.whispers("李娜", "我的论文《让学生先说》参评师陶杯")
    await group.whispers("李娜", "撤回")
    assert "0/10" in await group.whispers("许静", "有哪些截止")


@pytest.mark.parametrize("said", ["单元作业设计交了", "单元作业设计已经交给教科室了，谢谢"])
async def test_by_name(group: Town, said: str) -> None:
    await group.whispers("许静", UNITS)
    assert await group.whispers("李娜", said) == "✅ 单元作业设计已记为完成"
    assert await group.whispers("李娜", "单元作业设计交了") == "单元作业设计您已经交过了"


async def test_handing_in_can_be_taken_back(group: Town) -> None:
    await group.whispers("许静", UNITS)
    await group.whispers("李娜", "单元作业设计交了")
    assert await group.whispers("李娜", "撤回") == "已撤回，单元作业设计还没有交，11月27日 周五"
    assert "0/10" in await group.whispers("许静", "单元作业设计哪天截止")


async def test_a_bare_word_asks_which_of_several(group: Town) -> None:
    await group.whispers("许静", UNITS)
    question = await group.whispers("李娜", "交了")
    assert question.startswith("哪一项？1 单元作业设计（11月27日 周五）")
    assert await group.whispers("李娜", "单元作业设计") == "✅ 单元作业设计已记为完成"
    await group.whispers("李娜", "交了")
    assert await group.whispers("李娜", "都交了") == "✅ 教学反思、师陶杯论文已记为完成"
    assert await group.whispers("李娜", "交了") == "现在没有要您交的材料"


async def test_the_name_of_a_deadline_is_no_lesson(group: Town) -> None:
    await group.whispers("许静", "听课本 11月27日前交，语文组")
    assert await group.whispers("李娜", "听课本交了") == "✅ 听课本已记为完成"
    assert await group.whispers("许静", "王芳的听课本收到了") == "✅ 王芳的听课本已记为完成，2/10"
    assert "8人没交" in await group.asks("许静", "听课本谁还没交")
    assert "已取消 听课本" in await group.whispers("许静", "听课本不用交了")


async def test_who_collects_says_it_of_others(group: Town) -> None:
    await group.whispers("许静", UNITS)
    assert "王芳、李娜的单元作业设计已记为完成，2/10" in await group.whispers("张伟", "王芳、李娜的单元作业设计收到了")
    assert "由布置的人" in await group.whispers("王磊", "陈静的单元作业设计收到了")


async def test_who_has_not_is_for_whom_it_concerns(group: Town) -> None:
    await group.whispers("许静", UNITS)
    await group.whispers("李娜", "单元作业设计交了")
    figure = "单元作业设计（11月27日 周五）：还有9人没交"
    in_group = await group.asks("许静", "谁还没交单元作业设计")
    assert in_group.splitlines()[0] == f"{figure}，名单已私聊发您"
    assert "张伟" in in_group.splitlines()[1]
    assert await group.asks("王磊", "谁还没交单元作业设计") == f"{figure}，名单只给组长和教科室看"


async def test_a_talk_of_the_group_is_left_alone(group: Town) -> None:
    await group.whispers("许静", UNITS)
    for said in ("单元作业设计交了", "交了", "谁还没交单元作业设计", "周五前别催我", "单元作业设计不用交了"):
        assert await group.says("李娜", said) == ""


async def test_urging_many_waits_for_a_word(group: Town) -> None:
    await group.whispers("许静", UNITS)
    await group.whispers("李娜", "单元作业设计交了")
    preview = await group.whispers("许静", "催一下单元作业设计")
    assert preview.startswith("私聊提醒8人：张伟、王芳")
    assert "⏰ 单元作业设计 11月27日 周五交，还有9天。交了回我“交了”" in preview
    assert preview.endswith("回“对”就发")
    assert (await group.whispers("许静", "对")).startswith("单元作业设计：私聊提醒8人")
    told = {to for to, _ in group.unasked}
    assert len(told) == 8
    assert "李娜" not in told
    assert "许静" not in told
    await group.whispers("许静", "催一下单元作业设计")
    assert await group.whispers("许静", "对") == "今天已经催过8人，没有再发"


async def test_urging_names_nobody_in_the_group(group: Town) -> None:
    await group.whispers("许静", UNITS)
    assert "王芳" not in await group.asks("许静", "催一下单元作业设计")
    assert await group.asks("许静", "不") == "好，没有提醒"
    assert group.unasked == []


async def test_few_are_urged_at_once_and_who_wants_quiet_is_not(group: Town) -> None:
    await group.whispers("张敏", "让王磊、黄河、李强11月27日前交试卷")
    assert await group.whispers("王磊", "周五前别催我") == "好，11月20日 周五之前不提醒您；截止的日子不变"
    assert "私聊提醒2人：李强、黄河（1人说了先别催，不发）" in await group.whispers("张敏", "催一下试卷")
    assert sorted(to for to, _ in group.unasked) == ["李强", "黄河"]


async def test_leave_is_quiet_too(group: Town) -> None:
    assert "11月21日 周六之前不提醒您" in await group.whispers("李娜", "我请假到20号")


async def test_who_was_urged_hears_of_a_change_once(group: Town) -> None:
    await group.whispers("张敏", "让王磊、黄河11月27日前交试卷")
    await group.whispers("张敏", "催一下试卷")
    await group.whispers("黄河", "试卷交了")
    group.unasked.clear()
    changed = await group.whispers("张敏", "试卷改到12月2日")
    assert changed == "已改 试卷：11月27日 周五→12月2日 周三，会告诉提醒过的1人"
    assert group.unasked == [("王磊", "试卷改到12月2日 周三交（原定11月27日 周五）")]
    group.unasked.clear()
    assert "已取消 试卷" in await group.whispers("张敏", "试卷不用交了")
    assert group.unasked == [("王磊", "试卷（12月2日 周三）不用交了")]


async def test_a_change_is_for_who_set_it_and_the_office(group: Town) -> None:
    await group.whispers("许静", UNITS)
    assert "由许静老师布置" in await group.whispers("张敏", "单元作业设计改到12月2日")
    assert await group.whispers("张伟", "单元作业设计延期") == "改到什么时候？"
    assert "→12月2日 周三" in await group.whispers("张伟", "12月2日")


async def test_taking_back_at_once(group: Town) -> None:
    await group.whispers("许静", "今天第二节听了王芳的语文课，三2班")
    await group.whispers("许静", UNITS)
    assert await group.whispers("许静", "撤回") == "已取消 单元作业设计（11月27日 周五）"
    assert "单元作业设计" not in await group.whispers("李娜", "有哪些截止")
    assert "听课1节" in await group.whispers("许静", "我这学期听了几节课")


async def test_a_button_takes_it_back_and_another_restores_it(group: Town) -> None:
    reply = (await group.replies(group.message("许静", UNITS, "group", addressed=True)))[0]
    assert "已取消" in await group.presses("许静", reply, "撤回")
    assert "由组长" in await group.presses("李娜", reply, "撤回")
    assert "已经取消了" in await group.presses("许静", reply, "撤回")


async def test_the_list_of_a_teacher_and_of_the_office(group: Town) -> None:
    await group.whispers("许静", UNITS)
    await group.whispers("李娜", "单元作业设计交了")
    assert "单元作业设计 11月27日 周五，您已完成" in await group.whispers("李娜", "有哪些截止")
    assert "单元作业设计 11月27日 周五，您还没交，还有9天" in await group.whispers("王芳", "我还有什么没交")
    assert "单元作业设计 11月27日 周五 语文组 1/10" in await group.whispers("何平", "有哪些截止")


async def test_the_school_s_file_may_be_acted_on(group: Town) -> None:
    assert await group.whispers("李娜", "教学反思交了") == "题目是什么？"
    assert "已改 课题月报：11月25日 周三→11月28日 周六" in await group.whispers("何平", "课题月报改到11月28日")
    assert "课题月报 11月28日 周六" in await group.whispers("李娜", "有哪些截止")
