"""行事历: pasted by the office, corrected by number, kept on 对, asked by anyone."""

from tests.conversation.conftest import Town

PASTED = """教科室行事历
第12周（11.16-11.20）
1. 教研组长会（周三）
2. 11月20日前上交教学反思
第13周：
3. 推门听课
十二月：
4. 12月10日青年教师赛课
5. 整理学期档案
6. 月底上交课题月报"""


async def test_a_pasted_calendar_is_said_back_with_its_days(group: Town) -> None:
    assert (await group.whispers("许静", PASTED)).splitlines() == [
        "行事历6项，2项的日子是猜的，请核对：",
        "1. 11月18日 周三 教研组长会",
        "2. 11月20日 周五 上交教学反思",
        "3. 11月23日至29日 推门听课",
        "4. 12月10日 周四 青年教师赛课",
        "5. 12月内（猜） 整理学期档案",
        "6. 12月31日 周四（猜） 上交课题月报",
        "要改就说“3改成9月20日”“删掉5”，都对回“对”",
    ]


async def test_nobody_sees_it_until_it_is_found_right(group: Town) -> None:
    await group.whispers("许静", PASTED)
    assert "教研组长会" not in await group.whispers("李娜", "这周教科室有什么事")
    assert (await group.whispers("许静", "对")).splitlines() == [
        "✅ 行事历记下了，共6项",
        "像截止的是第2、6条，要提醒老师就说“把2设为截止”",
    ]
    assert (await group.whispers("李娜", "这周教科室有什么事")).splitlines() == [
        "11月16日至22日的安排：",
        "11月18日 周三 教研组长会",
        "11月20日 周五 上交教学反思",
    ]


async def test_lines_are_corrected_by_number(group: Town) -> None:
    await group.whispers("许静", PASTED)
    assert (
        await group.whispers("许静", "3改成12月2日，5删掉") == "第3条：12月2日 周三 推门听课\n删掉了第5条：整理学期档案"
    )
    assert await group.whispers("许静", "第1条改成教研组长例会") == "第1条：11月18日 周三 教研组长例会"
    assert await group.whispers("许静", "6改到25号") == "第6条：12月25日 周五 上交课题月报"
    assert await group.whispers("许静", "加一条：12月4日 读书会") == "加上了第7条：12月4日 周五 读书会"
    assert await group.whispers("许静", "删掉30") == "行事历没有第30条"
    assert (await group.whispers("许静", "都对")).startswith("✅ 行事历记下了，共6项")
    assert (await group.whispers("李娜", "十二月行事历")).splitlines() == [
        "12月内的安排：",
        "12月2日 周三 推门听课",
        "12月4日 周五 读书会",
        "12月10日 周四 青年教师赛课",
        "12月25日 周五 上交课题月报",
    ]


