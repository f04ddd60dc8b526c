"""工作交接: what is open when somebody else takes over the office."""

from collections.abc import Sequence

from handlers import due
from handlers.forms.asked import common, line, names_of
from handlers.forms.form import Fields, Filled, Form, empty
from handlers.kinds import BY_NAME
from handlers.kinds.kind import show_people
from handlers.school.cells import ROLES
from handlers.turn import Turn
from handlers.works import latest
from storage import activities, calendar, records
from storage.records import Sought

KIND = BY_NAME["project"]
OVER = ("结题",)
SECTIONS = ("没到期的截止", "进行中的课题", "之后的行事历", "开着的签到", "各组负责人")


def _fill(turn: Turn) -> Filled:
    lists = (_deadlines(turn), _projects(turn), _calendar(turn), _opened(turn), _people(turn))
    told = [
        {"名称": name, "合计": f"{len(rows)}项", "明细": rows}
        for name, rows in zip(SECTIONS, lists, strict=True)
        if rows
    ]
    return Filled(f"{turn.roster.name}教科室工作交接", {**common(turn), "各节": told})


def _deadlines(turn: Turn) -> Sequence[Fields]:
    found = []
    for one in due.live(turn.session, turn.roster, turn.now):
        setter = turn.roster.people[one.set_by].name if one.set_by else ""
        left = len(due.waiting(turn.session, turn.roster, one))
        found.append(_row(f"{one.title}（还有{left}人没交）", due.when(turn.roster, one), setter))
    return found


def _projects(turn: Turn) -> Sequence[Fields]:
    rows = latest(reversed(records.rows(turn.session, Sought((KIND.name,)))))
    still = [one for one in rows if one.stage not in OVER]
    names = names_of(turn, still) if still else {}
    return [_row(line(one), one.day.isoformat(), names.get(one.number, "")) for one in still]


def _calendar(turn: Turn) -> Sequence[Fields]:
    last = turn.today.replace(year=turn.today.year + 1, day=1)
    return [_row(one.text, one.start.isoformat(), "") for one in calendar.between(turn.session, turn.today, last)]


def _opened(turn: Turn) -> Sequence[Fields]:
    return [_row(one.title, one.day.isoformat(), one.department or "") for one in activities.opened(turn.session)]


def _people(turn: Turn) -> Sequence[Fields]:
    """Who holds which post, by department."""
    found = []
    for role in ("office", "leader", "head", "prep_head"):
        for member in turn.roster.present:
            if role in member.roles:
                about = show_people(list(member.departments))
                found.append(_row(ROLES[role][0] + (f"（{about}）" if about else ""), "", member.name))
    return found


def _row(what: str, when: str, who: str) -> Fields:
    return {"内容": what, "日期": when, "姓名": who}


FORM = Form("工作交接", _fill, {"各节": [{"名称": name, "合计": "", "明细": empty(5)} for name in SECTIONS]})
