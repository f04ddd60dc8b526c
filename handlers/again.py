"""那数学组呢, 上个月的, 导出来: the question before, of somebody else, of another time, as a table."""

from collections.abc import Callable, Mapping, Sequence

from bot.message import Reply
from handlers import export, owing, query, rights, standing
from handlers.context import before, joined
from handlers.turn import Turn

NOT_ALLOWED = "这个您看不到"
NOTHING_BEFORE = "这是接着哪个问题的？请说全一点，例如：语文组这个月听了几节课"

_ANSWERS: Mapping[str, Callable[[Turn], Sequence[Reply]]] = {
    "query.count": query.count,
    "query.list": query.list_,
    "query.missing": standing.missing,
    "query.rank": standing.rank,
    "query.export": export.export,
    "owed.list": owing.list_,
}


def again(turn: Turn) -> Sequence[Reply]:
    """Answered as if it had been asked in full."""
    asked = before(turn)
    if asked is None:
        return [Reply(NOTHING_BEFORE)]
    whole = joined(asked, turn.frame)
    if not rights.may(turn.person, whole.intent):
        return [Reply(NOT_ALLOWED)]
    return _ANSWERS[whole.intent](turn.of(whole))
