"""What goes wrong on the way: the answer comes once all the same, or it is owed."""

import asyncio
from pathlib import Path

import pytest

from bot.channels import Unreachable
from bot.channels.wecom.answers import FILE_LATER
from bot.channels.wecom.connection import Connection, State
from bot.channels.wecom.turns import MINUTE
from bot.message import Message, Reply
from storage.work import Storage
from tests.channels.fake_wecom import BOT_ID, SECRET
from tests.channels.school import GROUP, START, School, school
from tests.channels.wecom_chats import Bubble
from tests.simulated import simulated

LESSON = "今天第二节听了王芳的语文课，三2班，优点：情境创设好"
GIVEN = ("一帆", "二白", "三省", "四维", "五岳", "六合", "七弦")
TEACHERS = [f"{family}{given}" for family in "冯褚卫沈韩" for given in GIVEN]


def answers(wecom: School, userid: str = GROUP) -> list[Bubble]:
    """What the bot said since somebody asked for help at the beginning, without the cards to take back."""
    said = [bubble for bubble in wecom.fake.shown(userid) if bubble.sender == "小研"]
    return [bubble for bubble in said if bubble.buttons != ["撤回"]][1 if userid == GROUP else 0 :]


@simulated
@pytest.mark.parametrize("after", [True, False])
async def test_cut_in_the_middle_of_an_answer(sqlite: Storage, tmp_path: Path, after: bool) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.cut_at("aibot_respond_msg", after=after)
        said = await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.fake.answered(said)
        await wecom.quiet(120)
        assert [bubble.text[:7] for bubble in answers(wecom)] == ["已记录 #1 "]
        assert wecom.ear.owed == []


@simulated
@pytest.mark.parametrize("times", [1, 3])
async def test_an_acknowledgement_is_lost(sqlite: Storage, tmp_path: Path, times: int) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.drop_acks("aibot_respond_msg", times)
        await wecom.fake.ask(GROUP, "ChenJing", LESSON)
        await wecom.quiet(120)
        assert len(answers(wecom)) == 1
        assert wecom.ear.owed == []
        sent = [frame for _, frame in wecom.fake.frames if frame["cmd"] == "aibot_respond_msg"][1:]
        assert len(sent) == times + 1
        assert all(frame["body"] == sent[0]["body"] for frame in sent)


