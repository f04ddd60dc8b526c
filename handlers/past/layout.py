"""The sheet of a kind: whose a record is, when it was, and a column for each of its slots."""

from datetime import date

from handlers.kinds import KINDS, Kind
from handlers.kinds.kind import Slot, show_day
from handlers.school.cells import LEVELS
from handlers.school.columns import Column, Sheet, Table

OWNER = "owner"
NOTE = "每行一条，写在灰色的示例下面，示例不会读入。姓名要和花名册一样，几个人用顿号隔开。"
EXAMPLES: dict[str, object] = {
    "date": date(2025, 10, 15),
    "period": 2,
    "subject": "语文",
    "class": "三(2)班",
    "topic": "草船借箭",
    "title": "让学生先说",
    "level": "省级",
    "award": "二等奖",
    "department": "语文组",
}


def sheet_of(kind: Kind) -> Sheet:
    """The sheet, called by the kind's word."""
    day = next(_column(kind, slot) for slot in kind.slots if slot.name == "date")
    owner = Column(OWNER, "姓名", "谁的记录，要和花名册一样", "示例", ("教师", "作者", "听课人"), several=True)
    slots = [_column(kind, slot) for slot in kind.slots if slot.role != kind.role and slot.name != "date"]
    return Sheet(kind.word, NOTE, (Table(kind.name, (owner, day, *slots)),))


def _column(kind: Kind, slot: Slot) -> Column:
    needed = slot.name == "date" or slot.name in kind.needs
    example = EXAMPLES.get(slot.name, "")
    dated = slot.show is show_day
    return Column(
        slot.name,
        slot.label,
        "必填" if needed else "没有就空着",
        example,
        several=slot.name in kind.report.lists,
        kind="day" if dated else "text",
        choices=_choices(kind, slot),
        width=30 if slot.column == "title" else 14,
    )


def _choices(kind: Kind, slot: Slot) -> tuple[str, ...]:
    if slot.column == "level":
        return tuple(f"{level}级" if len(level) == 1 or level == "国家" else level for level in LEVELS)
    if slot.column == "stage":
        return tuple(kind.report.stages)
    return tuple(kind.report.kinds) if slot.name == "kind" else ()


SHEETS = {sheet_of(kind): kind for kind in KINDS}
