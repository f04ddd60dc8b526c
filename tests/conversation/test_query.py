"""Simple questions: how many, which, who most, who not yet, as a workbook."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.conversation.conftest import Town


@pytest.fixture
async def told(group: Town) -> Town:
    """Two lessons of 李娜, one of 王芳, one of 周洁, a paper of 李娜."""
    await group.whispers("李娜", "昨天第二节听了王芳的语文课，三2班《草船借箭》")
    await group.whispers("李娜", "今天第三节推门听了陈静的语文课，六3班《丁香结》")
    await group.whispers("王芳", "今天第一节听了李娜的语文课，三1班")
    await group.whispers("周洁", "今天第六节听了孙丽的数学课，三1班")
    await group.whispers("李娜", "我的论文《让学生先说》参加师陶杯获省二等奖")
    return group


@pytest.mark.parametrize(
    ("who", "question", "answer"),
    [
        ("李娜", "我听了几节课", "您本学期听课2节，指标15节，还差13节"),
        ("李娜", "我这个月听了几节推门课", "您11月推门课听课1节"),
        ("李娜", "我今天听了几节课", "您11月18日 周三听课1节"),
        ("石磊", "我这学期听了几节课", "您本学期听课还没有记录"),
        ("周洁", "语文组这个月听了多少节课", "语文组11月听课3节（2人）"),
        ("周洁", "全校这个月听课多少节", "全校11月听课4节（3人）"),
        ("张伟", "李娜这学期听了几节课", "李娜本学期听课2节，指标15节，还差13节"),
        ("周洁", "李娜这学期听了几节课", "李娜的数量只给本人、组长和教科室看"),
        ("许静", "师陶杯论文获奖的有几篇", "全校本学期获奖师陶杯论文1篇"),
        ("李娜", "统计一下我这学期的工作量", "您本学期：听课2节，论文1篇"),
    ],
)
async def test_how_many(told: Town, who: str, question: str, answer: str) -> None:
    assert await told.whispers(who, question) == answer


async def test_which_ones_after_a_number(told: Town) -> None:
    await told.whispers("李娜", "我听了几节课")
    assert (await told.whispers("李娜", "这些是哪几条")).splitlines() == [
        "您本学期听课共2条：",
        "#1 11月17日 周二 第2节 王芳 语文 三(2)班《草船借箭》",
        "#2 11月18日 周三 第3节 陈静 语文 六(3)班《丁香结》推门课",
    ]


async def test_which_ones_by_the_button(told: Town) -> None:
    number = (await told.replies(told.message("李娜", "我听了几节课", "private", addressed=True)))[0]
    assert "共2条" in await told.presses("李娜", number, "哪几条")


async def test_which_ones_of_nothing(told: Town) -> None:
    assert "您想看哪些" in await told.whispers("石磊", "这些是哪几条")


async def test_my_papers(told: Town) -> None:
    assert "《让学生先说》" in await told.whispers("李娜", "我的论文")


async def test_a_departments_month(told: Town) -> None:
    assert "语文组11月听课" in await told.whispers("张伟", "语文组这个月听课")


async def test_records_are_not_for_everyone(told: Town) -> None:
    answer = await told.whispers("周洁", "语文组这个月有哪些听课记录")
    assert answer == "语文组11月听课3节（2人），明细只给本人、组长和教科室看"


async def test_a_long_list_goes_to_the_asker_alone(told: Town) -> None:
    for period in range(1, 8):
        await told.whispers("李娜", f"今天第{period}节听了方圆的语文课，五1班")
    answer = (await told.asks("李娜", "我这学期有哪些听课")).splitlines()
    assert answer[0] == "您本学期听课共9条，已私聊发您"
    assert answer[1] == "（私聊）您本学期听课共9条："
    assert len(answer) == 11


async def test_ranks_of_persons_are_for_office_and_leaders(told: Town) -> None:
    assert "名单已私聊发您" in await told.asks("沈国华", "这学期谁听课最多")
    answer = await told.asks("李娜", "这学期谁听课最多")
    assert answer.startswith("本学期听课，各组：语文组3，数学组1")
    assert "王芳" not in answer


async def test_who_has_not_by_the_quota(told: Town) -> None:
    answer = await told.whispers("张伟", "语文组谁听课还没够数")
    assert "还有9人没完成" in answer
    assert "名单只给" in await told.whispers("李娜", "语文组谁听课还没够数")


async def test_a_workbook_of_what_was_asked(told: Town, tmp_path: Path) -> None:
    await told.whispers("李娜", "今天第五节听了王芳的语文课，三2班《=1+1》")
    reply = (await told.replies(told.message("李娜", "导出我这学期的听课记录", "private", addressed=True)))[0]
    file = reply.files[0]
    assert file.name == "李娜本学期听课.xlsx"
    book = CalamineWorkbook.from_path(file.kept)
    rows = book.get_sheet_by_name("听课").to_python()
    assert rows[0][:5] == ["编号", "姓名", "日期", "节次", "授课教师"]
    assert rows[1][:5] == ["#1", "李娜", date(2026, 11, 17), "第2节", "王芳"]
    assert any("=1+1" in row for row in rows)
    about = {row[0]: row[1] for row in book.get_sheet_by_name("说明").to_python()}
    assert about["问的是"] == "导出我这学期的听课记录"
    assert (about["谁导出的"], about["导出时间"]) == ("李娜", "2026-11-18 16:20")


async def test_a_workbook_can_be_had_in_word(told: Town) -> None:
    reply = (await told.replies(told.message("李娜", "导出我这学期的听课记录", "private", addressed=True)))[0]
    assert await told.presses("李娜", reply, "要 Word 版") == "文件已私聊发您\n（私聊）李娜本学期听课记录表做好了"


async def test_others_records_are_not_exported(told: Town) -> None:
    assert "只给本人" in await told.whispers("周洁", "导出全校本学期听课")


async def test_what_is_due(group: Town) -> None:
    assert (await group.whispers("李娜", "最近有什么要交的")).splitlines() == [
        "近期截止：",
        "课题月报 11月25日 周三",
        "教学反思 11月27日 周五",
        "师陶杯论文 11月30日 周一 17:00",
    ]


async def test_one_paper_counts_once_with_all_its_stages(group: Town) -> None:
    await group.whispers("李娜", "论文《读写结合》投稿江苏教育")
    assert "本学期第1篇" in await group.whispers("李娜", "论文《读写结合》被江苏教育录用")
    assert "本学期第2篇" in await group.whispers("李娜", "论文《让学生先说》参评行知杯")
    assert await group.whispers("李娜", "我这学期有几篇论文") == "您本学期论文2篇"
    assert "录用论文1篇" in await group.whispers("李娜", "我这学期录用了几篇论文")


async def test_a_record_of_another_term_says_no_progress(group: Town) -> None:
    assert await group.whispers("李娜", "6月3日第二节听了王芳的语文课，三2班") == (
        "已记录 #1 听课（补录）：6月3日 周三 第2节 王芳 语文 三(2)班"
    )


async def test_another_year_is_said(group: Town) -> None:
    assert "2025年12月3日 周三" in await group.whispers("李娜", "2025年12月3日第二节听了王芳的语文课，三2班")


async def test_anothers_numbers_are_not_given_with_the_list(told: Town) -> None:
    assert await told.whispers("周洁", "李娜这学期听了哪些课") == "李娜的数量只给本人、组长和教科室看"


async def test_a_head_means_the_own_department(told: Town) -> None:
    assert "语文组本学期听课：还有9人没完成" in await told.whispers("张伟", "还有谁听课没够数")


async def test_oneself_is_told_what_is_left(told: Town) -> None:
    assert await told.whispers("李娜", "我听课还差几节") == "您本学期听课2节，指标15节，还差13节"


async def test_leaders_lack_nothing_that_binds_them_not(told: Town) -> None:
    answer = await told.whispers("许静", "谁听课还没够数")
    assert "沈国华" not in answer


@pytest.mark.parametrize(
    ("who", "question", "answer"),
    [
        ("许静", "张三听了几节课", "花名册里没有“张三”"),
        (
            "许静",
            "新入职教师听课情况",
            "我还不会按“新入职教师”来查，可以按教研组、年龄（35岁以下）、角色（教研组长、骨干教师）或姓名来问",
        ),
        ("许静", "三年级听课多少节", "全校本学期三年级听课3节（3人）"),
        ("李娜", "谁听过我的课", "全校本学期听课共1条：\n#3 王芳 11月18日 周三 第1节 李娜 语文 三(1)班"),
        ("李娜", "我的成果", "您本学期成果共1条：\n#5 11月18日 周三 论文《让学生先说》师陶杯 省级 二等奖 获奖"),
        ("周洁", "我的论文", "您本学期论文还没有记录"),
        ("李娜", "王芳的听课", "王芳的数量只给本人、组长和教科室看"),
    ],
)
async def test_what_is_asked_about(told: Town, who: str, question: str, answer: str) -> None:
    assert await told.whispers(who, question) == answer


async def test_a_record_is_named_by_what_it_says(told: Town) -> None:
    assert (await told.whispers("李娜", "撤回听陈静那节")).startswith("已撤回 #2 听课")
    assert (await told.whispers("李娜", "撤回论文《让学生先说》")).startswith("已撤回 #5 论文")


async def test_opinions_are_never_read_out_in_the_group(group: Town) -> None:
    assert await group.whispers("王磊", "全校意见有哪些") == "全校本学期意见还没有记录"
    await group.whispers("李娜", "意见：活动别放在周五下午")
    first, *more = (await group.asks("许静", "意见有哪些")).splitlines()
    assert first == "全校本学期意见共1条，已私聊发您"
    assert more == ["（私聊）全校本学期意见共1条：", "#1 李娜 11月18日 周三 活动别放在周五下午"]
    assert await group.asks("王磊", "全校意见有哪些") == "全校本学期意见1条，明细只给本人、组长和教科室看"
