"""What stands in 《》 or quotes."""

import re

from bot.language.lexicon import Lexicon
from bot.language.sheet import Sheet

_BOOK = r"《(?:[^《》\n]|《[^《》\n]{0,40}》){1,80}》"
_QUOTED = "|".join(rf"{a}[^{a}{b}\n]{{1,80}}{b}" for a, b in ("“”", '""', "「」", "『』", "‘’", "〈〉"))
_TITLE = re.compile(f"{_BOOK}|{_QUOTED}")


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark titles with their words, and the school's projects without 《》; nothing inside a title is anything else."""
    sheet.mark(_TITLE, "title", lambda m: sheet.text[m.start() + 1 : m.end() - 1].strip(" 《》") or None)
    sheet.mark(words.project_pattern, "title", lambda m: m[1])
