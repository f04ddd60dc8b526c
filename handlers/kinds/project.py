"""课题: a research project and where it stands."""

from bot.language import Report, features
from handlers.kinds.kind import DATE, LEVEL, STAGE, Kind, people, title

REPORT = Report(
    intent="project.log",
    what="课题",
    nouns=("课题研究",),
    slots=frozenset(["title", "level", "stage", "date", "leader"]),
    triggers=("课题", "微型课题", "课题立项", "课题结题"),
    enough=features("noun stage", "own title stage", "mark title", "mark named"),
    likely=features("title stage", "noun title", "mark"),
    marks=("开题", "结题", "结项", "立项", "中期检查", "中期评估", "中期汇报", "中期报告", "微型课题"),
    stages={
        "申报": ("申报书", "申报表", "申请书", "申请表", "申报材料", "申报"),
        "立项": ("批准立项", "立项通知", "立项", "批下来", "获批", "立上了"),
        "开题": ("开题会", "开题论证会", "开题报告", "开题论证", "开题"),
        "月报": ("月报",),
        "中期": ("中期考核", "中期论证", "中期验收", "中期检查", "中期报告", "中期汇报", "中期评估", "中期"),
        "结题": ("结题验收", "结题评审", "结题会", "结题材料", "结题答辩", "结题报告", "结题鉴定", "结题", "结项"),
        "获奖": ("获奖", "得奖"),
    },
    labels={
        "title": (
            "课题名称",
            "课题题目",
            "课题全称",
            "题目",
            "名称",
            "标题",
            "题为",
            "名为",
            "题名",
            "名字叫",
            "名字",
            "名叫",
            "题目叫",
        ),
        "leader": ("课题主持人", "课题负责人", "主持人", "负责人", "主持"),
        "level": ("课题级别", "级别", "等级"),
        "stage": ("状态", "阶段", "进展"),
        "date": ("立项时间", "结题时间", "时间", "日期"),
    },
    title="title",
    person="leader",
    distinct=frozenset({"title", "leader"}),
)

KIND = Kind(
    name="project",
    report=REPORT,
    unit="个",
    role="leader",
    slots=(DATE, people("leader", "主持人", "leader"), title("title", "课题名称"), LEVEL, STAGE),
    line=("date", "leader", "title", "level", "stage"),
    staged=True,
    needs={"title": "是哪个课题？请写出名称。"},
)
