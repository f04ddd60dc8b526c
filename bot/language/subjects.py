"""Subjects where they are said of a lesson, and departments."""

import re

from bot.language.lexicon import Lexicon
from bot.language.sheet import COVERED, Sheet, shape

_AFTER = re.compile(
    rf"(?:学科|老师)?的?(?:[一二两三]?节)?(?:$|{COVERED}|[\s,。;、!:()/+《|]|课(?!堂|程|标|本|题"
    rf"|件)|[^ -~]{{0,2}}课(?!堂|程|标|本|题|件)|一?节|老师|组)"
)
_BESIDE = shape(
    r"(?:<person>|<class>|<period>)(?:的|上的?|教的?|一节)?$|(?:[那这]|[听看上]了)一?[节堂]$|[(](?:教|就是)?$"
)
_NO_SUBJECT = re.compile("教室|实验室|办公室|组|文化|阅读|活动|学科|楼|素养|家|课?代表|考|作业|作文|教研|备课")
_TEACHERS_OF = re.compile("([一-龥]{2,5}?)(?:学科)?的?(?:老师|教师)们")
_OURS = re.compile("我们组|咱们组|本组|我组|我们教研组")


def find_departments(sheet: Sheet, words: Lexicon, own: str | None) -> None:
    """Mark departments under the school's names; 我们组 is the sender's `own`, where that is known."""
    if "们" in sheet.mask:
        sheet.mark(_TEACHERS_OF, "department", lambda m: _department(words, m[1]))
    if "组" in sheet.mask:
        sheet.mark(words.department_pattern, "department", lambda m: words.departments[m[1]])
        if own:
            sheet.mark(_OURS, "department", lambda _: own)


def _department(words: Lexicon, subject: str) -> str | None:
    """语文老师们 are the department of their subject."""
    return words.departments.get(subject + "组")


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark a subject only where a lesson, a teacher or a border follows: not in 科学教室 or 数学文化."""
    sheet.mark(words.subject_pattern, "subject", lambda m: _subject(words, m))


def _subject(words: Lexicon, match: re.Match[str]) -> str | None:
    follows = _AFTER.match(match.string, match.end()) or _of_a_lesson(match) or _of_each(words, match)
    return words.subjects[match[1]] if follows else None


_TIE = re.compile("[、和与及, ]?")
_MOST = 12
"""Subjects that are told together; no school has more."""


def _of_each(words: Lexicon, match: re.Match[str]) -> bool:
    """One of several that are told together: 语文数学各一节."""
    following: re.Match[str] | None = match
    for _ in range(_MOST):
        at = _TIE.match(match.string, following.end()) if following else None
        if at is None or match.string.startswith("各", at.end()):
            return at is not None
        following = words.subject_pattern.match(match.string, at.end())
    return False


def _of_a_lesson(match: re.Match[str]) -> bool:
    """Straight after who or where: 白雪美术《线的魔力》, 四3数学认识角."""
    beside = _BESIDE.search(match.string, max(0, match.start() - 12), match.start())
    return bool(beside) and not _NO_SUBJECT.match(match.string, match.end())
