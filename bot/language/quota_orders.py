"""What is said of rules that hold: listed, changed, ended, and the day as of which age is reckoned."""

import re

from bot.language.evidence import Candidate
from bot.language.frame import Slots
from bot.language.numerals import number
from bot.language.quotas import AMOUNT, begins, bound, what
from bot.language.scene import Scene

_SURE = 20
_LONGEST = 120
_LIST = re.compile(
    "指标[^,。;]{0,6}(?:有哪些|是什么|是多少|有什么|列|看|怎么定|清单|一览|汇总|分别|情况|$|[?。])|(?:有哪些|有什么|哪些|什么|列出?|看看?|查看?|现在的?|所有的?|全部的?|目前的?)[^,。;]{0,8}指标"
    r"|^[\s,]*(?:我们|学校|学期|本校|的)*(?:现在|目前|都)?(?:有|定了)(?:哪些|什么)规定|(?:听课|论文|反思|随笔|活动)[^,。;]{0,4}(?:要求|规定)(?:是什么|是多少|有哪些|呢|[?]|$)"
)
_NOT_LISTED = re.compile("完成|达标|够|还差|谁|没|改|取消|几个人|多少人|导出")
_CHANGE = re.compile(r"(?:改|调|换|变更?|提高?|降低?|增加?|减少?)(?:成|为|到|整为|整到|高到|低到|至)")
_RULE_CHANGED = re.compile(
    "^\\s*(?:请)?(?:把)?(?:全体|全校|所有)?(?:教师|老师|教研组长|备课组长|组长|骨干教师)?的?(?:每(?:个)?(?:学期|学年|学月|月|周|年))?"
    "(?:听课|公开课|反思|随笔|读书|教研活动)(?:数|节数|篇数|次数|要求|规定|任务)?(?:每(?:个)?(?:学期|学年|学月|月|周|年))?"
    "(?:从[^,。;]{1,6}起)?(?:改|调整?)(?:成|为|到)(?:每(?:个)?(?:学期|学年|学月|月|周|年))?\\d{1,3}[节篇次本][\\s。!]*$"
)
"""听课改成18节, 教师听课每学期改成18节: no record is meant, which is of one lesson or paper."""
_END = re.compile("取消|停用?|作废|删除?掉?|撤掉|撤销|不要了|不用了|结束|废止|终止|去掉|不再执行|不算了")
_AGE_DAY = re.compile("(?:年龄|周岁|岁数)[^,。;]{0,4}(?:按|以|算|截至?|截止|到|从)")
_ABOUT = re.compile("指标|规定|要求|年龄|周岁|岁数")
"""Nothing of this is said without one of these words."""
_MINE = re.compile("我(?!们|校|组)")
_FIRST_DAY = re.compile("学期(?:的)?第一天|开学(?:那天|第一天|日)?|学期初")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_NUMBERED = re.compile(
    r"第\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[条项个]|指标\s*(\d{1,2})(?!\d|\s*[节篇次])|(?<![\d第])(\d{1,2})\s*号?指标"
)


def candidate(scene: Scene) -> Candidate | None:
    """The first of them that holds."""
    plain = scene.sheet.plain
    if len(plain) > _LONGEST:
        return None
    intent = _intent(plain)
    return Candidate(intent, _SURE, (f"{intent}: of the rules that hold",)) if intent else None


def _intent(plain: str) -> str | None:
    if _RULE_CHANGED.search(plain):
        return "quota.change"
    if not _ABOUT.search(plain):
        return None
    if _AGE_DAY.search(plain) and (_MONTH_DAY.search(plain) or _FIRST_DAY.search(plain)):
        return "quota.age"
    if "指标" in plain and _CHANGE.search(plain) and AMOUNT.search(plain):
        return "quota.change"
    if "指标" in plain and _END.search(plain):
        return "quota.end"
    return "quota.list" if _LIST.search(plain) and not _NOT_LISTED.search(plain) else None


def meant(scene: Scene) -> Slots:
    """Which rule: by its number in the list, else by what it asks for and of whom; `count` to which it changes."""
    plain = scene.sheet.plain
    numbered = _NUMBERED.search(plain)
    slots: Slots = {"number": number(next(filter(None, numbered.groups())))} if numbered else {}
    if not numbered:
        slots = {**what(scene, plain), **bound(scene, 0, len(plain), {})}
    change = _CHANGE.search(plain)
    amount = AMOUNT.search(plain, change.end()) if change else None
    slots["count"] = number(amount["n"]) if amount else None
    slots["from"] = begins(scene)
    return {name: value for name, value in slots.items() if value}


def asked(scene: Scene) -> Slots:
    """Of what, and whether one's own, where one asks for less than all."""
    own = {"who": "me"} if _MINE.search(scene.sheet.plain) else {}
    return {**what(scene, scene.sheet.plain.replace("指标", "  ")), **own}


def age_day(scene: Scene) -> Slots:
    """`day`: the month and the day of it; none for the first day of the term."""
    if _FIRST_DAY.search(scene.sheet.plain):
        return {}
    match = _MONTH_DAY.search(scene.sheet.plain)
    return {"day": f"{int(match[1]):02}-{int(match[2]):02}"} if match else {}
