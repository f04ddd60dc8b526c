"""成员概况表, 工作实绩记录, 工作鉴定: what a department's handbook says of its members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers.forms.asked import (
    ACHIEVED,
    MOST,
    common,
    described,
    found,
    line,
    only,
    own_department,
    persons,
    row,
    show_date,
    span,
)
from handlers.forms.form import Fields, Filled, Form, empty
from handlers.kinds import Kind
from handlers.kinds.kind import show_people
from handlers.scope import counted
from handlers.turn import Turn
from storage import records
from storage.roster import Member
from storage.tables import Record

NUMBER_ALONE = ("sign_in",)
"""Too many to be told one by one."""

ROUTINE = (*NUMBER_ALONE, "observation")
"""What an appraisal only counts."""

DEEDS = 8
PAPER_SECTIONS = [{"名称": name, "合计": "", "明细": empty(2)} for name in ("听课", "公开课", "论文", "课题", "活动")]


@dataclass(frozen=True)
class _Work:
    """What a person did of one kind in the time that is asked about."""

    kind: Kind
    number: int
    rows: list[Record]

    def __str__(self) -> str:
        return f"{self.kind.word}{self.number}{self.kind.unit}"


Tell = Callable[[list[_Work]], Fields]
"""What a page says beside who it is about."""


def _members(turn: Turn) -> Filled:
    name = own_department(turn, "成员概况表")
    only(turn, name)
    members = turn.roster.members(name)
    heads = show_people([member.name for member in members if member.heads(name)])
    fields = {"教研组": name, "组长": heads, "人数": len(members), "成员": [described(turn, one) for one in members]}
    return Filled(f"{name}成员概况表", {**common(turn), **fields})


def _achievements(turn: Turn) -> Filled:
    return _of_persons(turn, "工作实绩记录", _sections)


def _appraisal(turn: Turn) -> Filled:
    return _of_persons(turn, "工作鉴定", lambda done: {"实绩": _deeds(done)})


def _of_persons(turn: Turn, name: str, tell: Tell) -> Filled:
    people = persons(turn)[:MOST]
    start, end, when = span(turn)
    pages = [{**described(turn, member), **tell(_works(turn, member, start, end))} for member in people]
    about = people[0].name if len(people) == 1 else f"{turn.slot('who')}"
    days = f"{show_date(start)}至{show_date(end)}"
    return Filled(f"{about}{when}{name}", {**common(turn), "时间": days, "人员": pages})


def _works(turn: Turn, member: Member, start: date, end: date) -> list[_Work]:
    done = []
    for kind in ACHIEVED:
        if rows := found(turn, kind, (member,), start, end):
            done.append(_Work(kind, records.total(turn.session, counted(kind, (member,), start, end)), rows))
    return done


def _sections(done: list[_Work]) -> Fields:
    told = [work for work in done if work.kind.name not in NUMBER_ALONE]
    return {
        "合计": _summed(done) or "还没有记录",
        "类别": [
            {
                "名称": work.kind.word,
                "合计": f"{work.number}{work.kind.unit}",
                "明细": [row(one) for one in work.rows],
            }
            for work in told
        ],
    }


def _summed(done: list[_Work]) -> str:
    return "，".join(map(str, done))


def _deeds(done: list[_Work]) -> str:
    """The numbers, and some of what has a name: what won a prize first, then the newest."""
    rows = [one for work in done if work.kind.name not in ROUTINE for one in work.rows]
    rows.sort(key=lambda one: (one.award is None, -one.day.toordinal()))
    return "\n".join(filter(None, [_summed(done), *(line(one) for one in rows[:DEEDS])]))


MEMBERS = Form("成员概况表", _members, {"成员": empty(16)})
ACHIEVEMENTS = Form("工作实绩记录", _achievements, {"人员": empty(1, 类别=PAPER_SECTIONS)})
APPRAISAL = Form("工作鉴定", _appraisal, {"人员": empty(1)})