async def test_a_line_becomes_a_deadline_and_is_listed_once(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    said = await group.whispers("许静", "把6设为截止")
    assert said.startswith("已设截止 课题月报：12月31日 周四，")
    assert (await group.whispers("许静", "把6设为截止")) == "第6条已经是截止：课题月报 12月31日 周四"
    assert (await group.whispers("许静", "6改到25号")).splitlines() == [
        "第6条：12月25日 周五 上交课题月报",
        "已改 课题月报：12月31日 周四→12月25日 周五",
    ]
    assert (await group.whispers("许静", "十二月行事历")).count("课题月报") == 1


async def test_it_is_taken_back_as_one(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    assert await group.whispers("许静", "撤回") == "已撤回行事历，共6项"
    assert "教研组长会" not in await group.whispers("许静", "这周教科室有什么事")


TAKEN_BACK = "已撤回行事历，共6项，课题月报不用交了"


async def test_its_deadlines_go_with_it_and_come_back_with_it(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    await group.whispers("许静", "把6设为截止")
    [undone] = await group.replies(group.message("许静", "撤回行事历", "private", addressed=True))
    assert undone.text == TAKEN_BACK
    assert "12月31日" not in await group.whispers("许静", "有哪些截止")
    assert await group.presses("许静", undone, "恢复") == "已恢复行事历，共6项，课题月报还是要交"
    assert "课题月报 12月31日 周四" in await group.whispers("许静", "有哪些截止")


async def test_a_line_that_is_struck_out_takes_its_deadline_with_it(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    await group.whispers("许静", "把6设为截止")
    assert await group.whispers("许静", "删掉6") == "删掉了第6条：上交课题月报，课题月报不用交了"


async def test_what_somebody_has_handed_in_stays_due_and_is_told(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    await group.whispers("许静", "把5设为截止")
    await group.whispers("李娜", "整理学期档案交了")
    assert (await group.whispers("许静", "撤回行事历")).splitlines() == [
        "已撤回行事历，共6项",
        "整理学期档案已有1人交了，截止还在；不要了请说“整理学期档案不用交了”",
    ]


async def test_a_later_edition_keeps_the_deadline_of_its_line(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    await group.whispers("许静", "把6设为截止")
    await group.whispers("许静", "十二月工作安排\n1. 12月28日 上交课题月报\n2. 12月24日 常规检查")
    assert (await group.whispers("许静", "对")).splitlines()[:2] == [
        "✅ 行事历记下了，共2项，换掉原来重复的1项",
        "已改 课题月报：12月31日 周四→12月28日 周一",
    ]
    assert (await group.whispers("许静", "撤回行事历")).splitlines() == [
        "已撤回行事历，共2项",
        "已改 课题月报：12月28日 周一→12月31日 周四",
    ]


async def test_a_later_edition_takes_the_place_of_the_same_lines(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    await group.whispers("许静", "本月工作安排\n1. 11月19日 教研组长会\n2. 11月20日 常规检查")
    assert (await group.whispers("许静", "对")) == "✅ 行事历记下了，共2项，换掉原来重复的1项"
    assert (await group.whispers("王芳", "这周教科室有什么事")).count("教研组长会") == 1
    assert await group.whispers("许静", "撤回行事历") == "已撤回行事历，共2项"
    assert "11月18日 周三 教研组长会" in await group.whispers("王芳", "这周教科室有什么事")


async def test_a_long_one_goes_to_the_sender_in_private(group: Town) -> None:
    long = PASTED + "\n" + "\n".join(f"{n}. 12月{n}日 活动{n}" for n in range(7, 12))
    said = await group.asks("许静", long)
    assert said.startswith("行事历11项，2项的日子是猜的，已私聊发您核对\n（私聊）行事历11项")
    assert (await group.whispers("许静", "对")).startswith("✅ 行事历记下了，共11项")


async def test_it_is_for_the_office_and_only_when_it_was_spoken_to(group: Town) -> None:
    assert await group.says("许静", PASTED) == ""
    assert "没看懂" in await group.whispers("李娜", PASTED)
    assert "已改" not in await group.whispers("李娜", "3改成12月2日")


async def test_without_a_calendar_numbers_are_of_records(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》")
    assert (await group.whispers("许静", "1号改成第3节")).startswith("已改 #1")


async def test_the_next_weeks_are_told_where_no_time_is_said(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "对")
    assert "推门听课" in await group.whispers("许静", "看看行事历")
    assert (await group.asks("李娜", "下周有哪些安排")).splitlines() == [
        "11月23日至29日的安排：",
        "11月23日至29日 推门听课",
        "11月25日 周三 截止：课题月报",
        "11月27日 周五 截止：教学反思",
    ]


async def test_without_an_address_there_is_no_link(group: Town) -> None:
    assert "web.public_url" in await group.whispers("许静", "日历链接")
    assert await group.whispers("李娜", "日历链接") == "行事历由教科室和领导来定；想看安排，问我“这周教科室有什么事”"


async def test_taking_it_back_is_taken_back_without_the_lines_that_were_struck_out(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "删掉5")
    await group.whispers("许静", "对")
    [undone] = await group.replies(group.message("许静", "撤回行事历", "private", addressed=True))
    assert undone.text == "已撤回行事历，共5项"
    assert await group.presses("许静", undone, "恢复") == "已恢复行事历，共5项"
    assert (await group.whispers("许静", "十二月行事历")).splitlines() == [
        "12月内的安排：",
        "12月10日 周四 青年教师赛课",
        "12月31日 周四 上交课题月报",
    ]


async def test_one_that_is_not_wanted_is_let_go(group: Town) -> None:
    await group.whispers("许静", PASTED)
    assert await group.whispers("许静", "算了") == "已撤回行事历，共6项"
    assert "教研组长会" not in await group.whispers("许静", "这周教科室有什么事")


async def test_another_paste_replaces_the_one_that_was_not_kept(group: Town) -> None:
    await group.whispers("许静", PASTED)
    await group.whispers("许静", "本周工作安排\n1. 11月19日 例会\n2. 11月20日 常规检查")
    assert await group.whispers("许静", "对") == "✅ 行事历记下了，共2项"


async def test_a_paste_that_comes_again_is_one(group: Town) -> None:
    first = await group.whispers("许静", PASTED)
    assert await group.again() == first
    assert (await group.whispers("许静", "对")).startswith("✅ 行事历记下了，共6项")


async def test_days_are_counted_from_today_where_one_says_so(group: Town) -> None:
    await group.whispers("许静", PASTED)
    assert await group.whispers("许静", "4改成下周三") == "第4条：11月25日 周三 青年教师赛课"
    assert await group.whispers("许静", "1改成明天") == "第1条：11月19日 周四 教研组长会"
