"""谁借了书: what was lent out with a day to bring it back, and is still out."""

from collections.abc import Sequence

from bot.language import Frame
from bot.message import Reply
from handlers import due
from handlers.query import in_private_when_long
from handlers.rights import OFFICE
from handlers.turn import Turn
from storage import deadlines
from storage.roster import Member
from storage.tables import Deadline

NONE_OUT = "没有借出未还的书刊"


def list_(turn: Turn) -> Sequence[Reply]:
    """For the office all, with who has it, in private; for others their own."""
    lines = [line for one in _out(turn) for line in _lines(turn, one)]
    if not lines:
        return [Reply(NONE_OUT)]
    if turn.in_group:
        return [Reply(f"借出未还的有{len(lines)}本，已私聊发您"), Reply("\n".join(lines), private=True)]
    return in_private_when_long(turn, f"借出未还的有{len(lines)}本", lines)


def brought_back(turn: Turn) -> Frame | None:
    """还了 of who has a single one out; of who has several it is asked which."""
    mine = [one for one in _out(turn) if any(member.id == turn.person.id for member in _holders(turn, one))]
    if not mine:
        return None
    if len(mine) > 1:
        return Frame("deadline.done", {"title": "归还"})
    title = (mine[0].counts or {})["title"]
    return Frame("loan.log", records=({"stage": "归还", "title": title},))


def _out(turn: Turn) -> list[Deadline]:
    return [one for one in deadlines.keyed(turn.session, "record:") if due.is_return(one) and not one.cancelled_at]


def _holders(turn: Turn, deadline: Deadline) -> list[Member]:
    return due.waiting(turn.session, turn.roster, deadline)


def _lines(turn: Turn, deadline: Deadline) -> list[str]:
    book = deadline.title.removeprefix("归还")
    late = "，已过期" if deadline.due_at < turn.now else ""
    all_ = bool(turn.person.roles & OFFICE)
    holders = [one for one in _holders(turn, deadline) if all_ or one.id == turn.person.id]
    return [f"{book} {one.name} {due.when(turn.roster, deadline)}还{late}" for one in holders]
