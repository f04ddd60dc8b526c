"""A slip that the message itself corrects: 四2班，打错了，是四3班."""

import re
from itertools import pairwise

from bot.language.frame import Piece
from bot.language.sheet import Sheet

_SLIP = re.compile(
    r"[\s,。;…!?]*(?:哦|啊|噢|呃)?(?:不对|不是|打错了?|写错了?|说错了?|记错了?|发错了?|错了"
    r"|更正(?:一下)?|纠正(?:一下)?|口误|sorry|应为|应该是|(?:参加|来了|到了)?[,，]?(?:哦"
    r"|噢)?(?:算上|加上)我?)"
    r"[\s,。;:…!]*(?:应该是|应该|是|应为|改成|而是)?[\s,:第]*"
)
_RATHER = re.compile(r"[\s,;]*(?:而是|应该是|应是|是)[\s,:]*")
_NOT = re.compile(r"不是 ?$")
_KINDS = ("class", "person", "period", "award", "date", "subject", "title", "venue", "level", "kind", "count")
_FAR = 20


def correct(sheet: Sheet) -> None:
    """Forget what the message takes back: the first of two pieces with 不对 between, both sides of 不是…是."""
    gone: list[tuple[Piece, int, int]] = []
    negated = False
    for first, second in _neighbours(sheet):
        if gone and gone[-1][0] is first:
            continue
        between = sheet.mask[first.end : second.start]
        denial = _NOT.search(sheet.mask, max(0, first.start - 3), first.start)
        if between == "不是" and sheet.mask[first.start - 1 : first.start] == "是":
            gone.append((second, first.end, second.end))
        elif _SLIP.fullmatch(between) or ((negated or denial) and _RATHER.fullmatch(between)):
            gone.append((first, denial.start() if denial else first.start, second.start))
            negated = bool(_NOT.search(between))
            continue
        negated = False
    sheet.forget(gone)


def _neighbours(sheet: Sheet) -> list[tuple[Piece, Piece]]:
    ordered = sheet.of(*_KINDS)
    return [(a, b) for a, b in pairwise(ordered) if a.kind == b.kind and b.start - a.end < _FAR]
