"""What stands in 《》 or quotes."""

import re

from bot.language.sheet import Sheet

_BOOK = r"《(?:[^《》\n]|《[^《》\n]{0,40}》){1,80}》"
_QUOTED = "|".join(rf"{a}[^{a}{b}\n]{{1,80}}{b}" for a, b in ("“”", '""', "「」", "『』", "‘’", "〈〉"))
_TITLE = re.compile(f"{_BOOK}|{_QUOTED}")


def find(sheet: Sheet) -> None:
    """Mark titles with their words; nothing inside a title is anything else."""
    sheet.mark(_TITLE, "title", lambda m: sheet.text[m.start() + 1 : m.end() - 1].strip(" 《》") or None)
