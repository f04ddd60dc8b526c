"""The bot in the school's WeCom: what teachers see in the group and in private."""

import asyncio
from pathlib import Path

from yarl import URL

from bot.channels.aside import SPEAK_FIRST
from bot.channels.download import Fetcher
from bot.message import Attachment, Message, Reply
from storage.work import Storage
from tests.channels.fake_wecom import FakeWeCom
from tests.channels.school import GROUP, START, School, in_wecom, school
from tests.channels.wecom_chats import Bubble, words
from tests.simulated import simulated

LESSON = "今天第二节听了王芳的语文课，三2班，优点：情境创设好"
OPEN = "开签到，数学组教研活动，地点三楼会议室"
TEACHERS = [f"{family}{given}" for family in "冯褚卫蒋沈韩" for given in ("一帆", "二白", "三省", "四维", "五岳")]
TEACHERS += [f"{family}{given}" for family in "朱秦尤许何吕" for given in ("六合", "七弦", "八方", "九皋", "十力")]


async def card_after(wecom: School, chatid: str, userid: str, text: str) -> Bubble:
    """Says it, and gives the card that follows the answer."""
    shown = len(wecom.fake.shown(chatid))
    await wecom.fake.ask(chatid, userid, text)
    await wecom.fake.until(lambda: any(bubble.card for bubble in wecom.fake.shown(chatid)[shown:]))
    return wecom.fake.shown(chatid)[-1]


async def pressed(wecom: School, userid: str, label: str, card: Bubble) -> None:
    press = await wecom.fake.press(GROUP, userid, label, card)
    await wecom.fake.until(lambda: press.finished)


