"""What people can do in chat: for each intent the handler that answers it.

`WRITE` are intents that keep something; `ASK` only read, and run beside the writing thread. A handler gives its
replies in order; none is silence.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.message import Reply
from handlers import (
    asking,
    attendance,
    correct,
    deadline,
    doubts,
    export,
    help,
    kinds,
    learning,
    log,
    occasions,
    query,
    rights,
    roster,
    standing,
)
from handlers.turn import Turn

Handler = Callable[[Turn], Sequence[Reply]]

WRITE: Mapping[str, Handler] = {
    **{report.intent: log.log for report in kinds.REPORTS},
    "attendance.sign_in": attendance.sign_in,
    "attendance.leave": attendance.leave,
    "attendance.open": occasions.open_,
    "attendance.close": occasions.close,
    "answer": asking.too_late,
    "dropped": asking.dropped,
    "correct.undo": correct.undo,
    "correct.restore": correct.restore,
    "correct.change": correct.change,
}

ASK: Mapping[str, Handler] = {
    "correct.history": correct.history,
    "deadline.list": deadline.list_,
    "query.count": query.count,
    "query.list": query.list_,
    "query.missing": standing.missing,
    "query.rank": standing.rank,
    "query.export": export.export,
    "help.not_understood": learning.not_understood,
    "roster.bind": roster.bind,
    "help": help.help_,
}

NOT_YET = f"这件事我还不会，{'、'.join(kind.word for kind in kinds.KINDS)}可以跟我说"
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
        return [Reply(NOT_ALLOWED)] if turn.spoken_to else []
    handler = WRITE.get(intent) or ASK.get(intent)
    if handler is None:
        return [Reply(NOT_YET)] if turn.spoken_to else []
    return handler(turn)
