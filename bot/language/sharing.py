"""What is said of several records at once, and remarks that belong together."""

import re

from bot.language.sheet import Sheet, shape

_EDGE = " \t\r\n，。；、,.;:：!！?？~～《》“”\"'「」…"
OF_ALL = shape(
    r"\s*(?:课题|内容|课文|题目|主题|班级|学科|时间|日期|老师|授课人?|上课的?|课型|听课)?(?:<count>|[两三四五几]|\d)?(?:节课?|个班|位老师|位|次|篇|人"
    r"|堂课?)?[上讲教听学执教的用]{0,3}"
    r"(?:都|全|均|一律|统统|一样)"
)
THE_SAME = re.compile(
    r"[\s,]*(?:课题|内容|上的|讲的|课)?(?:还|也|都|同样|一样|仍|仍然|又|依旧)是?(?:上的?|讲的?|学的?)?是?"
    r"(?:这|那|同|同样的?)一?(?:个|首|课|篇|节课|节|一?课|内容|题目|课题)(?:内容|课题|课)?的?[\s,。!]*$"
    r"|[\s,]*(?:课题|内容)?(?:同上|相同|一样)[\s,。!]*$|[\s,]*(?:同一|一样的)(?:课题?|内容|首|篇)[\s,。!]*$"
)


def joined(sheet: Sheet, parts: list[tuple[int, int]]) -> str:
    """Stretches as they were written, with what stood between those that are neighbours."""
    spans = [list(parts[0])]
    for start, end in parts[1:]:
        if re.fullmatch(r"[\s,。;:、!?~…)(]*", sheet.plain[spans[-1][1] : start]):
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return "，".join(sheet.text[a:b].strip(_EDGE) for a, b in spans)
