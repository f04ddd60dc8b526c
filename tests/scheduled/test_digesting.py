"""Who gets which digest, on which day, once: a term of Fridays with a town that lives through them."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.app import App
from bot.message import Attachment, Place, Reply
from handlers.digests.wanted import MONTHLY, TERM, WEEKLY
from handlers.school import load as load_school
from handlers.school import read
from scheduled.digesting import on
from storage import roster
from storage.session import Session
from storage.tables import Notice, School
from storage.work import Storage
from tests.conversation.conftest import START, Town, demo

ZONE = ZoneInfo("Asia/Shanghai")
LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"
AWARD = "我的论文《读写结合的三个支点》获师陶杯省二等奖"
FRIDAY = datetime(2026, 11, 20, 17, 0, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)


@pytest.fixture
def school_id(storage: Storage) -> int:
    return load_school(storage, read(demo()), START)


@pytest.fixture
async def town(storage: Storage, school_id: int, tmp_path: Path) -> Town:
    return await a_town(storage, school_id, tmp_path, START)


async def a_town(storage: Storage, school_id: int, directory: Path, at: datetime) -> Town:
    app = App(storage, school_id, directory / "files", fixed=at)
    town = Town(app, directory / "files")
    app.attach(town)
    await app.let_names_speak(town.name)
    return town


async def until(town: Town, at: datetime) -> dict[str, list[str]]:
    """Time passes; the digests that were said in between, to whom."""
    said: dict[str, list[str]] = {}
    town.unasked.clear()
    await town.app.clock.move(at)
    for to, text in town.unasked:
        if text.startswith("📊"):
            said.setdefault(to, []).append(text)
    return said


def words(storage: Storage, school_id: int, **values: object) -> None:
    def change(session: Session) -> None:
        school = session.scalars(select(School)).one()
        school.words = {**school.words, **values}
        school.revision += 1

    storage.write(school_id, change).result()


def planned(storage: Storage, school_id: int) -> list[Notice]:
    digests = select(Notice).where(Notice.key.startswith("digest:"))
    return storage.read(school_id, lambda session: list(session.scalars(digests))).result()


def on_days(storage: Storage, school_id: int, first: date, days: int) -> dict[date, list[str]]:
    """What is said on which day, without anybody's having said anything."""
    people = storage.read(school_id, roster.load).result()
    span = (first + timedelta(days=day) for day in range(days))
    return {day: [plan.what for plan in on(people, day)] for day in span if list(on(people, day))}


async def test_on_friday_each_gets_the_own_form_once(town: Town) -> None:
    await town.says("李娜", LESSON)
    await town.says("王芳", AWARD)
    await town.whispers("李娜", "订阅周报")
    assert await until(town, FRIDAY.replace(hour=16, minute=34)) == {}
    said = await until(town, FRIDAY)
    assert all(len(texts) == 1 for texts in said.values())
    assert said["群"] == ["📊 本周好消息：\n· 王芳 论文《读写结合的三个支点》师陶杯 省级 二等奖"]
    assert said["沈国华"][0].startswith("📊 青禾实验小学第12周周报（11月16日至22日）\n听课1节\n")
    assert said["张伟"][0].startswith("📊 语文组第12周周报（11月16日至22日）\n听课1节\n")
    assert said["张敏"] == ["📊 数学组第12周周报：本周还没有记录"]
    assert said["李娜"] == [
        "📊 本周您让我记了1件：\n#1 听课：11月18日 周三 第2节 王芳 语文 三(2)班《草船借箭》\n有错回“撤回1”或“1号改成……”"
    ]
    assert "王芳" not in said
    assert await until(town, MONDAY) == {}


async def test_it_is_said_between_16_35_and_16_45_to_each_at_the_own_moment(
    town: Town, storage: Storage, school_id: int
) -> None:
    await town.says("李娜", LESSON)
    await until(town, FRIDAY)
    sent = [one.sent_at for one in planned(storage, school_id)]
    moments = [at.astimezone(ZONE).time() for at in sent if at]
    assert len(moments) > 8
    assert all(time(16, 35) <= at < time(16, 45) for at in moments)
    assert len(set(moments)) > 3


async def test_one_who_does_not_want_it_gets_none(town: Town) -> None:
    await town.says("李娜", LESSON)
    await town.whispers("沈国华", "以后别给我发周报")
    said = await until(town, FRIDAY)
    assert "沈国华" not in said
    assert "蒋文" in said


async def test_the_school_says_which_roles_and_whether_the_group(town: Town, storage: Storage, school_id: int) -> None:
    words(storage, school_id, digest={"roles": ["leader"], "group": False})
    await town.says("王芳", AWARD)
    said = await until(town, FRIDAY)
    assert "沈国华" in said
    assert "张伟" not in said
    assert "群" not in said


