"""外出学习: a training or meeting elsewhere that somebody goes to or came back from, and what is owed afterwards."""

from bot.language import Report, Saying
from handlers.kinds.kind import DATE, Kind, Slot, people, show_day, title

_WHO = "(?P<people><name>(?:[、和]<name>){0,5})?(?:老师)?(?:<date>|<span>|我|今天|要|将|还|又|,)*"
_WHERE = "(?:去|到|赴|前往)(?P<place>[一-龥]{2,10}?)"
_EVENT = (
    "(?P<title><title>|[一-龥A-Za-z0-9]{0,16}?(?:年会|培训班?|研讨会|研修班?|观摩会|观摩活动|论坛|学术会议|学术会|讲习班|交流会"
    "|现场会|展示活动|跟岗|国培|省培|高研班))"
)
_DUTY = "总结|心得体会|心得|体会|汇报课|示范课|公开课|汇报|报告会|讲座|发言|小结"
_OWED = (
    f"(?P<title>{_DUTY})[^,。;!?\\n]{{0,4}}?(?P<due><date>|<span>)(?:之?前|以前|内)?(?:[上提]?交|上|开|做|讲|完成|给)?"
    f"|(?:回来|返校|归来)后?(?P<within>[一二两三四五六七八九十\\d]{{1,2}}个?(?:天|周|星期|礼拜|月))(?:之?内|以内)?[,]?(?:要|须|再)?(?:[上提]?交|上|开|做|讲|完成)(?:一?[篇节份次])?(?P<what>{_DUTY})"
)

REPORT = Report(
    intent="training.log",
    what="外出学习",
    nouns=("外出培训", "外出"),
    slots=frozenset(["people", "place", "title", "date", "end", "owed"]),
    triggers=("参加", "出席", "学习", "培训", "研修", "跟岗", "参观", "考察", "开会", "外出"),
    unless=("听了", "听课", "签到", "请假", "假", "谁", "会议室", "报告厅", "公开课"),
    sayings=(
        Saying(f"{_WHO}{_WHERE}(?:参加|出席)了?(?:<level>|的|由)?{_EVENT}"),
        Saying(
            f"{_WHO}{_WHERE}(?:学习|培训|研修|跟岗|参观|考察|开会)了?(?:了|过|<count>|<span>)*(?:回来|归来|返校|结束|$|[,。;!])"
        ),
        Saying(
            f"{_WHO}外出(?:学习|培训|研修|跟岗|参观|考察)[:,到去]?(?P<place>[一-龥]{{2,8}}?)?[,、]?{_EVENT}?(?=$|[,。;!了]|<date>|<span>)"
        ),
    ),
    title="title",
    person="people",
    lists=frozenset({"people"}),
    ahead=True,
    each={"owed": _OWED},
    despite=frozenset({"a plan", "a day ahead", "others' affairs", "an announcement"}),
)


def _show_owed(owed: list[dict[str, str]]) -> str:
    return "，".join(f"{one['title']} {show_day(one['due'])}前" for one in owed)


KIND = Kind(
    name="training",
    report=REPORT,
    unit="次",
    role="trainee",
    slots=(
        DATE,
        Slot("end", "至", show=lambda day: f"至{show_day(day)}"),
        people("people", "参加人", "trainee"),
        Slot("place", "地点"),
        title("title", "内容"),
        Slot("owed", "回来后交", show=_show_owed),
    ),
    line=("date", "end", "people", "place", "title", "owed"),
    ahead=True,
    examples={"teacher": ("我12月3日去南京参加语文年会",)},
)
