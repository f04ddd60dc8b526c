"""周报: figures that are all queries, the right form for each, and a word to get it or not."""

from datetime import timedelta

import pytest

from tests.conversation.conftest import Town

LAST_WEEK = ("上周三第1节听了张敏的数学课，四1班", "上周四第2节听了李强的数学课，五1班", "上周四第3节听了孙丽的数学课")
AWARD = "我的论文《读写结合的三个支点》获师陶杯省二等奖"
OPEN_LESSON = "我今天第3节上了公开课《观潮》，四(1)班"


@pytest.fixture
async def week(group: Town) -> Town:
    """A week like others: three lessons heard by 数学组 before, one now, two by 语文组, a prize, an open lesson."""
    for text in LAST_WEEK:
        await group.says("王磊", text)
    await group.says("王磊", "昨天第1节听了张敏的数学课")
    await group.says("李娜", "周一第1、2节听了刘洋的课，四3班")
    await group.says("王芳", AWARD)
    await group.says("李娜", OPEN_LESSON)
    return group


async def test_the_office_reads_the_week_in_figures(week: Town) -> None:
    assert await week.whispers("许静", "这周小结") == (
        "📊 青禾实验小学第12周周报（11月16日至22日）\n"
        "听课3节（上周3）\n"
        "成果1篇（上周0）\n"
        "公开课1节（上周0）\n"
        "各组听课（括号里是上周）：语文组2（0），数学组1（3），其余0\n"
        "亮点：\n"
        "· 王芳 论文《读写结合的三个支点》师陶杯 省级 二等奖\n"
        "听课指标：36人中0人已完成，照此进度，36人到期末完不成\n"
        "下周到期：课题月报 11月25日 周三；教学反思 11月27日 周五\n"
        "想看是哪些，问我“数学组本周听课有哪些”"
    )


async def test_a_leader_asks_back(week: Town) -> None:
    said = await week.whispers("沈国华", "这周小结")
    question = said.rpartition("问我“")[2].removesuffix("”")
    assert await week.whispers("沈国华", question) == ("数学组本周听课共1条：\n#4 王磊 11月17日 周二 第1节 张敏 数学")
    await week.whispers("王磊", "撤回4")
    said = await week.whispers("沈国华", "这周小结")
    assert said.endswith("问我“数学组上周听课有哪些”")
    assert (await week.whispers("沈国华", "数学组上周听课有哪些")).startswith("数学组11月9日至11月15日听课共3条")


async def test_the_same_week_of_last_term_is_compared_where_it_was_told(week: Town) -> None:
    await week.says("李娜", "2026年5月13日第2节听了王芳的语文课，三2班")
    assert "\n听课3节（上周3，上学期同周1）\n" in await week.whispers("许静", "这周小结")
    assert "上学期" not in await week.whispers("许静", "上周的周报发我")


async def test_nothing_is_compared_with_a_time_without_records(week: Town) -> None:
    said = await week.whispers("许静", "上周的周报发我")
    assert "\n听课3节\n各组听课：数学组3，其余0\n" in said
    assert "前一周" not in said


async def test_a_head_reads_of_the_own_department(week: Town) -> None:
    said = await week.whispers("张伟", "语文组这周小结")
    assert said.startswith("📊 语文组第12周周报（11月16日至22日）\n听课2节（上周0）\n")
    assert "数学组" not in said
    assert said.endswith("想看是哪些，问我“语文组本周听课有哪些”")


async def test_totals_are_everybodys_and_names_of_who_lacks_nobodys(week: Town) -> None:
    said = await week.whispers("孙丽", "这周小结")
    assert "语文组2（0），数学组1（3）" in said
    assert "想看是哪些" not in said
    assert "没听懂" not in said


async def test_the_group_hears_only_what_is_good(week: Town) -> None:
    assert await week.asks("许静", "这周小结") == (
        "📊 本周好消息：\n· 王芳 论文《读写结合的三个支点》师陶杯 省级 二等奖\n感谢李娜老师本周上公开课"
    )
    assert await week.asks("许静", "英语组这周小结") == ("英语组本周还没有获奖、发表、公开课的记录，要看数字请私聊问我")