async def test_a_week_without_records_is_one_line_to_leaders_and_none_to_the_group(town: Town) -> None:
    await town.says("李娜", "上周三第2节听了王芳的语文课")
    said = await until(town, FRIDAY)
    assert said["沈国华"] == ["📊 青禾实验小学第12周周报：本周还没有记录"]
    assert "群" not in said


async def test_a_bot_that_nobody_has_told_anything_is_silent(town: Town) -> None:
    assert await until(town, MONDAY) == {}


async def test_a_bot_that_was_off_says_it_on_monday_morning(storage: Storage, school_id: int, tmp_path: Path) -> None:
    town = await a_town(storage, school_id, tmp_path, START)
    await town.says("李娜", LESSON)
    again = await a_town(storage, school_id, tmp_path, MONDAY)
    said = await until(again, MONDAY + timedelta(hours=2))
    assert said["沈国华"][0].startswith("📊 青禾实验小学第12周周报（11月16日至22日）\n听课1节\n")
    assert "上周听课有哪些" in said["沈国华"][0]
    once_more = await a_town(storage, school_id, tmp_path, MONDAY + timedelta(hours=2))
    assert await until(once_more, MONDAY + timedelta(hours=8)) == {}


async def test_after_monday_noon_it_is_not_said_any_more(storage: Storage, school_id: int, tmp_path: Path) -> None:
    town = await a_town(storage, school_id, tmp_path, START)
    await town.says("李娜", LESSON)
    noon = MONDAY.replace(hour=12, minute=1)
    again = await a_town(storage, school_id, tmp_path, noon)
    assert await until(again, noon + timedelta(days=1)) == {}


async def test_what_was_planned_and_did_not_get_out_is_dropped_after_monday_noon(
    storage: Storage, school_id: int, tmp_path: Path
) -> None:
    town = await a_town(storage, school_id, tmp_path, START)
    await town.says("李娜", LESSON)
    await until(town, FRIDAY.replace(hour=16, minute=34))
    again = await a_town(storage, school_id, tmp_path, MONDAY.replace(hour=12, minute=1))
    assert await until(again, MONDAY.replace(hour=20)) == {}
    left = [one.dropped_at is None for one in planned(storage, school_id)]
    assert left
    assert not any(left)


async def test_a_vacation_week_is_silent(town: Town, storage: Storage, school_id: int) -> None:
    words(storage, school_id, vacations=[{"name": "秋假", "start": "2026-11-16", "end": "2026-11-22"}])
    await town.says("李娜", LESSON)
    assert await until(town, MONDAY + timedelta(hours=8)) == {}


async def test_the_month_is_told_on_the_first_day_of_school_of_the_next(town: Town) -> None:
    await town.says("李娜", LESSON)
    await until(town, datetime(2026, 12, 1, 16, 0, tzinfo=ZONE))
    said = await until(town, datetime(2026, 12, 1, 17, 0, tzinfo=ZONE))
    assert said["沈国华"][0].startswith("📊 青禾实验小学11月月报（11月1日至30日）\n听课1节\n")


async def test_after_the_last_known_term_nothing_is_said_of_weeks_without_records(town: Town) -> None:
    await town.says("李娜", LESSON)
    said = await until(town, datetime(2027, 1, 25, 8, 0, tzinfo=ZONE))
    assert said["沈国华"][-1].startswith("📊 青禾实验小学2026-2027学年第一学期小结（9月1日至1月22日）\n听课1节\n")
    assert await until(town, datetime(2027, 1, 31, 8, 0, tzinfo=ZONE)) == {}


