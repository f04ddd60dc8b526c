"""记录明细: the records of any question as a table in Word."""

from handlers.forms.asked import NOT_YOURS, common, labelled
from handlers.forms.form import Filled, Form, Lacking
from handlers.kinds.kind import Slot
from handlers.query import owners_of
from handlers.scope import allowed, refusal, scope
from handlers.turn import Turn
from storage import records
from storage.tables import Record

MOST = 500
MOST_COLUMNS = 9
"""More do not fit on A4: what is told least is left to the workbook."""


def _fill(turn: Turn) -> Filled:
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused or not allowed(turn, asked):
        raise Lacking(refused or NOT_YOURS)
    rows: list[Record] = []
    whose: dict[int, str] = {}
    slots: dict[str, Slot] = {}
    for kind in asked.kinds:
        of_kind = records.rows(turn.session, asked.sought(kind))
        rows += of_kind
        whose |= owners_of(turn, kind, of_kind)
        slots |= {slot.label: slot for slot in kind.slots}
    if not rows:
        raise Lacking(f"{asked.title}还没有记录，没有可导出的")
    told = [{"姓名": whose.get(row.number, ""), **labelled(row)} for row in rows[:MOST]]
    often = sorted(slots, key=lambda label: -sum(label in one for one in told))[:MOST_COLUMNS]
    columns = ["姓名", *(label for label in slots if label in often and any(label in one for one in told))]
    table = [
        {"名称": f"#{row.number}", "各栏": [one.get(label, "") for label in columns]}
        for row, one in zip(rows, told, strict=False)
    ]
    title = asked.title.replace("您", turn.person.name, 1)
    fields = {"标题": f"{title}明细", "条数": len(rows), "栏目": columns, "明细": table}
    return Filled(f"{title}明细", {**common(turn), **fields})


FORM = Form("记录明细", _fill, {"栏目": ["姓名", "日期", "内容"], "明细": [{"名称": "", "各栏": ["", "", ""]}] * 16})
