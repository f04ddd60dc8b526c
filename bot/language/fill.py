"""From an intent to its frame: one function for each, in one table."""

import re
from collections.abc import Callable

from bot.language import (
    agenda_words,
    attendance,
    away,
    corrections,
    deadlines,
    digests,
    follow,
    leave,
    paperwork,
    queries,
    quota_orders,
    quotas,
    sayings,
    scores,
)
from bot.language.evidence import Candidate
from bot.language.frame import Frame, Slots
from bot.language.scene import Scene
from bot.language.walk import Walk


def frame(scene: Scene, chosen: Candidate) -> Frame:
    """The frame of the chosen intent."""
    if chosen.phrases is not None:
        told = sayings.records(scene, chosen.phrases) if chosen.sentence else Walk(scene, chosen.phrases).records()
        return Frame(chosen.intent, records=told)
    fill = FILL.get(chosen.intent)
    return Frame(chosen.intent, fill(scene) if fill else {})


_NAME = re.compile(
    r"(?:我是|本人是?|我叫|我的名字[是叫]|绑定|实名|我的姓名是)[:\s]*([一-龥]{2,4}(?:[(（][大小][)）])?)"
)


def _bind(scene: Scene) -> Slots:
    people = scene.sheet.of("person")
    if people:
        return {"name": scene.who(people[0].value)}
    named = _NAME.search(scene.sheet.plain)
    return {"name": named[1]} if named else {}


def _whose(scene: Scene) -> Slots:
    """The people whose account is meant: one as such, several as a list."""
    people = [scene.who(piece.value) for piece in scene.sheet.of("person")]
    return {"who": people[0] if len(people) == 1 else people} if people else {}


def _query(intent: str) -> Callable[[Scene], Slots]:
    return lambda scene: queries.fill(scene, intent)


def _file(scene: Scene) -> Slots:
    """The record by its number, else as a question names it; that all are meant needs no word."""
    numbered = corrections.number(scene)
    if numbered:
        return numbered
    slots = queries.fill(scene, "file.get")
    return {name: value for name, value in slots.items() if (name, value) != ("what", "全部")}


FILL: dict[str, Callable[[Scene], Slots]] = {
    "attendance.sign_in": attendance.sign_in,
    "attendance.leave": leave.leave,
    "attendance.open": attendance.opening,
    "attendance.close": attendance.closing,
    "calendar.change": agenda_words.change,
    "calendar.list": agenda_words.asked,
    "deadline.create": deadlines.create,
    "deadline.change": deadlines.change,
    "deadline.cancel": deadlines.named,
    "deadline.remind": deadlines.named,
    "notice.status": deadlines.status,
    "deadline.done": deadlines.met,
    "deadline.quiet": deadlines.quiet,
    "correct.undo": corrections.named,
    "correct.restore": corrections.named,
    "correct.history": corrections.number,
    "correct.change": corrections.changes,
    "digest.now": digests.now,
    "term.close": digests.when,
    "term.open": digests.when,
    "digest.why": digests.why,
    "file.get": _file,
    "form.make": paperwork.fill,
    "help.not_understood": digests.when,
    "absence.set": away.away,
    "absence.end": away.back,
    "owed.list": away.owed,
    "audit.list": away.owed,
    "query.again": follow.said,
    "score.set": scores.rules,
    "score.change": scores.numbered,
    "score.end": scores.numbered,
    "score.show": scores.asked,
    "quota.set": quotas.rules,
    "quota.list": quota_orders.asked,
    "quota.change": quota_orders.meant,
    "quota.end": quota_orders.meant,
    "quota.age": quota_orders.age_day,
    "roster.bind": _bind,
    "roster.code": _whose,
    "roster.unbind": _whose,
    **{
        intent: _query(intent)
        for intent in ("query.count", "query.list", "query.rank", "query.missing", "query.export")
    },
}
