"""活动签到表: who came to an occasion, with room to sign; for one yet to come, whom it is for."""

from handlers.forms.asked import MOST, NOT_YOURS, common, department, show_date
from handlers.forms.form import Fields, Filled, Form, Lacking, empty
from handlers.occasions import alike, tally
from handlers.rights import sees_everyone
from handlers.scope import dates
from handlers.turn import Turn
from storage import activities
from storage.roster import Member
from storage.tables import Activity

NONE = "{}没有找到活动的签到；还没开的活动，请说“打印空白签到表”"


def _fill(turn: Turn) -> Filled:
    start, end, when = dates(turn) if turn.slot("range") else (turn.today, turn.today, "今天")
    there = [one for one in activities.between(turn.session, start, end) if _meant(turn, one)]
    if not turn.slot("range") and not there:
        there = [one for one in activities.latest(turn.session) if _meant(turn, one)][:1]
    if not there:
        raise Lacking(NONE.format(when))
    mine = [one for one in there if _may(turn, one)]
    if not mine:
        raise Lacking(NOT_YOURS)
    about = mine[0].title if len(mine) == 1 else when + (department(turn) or "")
    pages = [_page(turn, activity) for activity in mine[:MOST]]
    return Filled(f"{about}签到表", {**common(turn), "记录": pages})


def _meant(turn: Turn, activity: Activity) -> bool:
    group, said = department(turn), turn.slot("activity")
    ours = group is None or activity.department == group or group in activity.title
    return ours and (not said or alike(str(said), activity.title))


def _may(turn: Turn, activity: Activity) -> bool:
    heads = turn.person.heads(activity.department)
    return heads or sees_everyone(turn.person) or activity.opened_by == turn.person.id


def _page(turn: Turn, activity: Activity) -> Fields:
    found = tally(turn.session, turn.roster, activity)
    expected = turn.roster.members(activity.department)
    there = found.came | found.leave
    guests = [turn.roster.people[person] for person in sorted(there - {member.id for member in expected})]

    def row(member: Member, note: str) -> Fields:
        came = "迟到" if member.id in found.late else "到" if member.id in found.came else ""
        return {"姓名": member.name, "签到": came or ("请假" if member.id in found.leave else ""), "备注": note}

    return {
        "活动": activity.title,
        "教研组": activity.department or "全校",
        "日期": show_date(activity.day),
        "地点": activity.location or "",
        "人数": f"应到{len(expected)}，实到{len(found.came)}",
        "名单": [*(row(member, "") for member in expected), *(row(member, "其他组") for member in guests)],
    }


FORM = Form("活动签到表", _fill, {"记录": empty(1, 名单=empty(22))})
