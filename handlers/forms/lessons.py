"""听课记录表: a page for each lesson that was heard, with 三个一."""

from handlers.forms.asked import MOST, common, found, labelled, names_of, persons, span
from handlers.forms.form import Fields, Filled, Form, Lacking, empty
from handlers.kinds import BY_NAME
from handlers.meant import said_numbers
from handlers.rights import may_see
from handlers.turn import Turn
from storage import records
from storage.tables import Record

KIND = BY_NAME["observation"]
PLACES = ("授课教师", "学科", "节次", "班级", "课题", "课型", "同行", "优点", "问题", "建议", "评语", "日期")


def _fill(turn: Turn) -> Filled:
    rows, about = _numbered(turn) if turn.slot("number") else _asked(turn)
    if not rows:
        raise Lacking(f"{about}还没有听课记录；要空白的请说“出一份空白听课记录表”")
    names = names_of(turn, rows)
    pages = [_page(turn, record, names.get(record.number, "")) for record in rows[-MOST:]]
    return Filled(f"{about}听课记录表", {**common(turn), "记录": pages})


def _asked(turn: Turn) -> tuple[list[Record], str]:
    people = persons(turn)
    start, end, when = span(turn)
    who = people[0].name if len(people) == 1 else str(turn.slot("who"))
    return [row for row in found(turn, KIND, people, start, end) if row.amount == 1], f"{who}{when}"


def _numbered(turn: Turn) -> tuple[list[Record], str]:
    rows = [row for number in said_numbers(turn) if (row := records.find(turn.session, number))]
    mine = [
        row
        for row in rows
        if row.kind == KIND.name and may_see(turn, row, records.parts(turn.session, row.number), KIND.role)
    ]
    return mine, "、".join(f"#{number}" for number in said_numbers(turn))


def _page(turn: Turn, record: Record, observer: str) -> Fields:
    shown = labelled(record)
    page = {place: shown.get(place, "") for place in PLACES}
    return {**page, "听课人": observer, "地点": shown.get("学校") or turn.roster.name, "编号": f"#{record.number}"}


FORM = Form("听课记录表", _fill, {"记录": empty(1)})
