"""The deadlines that were made of a calendar's lines: they go with their lines, as far as nobody has met them."""

from collections.abc import Sequence

from handlers import due
from handlers.deadlines.change import call_off, hold_again, move
from handlers.turn import Turn
from storage import deadlines
from storage.tables import Deadline, Entry


def let_go(turn: Turn, rows: Sequence[Entry]) -> str:
    """Calls them off; says how many, and which stay because somebody has handed in what they ask for."""
    found = [one for one in _of(turn, rows) if one.cancelled_at is None and one.due_at > turn.now]
    met = {one.id: _met(turn, one) for one in found}
    gone = [one for one in found if not met[one.id]]
    told = sum(call_off(turn, one) for one in gone)
    said = f"，{_titles(gone)}不用交了" if gone else ""
    said += f"，会告诉提醒过的{told}人次" if told else ""
    stay = [one for one in found if met[one.id]]
    return said + "".join(
        f"\n{one.title}已有{met[one.id]}人交了，截止还在；不要了请说“{one.title}不用交了”" for one in stay
    )


def take_back(turn: Turn, rows: Sequence[Entry]) -> str:
    """Those that went when the lines did hold again; says which."""
    moments = {row.deadline_id: row.cancelled_at for row in rows}
    back = [one for one in _of(turn, rows) if one.cancelled_at and one.cancelled_at == moments[one.id]]
    for one in back:
        hold_again(turn, one)
    return f"，{_titles(back)}还是要交" if back else ""


def hand_over(turn: Turn, old: Entry, new: Entry) -> str:
    """The line that takes the other's place keeps its deadline, on its own day."""
    if old.deadline_id is None or new.deadline_id is not None:
        return ""
    new.deadline_id, new.sort = old.deadline_id, old.sort
    return moved(turn, new)


def moved(turn: Turn, row: Entry) -> str:
    """The deadline of a line goes where the line goes; says so."""
    there = next(iter(_of(turn, [row])), None)
    if there is None or there.cancelled_at or turn.roster.local_day(there.due_at) == row.end:
        return ""
    at, whole_day = due.due_at(turn.roster, row.end.isoformat())
    return "\n" + "\n".join(reply.text for reply in move(turn, there, at, whole_day=whole_day))


def _of(turn: Turn, rows: Sequence[Entry]) -> list[Deadline]:
    found = (deadlines.find(turn.session, row.deadline_id) for row in rows if row.deadline_id)
    return [one for one in found if one]


def _met(turn: Turn, deadline: Deadline) -> int:
    return len(due.bound(turn.roster, deadline)) - len(due.waiting(turn.session, turn.roster, deadline))


def _titles(found: Sequence[Deadline]) -> str:
    return "、".join(one.title for one in found)
