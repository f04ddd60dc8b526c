"""Undo, change, restore, history: of one's own records, and of anyone's for the office."""

from tests.conversation.conftest import Town

LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"
KEPT = "11月18日 周三 第2节 王芳 语文 三(2)班《草船借箭》"


async def test_the_last_is_taken_back_and_restored(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.asks("李娜", "撤回") == f"已撤回 #1 听课：{KEPT}"
    assert "还没有" in await group.whispers("李娜", "我这学期听了几节课")
    assert await group.asks("李娜", "恢复") == f"已恢复 #1 听课：{KEPT}"
    assert "听课1节" in await group.whispers("李娜", "我这学期听了几节课")


async def test_a_message_is_taken_back_whole(group: Town) -> None:
    await group.whispers("欧阳雪", "今天第一、二节听了陈静老师的语文课，六3班《丁香结》")
    undone = await group.whispers("欧阳雪", "撤回")
    assert "#1" in undone
    assert "#2" in undone


async def test_a_number_says_which(group: Town) -> None:
    await group.says("李娜", LESSON)
    await group.says("李娜", "今天第三节听了王芳的语文课，三3班《赵州桥》")
    assert (await group.whispers("李娜", "撤销第1条")).startswith("已撤回 #1")
    assert await group.whispers("李娜", "撤回1") == "#1 已经撤回了"
    assert await group.whispers("李娜", "撤回 #99") == "没有 #99 这条记录"


async def test_nothing_to_take_back(group: Town) -> None:
    assert "没有找到" in await group.whispers("李娜", "撤回")


async def test_the_button_takes_back(group: Town) -> None:
    answer = (await group.replies(group.message("李娜", LESSON, "group", addressed=False)))[0]
    assert (await group.presses("李娜", answer, "撤回")).startswith("已撤回 #1")


async def test_a_change_by_quoting_shows_before_and_after(group: Town) -> None:
    answer = await group.says("李娜", LESSON)
    await group.says("李娜", "今天第三节听了王芳的语文课，三3班《赵州桥》")
    assert await group.asks("李娜", "改成第3节", quoting=answer) == "已改 #1：节次 第2节→第3节"


async def test_several_changes_at_once(group: Town) -> None:
    await group.says("李娜", LESSON)
    answer = await group.whispers("李娜", "第1条的课题改成《我们神圣的国土》，班级五1")
    assert "班级 三(2)班→五(1)班" in answer
    assert "课题 《草船借箭》→《我们神圣的国土》" in answer


async def test_a_changed_teacher_is_who_was_taught(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("李娜", "不是王芳，是陈静") == "已改 #1：授课教师 王芳→陈静"


async def test_an_ambiguous_change_is_asked_about(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("李娜", "授课老师应该是王丽") == "哪位王丽？1 王丽（大） 2 王丽（小）"
    assert await group.whispers("李娜", "大的") == "已改 #1：授课教师 王芳→王丽（大）"


async def test_an_impossible_change_is_asked_about(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("李娜", "改成第12节") == "一天只有7节课，是第几节？"
    assert await group.whispers("李娜", "第4节") == "已改 #1：节次 第2节→第4节"


async def test_nothing_changes_nothing(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("李娜", "改成第2节") == "#1 本来就是第2节，没有改动"


async def test_a_slot_that_the_kind_does_not_have(group: Town) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》获市一等奖")
    assert await group.whispers("李娜", "改成第3节") == "论文没有“节次”这一项"


async def test_others_records_are_not_ones_own(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("陈静", "撤回1") == "#1 是李娜老师的记录，只有本人和教科室能撤回"
    assert await group.whispers("陈静", "1号改成第3节") == "#1 是李娜老师的记录，只有本人和教科室能修改"


async def test_the_office_changes_anyones_and_the_owner_is_told_in_private(group: Town) -> None:
    await group.says("李娜", LESSON)
    group.unasked.clear()
    assert await group.asks("许静", "1号改成第4节") == "已改 #1：节次 第2节→第4节"
    assert group.unasked == [("李娜", "许静老师已改 #1 听课：节次 第2节→第4节")]


async def test_the_history_tells_everything(group: Town) -> None:
    await group.says("李娜", LESSON)
    await group.whispers("李娜", "改成第3节")
    await group.whispers("李娜", "撤回")
    await group.whispers("李娜", "恢复")
    history = (await group.whispers("李娜", "#1改过什么")).splitlines()
    assert [line.split(maxsplit=2)[2] for line in history[1:]] == [
        "李娜 记录",
        "李娜 修改 节次 第2节→第3节",
        "李娜 撤回",
        "李娜 恢复",
    ]


async def test_several_numbers_are_changed_together(group: Town) -> None:
    await group.says("李娜", LESSON)
    await group.says("李娜", "今天第三节听了王芳的语文课，三3班《赵州桥》")
    assert (await group.whispers("李娜", "#1、#2改成三4班")).splitlines() == [
        "已改 #1：班级 三(2)班→三(4)班",
        "已改 #2：班级 三(3)班→三(4)班",
    ]


async def test_quoting_an_answer_of_several_asks_which(group: Town) -> None:
    answer = await group.whispers("欧阳雪", "今天第一、二节听了陈静老师的语文课，六3班《丁香结》")
    assert (await group.asks("欧阳雪", "改成第5节", quoting=answer)).startswith("哪一条？\n1 #1 听课")
    assert await group.asks("欧阳雪", "2") == "已改 #2：节次 第2节→第5节"


async def test_no_record_moves_into_the_future(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("李娜", "日期改成明天") == "那天还没到，是哪一天？"


async def test_an_unknown_number_among_known_ones_is_said(group: Town) -> None:
    await group.says("李娜", LESSON)
    assert await group.whispers("李娜", "撤回#1和#99") == "没有 #99 这条记录"


async def test_those_concerned_see_remarks_and_history(group: Town) -> None:
    await group.says("李娜", LESSON + "，优点：情境好")
    for who in ("李娜", "王芳", "张伟", "沈国华"):
        assert "优点：情境好" in await group.whispers(who, "#1改过什么")
    assert "只有本人和教科室能查看" in await group.whispers("周洁", "#1改过什么")


async def test_a_suggestion_of_one_who_heard_no_lesson_is_no_change(group: Town) -> None:
    await group.whispers("李娜", "我被评为区级优秀教师")
    said = await group.whispers("李娜", "建议：食堂菜少放盐")
    assert said == "您还没有可以补上这一句的听课；给教科室提意见，请说“意见：……”"


async def test_a_mentor_is_named_once_in_a_change(group: Town) -> None:
    await group.whispers("李娜", "拜许静为师")
    assert await group.whispers("李娜", "师傅改成陈静") == "已改 #1：师傅 许静→陈静"
