"""约稿: somebody was asked to write something by a day."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, VENUE, Kind, Slot, people, show_day, title

_WHOM = "(?P<people><name>(?:[、和,]<name>){0,4})(?:老师)?"
_WRITE = "(?:写成?|整理成?|改成|供|交|投)(?:<count>|一?篇|一份|个)?(?:关于)?"
_KIND = "(?P<kind>论文|案例|反思|随笔|教学设计|叙事|读书笔记|文章|稿子|稿件)?"
_ABOUT = "(?:[^,。;!?]{0,10}(?P<title><title>)(?:那[个篇段])?)?[^,。;!?\\ue000-\\ue0ff]{0,8}?"

REPORT = Report(
    intent="commission.log",
    what="约稿",
    slots=frozenset(["people", "title", "kind", "due", "venue", "date"]),
    triggers=("约稿", "约一篇", "约篇", "约了"),
    unless=("谁",),
    sayings=(
        Saying(f"约稿[:, ]*(?:请|让)?{_WHOM}写(?:<count>|一?篇|一份|个)?(?:关于|题为)?(?P<title><title>)的?{_KIND}"),
        Saying(
            f"约稿[:, ]*(?:请|让|向|给|找|约)?{_WHOM}[,:]?(?:把|将|就)?{_ABOUT}"
            f"(?:{_WRITE}{_KIND})?(?=$|[,。;!]|<date>|<span>|<title>)"
        ),
        Saying(f"(?:向|给|跟|和|找|请){_WHOM}约(?:一?篇|了?一?篇|个|了)?稿?子?[,:]?(?:写)?{_ABOUT}{_KIND}"),
    ),
    title="title",
    person="people",
    lists=frozenset({"people"}),
    day="due",
    ahead=True,
    despite=frozenset(
        {"a plan", "a notice", "a day ahead", "others' affairs", "a request", "an announcement", "hearsay"}
    ),
)

KIND = Kind(
    name="commission",
    report=REPORT,
    unit="篇",
    role="asked",
    slots=(
        DATE,
        people("people", "作者", "asked"),
        Slot("kind", "体裁"),
        title("title", "题目"),
        VENUE,
        Slot("due", "截稿", show=lambda day: f"{show_day(day)}前"),
    ),
    line=("people", "kind", "title", "venue", "due"),
    needs={"people": "向哪位老师约稿？"},
    told_to="{teller}老师向您约稿：{record}。写好了告诉我题目就行",
    examples={"office": ("约稿：请{colleague}把“错题门诊”写成论文，月底",)},
)
