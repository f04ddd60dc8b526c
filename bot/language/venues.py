"""Contests and journals: the school's own, and others by their last word."""

import re

from bot.language.lexicon import Lexicon
from bot.language.sheet import Sheet, shape

_LAST = "杯|论文评选|论文大赛|优秀论文|评选|大赛|竞赛|评比|征文|学报|杂志"
_OTHER = re.compile(
    rf"(?:(?<=[获得在给到于])|(?<![一-龥])|(?<=参加))(?![获得拿在到给于投送荣喜])([一-龥A-Za-z·]{{1,14}}?(?:{_LAST})(?:活动|比赛)?)"
)
_NO_NAME = re.compile("[我你他的了在被把去]|参加|推荐|可以|这|今|请|获|评一|送评|参评|投|建议|分组|小组|希望")


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark venues by their name in the school's file, others as said; a known one in 《》 is no title."""
    sheet.mark(words.venue_pattern, "venue", lambda m: words.venues[m[1]])
    for index, piece in enumerate(sheet.pieces):
        if piece.kind == "title" and piece.value in words.venues:
            sheet.recover(piece.start, piece.end, "venue")
            sheet.pieces[index] = sheet.piece(piece.start, piece.end, "venue", words.venues[piece.value])
    _take_journals(sheet)
    if re.search("[杯评赛征刊报志]", sheet.mask):
        sheet.mark(_OTHER, "venue", lambda m: None if _NO_NAME.search(m[1]) else m[1])


_SENT_TO = shape(
    r"(?:(?:投|寄|送|递)(?:稿|送|交)?(?:给|到|去|往|向)了?|(?:发表?|刊登?|登载?|刊载|见刊)(?:在|于|到)了?|(?<=被)|投稿(?=<title>)"
    r"|投(?=<title>了?[\s,;:]{0,2}(?:题目?|标题|名为|<title>|《|“)))(?P<venue><title>)"
    r"|(?P<takes><title>)(?=杂志|期刊|[\s,]?(?:<span>|<date>|\d{4}年?)?第?[\d一二三四五六七八九十]{1,3}[期卷]|(?:录用|采用|刊登|发表|刊发|登载|登|收录|用)了(?:我|<title>|一篇))"
)


def _take_journals(sheet: Sheet) -> None:
    """A work goes to what stands in 《》 behind 投给 or 发表在: that is no title of its own."""
    if not sheet.has("title"):
        return
    starts = {max(match.start("venue"), match.start("takes")) for match in _SENT_TO.finditer(sheet.mask)}
    for index, piece in enumerate(sheet.pieces):
        if piece.kind == "title" and piece.start in starts and piece.text.startswith("《"):
            sheet.recover(piece.start, piece.end, "venue")
            sheet.pieces[index] = sheet.piece(piece.start, piece.end, "venue", piece.value)
