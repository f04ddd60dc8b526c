"""What a message that nobody addressed to the bot must tell before it is kept: facts enough that no talk gives."""

import re

from bot.language.frame import Frame
from bot.language.phrases import Phrases
from bot.language.plainly import told_plainly
from bot.language.report import Report
from bot.language.scene import Scene
from bot.language.sheet import COVERED, shape

_BESIDE_DONE = 2
"""Facts that are enough beside a word of a deed that is over."""
_TIES = re.compile(rf"[^一-龥A-Za-z]|{COVERED}|老师|今天|昨天|刚才?|[我也又都去一的了啦节堂课上]")
"""What ties pieces together in a telegram, and says nothing itself."""


def manner(scene: Scene, phrases: Phrases) -> frozenset[str]:
    """How a report is told, which is to be asked before its records are read.

    `trigger` in a word of the deed, `done` as over, `plain` with nothing else beside the stage, `telegram` in pieces
    and the word of the deed alone, `said` with its title in 《》 or behind a label.
    """
    mask = scene.sheet.mask
    ways = {
        "trigger": phrases.trigger.search(mask) is not None,
        "done": phrases.done.search(scene.sheet.plain) is not None,
        "plain": told_plainly(scene, phrases),
        "telegram": not _TIES.sub("", phrases.trigger.sub("", mask)),
        "said": scene.sheet.has("title") or _labelled(phrases, mask),
    }
    return frozenset(name for name, there in ways.items() if there)


_TALKS = re.compile(
    "[他她谁]|请|说(?!课)|让|[改换](?!进)|还在|借|给我|[要来去想]听|欢迎|麻烦|取消|照常|没变|不变|准备|有空|大家|下次|下周|轮到|定[在于]"
)
_HEARD = re.compile("[听看蹭][了完的过得啦]|听去|我听|蹭|执教|推门(?!课)|观摩|[进去]了|补")
"""What makes a lesson heard of one that is only talked about, where no word of hearing leads to it."""
_LED = shape(r"(?:<any>|我|本人|今天|昨天|刚刚?|刚才|正式|也|又|终于|报个?喜|好消息|喜报|\W)*")
_ME = re.compile("我(?![们校区组])|本人")
_CLAUSE = re.compile(r"[,。;!?\n]")


def by_oneself(scene: Scene, at: int) -> str | None:
    """Why a whole sentence at `at` is not the sender's own: it neither begins the message nor has 我 before it."""
    mask = scene.sheet.mask
    clause = max((m.end() for m in _CLAUSE.finditer(mask, 0, at)), default=0)
    own = _ME.search(mask, clause, at + 2) or _LED.fullmatch(mask, 0, at)
    return None if own else "told of somebody else"


def lacking(scene: Scene, report: Report, told: Frame, manner: frozenset[str]) -> str | None:
    """Why it may be talk, so little is told; None where the facts make it a report."""
    if not report.alone:
        return None
    slots = {slot for record in told.records for slot in record}
    if not (manner & {"said"} or _after_colon(scene, report, told)):
        slots.discard(str(report.title))
    if reason := _doubt(scene, report, manner | (slots & {"count"})):
        return reason
    if report.stages and report.person in slots and report.title not in slots:
        return "too little is told of somebody else's work"
    if any(enough <= slots | manner for enough in report.alone):
        return None
    facts = len(slots & report.facts) + len(told.records) - 1
    return None if manner & {"done", "telegram"} and facts >= _BESIDE_DONE else "too little is told to be certain"


def _doubt(scene: Scene, report: Report, manner: frozenset[str]) -> str | None:
    """What speaks against facts enough: talk around a lesson that nobody says to have heard, a weekday to come."""
    plain = scene.sheet.plain
    heard = "trigger" in manner or _HEARD.search(scene.sheet.text)
    if report.company and not heard and _TALKS.search(plain):
        return "talked about"
    days = scene.sheet.of("date")
    bare = days and all(day.value.form == "weekday" and day.value.a is None for day in days)
    past = manner & {"done", "count"} or (report.company and heard) or report.stages
    return "a day that may lie ahead" if bare and not past else None


def _labelled(phrases: Phrases, mask: str) -> bool:
    words = (label[0].rstrip(" :|=是") for label in phrases.label.finditer(mask))
    return any(phrases.labels.get(word) == phrases.report.title for word in words)


def _after_colon(scene: Scene, report: Report, told: Frame) -> bool:
    """Whether the title follows a colon: 微型课题立项了：小学英语课堂小组评价."""
    titles = (str(record[report.title]) for record in told.records if report.title and report.title in record)
    return any(scene.sheet.plain[: scene.sheet.text.find(title)].rstrip().endswith(":") for title in titles)
