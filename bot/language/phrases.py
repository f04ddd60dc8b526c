"""A Report made ready to search with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.language.lexicon import SURNAMES, alternation
from bot.language.report import Report, Saying, Words
from bot.language.sheet import COVERED, shape

_WHOSE = (
    "(?:(?:我|我们|咱们?|我们组|本组|同组|组里|隔壁班?|外校|兄弟学校)?的?"
    "(?:徒弟|师父|师傅|同事|搭档|新教师|新老师|年轻人|小年轻)?的?)?"
)
_AFTER_VERB = f"(?:了|过|完|的是?|到了?)?(?:一下|一?节|两节|俩)?{_WHOSE}(?={COVERED})"
_SINGLE = f"(?=了|过|{COVERED})"
_LEFT_OF_LABEL = (
    rf"(?:^|(?<=[\s,。;、!?:()【】+\d.个啊呢呀的我])|(?<={COVERED})|(?<=教师)|(?<=然后))"
    r"(?:[写加附补]上|一个|1个|一点|几点|主要|唯一的?|小)?"
)
REMARKS = ("strengths", "problems", "suggestions", "comment", "reason")
_GLUED = ("文号", "主题", "议题", "题为", "名为", "题名", "名字叫", "名叫", "题目叫")
_SAID = ("优点", "亮点", "缺点", "不足之处", "不足", "建议", "问题", "学的", "讨论的", "研讨的", "讲的", "议的")
"""Labels of remarks that 是 makes certain in the midst of dictated words."""
_NO_LABEL = "班会|活动|教研|词|曲|沙龙|讲座|培训|阅读|学习|研修|教育|班队|鲜明|明确|突出|很|是|为"
"""主题 with these is a word of its own."""
_RECEIVERS = "教科室|办公室|教导处|学校|组里|组长|备课组长|主任|校长|领导|师父|师傅|编辑部|杂志社|区里|市里|省里"
_SENT = "论文|反思|案例|随笔|教学|读书|课件|叙事|微课|总结|文章|稿"
_RECORDED = ("录完", "录好", "录制", "完成")
"""How a lesson is given before a camera, or done with."""
_SENT_TO = {
    "提交": ("传上去", "传上了", "上传了", "已上传"),
    "发表": ("发出来了", "发了出来", "发在(?=<venue>|<title>)", "发到(?=<venue>)", "登在了"),
    "录用": ("被收录", "收录了", "用了(?=我)"),
}
"""Further ways of stages that any report may have."""
_NO_NAME = "把将写在被评获荣当参为的已也拜收带入申推供给借还去到约合优良不"
_NAME = f"(?:<person>|[{SURNAMES}](?:(?![{_NO_NAME}])[一-龥]){{1,2}})"
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
    done: re.Pattern[str]
    wanted: frozenset[str]
    """The features that any of its sets asks for."""
    sayings: tuple[tuple[re.Pattern[str], Saying], ...]
    each: dict[str, re.Pattern[str]]

    def stage_said(self, way: str) -> str:
        """The canonical stage; 交教科室了 and 交的 are ways of saying 交了."""
        return self.stages.get(way) or self.stages[way[0] + "了"]

    @classmethod
    def of(cls, report: Report) -> "Phrases":
        """Compile a report's words."""
        stages = {**_ways(report.stages), **{way: stage for stage, ways in _SENT_TO.items() for way in ways}}
        stages = {way: stage for way, stage in stages.items() if stage in report.stages}
        kinds, labels = _ways(report.kinds), _label_slots(report)
        return cls(
            report,
            _trigger(report),
            kinds,
            alternation(kinds),
            {_literal(way): value for way, value in stages.items()},
            shape(_stage(stages)),
            labels,
            _label(labels),
            alternation(report.cues),
            alternation(report.unless),
            alternation((report.what, *report.nouns, *kinds)),
            alternation(report.marks),
            re.compile("|".join(report.asked) or "(?!)"),
            shape(_words(report.passing)),
            re.compile("|".join(report.done) or "(?!)"),
            frozenset[str]().union(*report.enough, *report.likely),
            tuple((shape(saying.pattern.replace("<name>", _NAME)), saying) for saying in report.sayings),
            {slot: shape(pattern) for slot, pattern in report.each.items()},
        )


def hints(reports: Iterable[Phrases]) -> re.Pattern[str]:
    """What triggers any of the kinds that are told in whole sentences alone."""
    alone = (phrases.trigger.pattern for phrases in reports if phrases.sayings and not phrases.report.enough)
    return re.compile("|".join(alone) or "(?!)")


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


def _stage(stages: dict[str, str]) -> str:
    """The ways, and those of one verb and 了 with who received it between, or with 的: 昨晚交的."""
    verbs = "".join(sorted(way[0] for way in stages if len(way) == 2 and way[1] == "了"))
    if not verbs:
        return _words(stages)
    handed = f"[{verbs}](?:给|到|至)?(?:{_RECEIVERS})了|(?<![要没未该])[{verbs}]的(?=$|[\\s,。;!]|{COVERED}|{_SENT})"
    return f"({handed}|{_words(stages)[1:]}"


def _trigger(report: Report) -> re.Pattern[str]:
    more = _RECORDED if "class" in report.slots and report.company is None else ()
    verbs = "|".join(sorted((*report.verbs, *more), key=len, reverse=True))
    after = f"|(?:{verbs}){_AFTER_VERB}" if verbs else ""
    if verbs and report.kinds and report.company is None:
        after += f"|(?:{verbs})(?:了|过|完)?(?:一?[节堂]|个)?(?={'|'.join(_ways(report.kinds))})"
    after += rf"|推门(?:了|听了?)(?={COVERED})" if report.company else ""
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
