"""公开课: a lesson that one gave for others to see."""

from bot.language import Report
from handlers.kinds.kind import CLASS, DATE, LEVEL, PERIOD, SUBJECT, Kind, Slot, people, title

REPORT = Report(
    intent="lesson.log",
    what="公开课",
    nouns=("公开课记录",),
    slots=frozenset("kind subject class date period topic level teacher place".split()),
    triggers=("执教", "一人一课", "借班上课", "上课", "送教", "开课", "上的"),
    verbs=("上", "执教", "开设", "开", "承担"),
    enough=(),
    kinds={
        "推门课": (),
        "公开课": (),
        "研究课": (),
        "示范课": (),
        "汇报课": (),
        "展示课": (),
        "评优课": (),
        "常态课": (),
        "观摩课": (),
        "同课异构": (),
    },
    labels={
        "teacher": ("授课教师", "授课老师", "执教教师", "执教老师", "上课教师", "上课老师", "教师", "老师", "执教者", "执教人", "执教", "授课人"),
        "subject": ("学科", "科目"),
        "class": ("授课班级", "上课班级", "班级", "年级"),
        "date": ("上课时间", "上课日期", "日期", "时间"),
        "period": ("节次", "课次"),
        "topic": ("授课内容", "教学内容", "上课内容", "授课课题", "课题", "内容", "课文", "课名", "题目"),
        "kind": ("课型", "类型", "类别"),
        "level": ("级别", "层次"),
        "place": ("上课学校", "学校"),
    },
    title="topic",
    person="teacher",
    distinct=frozenset({"class", "period", "topic"}),
)

KIND = Kind(
    name="lesson",
    report=REPORT,
    unit="节",
    role="teacher",
    slots=(
        DATE,
        PERIOD,
        people("teacher", "授课教师", "teacher"),
        SUBJECT,
        CLASS,
        title("topic", "课题"),
        Slot("kind", "课型"),
        LEVEL,
        Slot("place", "学校"),
    ),
    line=("date", "period", "teacher", "place", "subject", "class", "topic", "level", "kind"),
)