async def test_the_picture_goes_to_office_and_leaders(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[str, tuple[Attachment, ...]] = {}

    async def say(conversation: str, place: Place, reply: Reply) -> str:
        sent[conversation] = reply.files
        return town.name

    monkeypatch.setattr(town, "say", say)
    await town.says("李娜", LESSON)
    await until(town, FRIDAY.replace(hour=16, minute=34))
    drawn(town.files / "digests")
    await until(town, FRIDAY)
    assert [file.name for file in sent["沈国华"]] == ["第12周周报.png"]
    assert sent["许静"][0].kept.read_bytes().startswith(b"\x89PNG")
    assert sent["张伟"] == ()


def drawn(directory: Path) -> None:
    for _ in range(600):
        if list(directory.glob("*.png")):
            return
        sleep(0.1)
    raise AssertionError("no picture within a minute")


def test_a_friday_without_school_is_told_on_the_day_before(storage: Storage, school_id: int) -> None:
    assert on_days(storage, school_id, date(2026, 9, 21), 7) == {date(2026, 9, 24): [WEEKLY]}  # 中秋 on the Friday
    assert on_days(storage, school_id, date(2026, 11, 16), 7) == {date(2026, 11, 20): [WEEKLY]}


def test_a_feast_week_is_silent_and_a_term_ends_with_its_own(storage: Storage, school_id: int) -> None:
    assert on_days(storage, school_id, date(2026, 10, 1), 7) == {}
    assert on_days(storage, school_id, date(2027, 1, 18), 7) == {date(2027, 1, 22): [TERM]}
    assert on_days(storage, school_id, date(2026, 7, 1), 61) == {}
    assert on_days(storage, school_id, date(2026, 12, 1), 2) == {date(2026, 12, 1): [MONTHLY]}


async def test_one_says_another_day_and_hour(town: Town) -> None:
    await town.says("李娜", LESSON)
    assert await town.whispers("沈国华", "周报改到周一早上发我") == (
        "✅ 以后周一08:00左右私聊发您前一周的周报，遇放假顺延，下一次11月23日 周一"
    )
    assert await town.whispers("许静", "周报以后周四下午5点发我") == (
        "✅ 以后周四17:00左右私聊发您这一周的周报，遇放假顺延，下一次11月19日 周四"
    )
    assert await until(town, FRIDAY - timedelta(days=1)) == {}
    assert list(await until(town, FRIDAY - timedelta(hours=23, minutes=45))) == ["许静"]
    friday = await until(town, FRIDAY)
    assert "蒋文" in friday
    assert {"沈国华", "许静"} & set(friday) == set()
    assert await until(town, MONDAY.replace(hour=8, minute=0)) == {}
    monday = await until(town, MONDAY.replace(hour=8, minute=12))
    assert list(monday) == ["沈国华"]
    assert monday["沈国华"][0].startswith("📊 青禾实验小学第12周周报（11月16日至22日）\n听课1节\n")


async def test_an_hour_of_ones_own_is_taken_back(town: Town) -> None:
    await town.says("李娜", LESSON)
    await town.whispers("沈国华", "以后周一早上8点给我")
    assert (await town.whispers("沈国华", "周报还是周五发吧")).startswith("✅ 已订阅周报，周五下午私聊发您")
    assert "沈国华" in await until(town, FRIDAY)
    assert await until(town, MONDAY) == {}


async def test_who_changes_the_hour_after_it_came_is_not_told_twice(town: Town) -> None:
    await town.says("李娜", LESSON)
    assert "沈国华" in await until(town, FRIDAY)
    await town.whispers("沈国华", "周报改到周一早上发我")
    assert await until(town, MONDAY) == {}


async def test_an_hour_that_is_past_today_begins_next_week(town: Town) -> None:
    await town.says("李娜", LESSON)
    assert (await town.whispers("沈国华", "周报改到周三下午3点发我")).endswith("下一次11月25日 周三")
    assert "沈国华" not in await until(town, FRIDAY)
    assert list(await until(town, MONDAY + timedelta(days=2, hours=7))) == ["沈国华"]


async def test_an_hour_on_a_holiday_waits_for_school(storage: Storage, school_id: int, tmp_path: Path) -> None:
    town = await a_town(storage, school_id, tmp_path, datetime(2026, 9, 23, 10, 0, tzinfo=ZONE))
    words(storage, school_id, vacations=[{"name": "秋假", "start": "2026-09-28", "end": "2026-09-28"}])
    await town.says("李娜", LESSON)
    await town.whispers("沈国华", "周报改到周一早上发我")
    assert "沈国华" not in await until(town, datetime(2026, 9, 28, 20, 0, tzinfo=ZONE))
    said = await until(town, datetime(2026, 9, 29, 9, 0, tzinfo=ZONE))
    assert said["沈国华"][0].startswith("📊 青禾实验小学第4周周报（9月21日至27日）")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("周报改到周日晚上发我", "周末不发，您要周一到周五哪一天？例如：周报改到周一早上8点"),
        ("周报改到周一早上5点发我", "早上7点半到晚上8点之间才发，您要几点？例如：周报改到周一早上8点"),
        ("每周五把周报发给我", "✅ 已订阅周报，周五下午私聊发您，遇放假提前，下一次11月20日 周五"),
        ("周报改成每周五早上八点半", "✅ 以后周五08:30左右私聊发您这一周的周报，遇放假顺延，下一次11月20日 周五"),
    ],
)
async def test_which_hours_there_are(town: Town, text: str, answer: str) -> None:
    assert await town.whispers("沈国华", text) == answer