async def test_what_was_not_understood_is_a_number_for_the_office(week: Town) -> None:
    await week.whispers("石磊", "帮我把教室的灯关一下")
    said = await week.whispers("许静", "这周小结")
    assert "\n没听懂1句，问我“本周你没听懂的”\n" in said
    assert (await week.whispers("许静", "本周你没听懂的")).startswith("本周没听懂1句")
    assert "没听懂" not in await week.whispers("王磊", "这周小结")


async def test_what_was_taken_back_does_not_count(week: Town) -> None:
    await week.whispers("王芳", "撤回")
    said = await week.whispers("许静", "这周小结")
    assert "成果" not in said
    assert "亮点" not in said
    assert "王芳" not in await week.asks("许静", "这周小结")


async def test_a_month_a_term_and_any_days(week: Town) -> None:
    assert (await week.whispers("许静", "出一份11月月报")).startswith(
        "📊 青禾实验小学11月月报（11月1日至30日）\n听课6节\n"
    )
    assert (await week.whispers("许静", "出一下上学期的小结")) == (
        "📊 青禾实验小学2025-2026学年第二学期小结：2025-2026学年第二学期还没有记录"
    )


async def test_a_week_without_records_is_one_line(group: Town) -> None:
    assert await group.whispers("许静", "这周小结") == "📊 青禾实验小学第12周周报：本周还没有记录"


async def test_a_young_term_has_no_forecast(group: Town) -> None:
    await group.says("李娜", "9月3日第2节听了王芳的语文课")
    said = await group.whispers("许静", "8月31日到9月6日的小结发我")
    assert said.startswith("📊 青禾实验小学第1周周报（8月31日至9月6日）\n听课1节\n")
    assert "照此进度" not in said


async def test_the_forecast_goes_by_the_pace_so_far(group: Town) -> None:
    """79 of the term's 144 days are over: 9 of 15 are enough, 8 are not."""
    await group.says("李娜", "昨天听了9节课")
    await group.says("王芳", "昨天听了8节课")
    await group.says("陈静", "昨天听了15节课")
    said = await group.whispers("张伟", "语文组这周小结")
    assert "\n听课指标：9人中1人已完成，照此进度，7人到期末完不成\n" in said


async def test_the_greatest_prize_comes_first(group: Town) -> None:
    await group.says("王芳", "我的论文《甲》获青蓝杯一等奖")
    await group.says("王芳", "我的论文《乙》获师陶杯省二等奖")
    await group.says("李娜", "我的论文《丙》获师陶杯省一等奖")
    await group.says("李娜", "我的课题《丁丁》立项了")
    assert (await group.asks("许静", "这周小结")).splitlines() == [
        "📊 本周好消息：",
        "· 李娜 论文《丙》师陶杯 省级 一等奖",
        "· 王芳 论文《乙》师陶杯 省级 二等奖",
        "· 王芳 论文《甲》青蓝杯 一等奖",
        "· 李娜 课题《丁丁》立项",
    ]


async def test_subscribing_is_answered_with_the_next_day(group: Town) -> None:
    assert await group.whispers("李娜", "订阅周报") == (
        "✅ 已订阅周报，周五下午私聊发您，遇放假提前，下一次11月20日 周五"
    )
    await group.forward(days=3)
    assert (await group.whispers("李娜", "订阅周报")).endswith("下一次11月27日 周五")


async def test_one_says_which_one_does_not_want(group: Town) -> None:
    assert await group.whispers("许静", "以后别给我发周报") == (
        "✅ 以后不给您发周报了，要看说“这周小结”，恢复说“订阅周报”"
    )
    assert "周报、月报、学期小结" in await group.whispers("许静", "暂时不收推送")


async def test_today_is_the_schools(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    await group.app.clock.move(group.app.clock.now() + timedelta(days=4, hours=8))
    assert "第13周周报：本周还没有记录" in await group.whispers("许静", "这周小结")