@simulated
async def test_no_connection_for_long(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.ear.slow = 1
        await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.quiet(0.5)
        wecom.fake.shut = True
        wecom.fake.cut()
        await wecom.quiet(70)
        assert [reply.text[:7] for _, reply in wecom.ear.owed] == ["已记录 #1 "]
        wecom.fake.shut = False
        await wecom.fake.connected(120)
        await wecom.forward(hours=1)
        await wecom.quiet()
        assert [text[:7] for text in wecom.fake.said(GROUP)[1:]] == ["已记录 #1 "]


@simulated
async def test_kicked(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.ear.slow = 5
        await wecom.fake.says(GROUP, "ChenJing", LESSON)
        other = Connection(wecom.fake.url, BOT_ID, SECRET, wecom.bot.frame, now=lambda: START)
        await other.start()
        await wecom.quiet(10)
        assert wecom.connection.state is State.KICKED
        assert [reply.text[:7] for _, reply in wecom.ear.owed] == ["已记录 #1 "]
        with pytest.raises(Unreachable):
            await wecom.channel.say(GROUP, "group", Reply("论文截止提醒"))
        await other.close()


@simulated
async def test_a_bad_secret(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path, secret="wrong") as wecom:
        await wecom.quiet(20)
        assert wecom.connection.state is State.BAD_SECRET
        with pytest.raises(Unreachable):
            await wecom.channel.say(GROUP, "group", Reply("论文截止提醒"))


@simulated
async def test_wecom_asks_for_a_rest(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.refuse("aibot_respond_msg", 45009, 2)
        await wecom.fake.ask(GROUP, "ChenJing", LESSON, seconds=90)
        assert wecom.ear.owed == []


@simulated
async def test_wecom_asks_for_a_rest_without_end(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.refuse("aibot_respond_msg", 45009, 100)
        await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.quiet(300)
        assert len(wecom.ear.owed) == 1
        assert sum(frame["cmd"] == "aibot_respond_msg" for _, frame in wecom.fake.frames) == 5


@simulated
@pytest.mark.parametrize("errcode", [846605, 846608])
async def test_a_stream_that_is_too_old(sqlite: Storage, tmp_path: Path, errcode: int) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.refuse("aibot_respond_msg", errcode)
        await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.quiet()
        assert [(bubble.kind, bubble.text[:7]) for bubble in answers(wecom)] == [("markdown", "已记录 #1 ")]
        assert wecom.ear.owed == []


@simulated
async def test_expelled_from_the_group(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.expel(GROUP)
        with pytest.raises(Unreachable):
            await wecom.channel.say(GROUP, "group", Reply("论文截止提醒"))


@simulated
@pytest.mark.parametrize("after", [True, False])
async def test_a_sign_in_card_survives_a_cut(sqlite: Storage, tmp_path: Path, after: bool) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.cut_at("aibot_send_msg", after=after)
        await wecom.fake.ask(GROUP, "ZhangMin", "开签到，数学组教研活动，地点三楼会议室")
        await wecom.quiet(30)
        assert "签到" in wecom.fake.shown(GROUP)[-1].buttons


@simulated
async def test_a_notice_over_a_connection_that_died_unnoticed_is_not_taken_for_said(
    sqlite: Storage, tmp_path: Path
) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.deaf = True
        wecom.fake.drop_acks("aibot_send_msg")
        saying = asyncio.create_task(wecom.channel.say(GROUP, "group", Reply("论文截止提醒")))
        await wecom.quiet(60)
        wecom.fake.deaf = False
        assert await saying == "connection"
        await wecom.quiet(10)
        assert wecom.fake.said(GROUP)[-1] == "论文截止提醒"
        wecom.fake.forgive()


@simulated
async def test_a_notice_whose_acknowledgement_alone_was_lost_is_said_once(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.drop_acks("aibot_send_msg")
        assert await wecom.channel.say(GROUP, "group", Reply("论文截止提醒")) == "connection"
        assert wecom.fake.said(GROUP).count("论文截止提醒") == 1


@simulated
async def test_a_file_that_cannot_be_uploaded_is_owed(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await wecom.fake.ask("XuJing", "XuJing", "帮助")
        wecom.fake.refuse("aibot_upload_media_init", 40058, 10)
        await wecom.fake.ask(GROUP, "ChenJing", LESSON)
        answer = await wecom.fake.ask("XuJing", "XuJing", "导出本学期听课")
        [(_, owed)] = wecom.ear.owed
        assert answer.splitlines()[-1] == FILE_LATER.format(owed.files[0].name)


@simulated
async def test_many_messages_in_a_minute_wait_for_their_turn(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path, more=TEACHERS) as wecom:
        said = [await wecom.fake.says(GROUP, one, LESSON) for one in TEACHERS]
        for one in said:
            await wecom.fake.answered(one, 200)
        shown = wecom.fake.shown(GROUP)
        minutes = int(shown[-1].at // MINUTE.seconds) + 1
        cards = [bubble for bubble in shown if bubble.buttons]
        assert len(cards) < len(TEACHERS)
        assert len(cards) <= minutes * (MINUTE.most // 2 + 1)  # none is offered once half of a minute is used


@simulated
async def test_answers_go_before_notices(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        notices = [asyncio.create_task(wecom.channel.say(GROUP, "group", Reply(f"通知{n}"))) for n in range(40)]
        await wecom.quiet(1)
        said = await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.fake.answered(said, 90)
        assert not all(notice.done() for notice in notices)
        await asyncio.gather(*notices)


@simulated
async def test_a_press_that_takes_too_long_is_answered_by_a_push(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await wecom.fake.ask(GROUP, "ChenJing", LESSON)
        await wecom.fake.until(lambda: bool(wecom.fake.shown(GROUP)[-1].card))
        wecom.ear.slow = 8
        await wecom.fake.press(GROUP, "ChenJing", "撤回")
        await wecom.quiet(20)
        assert wecom.fake.said(GROUP)[-1].startswith("已撤回 #1")
        assert wecom.fake.forgive() == ["a press was not answered within 5 seconds"]


@simulated
async def test_what_is_being_said_when_the_bot_stops_is_owed(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.fake.shut = True
        wecom.ear.slow = 1
        await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.quiet(0.5)
        wecom.fake.cut()
        await wecom.quiet(2)
        await wecom.channel.close()
        assert [reply.text[:7] for _, reply in wecom.ear.owed] == ["已记录 #1 "]


@simulated
async def test_a_long_answer_comes_in_parts(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        lines = "\n".join(f"{n} 今天第{n}节听了王芳的课_{n}_" for n in range(1500))

        async def hear(message: Message) -> tuple[Reply, ...]:
            return (Reply(lines),)

        wecom.ear.hear = hear  # type: ignore[method-assign]
        await wecom.fake.ask(GROUP, "ChenJing", "全部记录")
        await wecom.quiet()
        said = answers(wecom)
        assert [bubble.kind for bubble in said] == ["stream", *["markdown"] * (len(said) - 1)]
        assert len(said) > 1
        assert "".join(bubble.text for bubble in said).replace("\\", "") == lines


@simulated
async def test_two_bots_do_not_disturb_each_other(sqlite: Storage, another: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path / "one") as one, school(another, tmp_path / "two") as two:
        for wecom in (one, two):
            answer = await wecom.fake.ask(GROUP, "ChenJing", LESSON)
            assert answer.startswith("已记录 #1 ")
        assert len(one.ear.heard) == len(two.ear.heard) == 2
