"""What people can do in chat: for each intent the handler that answers it.

`WRITE` are intents that keep something; `ASK` only read, and run beside the writing thread. A handler gives its
replies in order; none is silence.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.message import Reply
from handlers import (
    absences,
    again,
    asking,
    attendance,
    audit,
    binding,
    calendar,
    correct,
    deadlines,
    digests,
    district,
    doubts,
    export,
    files,
    forms,
    handing_back,
    heard,
    help,
    kinds,
    learning,
    log,
    notice,
    occasions,
    owing,
    query,
    rights,
    rules,
    scores,
    standing,
    strangers,
    terms,
)
from handlers.turn import Turn

Handler = Callable[[Turn], Sequence[Reply]]

WRITE: Mapping[str, Handler] = {
    **{report.intent: log.log for report in kinds.REPORTS},
    "attendance.sign_in": attendance.sign_in,
    "attendance.leave": attendance.leave,
    "attendance.open": occasions.open_,
    "attendance.close": occasions.close,
    files.ATTACH: files.attach,
    "answer": asking.too_late,
    "dropped": asking.dropped,
    "calendar.paste": calendar.paste,
    "calendar.keep": calendar.keep,
    "calendar.change": calendar.change,
    "calendar.undo": calendar.undo,
    "calendar.restore": calendar.restore,
    "calendar.link": calendar.link,
    "calendar.renew": calendar.renew,
    "deadline.create": deadlines.create,
    "deadline.change": deadlines.change,
    "deadline.cancel": deadlines.cancel,
    "deadline.restore": deadlines.restore,
    "deadline.remind": deadlines.remind,
    "deadline.done": deadlines.done,
    "deadline.undone": deadlines.undone,
    "deadline.quiet": deadlines.quiet,
    "correct.undo": correct.undo,
    "correct.restore": correct.restore,
    "correct.change": correct.change,
    heard.ANSWER: heard.answer,
    "term.close": terms.close,
    "term.open": terms.open_,
    "digest.subscribe": digests.subscribe,
    "digest.unsubscribe": digests.unsubscribe,
    "absence.set": absences.set_,
    "absence.end": absences.end,
    "absence.undo": absences.undo,
    "score.set": scores.set_,
    "score.change": scores.change,
    "score.end": scores.end,
    "score.undo": scores.undo,
    "quota.set": rules.set_,
    "quota.change": rules.change,
    "quota.end": rules.end,
    "quota.undo": rules.undo,
    "quota.age": rules.age,
    "roster.bind": strangers.bind,
    "roster.code": binding.hand_out,
    "roster.unbind": binding.unbind,
    "roster.decide": binding.decide,
}

ASK: Mapping[str, Handler] = {
    "calendar.list": calendar.list_,
    "correct.history": correct.history,
    "deadline.list": deadlines.list_,
    "digest.now": digests.now,
    "digest.why": digests.why,
    "file.get": handing_back.get,
    "form.make": forms.make,
    "query.count": query.count,
    "query.list": digests.listed,
    "query.missing": standing.missing,
    "query.rank": standing.rank,
    "query.export": export.export,
    "absence.list": absences.list_,
    "audit.list": audit.list_,
    "query.again": again.again,
    "owed.list": owing.list_,
    "score.list": scores.list_,
    "score.show": scores.show,
    "quota.list": rules.list_,
    "notice.status": notice.status,
    "help.not_understood": learning.not_understood,
    "help": help.help_,
}

NOT_YET = f"这件事我还不会，{'、'.join(kind.word for kind in kinds.KINDS)}可以跟我说"
BY_OFFICE, BY_OFFICE_ALONE = "这件事由教科室和领导来做", "这件事由教科室来做"
NOT_ALLOWED = "这件事由组长、教科室和领导来做"


def unclear(turn: Turn) -> Reply | None:
    """A question names somebody of whom there are several: it is asked back, and answered after that."""
    for slot in ("who", "teacher"):
        doubt = doubts.ambiguous(turn, slot, turn.slot(slot)) if turn.slot(slot) else None
        if doubt:
            return asking.ask(turn, doubt)
    return None


def handle(turn: Turn) -> Sequence[Reply]:
    """Answers one message; what nobody handles gets a short word where the bot was spoken to."""
    intent = turn.frame.intent
    if not rights.may(turn.person, intent):
        refused = calendar.NOT_ALLOWED if intent.startswith("calendar.") else _whose(intent)
        refused = district.ONLY_SUMS if district.bound(turn) else refused
        return [Reply(refused)] if turn.spoken_to else []
    handler = WRITE.get(intent) or ASK.get(intent)
    if handler is None:
        return [Reply(NOT_YET)] if turn.spoken_to else []
    return handler(turn)


def _whose(intent: str) -> str:
    """Whose business it is, that no head is told it is for heads."""
    if not rights.done_by("leader", intent):
        return BY_OFFICE_ALONE
    return NOT_ALLOWED if rights.done_by("head", intent) else BY_OFFICE
