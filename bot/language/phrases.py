"""A Report made ready to search with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.language.lexicon import alternation
from bot.language.report import Report, Words
from bot.language.sheet import COVERED, shape

_WHOSE = (
    "(?:(?:我|我们|咱们?|我们组|本组|同组|组里|隔壁班?|外校|兄弟学校)?的?"
    "(?:徒弟|师父|师傅|同事|搭档|新教师|新老师|年轻人|小年轻)?的?)?"
)
_AFTER_VERB = f"(?:了|过|完|的)?(?:一下|一?节|两节|俩)?{_WHOSE}(?={COVERED})"
_SINGLE = f"(?=了|过|{COVERED})"
_LEFT_OF_LABEL = (
    rf"(?:^|(?<=[\s,。;、!?:()+\d.个啊呢呀的我])|(?<={COVERED})|(?<=教师)|(?<=然后))(?:一个|1个|一点|几点|主要|小)?"
)
REMARKS = ("strengths", "problems", "suggestions", "comment", "reason")
_GLUED = ("主题", "议题", "题为", "名为", "题名", "名字叫", "名叫", "题目叫")
_SAID = ("优点", "亮点", "缺点", "不足之处", "不足", "建议", "问题", "学的", "讨论的", "研讨的", "讲的", "议的")
"""Labels of remarks that 是 makes certain in the midst of dictated words."""
_NO_LABEL = "班会|活动|教研|词|曲|沙龙|讲座|培训|阅读|学习|研修|教育|班队|鲜明|明确|突出|很|是|为"
"""主题 with these is a word of its own."""
_STRICT = ("observer", "place", "teacher", "kind", "level", "class", "subject", "stage", "award", "venue")


@dataclass(frozen=True)
class Phrases:
    """Patterns of one Report; `kinds` and `stages` map each way of saying to its canonical value."""

    report: Report
    trigger: re.Pattern[str]
    kinds: dict[str, str]
    kind: re.Pattern[str]
    stages: dict[str, str]
    stage: re.Pattern[str]
    labels: dict[str, str]
    label: re.Pattern[str]
    cue: re.Pattern[str]
    unless: re.Pattern[str]
    noun: re.Pattern[str]
    mark: re.Pattern[str]
    asked: re.Pattern[str]
    passing: re.Pattern[str]

    @classmethod
    def of(cls, report: Report) -> "Phrases":
        """Compile a report's words."""
        kinds, stages, labels = _ways(report.kinds), _ways(report.stages), _label_slots(report)
        return cls(
            report,
            _trigger(report),
            kinds,
            alternation(kinds),
            {_literal(way): value for way, value in stages.items()},
            shape(_words(stages)),
            labels,
            _label(labels),
            alternation(report.cues),
            alternation(report.unless),
            alternation((report.what, *report.nouns, *kinds)),
            alternation(report.marks),
            re.compile("|".join(report.asked) or "(?!)"),
            shape(_words(report.passing)),
        )


def _ways(values: Mapping[str, Words]) -> dict[str, str]:
    return {way: value for value, ways in values.items() for way in (value, *ways)}


def _label_slots(report: Report) -> dict[str, str]:
    return {word: slot for slot, words in report.labels.items() for word in words}


def _literal(way: str) -> str:
    """A way of saying may look ahead: 上(?=<venue>)."""
    return way.split("(?")[0]


def _words(words: Mapping[str, str] | Words) -> str:
    """Alternation, the longest first; a word of one character only before a piece or 了."""
    ordered = sorted(words, key=len, reverse=True)
    return "(" + "|".join(word if len(word) > 1 else word + _SINGLE for word in ordered) + ")" if ordered else "(?!)()"


def _trigger(report: Report) -> re.Pattern[str]:
    verbs = "|".join(sorted(report.verbs, key=len, reverse=True))
    after = f"|(?:{verbs}){_AFTER_VERB}" if verbs else ""
    return shape(_words(report.triggers) + after)


def _label(labels: dict[str, str]) -> re.Pattern[str]:
    free = [word for word, slot in labels.items() if slot in REMARKS]
    others = [word for word, slot in labels.items() if slot not in (*REMARKS, *_STRICT)]
    strict = "|".join(sorted((w for w, slot in labels.items() if slot in _STRICT), key=len, reverse=True)) or "(?!)"
    sep = "(?: ?(?:[:|=→]|-{2,})+| ?(?:是|为|在于|叫做?|定为)[: ]?)"
    glued = "|".join(w for w in _GLUED if w in labels) or "(?!)"
    joined = "|".join(sorted(free, key=len, reverse=True)) or "(?!)"
    bare = "建议" if "建议" in labels else "(?!)"
    said = "|".join(w for w in _SAID if w in labels) or "(?!)"
    plain = "|".join(sorted(others, key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?P<said>(?<=[一-龥])(?:{said}))是"
        rf"|{_LEFT_OF_LABEL}(?:(?P<free>{joined})(?:{sep}| |-(?=[一-龥])|(?<=[\s,。;!?\n]..),(?! )"
        rf"|(?<=^..),)|(?P<bare>{bare})"
        rf"|(?P<plain>{plain})(?:{sep}| |(?={COVERED}))|(?P<strict>{strict})(?: ?[:|=]+|是(?={COVERED}))"
        rf"|(?P<glued>{glued})(?=[一-龥A-Za-z])(?!{_NO_LABEL}))"
    )
