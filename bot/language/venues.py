"""Contests and journals: the school's own, and others by their last word."""

import re

from bot.language.lexicon import Lexicon
from bot.language.sheet import Sheet

_LAST = "杯|论文评选|论文大赛|优秀论文|评选|大赛|竞赛|评比|征文|学报|杂志"
_OTHER = re.compile(
    rf"(?:(?<=[获得在给到于])|(?<![一-龥])|(?<=参加))([一-龥A-Za-z·]{{1,14}}?(?:{_LAST})(?:活动|比赛)?)"
)
_NO_NAME = re.compile("[我你他的了在被把去]|参加|推荐|可以|这|今|请|获|评一|送评|参评|投")


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark venues by their name in the school's file, others as said; a known one in 《》 is no title."""
    sheet.mark(words.venue_pattern, "venue", lambda m: words.venues[m[1]])
    for index, piece in enumerate(sheet.pieces):
        if piece.kind == "title" and piece.value in words.venues:
            sheet.recover(piece.start, piece.end, "venue")
            sheet.pieces[index] = sheet.piece(piece.start, piece.end, "venue", words.venues[piece.value])
    if re.search("[杯评赛征刊报志]", sheet.mask):
        sheet.mark(_OTHER, "venue", lambda m: None if _NO_NAME.search(m[1]) else m[1])
