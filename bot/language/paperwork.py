"""Forms that are asked for by name, filled in or blank; and what is said of a form that nobody is to make."""

import re

from bot.language import corrections
from bot.language.evidence import Candidate
from bot.language.frame import Slots
from bot.language.scene import Scene
from bot.language.sheet import COVERED
from bot.language.whose import whose

INTENT = "form.make"
_NAMES = {
    "成员概况表": "(?:成员|组员|教师|老师)?(?:基本)?概况(?:一览)?表",
    "集体备课记录表": "(?:集体备课|集备)(?:的)?(?:活动)?记录表?",
    "活动签到表": "(?:活动)?签到(?:表|单|簿)",
    "活动记录表": "活动(?:登记|记录)表",
    "听课记录表": "听(?:评)?课(?:记录)?[表单]",
    "工作实绩记录": "(?:工作)?实绩(?:记录|登记)表?|实绩表",
    "工作鉴定": "(?:工作|年度|学期)鉴定(?:表|书|草稿)?|鉴定表",
    "课题月报表": "课题(?:研究)?月汇?报表|月汇?报表",
    "课题档案": "课题(?:《[^》]{1,60}》)?的?档案[袋盒]?(?:目录)?|(?<=》)的?档案[袋盒]?",
    "年度统计报告": "年度(?:教育科研|教科研|科研)?(?:统计)?报[告表]|年度统计表",
    "资料包": "(?:期末|学期)?资料包",
    "论文集目录": "论文(?:集|汇编)的?目录|论文集(?=.{0,4}打包)"
    "|(?:论文|反思|案例|随笔|教学设计)(?=(?:都|全部|和文件)?打包)",
    "职称材料": "职称(?:评审|申报|评定)?的?材料|评职称用?的?材料",
    "专业发展档案": "(?:专业|个人|教师)?(?:发展|成长)(?:档案|手册)袋?|业务档案",
    "工作交接": "(?:工作)?交接(?:文档|材料|清单|表|书|单)",
}
_FORMS = tuple((name, re.compile(pattern)) for name, pattern in _NAMES.items())
_FORM = re.compile("[表单簿袋包]|记录|实绩|鉴定|报告|目录|材料|档案|手册|交接")
"""One of these is in the name of each."""
_ALSO_LISTS = frozenset({"活动签到表", "听课记录表", "集体备课记录表"})
"""Their names mean a workbook as well: only what is for paper means the form."""

_PAPER = re.compile("打印|印[出一几两]|空白|空表|纸质|手写|word|docx|文档|样表", re.IGNORECASE)
_BLANK = re.compile("空白|空表|空的|手写|样表|模板")
_ASKED = re.compile(
    "打印|印[出一几两]|出[一个份张几]|开[一个]?份|导[出一个]|生成|做[一个份张好]|整理|整[一个]?份|打包|下载|准备一?[份下]"
    "|[给发传]我|发[一个]?[下份张]|来[一个]?[份张]|[要需拿][要一个]?[份张]|我要|需要|看看|看一下|弄[一个]?[份张]|模板"
)
_NOT_ASKED = re.compile(
    "谁|哪[里儿个]|在哪|怎么|如何|什么|几[号点]|打印[好机室店]|交(?!接|流)|截止|催|收齐|[没缺]|放[在到门]|贴|拿走|家长|学生|实习"
    "|[撤删]|提醒|填错|记得|不[用要必]|别|[?？吗]|改成|听了|签到了|[:：]|前.{0,3}[给发]|各位|大家|老师们"
)
_PAPERS = ("反思", "案例", "随笔", "教学设计")
_LITTLE = re.compile(rf"{COVERED}+|[我们的组校本请帮把麻烦一份张个下这那次学期年度吧呢啊哦谢了,。!~、\s]")
_LONGEST = 60


def candidates(scene: Scene) -> list[Candidate]:
    """The form that the message asks for."""
    plain = scene.sheet.plain
    if len(plain) > _LONGEST or "\n" in plain or not _FORM.search(plain) or _NOT_ASKED.search(plain):
        return []
    named = _named(plain)
    if named is None:
        return []
    name, match = named
    rest = scene.sheet.mask[: match.start()] + scene.sheet.mask[match.end() :]
    alone = not _LITTLE.sub("", rest)
    mine = alone and rest.strip().startswith("我的")
    if name in _ALSO_LISTS and not (_PAPER.search(plain) or mine):
        return []
    return [Candidate(INTENT, _SURE, (f"{INTENT}: {match[0]}",))] if alone or _ASKED.search(plain) else []


_SURE = 20
"""Outweighs what else these words could be of: the form is named."""


def _named(plain: str) -> tuple[str, re.Match[str]] | None:
    found = ((name, pattern.search(plain)) for name, pattern in _FORMS)
    return next(((name, match) for name, match in found if match), None)


def fill(scene: Scene) -> Slots:
    """Which form, of whom and when; `blank` where it is to be filled in by hand."""
    plain = scene.sheet.plain
    named = _named(plain)
    name, match = named or (None, re.match("", plain))
    assert match
    slots: Slots = {"form": name, **whose(scene, name or ""), **corrections.number(scene)}
    days = [piece for piece in scene.sheet.ordered() if piece.kind in ("span", "date")]
    titles, occasions = scene.sheet.of("title"), scene.sheet.of("activity")
    slots["range"] = scene.reach(days[0]) if days else None
    slots["title"] = titles[0].value if titles else None
    slots["activity"] = occasions[0].value if occasions and name == "活动签到表" else None
    slots["kind"] = match[0] if name == "论文集目录" and match[0] in _PAPERS else None
    slots["blank"] = bool(_BLANK.search(plain))
    return {slot: value for slot, value in slots.items() if value}
