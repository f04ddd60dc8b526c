"""活动: a meeting of a department for research, preparation or training."""

from bot.language import Report, features
from handlers.kinds.kind import DATE, DEPARTMENT, Kind, Slot, people, title

REPORT = Report(
    intent="activity.log",
    what="活动",
    nouns=("教研",),
    slots=frozenset(["kind", "department", "topic", "date", "location", "speaker", "count"]),
    triggers=("活动记录", "开展", "组织", "搞了", "举行", "举办", "开了"),
    enough=features("kind cue department", "kind cue date", "trigger kind department", "trigger kind date"),
    likely=features("kind cue", "trigger kind", "kind title", "kind department count"),
    cues=("主题", "内容", "地点", "主讲", "人数", "记录", "研讨", "讨论", "讲了", "议题"),
    unless=("签到", "请假", "接龙"),
    kinds={
        "教研活动": ("教研组活动", "教研"),
        "集体备课": ("集备",),
        "培训": (),
        "讲座": (),
        "会议": ("例会", "行政会", "教师会", "教工会", "大会", "班主任会", "教职工会"),
        "沙龙": (),
        "课题活动": (),
    },
    labels={
        "kind": ("活动类型", "活动形式", "类型", "类别", "形式"),
        "department": ("教研组", "组别", "部门"),
        "topic": ("活动主题", "研讨主题", "活动内容", "研讨内容", "培训内容", "主题", "内容", "议题", "讲"),
        "date": ("活动时间", "活动日期", "时间", "日期"),
        "location": ("活动地点", "地点", "地址"),
        "speaker": ("主讲人", "主讲", "主讲教师", "主持人", "主持"),
        "count": ("参加人数", "出席人数", "到会人数", "人数"),
    },
    title="topic",
    person="speaker",
    distinct=frozenset({"kind"}),
    counted=("人", "位", "名"),
)

KIND = Kind(
    name="activity",
    report=REPORT,
    unit="次",
    role="organiser",
    slots=(
        DATE,
        DEPARTMENT,
        Slot("kind", "类别"),
        title("topic", "主题"),
        people("speaker", "主讲", "speaker"),
        Slot("location", "地点"),
        Slot("count", "人数", show="{}人".format),
    ),
    line=("date", "department", "kind", "topic", "speaker", "location", "count"),
)
