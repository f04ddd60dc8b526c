"""意见: what somebody would like the office to know or to change."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, Kind, Slot

REPORT = Report(
    intent="opinion.log",
    what="意见",
    nouns=("意见和要求", "意见建议"),
    slots=frozenset(["content", "date"]),
    triggers=("意见", "建议", "要求"),
    unless=("听了", "优点", "问题:", "不足", "改成"),
    sayings=(
        Saying("^\\s*(?:我?(?:有|提)?(?:一?[个条点])?)?(?:意见|意见和要求|意见建议)[:,](?P<content>[^\\n]{2,200})"),
        Saying(
            "^\\s*我?(?:想|要)?(?:提|有)(?:一?[个条点]|<count>)(?:小)?(?:意见|建议|要求)[:,](?P<content>[^\\n]{2,200})"
        ),
    ),
    despite=frozenset(
        {"a plan", "a notice", "a negation", "a question", "a hypothesis", "others' affairs", "a request"}
    ),
)

KIND = Kind(
    name="opinion",
    report=REPORT,
    unit="条",
    role="opined",
    slots=(DATE, Slot("content", "内容")),
    line=("date", "content"),
    discreet=True,
    examples={"teacher": ("意见：活动别放在周五下午",)},
)
