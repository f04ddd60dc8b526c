"""为什么数学组少了: whoever read a digest asks back, and gets the figures and the records behind them."""

import pytest

from tests.conversation.conftest import Town

NOW = "王磊 11月17日 周二 第1节 张敏 数学"
BOTH = (
    "数学组听课：本周1节，上周2节\n本周：\n#5 王磊 11月17日 周二 第1节 张敏 数学\n"
    "上周：\n#3 王磊 11月10日 周二 第1节 张敏 数学\n#4 王磊 11月11日 周三 第2节 张敏 数学"
)
REFUSED = "数学组听课：本周1节，上周2节，明细只给本人、组长和教科室看"


@pytest.fixture
async def week(group: Town) -> Town:
    """数学组 heard two lessons last week and one now, 语文组 two now; there is a prize."""
    await group.says("李娜", "周一第1、2节听了刘洋的课，四3班")
    await group.says("王磊", "11月10日第1节听了张敏的数学课")
    await group.says("王磊", "11月11日第2节听了张敏的数学课")
    await group.says("王磊", "昨天第1节听了张敏的数学课")
    await group.says("王芳", "我的论文《读写结合的三个支点》获师陶杯省二等奖")
    return group


@pytest.mark.parametrize("who", ["沈国华", "许静", "张敏"])
async def test_leaders_office_and_the_head_get_both_weeks_and_their_records(week: Town, who: str) -> None:
    await week.whispers(who, "这周小结")
    assert await week.whispers(who, "为什么数学组少了") == BOTH


@pytest.mark.parametrize("who", ["孙丽", "王磊", "张伟"])
async def test_others_get_the_figures_alone(week: Town, who: str) -> None:
    await week.whispers(who, "这周小结")
    assert await week.whispers(who, "数学组怎么少了") == REFUSED


async def test_a_persons_figures_are_for_whom_they_concern(week: Town) -> None:
    assert await week.whispers("孙丽", "王磊怎么少了") == "王磊的数量只给本人、组长和教科室看"
    assert (await week.whispers("王磊", "我怎么少了")).startswith("您听课：本周1节，上周2节\n本周：\n#5 11月17日")


async def test_no_other_number_is_said_than_the_digests(week: Town) -> None:
    digest = await week.whispers("许静", "这周小结")
    assert "语文组2（0），数学组1（2）" in digest
    assert (await week.whispers("许静", "语文组怎么多了")).startswith("语文组听课：本周2节，上周0节\n")
    assert "成果1篇（上周0）" in digest
    assert (await week.whispers("许静", "论文怎么多了")).startswith("全校成果：本周1篇，上周0篇\n")


async def test_it_is_about_the_digest_that_was_said_last(week: Town) -> None:
    await week.whispers("许静", "上周的周报发我")
    assert await week.whispers("许静", "数学组为什么多了") == (
        "数学组听课：上周2节，前一周0节\n上周：\n"
        "#3 王磊 11月10日 周二 第1节 张敏 数学\n#4 王磊 11月11日 周三 第2节 张敏 数学"
    )
    await week.whispers("许静", "这周小结")
    assert await week.whispers("许静", "数学组为什么少了") == BOTH


async def test_it_is_about_the_digest_that_is_quoted(week: Town) -> None:
    before = await week.whispers("许静", "上周的周报发我")
    await week.whispers("许静", "这周小结")
    message = week.message("许静", "为什么数学组多了", "private", addressed=True)
    assert (await week.hears(week.quoting(message, before))).startswith("数学组听课：上周2节，前一周0节")


async def test_it_is_about_what_friday_said_by_itself(week: Town) -> None:
    said = await week.forward(days=2, hours=2)
    assert any(one.startswith("沈国华: 📊") for one in said)
    assert await week.whispers("沈国华", "为什么数学组少了") == BOTH
    assert await week.whispers("张敏", "怎么少了") == BOTH


async def test_without_any_it_is_about_this_week(week: Town) -> None:
    assert await week.whispers("沈国华", "为什么数学组少了") == BOTH


async def test_days_that_are_said_go_before_the_digests(week: Town) -> None:
    await week.whispers("许静", "这周小结")
    said = await week.whispers("许静", "数学组11月听课怎么少了")
    assert said.startswith("数学组听课：11月3节，10月0节\n11月：\n#3")


async def test_those_are_which(week: Town) -> None:
    await week.whispers("沈国华", "这周小结")
    assert await week.whispers("沈国华", "那几节是哪些") == (
        "全校听课：本周3节\n#1 李娜 11月16日 周一 第1节 刘洋 四(3)班\n#2 李娜 11月16日 周一 第2节 刘洋 四(3)班\n#5 "
        + NOW
    )
    assert await week.whispers("沈国华", "那几篇是哪些") == (
        "全校成果：本周1篇\n#6 王芳 11月18日 周三 论文《读写结合的三个支点》师陶杯 省级 二等奖 获奖"
    )


async def test_a_number_that_was_given_since_is_meant_first(week: Town) -> None:
    await week.whispers("沈国华", "这周小结")
    await week.whispers("沈国华", "语文组这学期听课几节")
    assert (await week.whispers("沈国华", "这些是哪几节")).startswith("语文组本学期听课共2条：")


async def test_in_the_group_a_long_list_goes_to_the_asker(week: Town) -> None:
    for period in range(1, 8):
        await week.says("王磊", f"今天第{period}节听了黄河的数学课")
    said = await week.asks("沈国华", "数学组为什么多了")
    assert said.startswith("数学组听课：本周8节，上周2节，已私聊发您\n（私聊）数学组听课：本周8节，上周2节\n本周：\n#5")
    assert await week.says("沈国华", "数学组为什么多了") == ""


async def test_where_there_is_nothing_it_is_said(group: Town) -> None:
    assert await group.whispers("沈国华", "为什么数学组少了") == "数学组本周还没有记录"
    assert "花名册里没有“钱明”" in await group.whispers("沈国华", "钱明听课怎么少了")
