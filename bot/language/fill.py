"""From an intent to its frame: one function for each, in one table."""

import re
from collections.abc import Callable

from bot.language import attendance, corrections, deadlines, leave, queries
from bot.language.evidence import Candidate
from bot.language.frame import Frame, Slots
from bot.language.scene import Scene
from bot.language.walk import Walk


def frame(scene: Scene, chosen: Candidate) -> Frame:
    """The frame of the chosen intent."""
    if chosen.phrases is not None:
        return Frame(chosen.intent, records=Walk(scene, chosen.phrases).records())
    fill = FILL.get(chosen.intent)
    return Frame(chosen.intent, fill(scene) if fill else {})


def _digest(scene: Scene) -> Slots:
    spans, departments = scene.sheet.of("span"), scene.sheet.of("department")
    slots: Slots = {"range": scene.span(spans[0].value)} if spans else {}
    return {**slots, **({"department": departments[0].value} if departments else {})}


_NAME = re.compile(
    r"(?:我是|本人是?|我叫|我的名字[是叫]|绑定|实名|我的姓名是)[:\s]*([一-龥]{2,4}(?:[(（][大小][)）])?)"
)


def _bind(scene: Scene) -> Slots:
    people = scene.sheet.of("person")
    if people:
        return {"name": scene.who(people[0].value)}
    named = _NAME.search(scene.sheet.plain)
    return {"name": named[1]} if named else {}


def _query(intent: str) -> Callable[[Scene], Slots]:
    return lambda scene: queries.fill(scene, intent)


FILL: dict[str, Callable[[Scene], Slots]] = {
    "attendance.sign_in": attendance.sign_in,
    "attendance.leave": leave.leave,
    "attendance.open": attendance.opening,
    "attendance.close": attendance.closing,
    "deadline.create": deadlines.create,
    "deadline.change": deadlines.change,
    "deadline.cancel": deadlines.named,
    "deadline.remind": deadlines.named,
    "correct.undo": corrections.named,
    "correct.restore": corrections.named,
    "correct.history": corrections.number,
    "correct.change": corrections.changes,
    "digest.now": _digest,
    "help.not_understood": _digest,
    "roster.bind": _bind,
    **{
        intent: _query(intent)
        for intent in ("query.count", "query.list", "query.rank", "query.missing", "query.export")
    },
}
