"""A report that meets a deadline: one learns of it with the confirmation."""

from collections.abc import Sequence

from handlers import due
from handlers.turn import Turn
from storage import deadlines
from storage.records import Told
from storage.tables import Deadline


def open_for(turn: Turn, told: Sequence[Told]) -> list[Deadline]:
    """The teller's deadlines that are still open and that what is told meets; asked before it is kept."""
    kinds = {one.kind for one in told}
    candidates = [one for one in due.recent(turn.session, turn.now) if one.counts and one.counts["kind"] in kinds]
    met = [one for one in candidates if any(due.fulfilled([one], told_one) for told_one in told)]
    return [one for one in met if turn.person.id in {m.id for m in due.waiting(turn.session, turn.roster, one)}]


def mark(met: Sequence[Deadline]) -> str:
    """（师陶杯论文这项已完成）; nothing where nothing is met."""
    said = [one.title for one in met if not due.is_return(one)]
    return f"（{'、'.join(said)}这项已完成）" if said else ""


def by_word(turn: Turn, told: Told) -> str:
    """It was handed in, though something of the record is still asked: met, and said so before the question."""
    met = open_for(turn, [told]) if told.columns.get("stage") else []
    for one in met:
        since = due.since(turn.roster, one) if one.every else None
        deadlines.say_done(turn.session, one.id, turn.person.id, turn.now, since)
    return f"{'、'.join(one.title for one in met)}已记为完成。" if met else ""
