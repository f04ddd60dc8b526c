"""A record that leaves something to be done: a book lent out, an article asked for, what a training owes."""

from datetime import datetime

from tests.conversation.conftest import START, Town

LENT = "王芳借了《教育研究》3期，下周五还"
OTHER = "李娜借了《给教师的建议》，两周后还"


def of(unasked: list[str], who: str) -> list[str]:
    """What was said to one, but for what is due for everyone by the school's file."""
    return [
        said
        for said in unasked
        if said.startswith(f"{who}: ") and ("归还" in said or "约稿" in said or "学习的" in said)
    ]


async def until(group: Town, moment: str) -> list[str]:
    group.unasked.clear()
    await group.app.clock.move(datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=START.tzinfo))
    return [f"{to}: {text}" for to, text in group.unasked]


async def test_a_book_is_reminded_of_the_day_before_in_private_alone(group: Town) -> None:
    assert (await group.whispers("许静", LENT)).endswith("11月27日 周五还，前一天提醒")
    said = await until(group, "11-30T12:00")
    assert len(of(said, "王芳")) == 1
    assert "归还《教育研究》3期 11月27日 周五前，就在明天" in of(said, "王芳")[0]
    assert not [one for one in said if one.startswith("群: ") and "归还" in one]
    assert "许静: 📊 归还《教育研究》3期到时间了：王芳还没还" in said


async def test_who_has_what(group: Town) -> None:
    await group.whispers("许静", LENT)
    await group.whispers("许静", OTHER)
    both = ["借出未还的有2本：", "《教育研究》3期 王芳 11月27日 周五还", "《给教师的建议》 李娜 12月2日 周三还"]
    assert (await group.whispers("许静", "谁借了书")).splitlines() == both
    assert (await group.whispers("许静", "谁没还书")).splitlines() == both
    assert (await group.whispers("王芳", "我借了什么书")).splitlines() == [
        "借出未还的有1本：",
        "《教育研究》3期 王芳 11月27日 周五还",
    ]
    assert await group.whispers("王磊", "谁借了书") == "没有借出未还的书刊"
    assert (await group.asks("许静", "谁借了书")).startswith("借出未还的有2本，已私聊发您\n（私聊）")
    assert "归还" not in await group.asks("许静", "有哪些截止")
    assert "归还" not in await group.whispers("王磊", "有哪些截止")


async def test_brought_back_by_a_word(group: Town) -> None:
    await group.whispers("许静", LENT)
    assert (await group.whispers("王芳", "还了")).startswith("已记录 #2 借阅：11月18日 周三 归还《教育研究》")
    assert await group.whispers("许静", "谁借了书") == "没有借出未还的书刊"
    assert of(await until(group, "11-30T12:00"), "王芳") == []


async def test_brought_back_by_its_name_and_of_several_it_is_asked(group: Town) -> None:
    await group.whispers("许静", LENT)
    await group.whispers("许静", LENT.replace("教育研究", "人民教育"))
    assert (await group.whispers("王芳", "还了")).startswith("哪一项？1 归还《教育研究》3期")
    assert "已记录" in await group.whispers("王芳", "《人民教育》还了")
    assert "人民教育" not in await group.whispers("许静", "谁借了书")


async def test_what_was_lent_without_a_day_is_out_until_it_is_back(group: Town) -> None:
    await group.whispers("李娜", "借了《教育研究》第3期")
    assert await group.whispers("许静", "谁借了书") == "借出未还的有1本：\n《教育研究》3期 李娜 没说哪天还"
    assert await group.whispers("王磊", "谁借了书") == "没有借出未还的书刊"
    assert (await group.whispers("李娜", "还了")).startswith("已记录 #2 借阅：11月18日 周三 归还《教育研究》")
    assert await group.whispers("许静", "谁借了书") == "没有借出未还的书刊"


async def test_who_has_nothing_out_has_brought_nothing_back(group: Town) -> None:
    assert "没看懂" in await group.whispers("王磊", "还了")


async def test_it_goes_the_way_of_its_record(group: Town) -> None:
    await group.whispers("许静", LENT)
    await group.whispers("许静", "撤回1")
    assert await group.whispers("许静", "谁借了书") == "没有借出未还的书刊"
    await group.whispers("许静", "恢复1")
    assert "王芳" in await group.whispers("许静", "谁借了书")


async def test_another_day_for_it(group: Town) -> None:
    await group.whispers("许静", LENT)
    assert await group.whispers("许静", "1号改成12月3日还") == "已改 #1：归还 11月27日 周五还→12月3日 周四还"
    assert "12月3日 周四还" in await group.whispers("许静", "谁借了书")
    assert await group.whispers("许静", "1号改成昨天") == "已改 #1：日期 11月18日 周三→11月17日 周二"


async def test_an_article_that_was_asked_for(group: Town) -> None:
    said = await group.whispers("许静", "约稿：请王磊把“错题门诊”写成论文，12月5日前")
    assert said.endswith("12月5日 周六前，到时候提醒")
    assert "约稿《错题门诊》 12月5日 周六，您还没交" in await group.whispers("王磊", "我还有什么要交的")
    assert "（约稿《错题门诊》这项已完成）" in await group.whispers("王磊", "我的论文《错题门诊》投稿了")


async def test_an_article_asked_for_by_quoting(group: Town) -> None:
    told = "王磊 11月18日 论文《错题门诊》师陶杯 获奖"
    said = await group.asks("许静", "李娜写一篇，12月5日前", quoting=told)
    assert said == "已记录 #1 约稿：李娜《错题门诊》12月5日 周六前，到时候提醒"
    assert await group.asks("许静", "向王芳约稿，12月9日前", quoting="开学第一课讲得真好")
    assert "约稿的文章 12月9日 周三" in await group.whispers("王芳", "我还有什么要交的")
    assert await group.says("许静", "李娜写一篇，12月5日前", quoting=told) == ""


async def test_what_is_owed_after_a_training(group: Town) -> None:
    said = await group.whispers("许静", "下周三王芳去南京培训，回来后两周内交总结")
    assert said.endswith("总结 12月9日 周三前，到时候提醒")
    assert len(of(await until(group, "12-05T12:00"), "王芳")) == 2
    assert "南京学习的总结 12月9日 周三，您还没交" in await group.whispers("王芳", "我还有什么要交的")


async def test_the_monthly_check_of_pairs(group: Town) -> None:
    assert (await group.whispers("许静", "每月25号师徒考核")).startswith("还没有师徒结对的记录")
    await group.whispers("何苗", "我拜林森为师")
    said = await group.whispers("许静", "每月25号师徒考核")
    assert said.splitlines()[0] == "已设截止 师徒考核：每月25号，这次11月25日 周三，林森"
    assert "这项已完成" in await group.whispers("林森", "徒弟何苗考核合格")
    assert "说一声师徒考核的结果就算完成" in said


async def test_a_title_longer_than_any_is_cut(group: Town) -> None:
    title = "《" + ("《" + "长" * 38 + "》") * 7 + "》"
    assert "已记录 #1 借阅" in await group.whispers("许静", f"王芳借了{title}，下周五还")
    assert "已记录 #2 约稿" in await group.whispers("许静", f"约稿：请李娜写{title}，下周五前交")


async def test_what_somebody_else_lacks_is_not_told_to_the_group(group: Town) -> None:
    assert (await group.asks("何平", "王芳还差什么")).startswith("王芳本学期的，已私聊发您\n（私聊）王芳本学期还差")
