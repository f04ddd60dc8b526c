"""检查: a round of looking through plans, exercise books, handbooks or projects, by the office or a head."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, DEPARTMENT, Kind, Slot, title

_OF = "[一-龥、]{2,12}?"
_FOUND = "[:,](?P<content>[^\\n]{2,200})"

REPORT = Report(
    intent="inspection.log",
    what="检查",
    nouns=("检查记录", "调研记录"),
    slots=frozenset(["title", "content", "department", "date"]),
    triggers=("检查", "调研", "抽查", "督查"),
    unless=("中期", "听了", "签到", "谁", "前交", "主题"),
    sayings=(
        Saying(
            f"(?:<span>|<date>|<department>|本月|本周)*的?(?P<title>(?:{_OF})?(?:检查|调研|抽查|督查))(?:登记|记录)?{_FOUND}"
        ),
        Saying(f"(?P<title>(?:检查|抽查|督查|调研)(?:了)?{_OF})(?:登记|记录)?{_FOUND}"),
        Saying(f"(?P<title>{_OF}(?:本月|本周|<span>)?的?(?:检查|抽查|督查))(?:登记|已?完成|做完|结束)了?(?=$|[,。;!])"),
    ),
    despite=frozenset({"a plan", "a negation", "others' affairs", "a notice"}),
)

KIND = Kind(
    name="inspection",
    report=REPORT,
    unit="次",
    role="inspector",
    slots=(DATE, DEPARTMENT, title("title", "项目"), Slot("content", "情况")),
    line=("date", "department", "title", "content"),
    examples={"office": ("11月教案检查：查了12本，都齐",), "head": ("11月作业检查：查了5人，都齐",)},
)
