"""读书: a book that one has read, or has chosen to read."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, Kind, Slot, people, title

_BOOK = "(?P<title><title>)"

REPORT = Report(
    intent="reading.log",
    what="读书",
    nouns=("读书记录", "读书档案", "书目"),
    asked=("读[了过完].{0,4}[本书]",),
    slots=frozenset(["title", "kind", "date", "people"]),
    triggers=("读完", "看完", "读了", "读过", "阅读", "共读", "选读", "必读", "读书"),
    unless=("读后感", "笔记", "心得", "反思", "体会", "论文", "随笔", "课题", "听", "谁", "推荐"),
    sayings=(
        Saying(f"(?:我的?)?(?P<kind>选读|必读)(?:的)?(?:书目?|专著)?(?:是|定为|:|选了?)?{_BOOK}"),
        Saying(
            f"(?:我|<date>|<span>|终于|刚|已经?|把)*(?:读|看|阅读|共读)(?:完|了|过|毕)+(?:一遍|一本|本)?(?:专著)?{_BOOK}"
        ),
        Saying(f"(?:把)?{_BOOK}(?:已经?|也|终于)*(?:读|看)完了"),
    ),
    title="title",
    person="people",
    lists=frozenset({"people"}),
)

KIND = Kind(
    name="reading",
    report=REPORT,
    unit="本",
    role="reader",
    slots=(DATE, people("people", "读者", "reader"), Slot("kind", "类别"), title("title", "书名")),
    line=("date", "people", "kind", "title"),
    tallied=True,
    staged=True,
    examples={"teacher": ("读完《教师的20项修炼》",)},
)
