"""A slip that the message itself corrects: 四2班，打错了，是四3班."""

import re
from itertools import pairwise

from bot.language.frame import Piece
from bot.language.numerals import number
from bot.language.sheet import Sheet, shape

_SLIP = re.compile(
    r"[\s,、。;…!?\-(]*(?:哦|啊|噢|呃|哎|哎呀)?(?:啊 ?)?(?:不好意思|抱歉|等等|等下)?[,，]?[哦啊噢呃]?"
    r"(?:不对|不是|(?:(?<=[哦啊噢呃])不|不(?=[,]))"
    r"|[写说记发打看弄搞听]错了?|错了"
    r"|[说写记搞弄打]反了?|手误|手滑|嘴瓢|眼花|笔误"
    r"|不不"
    r"|更正(?:一下)?|纠正(?:一下)?|口误|sorry|应为|应该是|(?:参加|来了|到了)?[,，]?(?:哦"
    r"|噢)?(?:算上|加上)我?)"
    r"[\s,。;:…!\-)]*(?:应该是|应该|是|应为|改成|而是)?[\s,:第]*|(?:以[上下])?[\s,…]*(?:算了|还是)[\s,]*(?:就|看|要|查)?[\s,]*"
)
_RATHER = re.compile(r"[\s,;]*(?:而是|应该是|应是|是)[\s,:]*")
_DENIES = re.compile(r"[\s,;。的了课上讲]{0,9}(?:而|并)?不是 ?")
_NOT = re.compile(r"不是 ?$")
_NOT_WON = shape(r"(?:不是|[没未]能?(?:拿|得|评|获|够|捞)?[到上着了]?|差一点(?:就)?(?:是|拿)?) ?个?(?:<any>)?$")
_ONLY = re.compile(r"[\s,;]*(?:而|只|才|就|却|最后|结果)?(?:是|拿|得|获|评)?[了到上]?个?[\s,:]*")
_KINDS = ("class", "person", "period", "award", "date", "subject", "title", "venue", "level", "kind", "count")
_APART = (("date", "span"), ("department",))
"""Kinds that are taken back among themselves, whatever stands between."""
_FAR = 20
_MOST = 8


_TAKES_BACK = re.compile(
    r"(?:[哦啊噢呃]不(?:对|是)?|不好意思|抱歉|[写说记发打看弄搞听]错了?|[说写记搞弄打]反了?|口误|手误|手滑|嘴瓢|眼花|笔误|更正(?:一下)?|纠正(?:一下)?)"
    r"[\s,。;:…!]*(?:应该是|应该|应为|是|改成|而是|第)?[\s,:]*$"
)
_ROOM = re.compile(r"(?<=[是为成,])([一二三四五六七八九]|\d{1,2})班")
_REGRET = re.compile(
    "[哦啊噢呃]不|不好意思|抱歉|[写说记发打看弄搞听]错|[说写记搞弄打]反|口误|手误|手滑|嘴瓢|眼花|笔误|更正|纠正|不是"
)
_ALONE = re.compile(r".\((\d+)\)班")


def _rooms(sheet: Sheet) -> None:
    """是3班不是2班 speaks of the grade told before."""
    told = [piece for piece in sheet.of("class") if _ALONE.fullmatch(piece.value)]
    if told and _REGRET.search(sheet.mask):
        grade = told[-1].value[0]
        sheet.mark(_ROOM, "class", lambda m: f"{grade}({number(m[1])})班" if m.start() > told[-1].end else None)


def _taken_back(sheet: Sheet) -> list[tuple[Piece, int, int]]:
    """What a later sentence corrects, though other things were told between: 三4班《…》，说错了，是三3班."""
    gone: list[tuple[Piece, int, int]] = []
    ordered = sheet.of(*_KINDS) if _REGRET.search(sheet.mask) else []
    for index, second in enumerate(ordered):
        words = _TAKES_BACK.search(sheet.mask, max(0, second.start - _FAR), second.start)
        first = next((p for p in reversed(ordered[:index]) if p.kind == second.kind), None) if words else None
        if words and first and len(gone) < _MOST:
            gone.append((first, first.start, first.end))
            gone.append((first, words.start(), words.end()))
    return gone


def correct(sheet: Sheet) -> None:
    """Forget what the message takes back: the first of two pieces with 不对 between, both sides of 不是…是."""
    _rooms(sheet)
    gone: list[tuple[Piece, int, int]] = []
    negated = False
    begins = _with_level(sheet)
    for first, second in _neighbours(sheet):
        if gone and gone[-1][0] is first:
            continue
        between = sheet.mask[first.end : begins.get(second.start, second.start)]
        denial = _NOT.search(sheet.mask, max(0, first.start - 3), first.start)
        at = begins.get(first.start, first.start)
        if first.kind == "award" and not denial and _ONLY.fullmatch(between):
            denial = _NOT_WON.search(sheet.mask, max(0, at - 6), at)
            negated = negated or denial is not None
        if _DENIES.fullmatch(between) and sheet.mask[at - 1 : at] in ("是", "为", "成", "到"):
            gone.append((second, first.end, second.end))
        elif _SLIP.fullmatch(between) or ((negated or denial) and _goes_on(between, denial is not None)):
            gone.append((first, denial.start() if denial else first.start, begins.get(second.start, second.start)))
            negated = bool(_NOT.search(between))
            continue
        negated = False
    known = [piece for piece, _, _ in gone]
    gone += [part for part in _taken_back(sheet) if part[0] not in known]
    sheet.forget(gone + _said_before(sheet, gone))


def _goes_on(between: str, denied: bool) -> bool:
    """Whether what follows takes the place of what was denied: 是二等, or 二等 alone."""
    return bool(_RATHER.fullmatch(between) or (denied and _ONLY.fullmatch(between)))


def _said_before(sheet: Sheet, gone: list[tuple[Piece, int, int]]) -> list[tuple[Piece, int, int]]:
    """What is denied later on was said before: 一5班……不是一5，是一6."""
    denied = [piece for piece, start, _ in gone if sheet.mask.startswith("不是", start)][:_MOST]
    return [
        (other, other.start, other.end)
        for piece in denied
        for other in sheet.pieces
        if other.kind == piece.kind and other.value == piece.value and other.start < piece.start
    ]


def _neighbours(sheet: Sheet) -> list[tuple[Piece, Piece]]:
    ordered = sheet.of(*_KINDS)
    levelled = {piece.start for piece in sheet.of("level")} & set(_with_level(sheet).values())
    ordered = [piece for piece in ordered if piece.kind != "level" or piece.start not in levelled]
    pairs = [(a, b) for a, b in pairwise(ordered) if a.kind == b.kind]
    pairs += [pair for kinds in _APART for pair in pairwise(sheet.of(*kinds)) if "date" not in _kinds(pair)]
    return sorted(((a, b) for a, b in pairs if b.start - a.end < _FAR), key=lambda pair: pair[0].start)


def _kinds(pair: tuple[Piece, Piece]) -> str:
    """What both are, where they are one; days alone are among the others already."""
    return pair[0].kind if pair[0].kind == pair[1].kind else ""


def _with_level(sheet: Sheet) -> dict[int, int]:
    """Where awards begin that a level stands before: 区二等奖."""
    if not sheet.has("award"):
        return {}
    levels = {piece.end: piece.start for piece in sheet.of("level")}
    return {piece.start: levels[piece.start] for piece in sheet.of("award") if piece.start in levels}
