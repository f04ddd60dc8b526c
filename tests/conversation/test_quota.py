"""The office tells its rules; they are said back, kept, listed, changed, ended."""

import pytest

from tests.conversation.conftest import Town

BANDS = "35周岁以下教师每学期听课不少于20节，35周岁以上不少于10节"


async def test_a_rule_is_said_back_with_whom_it_binds_and_what_is_open(group: Town) -> None:
    assert (await group.whispers("何平", BANDS)).splitlines() == [
        "我是这样理解的：",
        "1. 听课每学期20节：35周岁及以下的教师，17人（李娜、张静、欧阳雪、方圆、王磊等）",
        "2. 听课每学期10节：36周岁及以上的教师，19人（何平、张伟、王芳、陈静、高兴等）",
        "原来的“听课每学期15节：全体教师”到此为止",
        "正好35岁（现在是江涛）算哪档？回“算20节”或“算10节”；只回“对”就按“算20节”",
    ]


@pytest.mark.parametrize(
    ("answer", "owed"), [("算10节", 10), ("35岁算20节", 20), ("算下档", 20), ("正好35岁算10节", 10)]
)
async def test_what_is_open_is_answered_in_a_few_words(group: Town, answer: str, owed: int) -> None:
    await group.whispers("何平", BANDS)
    assert "对就回“对”" in await group.whispers("何平", answer)
    assert "指标定下了" in await group.whispers("何平", "对")
    assert f"/{owed}" in await group.whispers("江涛", "今天第二节听了王芳的语文课，三2班")


async def test_right_alone_takes_the_side_that_was_named(group: Town) -> None:
    await group.whispers("何平", BANDS)
    assert (await group.whispers("何平", "对")).splitlines() == [
        "✅ 指标定下了：",
        "听课每学期20节：35周岁及以下的教师",
        "听课每学期10节：36周岁及以上的教师",
    ]
    assert "第1节/20" in await group.whispers("李娜", "今天第二节听了王芳的语文课，三2班")
    assert "第1节/20" in await group.whispers("张伟", "今天第二节听了王芳的语文课，三2班")


async def test_nothing_holds_before_it_was_found_right(group: Town) -> None:
    await group.whispers("何平", "每学期听课不少于18节")
    assert "第1节/15" in await group.whispers("李娜", "今天第二节听了王芳的语文课，三2班")
    assert await group.whispers("何平", "不要") == "好，指标没有变"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("教研组长每学期听课不少于20节，其中组内每人至少1节", "听课每学期20节：教研组长，组内每人至少1节，6人"),
        ("30周岁以下教师每周一篇随笔", "随笔每周1篇：30周岁及以下的教师，10人"),
        ("每学期论文不少于一篇", "论文每学期1篇：全体教师，36人"),
        ("教研组活动隔周一次，不少于8次", "教研活动每两周1次：各教研组，6个组\n2. 教研活动每学期8次：各教研组，6个组"),
        ("45岁以下教师每学期区级以上论文获奖不少于1次", "区级以上获奖论文每学期1篇：45周岁及以下的教师"),
        ("45周岁以下（含45周岁）教师每学年上一节公开课", "公开课每学年1节：45周岁及以下的教师"),
        ("语文组每人每月一篇反思", "反思每月1篇：语文组，9人"),
        ("校长每学期听课不少于30节", "听课每学期30节：领导，4人（沈国华、蒋文、许静、唐敏）"),
    ],
)
async def test_the_shapes_of_rules_that_schools_have(group: Town, rule: str, said: str) -> None:
    assert said in await group.whispers("何平", rule)
    assert "指标定下了" in await group.whispers("何平", "对")


async def test_rules_are_listed_changed_and_ended_by_their_number(group: Town) -> None:
    await group.whispers("何平", "每学期论文不少于一篇")
    await group.whispers("何平", "对")
    assert (await group.whispers("王芳", "指标有哪些")).splitlines() == [
        "现在的指标：",
        "1. 听课每学期15节：全体教师，36人",
        "2. 听课每学期20节：教研组长，6人",
        "3. 论文每学期1篇：全体教师，36人",
    ]
    assert await group.whispers("何平", "把第1条指标改成12节") == "已改：听课每学期15节：全体教师 → 12节"
    assert "第1节/12" in await group.whispers("李娜", "今天第二节听了王芳的语文课，三2班")
    assert await group.whispers("何平", "取消教研组长的听课指标") == "已取消指标：听课每学期20节：教研组长"
    assert "教研组长" not in await group.whispers("王芳", "听课指标是多少")
    assert "是哪一条" in await group.whispers("何平", "取消第9条指标")


async def test_a_rule_told_is_taken_back_and_the_old_one_holds_again(group: Town) -> None:
    await group.whispers("何平", "每学期听课不少于18节")
    await group.whispers("何平", "对")
    assert await group.whispers("何平", "撤回") == "已撤回1条指标，原来的照旧"
    assert "第1节/15" in await group.whispers("李娜", "今天第二节听了王芳的语文课，三2班")


async def test_a_rule_of_the_next_term_does_not_hold_in_this(group: Town) -> None:
    await group.whispers("何平", "从下学期起，全体教师每学期听课不少于12节")
    assert "从1月23日起" in await group.whispers("何平", "对")
    assert "第1节/15" in await group.whispers("李娜", "今天第二节听了王芳的语文课，三2班")
    assert "到1月23日为止" in await group.whispers("何平", "指标有哪些")


async def test_age_is_as_of_the_day_that_the_school_sets(group: Town) -> None:
    assert await group.whispers("何平", "年龄按7月31日算") == "好，年龄以每学年7月31日为准"
    assert await group.whispers("何平", "年龄按2月30日算") == "没有这一天，年龄按哪天算？"
    assert await group.whispers("何平", "年龄按学期第一天算") == "好，年龄以学期第一天为准"


async def test_rules_are_for_office_and_leaders(group: Town) -> None:
    for text in ("每学期听课不少于18节", "取消第1条指标", "年龄按8月31日算"):
        assert await group.whispers("张伟", text) == "这件事由教科室和领导来做"


async def test_a_rule_is_changed_in_plain_words_and_never_a_record(group: Town) -> None:
    await group.whispers("李娜", "论文《让学生先说》获市一等奖")
    assert await group.whispers("李娜", "听课每学期改成5节") == "这件事由教科室和领导来做"
    assert await group.whispers("许静", "听课改成15节") == "本来就是听课每学期15节：全体教师，没有改动"
    assert await group.whispers("许静", "教师听课改成18节") == "已改：听课每学期15节：全体教师 → 18节"
    assert "听课每学期18节：全体教师，36人" in await group.whispers("许静", "现在有哪些规定")


async def test_what_the_bot_does_not_know_is_said(group: Town) -> None:
    assert "我不知道谁是“青年教师”" in await group.whispers("何平", "青年教师每学期听课不少于18节")


async def test_talk_about_rules_is_not_for_the_bot(group: Town) -> None:
    assert await group.says("何平", BANDS) == ""
