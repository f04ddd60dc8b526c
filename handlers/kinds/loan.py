"""借阅: a book or a journal of the office that somebody took home, and brought back."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, Kind, Slot, people, show_day, title

_BOOK = "(?P<title><title>|<venue>)(?:[,、 ]?(?:第)?(?P<issue>\\d{1,3}期|\\d{4}年第?\\d{1,2}期|<count>|<number>))?"
_BACK = "(?:[,， ]*(?P<due><date>|<span>)(?:之?前)?(?:归?还|还回?来?|送回))?"
_WHO = "(?P<people><name>)(?:老师)?"
_LENT = {"stage": "借出"}
_RETURNED = {"stage": "归还"}

REPORT = Report(
    intent="loan.log",
    what="借阅",
    asked=("借[了过走].{0,6}(?:书|什么)", "谁借", "没还"),
    slots=frozenset(["title", "issue", "people", "stage", "due", "date"]),
    triggers=("借", "借走", "借阅", "借用", "借出", "借去", "归还", "还了", "已还", "还书", "还到", "还回"),
    unless=("借班", "借鉴", "借此", "谁", "借给我", "借我", "求借"),
    sayings=(
        Saying(
            f"(?:{_WHO})?(?:今天|已经?|把|我|刚)*(?:归还|还了?|还回)(?:教科室)?的?{_BOOK}(?=$|[\\s,。;!~了])", _RETURNED
        ),
        Saying(
            f"(?:{_WHO})?(?:的|借的|把)?{_BOOK}(?:已经?|都|也|今天|给)*(?:归还|还|还回)(?:了|教科室了?|过了|回来了?)(?=$|[\\s,。;!~])",
            _RETURNED,
        ),
        Saying(
            f"(?:{_WHO})?(?:今天|我|来|又|要|想|登记)*借(?:阅|走|了|出|用|去)*(?:教科室)?的?(?:一?本|<count>)?{_BOOK}{_BACK}",
            _LENT,
        ),
        Saying(f"借阅(?:登记)?[:,](?:{_WHO})?[,、 ]*{_BOOK}{_BACK}", _LENT),
    ),
    title="title",
    person="people",
    lists=frozenset({"people"}),
    despite=frozenset({"a plan", "a day ahead", "a request", "others' affairs", "an announcement"}),
)

KIND = Kind(
    name="loan",
    report=REPORT,
    unit="本",
    role="borrower",
    slots=(
        DATE,
        people("people", "借阅人", "borrower"),
        Slot("stage", "借还"),
        title("title", "书刊"),
        Slot("issue", "期号"),
        Slot("due", "归还", show=lambda day: f"{show_day(day)}还"),
    ),
    line=("date", "people", "stage", "title", "issue", "due"),
    counted={"stage": ("借出",)},
    needs={"title": "借的是哪一本？"},
    examples={"teacher": ("借《教育研究》3期，下周五还",)},
)
