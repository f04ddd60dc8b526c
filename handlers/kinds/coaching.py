"""辅导获奖: a prize that pupils won whom one coached. Kept are the prize and how many they were, never who.

In a group it is pride, and meant for the group: it is kept only where the bot is spoken to.
"""

from bot.language import Report, Saying
from handlers.kinds.kind import AWARD, COUNT, DATE, LEVEL, VENUE, Kind, people, title

_PUPILS = (
    "(?:学生|孩子|同学|选手|队员|学员|小选手|校队|合唱队|舞蹈队|社团|代表队|(?:[足篮排]球|乒乓球?|田径|科技|编程)队)"
)
_WON = "(?:荣?获|喜获|获得|得|拿|捧回|夺得|摘得)(?:到|得|下)?了?"
_LEVEL = "(?:在|参加)?(?:(?P<level>全国|国家级?|[省市区县校]级?|<level>)(?:里|赛|比赛)?的?)?"
_OF = (
    "(?P<title><title>|(?:小学生|青少年|学生|科技|数学|语文|英语|艺术|体育|合唱|舞蹈|器乐|田径|篮球|足球|乒乓球|羽毛球|跳绳|编程|机器人|创客|航模"
    "|科幻画|绘画|书画|书法|作文|征文|演讲|朗诵|讲故事|阅读|口算|计算|创新|劳动|经典诵读|知识|才艺|象棋|围棋|游泳|科学|论文|小论文|手抄报){1,3}"
    "(?:大赛|竞赛|比赛|展演|展评|展|节|赛|评比|联赛|锦标赛|征文|活动)?)?(?:中|里|的)?"
)
_COACHED = (
    "(?P<people><name>(?:[、和]<name>)*)?(?:老师)?(?:辅导|指导|带队?|训练)(?:的|了)?"
    "(?:<class>|<count>|我?们?班|我校|[校区市]|的)*"
)

REPORT = Report(
    intent="coaching.log",
    what="辅导获奖",
    asked=("(?:辅导|指导)(?:的)?学生",),
    nouns=("指导学生获奖", "辅导学生获奖", "学生获奖"),
    slots=frozenset(["title", "venue", "level", "award", "date", "people", "count", "subject"]),
    triggers=("辅导", "指导", "带的", "带队", "训练", "带校", "带学生"),
    sayings=(
        Saying(
            f"{_COACHED}{_PUPILS}们?[^,。;!?\\n]{{0,6}}?[,]?(?:在|参加)(?:<venue>)?{_LEVEL}{_OF}(?:上|中|里|时)?[,]?{_WON}(?:<level>)?<award>",
        ),
        Saying(
            f"{_COACHED}{_PUPILS}们?[^,。;!?\\n]{{0,12}}?[,]?{_WON}(?:<venue>)?{_LEVEL}{_OF}(?:<level>)?<award>",
        ),
        Saying(f"(?:辅导|指导)(?:学生|奖)?获?奖?(?:登记)?[:,]{_LEVEL}{_OF}(?:<level>)?<award>"),
    ),
    title="title",
    person="people",
    lists=frozenset({"people"}),
    counted=("人", "名", "位", "项", "次", "份", "篇"),
    despite=frozenset({"others' affairs", "congratulations"}),
)

KIND = Kind(
    name="coaching",
    report=REPORT,
    unit="人次",
    role="coach",
    slots=(DATE, people("people", "指导教师", "coach"), VENUE, title("title", "项目"), LEVEL, AWARD, COUNT),
    line=("date", "people", "venue", "title", "level", "award", "count"),
    wordless=True,
    examples={"teacher": ("辅导学生获市作文比赛二等奖",)},
)
