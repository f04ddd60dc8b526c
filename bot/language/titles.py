"""What stands in 《》 or quotes."""

import re

from bot.language.lexicon import Lexicon
from bot.language.sheet import Sheet

_BOOK = r"《(?:[^《》\n]|《[^《》\n]{0,40}》){1,80}》"
_QUOTED = "|".join(rf"{a}[^{a}{b}\n]{{1,80}}{b}" for a, b in ("“”", '""', "「」", "『』", "‘’", "〈〉"))
_NAMELESS = re.compile(r".(?:十[三四五六]五|双减|新课标|双新|五育)(?:规划)?.$")
"""Quoted, but the name of no piece of work."""
_TITLE = re.compile(f"{_BOOK}|{_QUOTED}")


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark titles with their words, and the school's projects without 《》; nothing inside a title is anything else."""
    sheet.mark(_TITLE, "title", lambda m: _named(sheet, m))
    sheet.mark(words.project_pattern, "title", lambda m: m[1])


def _named(sheet: Sheet, match: re.Match[str]) -> str | None:
    told = sheet.text[match.start() + 1 : match.end() - 1].strip(" 《》")
    return None if not told or _NAMELESS.fullmatch(match[0]) else told
