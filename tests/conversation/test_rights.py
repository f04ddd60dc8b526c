"""Every cell of the table of rights, and what the reaches mean in a conversation."""

import json

import pytest

import handlers
from bot.__main__ import DEMO
from handlers import rights
from handlers.school import load as load_school
from handlers.school import read
from storage.roster import Member
from storage.work import Storage
from tests.conversation.conftest import START, Town

EXPECTED = """
                                          teacher head  prep_head office leader district
*.log                                     own     group own       all    all    no
correct.undo/change/restore               own     own   own       all    own    no
correct.history file.get form.make        own     group own       all    all    no
query.count/again                         own     group own       all    all    sums
query.list/export owed.list score.show    own     group own       all    all    no
query.missing digest.now/why              sums    group sums      all    all    no
query.rank                                sums    sums  sums      all    all    no
audit.list                                own     own   own       all    all    no
attendance.open/close                     no      group group     all    all    no
attendance.sign_in/leave                  own     group own       all    all    no
deadline.create/change/cancel/restore     no      group group     all    all    no
deadline.remind                           no      group group     all    all    no
deadline.done/undone/quiet file.attach    own     own   own       own    own    no
digest.subscribe/unsubscribe heard.answer own     own   own       own    own    no
absence.set/end/undo/list                 no      no    no        all    all    no
calendar.paste/keep/change/undo/restore   no      no    no        all    all    no
calendar.link/renew                       no      no    no        all    all    no
quota.set/change/end/undo/age             no      no    no        all    all    no
roster.code/unbind/decide                 no      no    no        all    all    no
help.not_understood notice.status         no      no    no        all    all    no
calendar.list deadline.list quota.list    all     all   all       all    all    no
score.list                                all     all   all       all    all    no
term.close/open                           no      no    no        all    no     no
score.set/change/end/undo                 no      no    no        all    all    no
answer dropped help roster.bind           all     all   all       all    all    all
"""


def cells() -> list[tuple[str, str, str]]:
    """(intent, role, reach) of every line; a.b/c are a.b and a.c."""
    header, *rows = (line.split() for line in EXPECTED.strip().splitlines())
    found = []
    for row in rows:
        for names in row[: -len(header)]:
            room, _, rest = names.partition(".")
            for name in rest.split("/"):
                intent = f"{room}.{name}" if name else room
                found += [(intent, role, reach) for role, reach in zip(header, row[-len(header) :], strict=True)]
    return found


def someone(role: str) -> Member:
    roles = frozenset({role} - {"teacher"})
    return Member(1, "某人", None, None, ("语文组",), ("语文",), roles, (), left=False)


@pytest.mark.parametrize(("intent", "role", "reach"), cells())
def test_cell(intent: str, role: str, reach: str) -> None:
    asked = intent.replace("*", "observation")
    assert rights.reach(someone(role), asked) == reach
    assert rights.may(someone(role), asked) == (reach != "no")


def test_every_intent_has_its_row() -> None:
    known = {intent for intent, _, _ in cells()}
    assert known == set(rights.TABLE)
    intents = {intent for intent in (*handlers.WRITE, *handlers.ASK) if not intent.endswith(".log")}
    assert intents - known == set()


def test_who_has_several_roles_has_the_widest_reach() -> None:
    both = Member(1, "某人", None, None, ("语文组",), (), frozenset({"head", "district"}), (), left=False)
    assert rights.reach(both, "query.list") == "group"
    assert rights.reach(both, "attendance.open") == "group"


@pytest.fixture
def school_id(storage: Storage) -> int:
    """The demo school, with an account of the district."""
    school = json.loads(DEMO.read_text("utf-8"))
    district = {"name": "区管", "departments": [], "subjects": [], "roles": ["district"]}
    people = [*school["people"], district]
    return load_school(storage, read(json.dumps({**school, "open_activities": [], "people": people}).encode()), START)


ONLY_SUMS = "区县账号只看全校的总数，例如：全校这学期听课多少节"


async def test_an_account_of_the_district_sees_sums_of_the_school(group: Town) -> None:
    for period in range(1, 5):
        await group.whispers("李娜", f"今天第{period}节听了王芳的语文课，三2班")
    assert await group.whispers("区管", "全校这学期听课多少节") == "青禾实验小学本学期听课不到5节"
    await group.whispers("李娜", "今天第五节听了王芳的语文课，三2班")
    assert await group.whispers("区管", "全校这学期听课多少节") == "青禾实验小学本学期听课5节"
    assert await group.whispers("区管", "那李娜呢") == ONLY_SUMS


NOT_THEIRS = (
    "李娜听了几节课",
    "语文组这个月听了多少节课",
    "谁听课还没够数",
    "这学期谁听课最多",
    "导出全校本学期听课",
    "论文获奖的有哪些",
    "我还差什么",
    "李娜还差什么",
    "指标有哪些",
    "有哪些截止",
    "这周教科室有什么事",
    "发一下本周周报",
    "签到",
    "催一下教学反思",
    "今天第二节听了王芳的语文课，三2班",
    "撤回",
    "每学期听课不少于15节",
    "李娜产假9月1日到12月31日",
    "谁查过我",
    "我听王芳的课有几节",
)


@pytest.mark.parametrize("text", NOT_THEIRS)
async def test_an_account_of_the_district_sees_nothing_else(group: Town, text: str) -> None:
    assert await group.whispers("区管", text) == ONLY_SUMS


@pytest.mark.parametrize(
    ("who", "own", "group_of_own", "other"),
    [
        ("王芳", True, False, False),
        ("张伟", True, True, False),
        ("何平", True, True, True),
        ("沈国华", True, True, True),
    ],
)
async def test_whose_records_one_sees(group: Town, who: str, own: bool, group_of_own: bool, other: bool) -> None:
    await group.whispers("何平", f"{who}今天第一节听了马明的课")
    await group.whispers("李娜", "今天第二节听了陈静的语文课，三2班")
    await group.whispers("周洁", "今天第三节听了孙丽的数学课，三1班")
    for name, seen in ((who, own), ("李娜", group_of_own), ("周洁", other)):
        for text in (f"{name}听了几节课", f"{name}这学期听了哪些课", f"导出{name}的听课", f"{name}还差什么"):
            assert ("只给本人" not in await group.whispers(who, text)) == seen, text


async def test_what_another_still_owes_is_for_those_who_see_their_records(group: Town) -> None:
    asked = "李娜还差几节听课"
    for who in ("张敏", "王磊"):
        assert await group.whispers(who, asked) == "李娜的数量只给本人、组长和教科室看"
    for who in ("张伟", "许静"):
        assert await group.whispers(who, asked) == "李娜本学期听课还没有记录，指标15节"
    assert await group.asks("许静", asked) == "已私聊发您\n（私聊）李娜本学期听课还没有记录，指标15节"
