"""Who is reminded, when, how often, and what is still true when it is said."""

import asyncio

from bot.app import App
from handlers.school import load, read
from scheduled.reminding import remind
from storage import deadlines
from storage.session import Session
from storage.work import Storage
from tests.scheduled.conftest import Build
from tests.scheduled.house import at, days, school, to

WANG, LI, SUN = "王芳", "李强", "孙丽"


async def test_the_ladder(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("师陶杯论文", "11-30 17:00", WANG, LI)
    assert await house.until("11-23 16:00") == []
    said = await house.until("11-30 16:59")
    assert days(said, WANG) == ["11-23下午", "11-27下午", "11-30上午"], "3 and 1 days before are the same Friday"
    assert to(said, WANG)[0] == "⏰ 师陶杯论文 11月30日 周一 17:00前交，还有7天。交了回我“交了”"
    assert to(said, WANG)[2] == "⏰ 师陶杯论文 11月30日 周一 17:00前交，就在今天。交了回我“交了”"
    assert to(said, "群") == ["⏰ 师陶杯论文 11月30日 周一 17:00前交，还有3天，王芳、李强2人已交0人"]


async def test_the_whole_ladder_in_a_week_without_a_weekend(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("教学反思", "11-27", WANG)
    assert days(await house.until("11-28 00:00"), WANG) == ["11-20下午", "11-24下午", "11-26下午", "11-27上午"]


async def test_who_set_it_learns_how_it_ended(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    first = house.sets("师陶杯论文", "11-18 17:00", WANG, LI)
    second = house.sets("教学反思", "11-18", SUN)
    house.hands_in(LI, first)
    house.hands_in(SUN, second)
    said = await house.until("11-19 09:00")
    assert to(said, "何平") == ["📊 师陶杯论文到时间了：2人已交1人，未交：王芳", "✅ 教学反思到时间了，1人都交了"]
    assert [f"{one.at:%d %H}" for one in said if one.to == "何平"] == ["18 17", "19 07"]


async def test_nothing_is_said_at_night_on_a_weekend_or_sharp(build: Build) -> None:
    house = build("11-01 09:00")
    await house.open(at("11-01 09:00"))
    for day in range(2, 30):
        house.sets(f"材料{day}", f"11-{day:02} 17:00", departments=("语文组",))
    said = await house.until("12-01 00:00")
    assert len(said) > 100
    assert all(one.at.weekday() < 5 and 7 <= one.at.hour < 21 and one.at.minute not in (0, 30) for one in said)
    moments = [one.at for one in said if one.to != "群"]
    assert len(set(moments)) > len(moments) / 2, "spread"


async def test_what_meets_is_one_message(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("师陶杯论文", "11-20 17:00", WANG)
    house.sets("教学反思", "11-18 17:00", WANG)
    house.sets("课题月报", "11-20", WANG, LI)
    said = await house.until("11-17 23:00")
    assert to(said, LI) == ["⏰ 课题月报 11月20日 周五交，还有3天。交了回我“交了”"]
    assert to(said, WANG) == [
        "⏰ 您有3件快到时间，交了哪样跟我说一声：\n· 教学反思 11月18日 周三 17:00前交，就在明天\n"
        "· 师陶杯论文 11月20日 周五 17:00前交，还有3天\n· 课题月报 11月20日 周五交，还有3天"
    ]


async def test_one_message_a_day_in_the_morning_where_there_is_one(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("师陶杯论文", "11-18 17:00", WANG)
    house.sets("教学反思", "11-19 17:00", WANG)
    said = await house.until("11-18 23:00")
    assert days(said, WANG) == ["11-16下午", "11-17下午", "11-18上午"]
    assert "教学反思" in to(said, WANG)[2]


async def test_who_is_done_is_not_told(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    paper = house.sets("师陶杯论文", "11-24 17:00", WANG, LI)
    await house.until("11-17 16:10")
    house.hands_in(LI, paper)
    said = await house.until("11-17 17:00")
    assert (to(said, LI), len(to(said, WANG))) == ([], 1), "done between planning and saying"
    house.hands_in(WANG, paper)
    said = await house.until("11-24 16:00")
    assert [(one.to, one.text) for one in said] == [("群", "✅ 师陶杯论文：王芳、李强2人都交了")]


async def test_what_is_cancelled_between_planning_and_saying_is_not_said(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    paper = house.sets("师陶杯论文", "11-24 17:00", WANG)
    await house.until("11-17 16:10")
    house.changes(paper, cancelled_at=at("11-17 16:10"), next_step_at=None)
    assert await house.until("11-26 16:00") == []


async def test_what_is_put_off_climbs_its_new_ladder(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    paper = house.sets("师陶杯论文", "11-24 17:00", WANG)
    await house.until("11-17 16:10")
    house.changes(paper, due_at=at("12-04 17:00"))
    said = await house.until("12-04 16:00")
    assert days(said, WANG) == ["11-17下午", "11-27下午", "12-01下午", "12-03下午", "12-04上午"]
    assert "12月4日 周五 17:00前交，还有17天" in to(said, WANG)[0], "planned for the old day, said of the new one"


async def test_who_wants_quiet_is_left_alone(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("师陶杯论文", "11-27 17:00", WANG)
    wang = house.ids[WANG]
    house.do(lambda session: deadlines.be_quiet(session, wang, at("11-25 00:00")))
    assert days(await house.until("11-27 16:00"), WANG) == ["11-26下午", "11-27上午"]


async def test_no_more_than_three_a_week_and_the_most_urgent_first(build: Build) -> None:
    house = build("11-15 09:00")
    await house.open(at("11-15 09:00"))
    house.sets("论文", "11-23 17:00", WANG)  # 7 days before: Monday; 3 and 1 days before: Friday
    house.sets("反思", "11-17 17:00", WANG)  # Monday, Tuesday
    house.sets("随笔", "11-19 17:00", WANG)  # Monday, Wednesday, Thursday
    house.sets("总结", "11-25 17:00", WANG, LI)  # 7 days before: Wednesday
    said = await house.until("11-21 00:00")
    assert days(said, WANG) == ["11-16下午", "11-17上午", "11-18下午"]
    assert "总结" in to(said, WANG)[2]
    assert any("本周的提醒已满" in text for text in to(said, "何平"))


async def test_the_last_of_the_week_is_kept_for_the_more_urgent(build: Build) -> None:
    house = build("11-15 09:00", reminders={"per_week": 1, "ladder": [7, 1]})
    await house.open(at("11-15 09:00"))
    house.sets("论文", "11-23 17:00", WANG)
    house.sets("反思", "11-19 17:00", WANG)
    said = await house.until("11-20 00:00")
    assert days(said, WANG) == ["11-18下午"]
    assert "反思" in to(said, WANG)[0]
    assert "论文" in to(said, WANG)[0], "what had to wait comes along"


async def test_national_day_is_worked_for_on_sundays_and_saturdays(build: Build) -> None:
    house = build("09-14 09:00")
    await house.open(at("09-14 09:00"))
    house.sets("论文", "09-21 17:00", WANG)
    house.sets("反思", "10-08 17:00", LI)
    house.sets("随笔", "10-11 17:00", SUN)
    said = await house.until("10-12 00:00")
    assert days(said, WANG) == ["09-14下午", "09-18下午", "09-20下午", "09-21上午"], "the Sunday is a day of school"
    assert days(said, LI) == ["09-30下午", "10-08上午"]
    assert days(said, SUN) == ["09-30下午", "10-08下午", "10-10下午"], "the Saturday too"


async def test_a_vacation_of_the_school(build: Build) -> None:
    house = build("11-01 09:00", vacations=[{"name": "秋假", "start": "2026-11-09", "end": "2026-11-13"}])
    await house.open(at("11-01 09:00"))
    house.sets("论文", "11-16 17:00", WANG)
    said = await house.until("11-16 16:00")
    assert days(said, WANG) == ["11-06下午", "11-16上午"]


async def test_a_vacation_that_is_told_later_moves_the_step(build: Build, storage: Storage) -> None:
    house = build("11-01 09:00")
    await house.open(at("11-01 09:00"))
    house.sets("论文", "11-12 17:00", WANG)
    await house.until("11-04 12:00")
    autumn = [{"name": "秋假", "start": "2026-11-05", "end": "2026-11-10"}]
    load(storage, read(school(vacations=autumn)), at("11-04 12:00"))
    said = await house.until("11-12 16:00")
    assert days(said, WANG) == ["11-04下午", "11-11下午", "11-12上午"]


async def test_a_year_without_a_calendar_is_told_to_the_office_once(build: Build) -> None:
    house = build("12-20 09:00")
    await house.open(at("12-20 09:00"))
    house.sets("论文", "2027-01-04 17:00", WANG)
    house.sets("反思", "2027-01-12", WANG)
    said = await house.until("2027-01-12 23:00")
    assert sum("2027年的放假安排" in one.text for one in said if one.to == "何平") == 1
    assert days(said, WANG)[:3] == ["12-28下午", "12-31下午", "01-04上午"], "nothing on New Year's day"


async def test_off_from_friday_to_monday_it_catches_up_once(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", WANG)  # 3 days before: Saturday, so Friday; 1 day before: Monday
    house.sets("反思", "11-27 17:00", WANG, LI)  # 7 days before: Friday
    house.sets("随笔", "11-21 17:00", SUN)  # all of it while the bot is off
    await house.until("11-20 16:00")
    before = len(house.said)
    await house.open(at("11-23 09:05"))
    said = await house.until("11-23 12:00")
    assert len(house.said) - before == len(said)
    assert days(said, WANG) == ["11-23上午"]
    assert "论文" in to(said, WANG)[0]
    assert "反思" in to(said, WANG)[0]
    assert days(said, LI) == ["11-23上午"]
    assert to(said, SUN) == [], "it was due on Saturday"
    assert to(said, "何平") == ["📊 随笔到时间了：1人已交0人，未交：孙丽"]
    assert to(await house.until("11-23 23:00"), WANG) == [], "today's step was said with it"


async def test_a_clock_set_back_says_nothing_twice(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", WANG, LI)
    assert len(await house.until("11-17 16:55")) == 2
    await house.open(at("11-17 15:55"))
    assert await house.until("11-17 20:00") == []


async def test_a_bot_that_begins_again_in_the_middle_says_the_rest(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", departments=("语文组",))
    await house.until("11-17 16:25")
    some = len(house.said)
    await house.open(at("11-17 16:25"))
    await house.until("11-17 17:00")
    people = [one.to for one in house.said]
    assert 0 < some < len(people) == len(set(people))


async def test_two_bots_on_one_database_say_it_once(build: Build, database_url: str) -> None:
    house = build("11-16 09:00")
    first = await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", departments=("语文组",))
    other = Storage(database_url)
    second = App(other, house.school_id, house.files, fixed=at("11-16 09:00"))
    second.attach(house)
    for moment in ("11-17 16:10", "11-17 16:20", "11-17 16:50", "11-24 07:50", "11-24 17:30"):
        await asyncio.gather(first.clock.move(at(moment)), second.clock.move(at(moment)))
    other.close()
    afternoon = [one.to for one in house.said if one.at.day == 17]
    assert len(afternoon) == len(set(afternoon)) > 5
    assert len(to(house.said, "何平")) == 1


async def test_what_comes_again(build: Build) -> None:
    house = build("11-01 09:00")
    await house.open(at("11-01 09:00"))
    report = house.sets("课题月报", "11-25", WANG, every={"day_of_month": 25})
    house.hands_in(WANG, report)
    said = await house.until("12-26 00:00")
    assert days(said, WANG) == ["12-18下午", "12-22下午", "12-24下午", "12-25上午"]
    assert to(said, "何平") == ["✅ 课题月报到时间了，1人都交了"]
    assert "📊 课题月报到时间了：1人已交0人，未交：王芳" in to(await house.until("12-29 12:00"), "何平")


async def test_a_line_that_is_down_for_a_day(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", WANG, LI)
    house.sets("反思", "11-25 17:00", WANG)
    await house.until("11-17 16:05")
    house.down = True
    assert await house.until("11-18 16:05") == []
    house.down = False
    said = await house.until("11-18 20:00")
    assert to(said, LI) == ["⏰ 论文 11月24日 周二 17:00前交，还有6天。交了回我“交了”"]
    assert len(to(said, WANG)) == 1, "what was due on both days in one message"
    assert "反思" in to(said, WANG)[0]


async def test_what_cannot_be_brought_is_told_to_the_office(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", WANG, LI, group=False)
    house.refuses = lambda who: who == WANG
    said = await house.until("11-20 12:00")
    assert to(said, "何平") == ["⏰ 有1条消息一直没送到，已不再发。没送到的人：王芳"]
    assert len(to(said, LI)) == 1


async def test_a_job_that_runs_twice_plans_once(build: Build) -> None:
    house = build("11-16 09:00")
    await house.open(at("11-16 09:00"))
    house.sets("论文", "11-24 17:00", WANG, LI)
    now, job = at("11-17 16:10"), remind(lambda: house.app.channels)

    def again(session: Session) -> None:
        for deadline in deadlines.opened(session, now):
            deadline.next_step_at = now

    for _ in range(3):
        house.do(again)
        house.do(lambda session: job.run(session, now))
    assert len([notice for notice in house.notices() if notice.key.startswith("remind:")]) == 2
