"""我还差什么: rules and deadlines in one message; absences take off it; who may ask it of whom."""

import pytest

from tests.conversation.conftest import Town


@pytest.fixture
async def ruled(group: Town) -> Town:
    """A weekly, a covering, a departments' and a plain rule."""
    for rule in (
        "30周岁以下教师每周一篇随笔",
        "教研组长每学期听课不少于20节，其中组内每人至少1节",
        "教研组活动不少于8次",
    ):
        await group.whispers("何平", rule)
        await group.whispers("何平", "对")
    return group


async def test_all_that_one_owes_in_one_message(ruled: Town) -> None:
    await ruled.whispers("张静", "今天第二节听了王芳的语文课，三2班")
    await ruled.whispers("张静", "交一篇随笔《秋天》")
    assert (await ruled.whispers("张静", "我还差什么")).splitlines() == [
        "您本学期还差3项：",
        "听课本学期1/15节，还差14节",
        "教学反思 11月27日 周五前",
        "师陶杯论文 11月30日 周一 17:00前",
        "已完成：随笔本周1/1",
    ]


async def test_what_is_owed_each_week_begins_anew(ruled: Town) -> None:
    await ruled.whispers("张静", "交一篇随笔《秋天》")
    await ruled.forward(days=7)
    assert "随笔本周0/1篇，还差1篇（之前12次中做到1次）" in await ruled.whispers("张静", "我还差什么")


async def test_a_head_owes_a_lesson_of_each_and_what_the_department_owes(ruled: Town) -> None:
    for name in ("王芳", "李娜", "陈静", "张静", "欧阳雪"):
        await ruled.whispers("张伟", f"昨天第3节听了{name}的语文课")
    answer = await ruled.whispers("张伟", "我还差什么")
    assert "听课本学期5/20节，还差15节，组内还没听许静、高兴、方圆、刘洋4人" in answer
    assert "语文组教研活动本学期0/8次，还差8次" in answer


async def test_an_absence_takes_off_in_proportion_or_lifts(ruled: Town) -> None:
    told = await ruled.whispers("何平", "李娜产假9月1日到10月10日")
    assert told == "记下了：李娜 产假 9月1日 周二至10月10日 周六，指标随之折减"
    answer = await ruled.whispers("李娜", "我还差什么")
    assert "听课本学期0/10节，还差10节；产假 9月1日 周二至10月10日 周六，折减5节" in answer
    await ruled.whispers("何平", "王芳病假9月1日到12月31日")
    assert "不用做：听课（病假 9月1日 周二至12月31日 周四，折减15节）" in await ruled.whispers("王芳", "我还差什么")
    assert "王芳" not in await ruled.whispers("何平", "谁听课还没够数")


async def test_absences_end_are_listed_and_taken_back(ruled: Town) -> None:
    await ruled.whispers("何平", "王芳、李娜外派支教一学期")
    assert (await ruled.whispers("何平", "谁在外派")).splitlines()[0] == "不在岗的2人："
    assert "从12月1日起在岗" in await ruled.whispers("何平", "王芳12月1日回来上班")
    public, reply = await ruled.replies(ruled.message("何平", "李强从今天起休产假", "group", addressed=True))
    assert public.text == "记下了，已私聊发您"
    assert reply.private
    assert "产假 11月18日 周三起" in reply.text
    undone = await ruled.presses("何平", reply, "撤回")
    assert undone == "已撤回，已私聊发您\n（私聊）已撤回：李强 产假 11月18日 周三起"
    assert await ruled.whispers("李娜", "王芳产假9月1日到12月31日") == "这件事由教科室和领导来做"


async def test_why_somebody_is_away_is_no_matter_of_the_group(ruled: Town) -> None:
    await ruled.whispers("何平", "王芳产假9月1日到12月31日")
    said = await ruled.asks("何平", "谁在休产假")
    assert said == "不在岗的1人，已私聊发您\n（私聊）不在岗的1人：\n王芳 产假 9月1日 周二至12月31日 周四"


async def test_an_absence_until_a_day_that_is_none_is_asked_about(ruled: Town) -> None:
    assert await ruled.whispers("何平", "王芳产假12月1日到2月30日") == "2月没有30日，是哪天到哪天？"
    assert await ruled.whispers("何平", "王芳2月30日回来上班") == "2月没有30日，是哪一天？"
    assert await ruled.whispers("何平", "谁在休产假") == "现在没有登记长假或外派的老师"


async def test_who_may_ask_it_of_whom(ruled: Town) -> None:
    assert "李娜还差什么只给本人" in await ruled.whispers("王芳", "李娜还差什么")
    assert "李娜本学期还差3项" in await ruled.whispers("张伟", "李娜还差什么")
    assert "数学组还差什么只给本人" in await ruled.whispers("张伟", "数学组还差什么")
    assert "36人有指标，36人还没完成" in await ruled.whispers("沈国华", "全校还差什么")


async def test_who_lacks_what_is_said_in_private(ruled: Town) -> None:
    answer = (await ruled.asks("何平", "语文组还差什么")).splitlines()
    assert answer[0] == "语文组本学期9人有指标，9人还没完成，已私聊发您"
    assert answer[2] == "张伟：听课0/20"
    assert answer[-1] == "语文组：教研活动0/8"
    assert (await ruled.asks("张静", "我还差什么")).startswith("您还差4项，已私聊发您\n（私聊）")


async def test_who_lacks_it_by_the_rule_of_the_week(ruled: Town) -> None:
    await ruled.whispers("张静", "交一篇随笔《秋天》")
    answer = await ruled.whispers("何平", "随笔谁还没完成")
    assert "欧阳雪" in answer
    assert "张静" not in answer
    assert "王芳" not in answer


async def test_lessons_that_were_confirmed_count_apart(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    await group.says("李娜", "今天第三节听了陈静的语文课，三3班")
    await group.forward(hours=1)
    await group.whispers("王芳", "对")
    assert "听课本学期2/15节，还差13节（1节已确认）" in await group.whispers("李娜", "我还差什么")
