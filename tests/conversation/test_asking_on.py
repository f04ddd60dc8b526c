"""Questions by age and role, compared, gone on from; whose lessons nobody heard; who asked about whom."""

import pytest

from tests.conversation.conftest import Town


@pytest.fixture
async def told(group: Town) -> Town:
    """Lessons of three people in this month and the one before, and a prize of the year before."""
    await group.whispers("李娜", "昨天第二节听了王芳的语文课，三2班《草船借箭》")
    await group.whispers("李娜", "今天第三节推门听了陈静的语文课，六3班《丁香结》")
    await group.whispers("王芳", "10月20日第一节听了李娜的语文课，三1班")
    await group.whispers("周洁", "今天第六节听了孙丽的数学课，三1班")
    await group.whispers("李娜", "2025年12月3日我的论文《让学生先说》获五四杯一等奖")
    return group


@pytest.mark.parametrize(
    ("who", "question", "answer"),
    [
        ("许静", "35岁以下老师听课多少节", "35岁以下老师本学期听课3节（2人）"),
        ("许静", "语文组35岁以下教师这个月听了几节课", "语文组35岁以下教师11月听课2节"),
        ("许静", "女老师这个月听课多少节", "女老师11月听课3节（2人）"),
        ("许静", "教研组长这学期听课多少节", "教研组长本学期听课还没有记录"),
        (
            "许静",
            "新教师听课多少节",
            "我还不会按“新教师”来查，可以按教研组、年龄（35岁以下）、角色（教研组长、骨干教师）或姓名来问",
        ),
        ("周洁", "35岁以下老师听课多少节", "35岁以下老师的数量只给本人、组长和教科室看"),
        ("许静", "语文组这个月听课比上个月怎么样", "语文组11月（还没结束）听课2节，10月1节，多1节"),
        ("李娜", "我听课比上学期多了多少", "您本学期（还没结束）听课2节，2025-2026学年第二学期0节，多2节"),
        ("许静", "各组听课对比", "本学期听课，各组：语文组3，数学组1，道法综合组0，英语组0，科学组0，体艺组0"),
        ("许静", "语文组和数学组听课对比", "本学期听课，各组：语文组3，数学组1"),
        (
            "许静",
            "去年谁得过五四杯",
            "全校2025年五四杯论文共1条：\n#5 李娜 2025年12月3日 周三 论文《让学生先说》五四杯 一等奖 获奖",
        ),
    ],
)
async def test_by_what_people_have_in_common_and_beside_another_time(
    told: Town, who: str, question: str, answer: str
) -> None:
    assert await told.whispers(who, question) == answer


async def test_whose_lessons_nobody_heard(told: Town) -> None:
    answer = (await told.asks("张伟", "语文组谁的课还没人听过")).splitlines()
    assert answer[0] == "语文组本学期：还有7人没被听过课，名单已私聊发您"
    assert "陈静" not in answer[1]
    assert "刘洋" in answer[1]
    assert "名单只给" in await told.whispers("周洁", "谁的课还没人听过")


async def test_a_question_goes_on(told: Town) -> None:
    assert await told.whispers("许静", "语文组这个月听了多少节课") == "语文组11月听课2节"
    assert await told.whispers("许静", "那数学组呢") == "数学组11月听课1节"
    assert await told.whispers("许静", "上个月的") == "数学组10月听课还没有记录"
    assert await told.whispers("许静", "那语文组呢") == "语文组10月听课1节"
    assert (await told.whispers("许静", "这些是哪几条")).splitlines()[1].startswith("#3 王芳 10月20日")
    answer = await told.replies(told.message("许静", "导出来", "private", addressed=True))
    assert [file.name for file in answer[0].files] == ["语文组10月听课.xlsx"]


async def test_a_question_goes_on_from_what_is_owed(told: Town) -> None:
    await told.whispers("许静", "语文组还差什么")
    assert (await told.whispers("许静", "那数学组呢")).startswith("数学组本学期8人有指标")


async def test_nothing_goes_on_after_something_else(told: Town) -> None:
    assert "接着哪个问题" in await told.whispers("许静", "那数学组呢")
    await told.whispers("许静", "语文组这个月听了多少节课")
    await told.forward(minutes=11)
    assert "接着哪个问题" in await told.whispers("许静", "那数学组呢")


async def test_a_name_alone_is_still_an_answer(told: Town) -> None:
    assert "听了哪位老师的课" in await told.whispers("李娜", "今天第一节听课了")
    assert "已记录" in await told.whispers("李娜", "王芳的")


async def test_what_one_may_not_see_is_not_seen_by_going_on(told: Town) -> None:
    await told.whispers("周洁", "我这学期听了几节课")
    assert await told.whispers("周洁", "那李娜呢") == "李娜的数量只给本人、组长和教科室看"


async def test_one_learns_who_asked_about_one(told: Town) -> None:
    await told.whispers("许静", "李娜这学期听了几节课")
    await told.whispers("周洁", "李娜这学期听了几节课")
    assert (await told.whispers("李娜", "谁查过我")).splitlines() == [
        "近半年按名字查过您2次：",
        "11月18日 周三 周洁：李娜这学期听了几节课",
        "11月18日 周三 许静：李娜这学期听了几节课",
    ]
    assert await told.whispers("周洁", "谁查过李娜") == "只能看谁查过您自己的记录"
    assert "2次" in await told.whispers("沈国华", "谁查过李娜")


async def test_a_number_of_the_askers_own_in_place_of_the_rule(told: Town) -> None:
    answer = await told.whispers("许静", "35岁以下听课没听满2节的名单")
    assert answer.startswith("35岁以下本学期听课：还有16人没到2节：")
    assert "李娜" not in answer
    assert await told.whispers("许静", "备课组长听课没到8节的有谁") == "备课组长本学期听课：还有2人没到8节：陈静、孙丽"
    assert await told.whispers("许静", "语文组长听课够数了吗") == "语文组教研组长本学期听课：还有1人没完成：张伟"


async def test_what_is_owed_is_said_also_of_nothing(told: Town) -> None:
    assert await told.whispers("石磊", "我听课还差几节") == "您本学期听课还没有记录，指标15节"
