"""What a kind of record does beyond being kept: it goes on, it serves something else, it tells whom it concerns."""

from sqlalchemy import select

from storage.tables import Heard
from storage.work import Storage
from tests.conversation.conftest import Town


async def test_the_later_stage_of_a_work_is_the_same_work(group: Town) -> None:
    await group.says("李娜", "我的案例《让学生先说》参加行知杯")
    later = await group.says("李娜", "《让学生先说》录用了")
    assert later.startswith("已记录 #2 论文：11月18日 周三 案例《让学生先说》录用（接 #1 提交），本学期第1篇")


async def test_a_project_is_known_by_a_part_of_its_title_and_by_its_leader_alone(group: Town) -> None:
    part = await group.asks("张敏", "课题《小学数学错题资源》中期检查过了")
    assert "《小学数学错题资源的有效利用研究》市级 中期" in part
    alone = await group.asks("张伟", "立项：省级，文号教研〔2024〕122号")
    assert "《生态课堂背景下小学语文读写结合的实践研究》省级 立项 教研〔2024〕122号" in alone


async def test_the_same_lesson_is_asked_about_whatever_else_is_told(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    assert await group.says("李娜", "今天第二节听了王芳的课，《观潮》") == "同一节课已记过 #1，还要再记吗？"
    assert "已记录 #2" in await group.says("李娜", "今天第三节听了王芳的课，《观潮》")


async def test_what_is_told_late_is_marked(group: Town) -> None:
    assert "听课（补录）：" in await group.says("李娜", "11月10日第二节听了王芳的语文课，三2班")


async def test_who_heard_a_lesson_presses_and_has_it(group: Town) -> None:
    (lesson,) = await group.replies(
        group.message("王芳", "我今天第3节上了公开课《观潮》，四(1)班", "group", addressed=False)
    )
    pressed = await group.presses("李娜", lesson, "我也听了")
    assert pressed.startswith("（私聊）已记录 #2 听课：11月18日 周三 第3节 王芳 四(1)班《观潮》公开课")


async def test_a_paper_offers_itself_to_the_project_of_its_author_once(group: Town) -> None:
    (paper,) = await group.replies(group.message("张伟", "交论文《读写结合》", "group", addressed=False))
    assert "挂到课题《生态课堂背景下小学语文…》吗？" in paper.text
    assert "挂课题《生态课堂背景下小学语文读写结合的实践研究》" in await group.presses("张伟", paper, "挂上")
    assert "挂到课题" not in await group.asks("张伟", "我的论文《读写结合》录用了")
    assert "挂到课题" not in await group.says("李娜", "交论文《让学生先说》")


async def test_those_who_signed_in_are_counted_for_the_activity(group: Town) -> None:
    await group.asks("张敏", "开签到，数学组教研活动")
    for who in ("王磊", "黄河", "张敏"):
        await group.says(who, "签到")
    assert "教研活动《计算教学》3人" in await group.asks("张敏", "数学组今天开展教研活动，主题：计算教学")


async def test_only_who_is_asked_to_write_hears_of_it(group: Town) -> None:
    await group.whispers("许静", "约稿：请李娜写一篇关于《错题门诊》的案例，12月5日前")
    told = "李娜: 许静老师向您约稿：李娜 案例《错题门诊》12月5日 周六前。写好了告诉我题目就行"
    assert told in [*(f"{to}: {text}" for to, text in group.unasked), *await group.forward(minutes=2)]


async def test_whoever_tells_of_a_pair_is_the_one_who_is_not_named(group: Town) -> None:
    assert "师傅陈静 徒弟方圆" in await group.says("方圆", "我拜陈静为师")
    assert "考核 师傅陈静 徒弟方圆 优秀" in await group.whispers("许静", "师徒考核：方圆优秀")
    assert await group.whispers("许静", "师徒考核：张静优秀") == "师傅是哪位？"
    assert "师傅李娜 徒弟张静" in await group.whispers("许静", "李娜")


async def test_of_pupils_nothing_is_kept(group: Town, storage: Storage, school_id: int) -> None:
    answer = await group.whispers("李娜", "辅导学生王小明获市作文二等奖")
    assert answer == "已记录 #1 辅导获奖：11月18日 周三《作文》市级 二等奖"
    words = storage.read(school_id, lambda session: list(session.scalars(select(Heard.text)))).result()
    assert words == [None]


async def test_a_journey_is_told_before_it_and_what_is_owed_has_its_day(group: Town) -> None:
    answer = await group.whispers("李娜", "我12月3日至5日去南京参加语文年会，回来后两周内交总结")
    assert answer.startswith("已记录 #1 外出学习：12月3日 周四 至12月5日 周六 南京《语文年会》总结 12月19日 周六前")


async def test_in_the_group_only_a_known_work_of_ones_own_goes_on(group: Town) -> None:
    await group.says("李娜", "我的案例《让学生先说》参加行知杯")
    assert await group.says("王芳", "《让学生先说》录用了") == ""
    assert await group.says("李娜", "《另一篇》录用了") == ""
    assert await group.says("李娜", "《让学生先说》录用了吗") == ""
    assert await group.says("李娜", "《让学生先说》参评了") == ""


async def test_feedback_and_scores_come_after_the_lesson(group: Town) -> None:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班")
    await group.says("李娜", "交论文《让学生先说》")
    assert (
        await group.asks("李娜", "优点：情境好；建议：先给提纲") == "已改 #1：优点 （空）→情境好，建议 （空）→先给提纲"
    )
    assert await group.asks("李娜", "打分 分层4 参与5") == "已改 #1：打分 （空）→分层4 参与5"


async def test_a_paper_is_put_to_a_project_by_word(group: Town) -> None:
    await group.says("张伟", "交论文《读写结合》")
    put = "已改 #1：课题 （空）→挂课题《生态课堂背景下小学语文读写结合的实践研究》"
    assert await group.asks("张伟", "把这篇论文挂到课题《生态课堂》") == put


async def test_a_preparation_has_its_leader_and_unit_and_a_meeting_its_outcome(group: Town) -> None:
    prepared = await group.whispers("张伟", "集体备课：二年级语文，第四单元，主备王芳，录播室，9人")
    assert prepared == "已记录 #1 活动：11月18日 周三 集体备课《第四单元》王芳 录播室 9人"
    met = await group.whispers("许静", "记会议：开题会，主持张伟，参会12人，结论通过")
    assert met == "已记录 #2 活动：11月18日 周三 会议《开题会》张伟 12人 结论：通过"


async def test_a_monthly_report_is_of_the_one_project_of_its_leader(group: Town) -> None:
    answer = await group.whispers("张敏", "月报：做了2次研讨，问题是样本太少，下月再听两节课")
    assert answer == "已记录 #1 课题：11月18日 周三《小学数学错题资源的有效利用研究》市级 月报，附月报内容"
