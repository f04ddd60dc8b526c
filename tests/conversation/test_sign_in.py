"""Signing in: a word is enough, forty words get one line, and who is missing is told to the head alone."""

import pytest

from bot.__main__ import DEMO
from handlers.school import load as load_school
from handlers.school import read
from storage.work import Storage
from tests.conversation.conftest import START, Town

OPEN = "开签到，数学组教研活动，地点三楼会议室"


async def test_opening_says_how_and_has_a_button(group: Town) -> None:
    card = (await group.replies(group.message("张敏", OPEN, "group", addressed=True)))[0]
    assert card.text == "签到开始：数学组教研活动（三楼会议室），发“签到”即可"
    assert [button.label for button in card.buttons] == ["签到"]
    assert await group.presses("黄河", card, "签到") == "（私聊）已记录 #1 签到：11月18日 周三 数学组教研活动 到"


async def test_opening_it_again_shows_the_button_again(group: Town) -> None:
    await group.asks("张敏", OPEN)
    card = (await group.replies(group.message("张敏", OPEN, "group", addressed=True)))[0]
    assert card.text == "“数学组教研活动”的签到已经开着了"
    assert await group.presses("黄河", card, "签到") == "（私聊）已记录 #1 签到：11月18日 周三 数学组教研活动 到"


async def test_what_the_schools_file_opened_the_head_opens_in_the_group(group: Town, storage: Storage) -> None:
    load_school(storage, read(DEMO.read_bytes()), START)
    assert await group.whispers("黄河", "签到") == "已记录 #1 签到：11月18日 周三 数学组教研活动 到"
    card = (await group.replies(group.message("张敏", OPEN, "group", addressed=True)))[0]
    assert card.text == "签到开始：数学组教研活动（三楼会议室），发“签到”即可"
    assert await group.presses("王磊", card, "签到") == "（私聊）已记录 #2 签到：11月18日 周三 数学组教研活动 到"
    assert await group.forward(minutes=3) == ["群: 数学组教研活动：已签 2/9"]
    assert "群: 签到结束：数学组教研活动，到2人，未到7人" in await group.forward(hours=2)


async def test_a_burst_is_one_line(group: Town) -> None:
    await group.asks("张敏", OPEN)
    for name in ("张敏", "王磊", "李强", "孙丽"):
        assert await group.says(name, "签到") == ""
    assert await group.forward(minutes=3) == ["群: 数学组教研活动：已签 4/9"]
    await group.says("赵军", "到了")
    assert await group.forward(minutes=3) == ["群: 数学组教研活动：已签 5/9"]
    assert await group.forward(minutes=30) == []


async def test_in_private_it_is_answered_at_once(group: Town) -> None:
    await group.asks("张敏", OPEN)
    assert await group.whispers("周洁", "签到") == "已记录 #1 签到：11月18日 周三 数学组教研活动 到"
    assert await group.whispers("周洁", "签到") == "您已经签过数学组教研活动了"


