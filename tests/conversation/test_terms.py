"""A term that the office has closed takes no more records but from the office, which says why."""

from tests.conversation.conftest import Town

LAST = "2025-2026学年第二学期"


async def test_after_the_end_only_the_office_adds_and_says_why(group: Town) -> None:
    assert (await group.whispers("许静", "上学期结束登记")).startswith(f"✅ {LAST}已结束登记")
    assert await group.whispers("李娜", "6月10日第二节听了王芳的语文课") == f"{LAST}已经结束登记，要补的请找教科室"
    assert await group.says("李娜", "6月10日第二节听了王芳的语文课") == ""
    assert await group.whispers("许静", "6月10日第二节听了王芳的语文课") == f"{LAST}已经结束登记，请说一句补记的原因"
    kept = "已记录 #1 听课（补录）：6月10日 周三 第2节 王芳 语文，附补记原因"
    assert await group.whispers("许静", "当时在外地培训") == kept
    assert "附补记原因" in await group.whispers("许静", "6月11日第二节听了王芳的语文课，原因：漏记了")


async def test_what_stands_in_it_is_not_changed_by_others(group: Town) -> None:
    await group.whispers("李娜", "6月10日第二节听了王芳的语文课")
    await group.whispers("许静", "上学期结束登记")
    assert "已经结束登记" in await group.whispers("李娜", "改成第3节")
    assert "已经结束登记" in await group.whispers("李娜", "撤回")
    assert "已改 #1" in await group.whispers("许静", "#1改成第3节")


async def test_this_term_goes_on_and_the_last_is_opened_again(group: Town) -> None:
    await group.whispers("许静", "上学期结束登记")
    assert "早就结束登记了" in await group.whispers("许静", "上学期封账")
    assert "已记录" in await group.whispers("李娜", "今天第二节听了王芳的语文课")
    assert await group.whispers("许静", "上学期重新登记") == f"✅ {LAST}又可以登记了"
    assert "已记录" in await group.whispers("李娜", "6月10日第三节听了王芳的语文课")


async def test_none_but_the_office_closes(group: Town) -> None:
    assert await group.whispers("张伟", "上学期结束登记") == "这件事由教科室来做"