@simulated
async def test_a_teacher_is_answered_once_and_may_take_it_back(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        before = len(wecom.fake.said(GROUP))
        answer = await wecom.fake.ask(GROUP, "ChenJing", LESSON)
        assert answer.startswith("已记录 #1 听课")
        await wecom.quiet(70)
        text, card = wecom.fake.shown(GROUP)[-2:]
        assert (text.kind, text.text) == ("stream", answer)
        assert (card.text, card.buttons) == ("已记录 #1 听课", ["撤回"])
        assert len(wecom.fake.said(GROUP)) == before + 2


@simulated
async def test_taking_back_changes_the_card(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        card = await card_after(wecom, GROUP, "ChenJing", LESSON)
        await pressed(wecom, "ChenJing", "撤回", card)
        assert card.text.startswith("已撤回 #1 听课")
        assert card.buttons == ["恢复"]
        await pressed(wecom, "ChenJing", "恢复", card)
        assert card.buttons == ["撤回"]


@simulated
async def test_another_cannot_take_it_back_and_the_card_stays(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        card = await card_after(wecom, GROUP, "ChenJing", LESSON)
        for intruder in ("WangLei", "stranger"):
            await pressed(wecom, intruder, "撤回", card)
        assert card.buttons == ["撤回"]
        assert words(card.personal["WangLei"]) == "#1 是陈静老师的记录，只有本人和教科室能撤回"


@simulated
async def test_a_button_that_was_pressed_shows_the_same_card_again(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        card = await card_after(wecom, GROUP, "ChenJing", LESSON)
        await pressed(wecom, "WangLei", "撤回", card)
        refused = card.personal["WangLei"]
        await pressed(wecom, "WangLei", "撤回", card)
        assert card.personal["WangLei"] == refused
        assert len(wecom.ear.heard) == 3


@simulated
async def test_one_of_two_is_chosen_by_a_button(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        card = await card_after(wecom, GROUP, "HeMiao", "今天第三节听了王丽的英语课，六2班")
        assert words(card.card or {}) == "哪位王丽？1 王丽（大） 2 王丽（小）"
        await pressed(wecom, "HeMiao", "王丽（小）", card)
        assert "第3节\n王丽（小） 英语" in card.text
        assert card.buttons == ["撤回"]


@simulated
async def test_sixty_sign_in_and_the_group_stays_quiet(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path, more=TEACHERS) as wecom:
        card = await card_after(wecom, GROUP, "ZhangMin", OPEN)
        before = len(wecom.fake.said(GROUP))
        for number, teacher in enumerate(TEACHERS):
            await pressed(wecom, teacher, "签到", card)
            if number % 12 == 11:
                await wecom.forward(minutes=1)
        assert card.buttons == ["签到"]
        assert "签到：11月18日 周三" in words(card.personal[TEACHERS[0]])
        await wecom.forward(minutes=3)
        said = wecom.fake.said(GROUP)[before:]
        assert len(said) <= 3
        assert said[-1].startswith("数学组教研活动：已签 60/")
        assert all(wecom.fake.said(teacher) == [] for teacher in TEACHERS)


@simulated
async def test_signing_in_by_word_gets_no_answer_until_the_third(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await card_after(wecom, GROUP, "ZhangMin", OPEN)
        silent = [await wecom.fake.says(GROUP, "WangLei", text) for text in ("签到", "谢谢", "谢谢啦")]
        await wecom.quiet()
        assert [[answer.text for answer in one.answers] for one in silent] == [[], [], ["好的"]]


@simulated
async def test_a_quote_of_the_answer_says_which_record(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        answer = (await card_after(wecom, GROUP, "ChenJing", LESSON)).text
        await wecom.fake.ask(GROUP, "ChenJing", "今天第三节听了李娜的语文课，三2班")
        bubble = next(one for one in wecom.fake.shown(GROUP) if one.text.startswith("已记录 #1"))
        said = await wecom.fake.says(GROUP, "ChenJing", "第4节", quote=bubble)
        assert (await wecom.fake.answered(said)).text.startswith("已改 #1")
        quoted = wecom.ear.heard[-1].quoted
        assert quoted is not None
        assert quoted.own
        await wecom.fake.says(GROUP, "ChenJing", "怎么看", quote="明天下午开会")
        await wecom.fake.until(lambda: wecom.ear.heard[-1].text == "怎么看")
        assert wecom.ear.heard[-1].quoted is not None
        assert not wecom.ear.heard[-1].quoted.own
        assert answer


@simulated
async def test_a_picture_comes_with_its_text(sqlite: Storage, tmp_path: Path) -> None:
    async def fetch(url: str, *, decrypt: object = None) -> Attachment:
        assert decrypt is not None
        return Attachment("板书.png", tmp_path / "板书.png")

    async with school(sqlite, tmp_path, fetch=fetch) as wecom:
        picture = wecom.fake.media(b"\x89PNG", "板书.png")
        said = await wecom.fake.says(GROUP, "ChenJing", LESSON, pictures=[picture])
        assert (await wecom.fake.answered(said)).text.startswith("已记录 #1")
        heard = wecom.ear.heard[-1]
        assert heard.text == LESSON
        assert [file.name for file in heard.attachments] == ["板书.png"]


@simulated
async def test_names_asked_for_in_the_group_come_in_private(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await card_after(wecom, GROUP, "ZhangMin", OPEN)
        await wecom.fake.ask("ZhangMin", "ZhangMin", "帮助")
        answer = await wecom.fake.ask(GROUP, "ZhangMin", "谁还没签到")
        assert answer == "数学组教研活动：还有9人没签到，名单已私聊发您"
        assert "王磊" in wecom.fake.said("ZhangMin")[-1]


@simulated
async def test_who_never_spoke_in_private_is_told_to(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await card_after(wecom, GROUP, "ZhangMin", OPEN)
        answer = await wecom.fake.ask(GROUP, "ZhangMin", "谁还没签到")
        assert answer == f"数学组教研活动：还有9人没签到，名单只能私聊发您\n{SPEAK_FIRST}"
        assert "王磊" not in answer
        assert ["王磊" in reply.text for _, reply in wecom.ear.owed] == [True]
        await wecom.fake.ask("ZhangMin", "ZhangMin", "帮助")
        await wecom.forward(seconds=1)
        assert [text for text in wecom.fake.said("ZhangMin") if "王磊" in text] == [wecom.ear.owed[0][1].text]


@simulated
async def test_who_opens_the_chat_is_welcomed(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        for person in ("WangFang", "newcomer"):
            opened = await wecom.fake.opens(person)
            await wecom.fake.until(lambda opened=opened: opened.finished)  # type: ignore[misc]
        assert wecom.fake.said("WangFang") != wecom.fake.said("newcomer")
        assert len(wecom.fake.said("newcomer")) == 1


@simulated
async def test_opinions_and_unknown_events_are_left_alone(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        frames = len(wecom.fake.frames)
        await wecom.fake.feedback(GROUP, "WangFang")
        await wecom.quiet()
        assert len(wecom.fake.frames) == frames


@simulated
async def test_a_message_that_comes_twice_is_answered_once(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        wecom.ear.slow = 2
        said = await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.fake.again(said)
        await wecom.fake.answered(said)
        await wecom.fake.again(said)
        await wecom.quiet(10)
        assert len(wecom.fake.answers(said.msgid)) == 1
        assert len([message for message in wecom.ear.heard if message.id == said.msgid]) == 1


@simulated
async def test_where_somebody_spoke_is_remembered_once(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        for _ in range(2):
            await wecom.fake.ask("ChenJing", "ChenJing", "帮助")
        assert wecom.ear.remembered == [("wecom", GROUP, "group"), ("wecom", "ChenJing", "private")]


@simulated
async def test_encrypted_ids_are_counted(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        assert wecom.bot.masked == 0
        for _ in range(2):
            await wecom.fake.ask(GROUP, "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "帮助")
        assert wecom.bot.masked == 1


@simulated
async def test_an_encrypted_id_speaks_for_whom_the_app_knows_behind_it(sqlite: Storage, tmp_path: Path) -> None:
    async def userid(masked: str) -> str:
        return "ChenJing"

    async with school(sqlite, tmp_path, userid=userid) as wecom:
        answer = await wecom.fake.ask(GROUP, "woAJ2GCAAAXtWyujaWJHDDGi0mACAs1w", LESSON)
        assert answer.startswith("已记录 #1 听课")


@simulated
async def test_a_file_comes_in_private(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await wecom.fake.ask("XuJing", "XuJing", "帮助")
        await wecom.fake.ask(GROUP, "ChenJing", LESSON)
        await wecom.fake.ask("XuJing", "XuJing", "导出本学期听课")
        await wecom.fake.until(lambda: any(bubble.file for bubble in wecom.fake.shown("XuJing")))
        file = wecom.fake.shown("XuJing")[-1]
        assert file.kind == "file"
        assert file.text.endswith(".xlsx")


@simulated
async def test_a_picture_goes_out_as_one(sqlite: Storage, tmp_path: Path) -> None:
    picture = tmp_path / "小研.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    async def hear(message: Message) -> tuple[Reply, ...]:
        return (Reply("您要的图", files=(Attachment(picture.name, picture),)),)

    async with school(sqlite, tmp_path) as wecom:
        wecom.ear.hear = hear  # type: ignore[method-assign]
        await wecom.fake.ask(GROUP, "ChenJing", "图")
        await wecom.fake.until(lambda: wecom.fake.shown(GROUP)[-1].kind == "image")
        assert wecom.fake.said(GROUP)[-2:] == ["您要的图", "小研.png"]


@simulated
async def test_a_message_that_failed_may_come_again(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        heard, wecom.ear.hear = wecom.ear.hear, broken  # type: ignore[method-assign]
        said = await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await wecom.quiet()
        wecom.ear.hear = heard  # type: ignore[method-assign]
        again = await wecom.fake.again(said)
        assert (await wecom.fake.answered(again)).text.startswith("已记录 #1")


async def broken(message: Message) -> tuple[Reply, ...]:
    raise ConnectionError("the database is away")


@simulated
async def test_a_paper_is_fetched_opened_and_kept(sqlite: Storage, tmp_path: Path) -> None:
    async with FakeWeCom(lambda: START) as fake:
        fetcher = Fetcher(tmp_path / "files", [URL(fake.web).authority], 1 << 20)
        async with in_wecom(sqlite, tmp_path, fake, fetch=fetcher.fetch) as wecom:
            said = await fake.sends_file("ChenJing", "反思《课堂》.txt", "课堂要留白".encode())
            await fake.answered(said)
            [file] = wecom.ear.heard[-1].attachments
            assert (file.name, file.problem) == ("反思《课堂》.txt", None)
            assert file.kept.read_text("utf-8") == "课堂要留白"


@simulated
async def test_a_message_waits_for_the_file_before_it(sqlite: Storage, tmp_path: Path) -> None:
    async def slowly(url: str, *, decrypt: object = None) -> Attachment:
        await asyncio.sleep(8)
        return Attachment("反思.docx", None, "too_large")

    async with school(sqlite, tmp_path, fetch=slowly) as wecom:
        await wecom.fake.sends_file("ChenJing", "反思.docx", b"x" * 100)
        await wecom.fake.ask("ChenJing", "ChenJing", "帮助")
        assert [message.text for message in wecom.ear.heard[1:]] == ["", "帮助"]


@simulated
async def test_a_list_asked_for_by_a_button_comes_whole_to_whoever_pressed(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as wecom:
        await wecom.fake.ask("WangFang", "WangFang", "帮助")
        for number in range(1, 7):
            await wecom.fake.ask(GROUP, "WangFang", f"今天第{number}节听了陈静的语文课，三{number % 5 + 1}班《观潮》")
        await wecom.quiet()
        card = await card_after(wecom, GROUP, "WangFang", "我这学期听了几节课")
        assert card.buttons == ["哪几条"]
        await pressed(wecom, "WangFang", "哪几条", card)
        await wecom.quiet()
        assert card.buttons == ["哪几条"]
        assert wecom.fake.said("WangFang")[-1].count("观潮") == 6


@simulated
async def test_who_asks_for_what_takes_long_is_told_to_wait_in_the_answers_place(
    sqlite: Storage, tmp_path: Path
) -> None:
    async with school(sqlite, tmp_path) as wecom:
        at_once = wecom.ear.hear

        async def slowly(message: Message) -> tuple[Reply, ...]:
            await asyncio.sleep(3)
            return await at_once(message)

        wecom.ear.hear = slowly  # type: ignore[method-assign]
        said = await wecom.fake.says(GROUP, "ChenJing", LESSON)
        await asyncio.sleep(2.5)
        assert wecom.fake.shown(GROUP)[-1].text == "正在生成……"
        assert (await wecom.fake.answered(said)).text.startswith("已记录 #1")
        assert "正在生成……" not in wecom.fake.said(GROUP)


@simulated
async def test_who_was_told_to_wait_for_nothing_is_told_all_right(sqlite: Storage, tmp_path: Path) -> None:
    async def silent(message: Message) -> tuple[Reply, ...]:
        await asyncio.sleep(3)
        return ()

    async with school(sqlite, tmp_path) as wecom:
        wecom.ear.hear = silent  # type: ignore[method-assign]
        said = await wecom.fake.says(GROUP, "ChenJing", "谢谢")
        assert (await wecom.fake.answered(said)).text == "好的"
