"""A slip that the message itself corrects: 四2班，打错了，是四3班."""

import re

from bot.language.sheet import Sheet

_SLIP = re.compile(
    r"[\s,。;…!?]*(?:哦|啊|噢|呃)?(?:不对|不是|打错了?|写错了?|说错了?|记错了?|发错了?|错了|更正(?:一下)?|纠正(?:一下)?|口误|sorry|应为|应该是)"
    r"[\s,。;:…!]*(?:应该是|应该|是|应为|改成|而是)?[\s,:第]*"
)
_RATHER = re.compile(r"[\s,;]*(?:而是|应该是|应是|是)[\s,:]*")
_NOT = re.compile(r"不是 ?$")


def correct(sheet: Sheet) -> bool:
    """Forget what the message takes back. Whether there was any."""
    corrected = False
    for first, second in _neighbours(sheet):
        between = sheet.mask[first.end : second.start]
        negated = _NOT.search(sheet.mask, max(0, first.start - 3), first.start)
        if between == "不是" and sheet.mask[first.start - 1 : first.start] == "是":
            sheet.forget(second, first.end, second.end)
        elif _SLIP.fullmatch(between) or (negated and _RATHER.fullmatch(between)):
            start = negated.start() if negated else first.start
            sheet.forget(first, start, second.start, keep=_NOT.search(between) is not None)
            corrected = True
    return corrected


def _neighbours(sheet: Sheet) -> list:
    ordered = sheet.of(
        *("class", "person", "period", "award", "date", "subject", "title", "venue", "level", "kind", "number")
    )
    return [(a, b) for a, b in zip(ordered, ordered[1:], strict=False) if a.kind == b.kind and b.start - a.end < 20]
