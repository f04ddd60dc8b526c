"""签到: somebody came to an occasion, or told that they could not."""

from bot.language import Report
from handlers.kinds.kind import COUNT, DATE, DEPARTMENT, Kind, Slot, people

REPORT = Report(intent="attendance.sign_in", what="签到", slots=frozenset(), triggers=())

KIND = Kind(
    name="sign_in",
    report=REPORT,
    unit="次",
    role="attendee",
    slots=(
        DATE,
        Slot("activity", "活动", column="title"),
        people("people", "人员", "attendee"),
        DEPARTMENT,
        Slot("status", "状态"),
        Slot("reason", "原因"),
        COUNT,
    ),
    ahead=True,
    counted={"status": ("到", "迟到", "线上", "补签", None)},
    line=("date", "activity", "people", "status"),
)
