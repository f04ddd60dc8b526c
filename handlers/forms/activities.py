"""活动记录表 and 集体备课记录表: a page for each meeting of a department, with who was there."""

from collections.abc import Callable

from handlers.forms.asked import MOST, NOT_YOURS, common, department, labelled, names_of, show_date, span
from handlers.forms.form import Fields, Filled, Form, Lacking, empty
from handlers.kinds import BY_NAME
from handlers.kinds.kind import show_people
from handlers.meant import said_numbers
from handlers.occasions import tally
from handlers.rights import owners, sees_everyone
from handlers.turn import Turn
from storage import activities, records
from storage.records import Sought
from storage.tables import Activity, Record

KIND = BY_NAME["activity"]
PREPARATION = "集体备课"
PLACED = ("日期", "教研组", "类别", "主题", "主讲", "主备人", "地点", "人数", "单元", "主持", "主持人")


def _of(name: str, wanted: Callable[[Record], bool]) -> Form:
    def fill(turn: Turn) -> Filled:
        rows, about = _found(turn, wanted)
        if not rows:
            raise Lacking(f"{about}还没有{name.removesuffix('表')}；要空白的请说“出一份空白{name}”")
        mine = [row for row in rows if _may(turn, row)]
        if not mine:
            raise Lacking(NOT_YOURS)
        names = names_of(turn, mine)
        pages = [_page(turn, row, names.get(row.number, "")) for row in mine[-MOST:]]
        return Filled(f"{about}{name}", {**common(turn), "记录": pages})

    return Form(name, fill, {"记录": empty(1)})


def _found(turn: Turn, wanted: Callable[[Record], bool]) -> tuple[list[Record], str]:
    if turn.slot("number"):
        numbers = said_numbers(turn)
        rows = [row for number in numbers if (row := records.find(turn.session, number)) and row.kind == KIND.name]
        return rows, "、".join(f"#{number}" for number in numbers)
    start, end, when = span(turn)
    group = department(turn)
    columns = {"department": group} if group else {}
    named = turn.slot("title")
    rows = records.rows(turn.session, Sought((KIND.name,), start=start, end=end, columns=columns, named=named))
    return [row for row in rows if wanted(row)], f"{group or ''}{when}"


def _may(turn: Turn, record: Record) -> bool:
    own = turn.person.id in owners(record, records.parts(turn.session, record.number), KIND.role)
    return own or sees_everyone(turn.person) or turn.person.heads(record.department)


def _page(turn: Turn, record: Record, organiser: str) -> Fields:
    shown = labelled(record)
    rest = [f"{label}：{value}" for label, value in shown.items() if label not in PLACED]
    return {
        **{name: shown.get(name, "") for name in ("教研组", "类别", "地点", "主题")},
        "日期": show_date(record.day),
        "主讲": shown.get("主备人") or shown.get("主讲") or "",
        "单元": shown.get("单元") or shown.get("主题") or "",
        "记录人": organiser,
        "内容": "\n".join(rest),
        "编号": f"#{record.number}",
        **_attendance(turn, record, shown.get("人数", "")),
    }


def _attendance(turn: Turn, record: Record, count: str) -> Fields:
    """From the sign-in of that day, where there was one."""
    occasion = _occasion(turn, record)
    if occasion is None:
        return {"应到": "", "实到": count, "参加人员": "", "请假": ""}
    found = tally(turn.session, turn.roster, occasion)
    expected = turn.roster.members(occasion.department)

    def named(ids: set[int]) -> str:
        return show_people([turn.roster.people[id_].name for id_ in sorted(ids)])

    return {
        "应到": f"{len(expected)}人",
        "实到": f"{len(found.came)}人",
        "参加人员": named(found.came),
        "请假": named(found.leave),
    }


def _occasion(turn: Turn, record: Record) -> Activity | None:
    if record.activity_id is not None:
        return activities.find(turn.session, record.activity_id)
    there = [one for one in activities.of_day(turn.session, record.day) if one.department == record.department]
    said = str(record.slots.get("kind") or "")
    return next((one for one in there if said and said in one.title), there[0] if len(there) == 1 else None)


ACTIVITY = _of("活动记录表", lambda record: record.slots.get("kind") != PREPARATION)
PREPARED = _of("集体备课记录表", lambda record: record.slots.get("kind") == PREPARATION)
