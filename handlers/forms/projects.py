"""课题月报表 and 课题档案: where a project stands, what was done for it, what there is on file."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.forms import enclosed
from handlers.forms.asked import NOT_YOURS, common, department, found, labelled, line, names_of, row, show_date
from handlers.forms.form import Fields, Filled, Form, Lacking, empty
from handlers.kinds import BY_NAME
from handlers.rights import sees, sees_everyone
from handlers.scope import dates
from handlers.turn import Turn
from storage import records
from storage.records import Sought
from storage.roster import Member
from storage.tables import Record

KIND, PAPER, ACTIVITY = BY_NAME["project"], BY_NAME["paper"], BY_NAME["activity"]
NONE = "没有找到这样的课题，请说出名称，例如：课题《错题资源》的{}"
MEETING = "课题活动"
REPORTED = "月报"
NEXT = ("下月", "下月打算", "下月计划")
TROUBLE = ("问题", "困难", "存在问题")


def _report(turn: Turn) -> Filled:
    projects = _meant(turn, "月报表")
    first = (dates(turn)[0] if turn.slot("range") else turn.today).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    pages = [{**_about(turn, rows), **_of_month(turn, rows, first, last)} for rows in projects]
    about = f"《{projects[0][-1].title}》" if len(projects) == 1 else ""
    fields = {**common(turn), "月份": f"{first.year}年{first.month}月", "课题": pages}
    return Filled(f"课题{about}{first.month}月月报表", fields)


def _of_month(turn: Turn, rows: Sequence[Record], first: date, last: date) -> Fields:
    """Meetings and stages of the month, what its leader wrote in it, and what the report itself says."""
    leaders = _leaders(turn, rows)
    stages = [one for one in rows if first <= one.day <= last]
    meetings = [one for one in found(turn, ACTIVITY, leaders, first, last) if one.slots.get("kind") == MEETING]
    told = [labelled(one) for one in stages if one.stage == REPORTED]

    def said(labels: Sequence[str]) -> str:
        return "\n".join(one[label] for one in told for label in labels if label in one)

    return {
        "本月": "\n".join(_dated(one) for one in sorted([*stages, *meetings], key=lambda one: one.day)),
        "成果": "\n".join(_dated(one) for one in found(turn, PAPER, leaders, first, last)),
        "问题": said(TROUBLE),
        "下月": said(NEXT),
    }


def _dated(record: Record) -> str:
    return f"{record.day.month}月{record.day.day}日 {line(record)}"


def _archive(turn: Turn) -> Filled:
    projects = _meant(turn, "档案")
    if len(projects) > 1:
        titles = "、".join(f"《{rows[-1].title}》" for rows in projects)
        raise Lacking(f"您要哪个课题的档案？{titles}")
    rows = projects[0]
    files, kept = enclosed.of_records(turn, rows)
    told = {"经过": [row(one) for one in rows], "材料": files, "件数": len(files)}
    return Filled(f"课题档案《{rows[-1].title}》", {**common(turn), **_about(turn, rows), **told}, kept)


def _about(turn: Turn, rows: Sequence[Record]) -> Fields:
    """The newest stage is where it stands; a level holds until another is told."""
    shown = [labelled(one) for one in rows]
    levels = [one["级别"] for one in shown if one.get("级别")]
    return {
        "名称": rows[-1].title or "",
        "主持人": names_of(turn, rows).get(rows[-1].number, ""),
        "级别": levels[-1] if levels else "",
        "阶段": next((one["阶段"] for one in reversed(shown) if one.get("阶段", REPORTED) != REPORTED), ""),
        "今天": show_date(turn.today),
    }


def _meant(turn: Turn, form: str) -> list[list[Record]]:
    """The projects, each with its records, the oldest first: the one that is named, a department's, one's own."""
    works: dict[str, list[Record]] = {}
    for record in records.rows(turn.session, Sought((KIND.name,), named=turn.slot("title"))):
        works.setdefault(record.title or "", []).append(record)
    if not works:
        raise Lacking(NONE.format(form))
    projects = [rows for rows in works.values() if _asked(turn, rows)]
    mine = [rows for rows in projects if _may(turn, rows)]
    if not mine:
        raise Lacking(NOT_YOURS if projects else NONE.format(form))
    return mine


def _asked(turn: Turn, rows: Sequence[Record]) -> bool:
    if turn.slot("title") or turn.slot("who") == "全校":
        return True
    group, who = department(turn), turn.slot("who")
    leaders = _leaders(turn, rows)
    if group:
        return any(group in leader.departments for leader in leaders)
    return any(leader.name == who for leader in leaders) if who and who != "me" else turn.person in leaders


def _may(turn: Turn, rows: Sequence[Record]) -> bool:
    told = any(one.said_by == turn.person.id for one in rows)
    return told or sees_everyone(turn.person) or any(sees(turn.person, one) for one in _leaders(turn, rows))


def _leaders(turn: Turn, rows: Sequence[Record]) -> list[Member]:
    found = records.people_of(turn.session, [one.number for one in rows], (KIND.role,))
    return [turn.roster.people[id_] for id_ in {id_: None for ids in found.values() for id_ in ids}]


REPORT = Form("课题月报表", _report, {"课题": empty(1)})
ARCHIVE = Form("课题档案", _archive, {"经过": empty(8), "材料": empty(10)})
