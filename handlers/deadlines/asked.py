"""Which deadline a question about who has not handed something in is about."""

from handlers import due
from handlers.kinds import asked_for as kinds_of
from handlers.turn import Turn
from storage.tables import Deadline

_HANDED_IN = ("交", "收")


def asked_for(turn: Turn) -> Deadline | None:
    """That of the name said, else of the contest or kind that is asked for, where the question is of handing in."""
    known = due.live(turn.session, turn.roster, turn.now)
    title = turn.slot("title")
    named = (due.titled(known, title) if title else []) or due.named_in(known, turn.message.text)
    if named:
        return named[0]
    if not any(word in turn.message.text for word in _HANDED_IN):
        return None
    return next((one for one in known if one.counts and _meets(turn, one.counts)), None)


def _meets(turn: Turn, counts: dict[str, object]) -> bool:
    """师陶杯谁没交, 反思谁没交: what is asked for is what the deadline counts, and no more of it is said."""
    if counts["kind"] not in {kind.name for kind in kinds_of(turn.slot("what"))}:
        return False
    for slot in ("venue", "stage"):
        if turn.slot(slot) and turn.slot(slot) != counts.get(slot):
            return False
    what, sort = turn.slot("what"), counts.get("sort")
    return not isinstance(sort, str) or what == sort
