"""师徒: who is whose mentor, and how each month's review of it came out."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, Kind, Slot

_PAIRED = {"stage": "结对"}
_REVIEWED = {"stage": "考核"}
_T = "(?:老师)?"
_AND = "(?:和|与|跟|、|-+|→|带|同)"
_RESULT = "(?P<result>合格|优秀|良好|不合格|优|良|通过|达标)"

REPORT = Report(
    intent="mentoring.log",
    what="师徒",
    nouns=("结对", "师徒结对", "师徒考核", "徒弟"),
    asked=("带徒", "拜师"),
    slots=frozenset(["mentor", "mentee", "stage", "result", "date", "place"]),
    triggers=("师徒", "徒弟", "拜师", "为师", "为徒", "收徒", "师傅", "师父", "结对"),
    unless=("听了", "听课", "签到", "请假"),
    sayings=(
        Saying(
            f"(?:师徒|徒弟)(?:结对)?的?(?:月度?|期末|学期)?考核(?:结果)?[:,]?(?P<mentee><name>){_T}[:,为是]?{_RESULT}",
            _REVIEWED,
        ),
        Saying(
            f"(?:我的?)?徒弟(?P<mentee><name>){_T}(?:<span>|<date>|的|本月|这个月)*(?:师徒)?考核[:,为是]?{_RESULT}",
            _REVIEWED,
        ),
        Saying(
            f"(?P<mentor><name>){_T}(?:正式|今天|<date>|<span>)*(?:收|带)了?(?P<mentee><name>){_T}(?:为徒|[当做]徒弟)",
            _PAIRED,
            True,
        ),
        Saying(
            f"(?P<mentor><name>){_T}{_AND}(?P<mentee><name>){_T}(?:正式|今天|已经?|<date>)*(?:师徒结对|结对|结为师徒|结成师徒|签了?师徒协议)",
            _PAIRED,
            True,
        ),
        Saying(
            f"(?:师徒)?结对(?:登记)?[:,](?:师[傅父])?[:是]?(?P<mentor><name>){_T}[,、;]?{_AND}?(?:徒弟)?[:是]?(?P<mentee><name>)",
            _PAIRED,
        ),
        Saying(f"师[傅父][:是]?(?P<mentor><name>){_T}[,、; ]*徒弟[:是]?(?P<mentee><name>)", _PAIRED),
        Saying(f"拜(?:了)?(?P<mentor><name>){_T}为师[傅父]?", _PAIRED, True),
        Saying("拜师[:,]?(?P<place><place>)?[, ]*(?P<mentor><name>)", _PAIRED),
        Saying(f"(?:收|带)了?(?P<mentee><name>){_T}(?:为徒|[当做](?:我的?)?徒弟)", _PAIRED, True),
        Saying(f"(?:和|与|跟)(?:我的?)?师[傅父](?P<mentor><name>){_T}(?:结对|签了?师徒协议)", _PAIRED),
        Saying("师徒(?:结对)?(?:协议书?|合同)(?:都|已经?|也)?签(?:好|完|订|署)?了?", _PAIRED),
    ),
    person="mentor",
    despite=frozenset({"a notice", "others' affairs", "congratulations"}),
)

KIND = Kind(
    name="mentoring",
    report=REPORT,
    unit="对",
    role="mentor",
    partner="mentee",
    slots=(
        DATE,
        Slot("stage", "事项"),
        Slot("mentor", "师傅", role="mentor", show="师傅{}".format),
        Slot("mentee", "徒弟", role="mentee", show="徒弟{}".format),
        Slot("place", "学校"),
        Slot("result", "结果"),
    ),
    line=("date", "stage", "place", "mentor", "mentee", "result"),
    counted={"stage": ("结对",)},
    examples={"teacher": ("我拜{colleague}为师",), "office": ("师徒考核：{colleague}合格",)},
)
