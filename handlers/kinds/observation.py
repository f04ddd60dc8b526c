"""听课: a lesson of somebody else that one sat in on."""

from bot.language import Report
from handlers.kinds.kind import CLASS, COUNT, DATE, PERIOD, SUBJECT, Kind, Slot, people, title

LESSON_KINDS = {
    "推门课": ("推门听课", "推门"),
    "公开课": (),
    "研究课": (),
    "示范课": (),
    "汇报课": (),
    "展示课": (),
    "评优课": (),
    "常态课": (),
    "观摩课": (),
    "同课异构": (),
}

REPORT = Report(
    intent="observation.log",
    what="听课",
    nouns=("听评课", "听课记录", "听的课"),
    slots=frozenset(
        "teacher subject class date period topic kind place companions strengths problems suggestions comment count".split()
    ),
    triggers=("听课", "听了", "听评课", "看课", "观课", "旁听", "听"),
    verbs=("听", "看", "观摩", "旁听"),
    enough=(
        frozenset({"person", "class", "period"}),
        frozenset({"person", "class", "subject"}),
        frozenset({"person", "subject", "period"}),
        frozenset({"person", "class", "title"}),
    ),
    kinds=LESSON_KINDS,
    labels={
        "teacher": ("授课教师", "授课老师", "执教教师", "执教老师", "上课教师", "上课老师", "任课教师", "任课老师", "教师", "老师", "执教者", "执教人", "执教", "授课人", "授课"),
        "subject": ("学科", "科目"),
        "class": ("授课班级", "上课班级", "班级", "年级"),
        "date": ("听课日期", "听课时间", "上课时间", "日期", "时间"),
        "period": ("节次", "课次"),
        "topic": ("授课内容", "教学内容", "上课内容", "授课课题", "课题", "内容", "课文", "课名", "题目"),
        "kind": ("课型", "类型", "类别"),
        "place": ("听课学校", "学校"),
        "companions": ("一起听课", "同行听课", "同行", "同伴"),
        "strengths": ("优点", "亮点", "长处", "优势"),
        "problems": ("问题", "不足", "缺点", "不足之处", "存在问题"),
        "suggestions": ("重建意见", "重建建议", "改进建议", "建议", "意见"),
        "comment": ("评语", "点评", "总评", "评价", "感想", "感受", "体会", "备注", "收获"),
    },
    title="topic",
    rest="comment",
    person="teacher",
    company="companions",
    lists=frozenset({"companions"}),
    distinct=frozenset({"teacher", "class", "period", "topic", "date"}),
    counted=("节", "堂"),
)

KIND = Kind(
    name="observation",
    report=REPORT,
    unit="节",
    role="observer",
    slots=(
        DATE,
        PERIOD,
        people("teacher", "授课教师", "taught"),
        SUBJECT,
        CLASS,
        title("topic", "课题"),
        Slot("kind", "课型"),
        Slot("place", "学校"),
        people("companions", "同行", "companion"),
        Slot("strengths", "优点"),
        Slot("problems", "问题"),
        Slot("suggestions", "建议"),
        Slot("comment", "评语"),
        COUNT,
    ),
    line=("date", "period", "place", "teacher", "subject", "class", "topic", "kind", "count"),
    needs={"teacher": "听了哪位老师的课？"},
)