async def test_after_ten_minutes_one_is_late(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.forward(minutes=10)
    assert "迟到" in await group.whispers("周洁", "签到")


async def test_late_counts_from_the_start_that_was_given(group: Town) -> None:
    await group.whispers("吴婷", "发起签到：英语组集体备课 今天下午5点 录播教室")
    await group.forward(minutes=45)
    assert await group.whispers("何苗", "签到") == "已记录 #1 签到：11月18日 周三 英语组集体备课 到"
    await group.forward(minutes=10)
    assert "迟到" in await group.whispers("郑爽朗", "签到")


async def test_closing_counts_in_public_and_names_in_private(group: Town) -> None:
    await group.asks("张敏", OPEN)
    for name in ("张敏", "王磊", "李强", "孙丽", "周洁", "黄河"):
        await group.says(name, "签到")
    await group.says("钱多多", "数学组教研活动请假，去医院")
    group.unasked.clear()
    assert await group.asks("张敏", "结束签到") == "签到结束：数学组教研活动，到6人，请假1人，未到2人"
    assert group.unasked == [("张敏", "数学组教研活动还没签到的2人：蒋文、赵军")]


async def test_it_closes_by_itself_after_two_hours(group: Town) -> None:
    await group.asks("张敏", OPEN)
    said = await group.forward(hours=3)
    assert "群: 签到结束：数学组教研活动，到0人，未到9人" in said
    assert any(line.startswith("张敏: 数学组教研活动还没签到的9人") for line in said)
    assert await group.says("王磊", "签到") == "数学组教研活动的签到已经结束，补签请找组长"


async def test_after_closing_only_the_head_adds(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.asks("张敏", "结束签到")
    assert await group.whispers("王磊", "数学组教研活动签到") == "数学组教研活动的签到已经结束，补签请找组长"
    assert "王磊 补签" in await group.whispers("张敏", "王磊签到，数学组教研活动")


async def test_a_teacher_does_not_open(group: Town) -> None:
    assert await group.asks("王磊", OPEN) == "这件事由组长、教科室和领导来做"


async def test_a_head_does_not_close_anothers(group: Town) -> None:
    await group.asks("张敏", OPEN)
    assert "没有您可以结束的签到" in await group.asks("吴婷", "结束签到")


async def test_a_chain_list_signs_everyone_in_once(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.says("王磊", "签到")
    chain = "#接龙\n数学组教研活动签到\n\n1. 张敏\n2. 孙丽\n3. 李强\n4. 王磊"
    answer = await group.says("张敏", chain)
    assert answer == "已记录 #2 签到：11月18日 周三 数学组教研活动 张敏、孙丽、李强 到（1人已签过）"
    assert (
        await group.says("钱多多", chain + "\n5. 多多")
        == "已记录 #3 签到：11月18日 周三 数学组教研活动 到（4人已签过）"
    )


async def test_an_occasion_that_nobody_opened_can_be_named(group: Town) -> None:
    answer = await group.says("刘洋", "语文组教研活动 刘洋 到")
    assert answer == "已记录 #1 签到：11月18日 周三 语文组教研活动 到"


async def test_with_nothing_open_the_group_is_left_alone(group: Town) -> None:
    assert await group.says("王磊", "签到") == ""
    assert await group.asks("王磊", "签到") == "现在没有开着的签到，您签的是哪个活动？"
    assert "数学组集体备课" in await group.asks("王磊", "数学组集体备课")


async def test_leave_is_told_with_its_reason(group: Town) -> None:
    answer = await group.asks("王芳", "明天的语文组教研活动请假，孩子发烧")
    assert answer == "已记录 #1 签到：11月19日 周四 语文组教研活动 请假，附原因"


async def test_who_comes_after_all_has_come(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.says("周洁", "数学组教研活动请假，监考")
    await group.says("周洁", "签到")
    assert "到1人，未到8人" in await group.asks("张敏", "结束签到")


@pytest.mark.parametrize("asker", ["张敏", "许静", "沈国华"])
async def test_who_is_missing_is_told_in_private(group: Town, asker: str) -> None:
    await group.asks("张敏", OPEN)
    for name in ("张敏", "王磊", "李强", "孙丽", "周洁", "黄河"):
        await group.says(name, "签到")
    answer = await group.asks(asker, "谁还没签到")
    assert answer.splitlines() == [
        "数学组教研活动：还有3人没签到，名单已私聊发您",
        "（私聊）数学组教研活动：还有3人没签到：蒋文、赵军、钱多多",
    ]


async def test_a_teacher_hears_only_how_many(group: Town) -> None:
    await group.asks("张敏", OPEN)
    assert await group.asks("王磊", "谁还没签到") == "数学组教研活动：还有9人没签到，名单只给组长和教科室看"


async def test_a_sign_in_is_undone_like_any_record(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.whispers("周洁", "签到")
    assert "已撤回 #1 签到" in await group.whispers("周洁", "撤回")
    assert "已记录 #2" in await group.whispers("周洁", "签到")


async def test_colleagues_of_another_department_are_counted_apart(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.says("王芳", "签到")
    await group.says("王磊", "签到")
    assert await group.forward(minutes=3) == ["群: 数学组教研活动：已签 1/9，另有其他组1人"]


async def test_who_opens_again_goes_on(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.says("王磊", "签到")
    await group.asks("张敏", "结束签到")
    await group.asks("张敏", OPEN)
    await group.says("李强", "签到")
    assert "到2人，未到7人" in await group.asks("张敏", "结束签到")


async def test_the_head_adds_without_naming_what_is_over(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.asks("张敏", "结束签到")
    assert "王磊 补签" in await group.whispers("张敏", "王磊补签")


async def test_leave_is_no_sign_in(group: Town) -> None:
    await group.asks("张敏", OPEN)
    await group.whispers("周洁", "数学组教研活动请假，监考")
    assert "还没有" in await group.whispers("周洁", "我这学期签到了几次")
