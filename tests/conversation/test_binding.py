"""An unknown sender becomes known: by a code from the office, or by its 同意; nothing else works before."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from storage import roster
from storage.session import Session
from storage.work import Storage
from tests.conversation.conftest import START, Town

STRANGER = "我还不认识您"


@pytest.fixture
async def group(storage: Storage, school_id: int, tmp_path: Path) -> Town:
    """A group in which only the office is known, under the account xujing."""
    app = App(storage, school_id, tmp_path / "files", fixed=START)
    town = Town(app, tmp_path / "files")
    app.attach(town)
    bind(storage, school_id, "许静", "xujing")
    return town


def bind(storage: Storage, school_id: int, name: str, account: str) -> None:
    def work(session: Session) -> None:
        person = roster.load(session).by_name[name]
        roster.bind(session, Town.name, account, person.id, START)

    storage.write(school_id, work).result()


def told(group: Town) -> str:
    """What the bot has said unasked up to now."""
    said = "\n".join(f"{to}: {text}" for to, text in group.unasked)
    group.unasked.clear()
    return said


async def code_for(group: Town, name: str) -> str:
    found = re.search(rf"{name} (\d{{6}})", await group.whispers("xujing", f"发绑定码 {name}"))
    assert found
    return found[1]


async def test_a_stranger_can_do_nothing_but_learn_how(group: Town) -> None:
    for text in ("今天第二节听了李娜的语文课，三2班", "我听了几节课", "帮助", "签到", "你好"):
        assert STRANGER in await group.whispers("wf01", text)
    assert await group.says("wf01", "今天第二节听了李娜的语文课，三2班") == ""
    assert (await group.app.welcome(group.name, "", "wf01")).text.startswith(STRANGER)


async def test_a_code_of_the_office_binds_once(group: Town) -> None:
    code = await code_for(group, "王芳")
    answer = await group.whispers("wf01", f"我是王芳 绑定码 {code}")
    assert answer.startswith("绑定好了，您是语文组王芳老师。直接跟我说就行")
    assert await group.again() == answer
    assert "已记录 #1" in await group.whispers("wf01", "今天第二节听了李娜的语文课，三2班")
    assert "已经绑定了另一个账号" in await group.whispers("wf02", f"我是王芳 绑定码 {code}")
    assert "拿用过的绑定码" in told(group)


async def test_the_code_alone_says_who_one_is(group: Town) -> None:
    code = await code_for(group, "王芳")
    assert "您是语文组王芳老师" in await group.whispers("wf01", code)
    assert "绑定码不对" in await group.whispers("zw", "000000" if code != "000000" else "000001")


async def test_three_wrong_codes_void_it_and_the_office_is_told(group: Town) -> None:
    code = await code_for(group, "王芳")
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for account in ("a1", "a2", "a3"):
        assert "绑定码不对" in await group.whispers(account, f"我是王芳 绑定码 {wrong}")
    assert "绑定码不对" in await group.whispers("wf01", f"我是王芳 绑定码 {code}")
    assert "几次说错王芳的绑定码" in told(group)


async def test_who_guesses_three_times_is_sent_to_the_office(group: Town) -> None:
    code = await code_for(group, "王芳")
    for _ in range(3):
        await group.whispers("a1", f"我是李娜 绑定码 {code}")
    assert "请当面找教科室" in await group.whispers("a1", f"我是王芳 绑定码 {code}")
    await group.forward(days=2)
    assert "绑定好了" in await group.whispers("a1", f"我是王芳 绑定码 {code}")


async def test_a_code_is_good_for_a_week(group: Town) -> None:
    code = await code_for(group, "王芳")
    await group.forward(days=8)
    assert "绑定码不对或已过期" in await group.whispers("wf01", f"我是王芳 绑定码 {code}")


@pytest.mark.parametrize("yes", ["同意", "同意王芳", "是本人"])
async def test_the_office_agrees(group: Town, yes: str) -> None:
    assert "已请教科室确认" in await group.whispers("wf01", "我是王芳")
    assert "还没有答复" in await group.whispers("wf01", "我是王芳")
    assert told(group) == "xujing: 有人说自己是王芳，账号 wf01。是本人吗？"
    assert await group.whispers("xujing", yes) == "已绑定：王芳，账号 wf01"
    assert "wf01: 绑定好了，您是语文组王芳老师" in told(group)
    assert "我还不认识您" not in await group.whispers("wf01", "我听了几节课")


async def test_the_office_refuses(group: Town) -> None:
    await group.whispers("wf01", "我是王芳")
    assert "没有绑定" in await group.whispers("xujing", "不同意")
    assert STRANGER in await group.whispers("wf01", "我听了几节课")


async def test_agreeing_means_nothing_while_nobody_waits(group: Town) -> None:
    assert "已绑定" not in await group.whispers("xujing", "同意")
    await group.whispers("wf01", "我是王芳")
    await group.whispers("ln01", "我是李娜")
    assert "已绑定" not in await group.whispers("xujing", "同意")
    assert await group.whispers("xujing", "同意李娜") == "已绑定：李娜，账号 ln01"


async def test_two_accounts_that_say_one_name_are_both_refused(group: Town) -> None:
    await group.whispers("wf01", "我是王芳")
    assert "两边都没有绑定" in await group.whispers("fake", "我是王芳")
    assert "有两个账号都说自己是王芳，都没有绑定：wf01、fake" in told(group)
    assert "已绑定" not in await group.whispers("xujing", "同意")


async def test_a_name_that_is_bound_is_refused(group: Town) -> None:
    assert "已经绑定了另一个账号" in await group.whispers("fake", "我是许静")
    assert "账号 fake 说自己是许静" in told(group)


async def test_namesakes_are_asked_apart(group: Town) -> None:
    answer = await group.whispers("wl", "我是王丽")
    assert "王丽（大）" in answer
    assert "王丽（小）" in answer
    assert "已请教科室确认" in await group.whispers("wl", "我是王丽（小）")


async def test_a_name_that_the_roster_lacks(group: Town) -> None:
    assert "花名册里没有“赵六”" in await group.whispers("zl", "我是赵六")


async def test_only_the_office_hands_out_and_unbinds(group: Town, storage: Storage, school_id: int) -> None:
    bind(storage, school_id, "王芳", "wf01")
    for text in ("发绑定码 李娜", "解绑许静"):
        assert "由教科室和领导来做" in await group.whispers("wf01", text)
    assert await group.whispers("xujing", "解绑王芳") == "已解除王芳的绑定，再要用时发绑定码：“发绑定码 王芳”"
    assert STRANGER in await group.whispers("wf01", "我听了几节课")
    assert await group.whispers("xujing", "解绑王芳") == "王芳还没有绑定"


async def test_a_new_phone_is_bound_by_a_new_code(group: Town, storage: Storage, school_id: int) -> None:
    bind(storage, school_id, "王芳", "old")
    code = await code_for(group, "王芳")
    assert "绑定好了" in await group.whispers("new", f"我是王芳 绑定码 {code}")
    assert STRANGER in await group.whispers("old", "我听了几节课")


async def test_codes_for_everyone_who_is_not_bound_go_out_in_private(group: Town) -> None:
    answer = await group.asks("xujing", "把绑定码都打印出来")
    assert answer.startswith("绑定码已私聊发您\n（私聊）绑定码")
    assert "许静" not in answer
    assert len(re.findall(r"\d{6}", answer)) == len(group.app.roster.present) - 1


async def test_one_account_is_known_in_any_case_on_wecom(group: Town, storage: Storage, school_id: int) -> None:
    def work(session: Session) -> None:
        person = roster.load(session).by_name["王芳"]
        roster.bind(session, "wecom", "WangFang", person.id, START, "ww1")

    storage.write(school_id, work).result()
    now = storage.read(school_id, roster.load).result()
    assert now.speaker("wecom", "wangfang", "ww1") == now.by_name["王芳"]
    assert now.speaker("wecom", "wangfang", "ww2") is None
    assert now.speaker("memory", "XUJING") is None


async def test_answers_do_not_wait_for_ever(group: Town) -> None:
    await group.whispers("wf01", "我是王芳")
    await group.forward(days=4)
    assert await group.whispers("xujing", "同意") == "已绑定：王芳，账号 wf01"
    assert group.app.clock.now() - START < timedelta(days=5)
