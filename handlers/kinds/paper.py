"""论文: everything that one writes, from an article to a reflection, with its way to a contest or journal."""

from bot.language import Report
from handlers.kinds.kind import AWARD, COUNT, DATE, LEVEL, STAGE, VENUE, Kind, Slot, people, title

REPORT = Report(
    intent="paper.log",
    what="论文",
    nouns=("文章",),
    slots=frozenset("kind title stage venue level award date authors count".split()),
    triggers=("论文登记", "登记论文", "登记获奖", "合写", "文章"),
    enough=(
        frozenset({"venue", "stage"}),
        frozenset({"venue", "award"}),
        frozenset({"title", "award"}),
        frozenset({"title", "venue"}),
    ),
    kinds={
        "论文": (),
        "案例": ("教学案例", "教育案例"),
        "教学设计": ("教案设计",),
        "课件": (),
        "反思": ("教学反思",),
        "随笔": ("教育随笔", "教学随笔"),
        "读书笔记": (),
        "叙事": ("教育叙事",),
        "微课": (),
        "总结": ("工作总结", "教学总结"),
    },
    stages={
        "提交": (
            "送评", "投稿", "投给", "投了", "投到", "投", "参评", "参赛", "报送", "上报", "送审", "送选", "提交", "上交", "交上去", "交到",
            "已交", "交了", "交给", "交上", "交齐",
        ),
        "录用": ("录用", "采用", "用稿通知", "用稿"),
        "发表": ("发表", "见刊", "刊登", "刊发", "登载", "登出", "登在", "登上", "刊载", "上了"),
        "获奖": ("获奖", "得奖", "拿奖", "获得", "荣获", "喜获", "获", "拿了", "拿到", "得了", "评为", "评上"),
    },
    labels={
        "title": ("论文题目", "文章题目", "题目", "论文标题", "标题", "篇名", "名称", "题为"),
        "authors": ("作者", "合作者", "姓名", "第一作者", "教师"),
        "kind": ("论文类别", "类别", "类型", "种类", "体裁"),
        "level": ("获奖级别", "级别", "等级"),
        "venue": ("发表期刊", "期刊", "刊物", "发表刊物", "杂志", "比赛", "赛事", "评比", "奖项名称", "投稿"),
        "stage": ("状态", "阶段", "进展"),
        "award": ("获奖等次", "获奖等级", "奖项", "等次", "奖次", "获奖情况"),
        "date": ("发表时间", "获奖时间", "发证日期", "发表日期", "时间", "日期"),
    },
    title="title",
    person="authors",
    lists=frozenset({"authors"}),
    distinct=frozenset({"title", "venue", "award", "authors"}),
    implies={"award": ("stage", "获奖")},
    counted=("篇", "份"),
)

KIND = Kind(
    name="paper",
    report=REPORT,
    unit="篇",
    role="author",
    slots=(
        DATE,
        people("authors", "作者", "author"),
        Slot("kind", "类别"),
        title("title", "题目"),
        STAGE,
        VENUE,
        LEVEL,
        AWARD,
        COUNT,
    ),
    line=("date", "authors", "kind", "title", "count", "venue", "level", "award", "stage"),
    needs={"title": "题目是什么？"},
)
