"""Subjects where they are said of a lesson, and departments."""

import re

from bot.language.lexicon import Lexicon
from bot.language.sheet import COVERED, Sheet

_AFTER = re.compile(
    rf"(?:学科|老师)?的?(?:[一二两三]?节)?(?:$|{COVERED}|[\s,。;、!:()/+《]|课(?!堂|程|标|本|题"
    rf"|件)|[^ -~]{{0,2}}课(?!堂|程|标|本|题|件)|一?节|老师|组)"
)
_OURS = re.compile("我们组|咱们组|本组|我组|我们教研组")


def find_departments(sheet: Sheet, words: Lexicon, own: str | None) -> None:
    """Mark departments under the school's names; 我们组 is the sender's `own`, where that is known."""
    if "组" in sheet.mask:
        sheet.mark(words.department_pattern, "department", lambda m: words.departments[m[1]])
        if own:
            sheet.mark(_OURS, "department", lambda _: own)


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark a subject only where a lesson, a teacher or a border follows: not in 科学教室 or 数学文化."""
    sheet.mark(words.subject_pattern, "subject", lambda m: _subject(words, m))


def _subject(words: Lexicon, match: re.Match[str]) -> str | None:
    follows = _AFTER.match(match.string, match.end())
    return words.subjects[match[1]] if follows else None
