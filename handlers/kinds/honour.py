"""荣誉: a title that somebody was given, or was put forward for."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, LEVEL, Kind, Slot, people, title

_TITLE = (
    "(?:学科|骨干|优秀|先进|模范|师德|教学|教育|德育|教坛|青年|名优|最美|十佳|课改|教科研|科研|五一|三八){1,3}"
    "(?:带头人|教师|班主任|校长|教育工作者|辅导员|个人|工作者|标兵|能手|新秀|新苗|新星|新锐|党员|团员|组长|教研组长|备课组长|主持人|辅导教师"
    "|指导教师|课题组|课题负责人|岗位能手|红旗手|劳动奖章|园丁|楷模)|特级教师|劳动模范|名教师|名师|正高级教师|高级教师|一级教师"
)
_LEVEL = "(?:被|为)?(?:(?P<level>全国|国家级?|[省市区县校]级?|<level>)(?:里|教育局|教体局|政府)?的?)?"
_NAMED = f"(?P<title>{_TITLE}|<title>)(?:的?(?:荣誉)?称号)?"
_GIVEN = "(?:评为|评上|评选为|授予|荣获|获评|当选|入选|认定为|聘为|获得|获)了?"

REPORT = Report(
    intent="honour.log",
    what="荣誉",
    nouns=("荣誉称号", "称号"),
    slots=frozenset(["title", "level", "date", "people", "stage"]),
    triggers=(
        "荣誉",
        "称号",
        "评为",
        "评上",
        "评选为",
        "授予",
        "荣获",
        "获评",
        "当选",
        "入选",
        "认定为",
        "聘为",
        "获得",
        "推荐",
    ),
    unless=("论文", "课题", "案例", "奖项", "文章", "学生"),
    sayings=(
        Saying(
            f"推荐(?:<department>的?)?{_LEVEL}(?P<title>{_TITLE})(?:候选人|人选)?[:,是]?(?P<people><name>)?",
            {"stage": "推荐"},
        ),
        Saying(f"推荐(?P<people><name>)(?:老师)?(?:参评|申报|为|评选?|当){_LEVEL}{_NAMED}", {"stage": "推荐"}),
        Saying(f"(?P<people><name>)(?:老师)?(?:被|已|荣幸|也|刚)?{_GIVEN}{_LEVEL}{_NAMED}(?=$|[\\s,。;!~了啦])"),
        Saying(f"{_GIVEN}{_LEVEL}{_NAMED}(?=$|[\\s,。;!~了啦])", certain=True),
        Saying(f"荣誉(?:登记|称号|名称)?[:,]{_LEVEL}{_NAMED}"),
    ),
    labels={"title": ("荣誉名称", "称号"), "level": ("级别",), "people": ("获得者", "姓名"), "date": ("时间", "日期")},
    title="title",
    person="people",
    lists=frozenset({"people"}),
    distinct=frozenset({"title"}),
    despite=frozenset({"congratulations", "a notice", "others' affairs"}),
)

KIND = Kind(
    name="honour",
    report=REPORT,
    unit="项",
    role="honoured",
    slots=(DATE, people("people", "获得者", "honoured"), title("title", "名称"), LEVEL, Slot("stage", "进展")),
    line=("date", "people", "title", "level", "stage"),
    needs={"title": "是什么荣誉？请写出名称。"},
    counted={"stage": (None,)},
    examples={"teacher": ("我被评为区级“教坛新秀”",), "office": ("推荐教坛新苗：{colleague}",)},
)
