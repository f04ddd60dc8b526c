"""谁借了书: what was lent out, with a day to bring it back or without, and is still out."""

from collections.abc import Sequence

from bot.language import Frame
from bot.message import Reply
from handlers import due
from handlers.kinds.loan import KIND as LOAN
from handlers.query import in_private_when_long, owners_of
from handlers.rights import OFFICE
from handlers.turn import Turn
from handlers.values import read
from storage import deadlines, records
from storage.records import Sought
from storage.roster import Member
from storage.tables import Deadline, Record

NONE_OUT = "没有借出未还的书刊"


def list_(turn: Turn) -> Sequence[Reply]:
    """For the office all, with who has it, in private; for others their own."""
    all_ = bool(turn.person.roles & OFFICE)
    lines = [line for one in _out(turn) for line in _lines(turn, one)]
    lines += [_undated_line(turn, one) for one in _undated(turn, None if all_ else turn.person)]
    if not lines:
        return [Reply(NONE_OUT)]
    if turn.in_group:
        return [Reply(f"借出未还的有{len(lines)}本，已私聊发您"), Reply("\n".join(lines), private=True)]
    return in_private_when_long(turn, f"借出未还的有{len(lines)}本", lines)


def brought_back(turn: Turn) -> Frame | None:
    """还了 of who has a single one out; of who has several it is asked which."""
    mine = [one for one in _out(turn) if any(member.id == turn.person.id for member in _holders(turn, one))]
    undated = [_title(record) for record in _undated(turn, turn.person)]
    if len(mine) > 1 and not undated:
        return Frame("deadline.done", {"title": "归还"})
    titles = {*((one.counts or {})["title"] for one in mine), *undated}
    if not titles:
        return None
    return Frame("loan.log", records=({"stage": "归还", **({"title": titles.pop()} if len(titles) == 1 else {})},))


def _undated(turn: Turn, person: Member | None) -> list[Record]:
    """What that person, or anybody, was lent without a day to bring it back, and did not bring back since."""
    people = (person.id,) if person else None
    found: dict[tuple[str, tuple[int, ...]], Record] = {}
    for record in records.rows(turn.session, Sought((LOAN.name,), people=people, roles=(LOAN.role,))):
        whose = _title(record), tuple(records.parts(turn.session, record.number).get(LOAN.role, ()))
        found.pop(whose, None)
        if read(LOAN, record).get("stage") == "借出" and not read(LOAN, record).get("due"):
            found[whose] = record
    return list(found.values())


def _title(record: Record) -> str:
    return str(read(LOAN, record).get("title", ""))


def _undated_line(turn: Turn, record: Record) -> str:
    names = owners_of(turn, LOAN, [record]).get(record.number, "")
    return f"{LOAN.show(read(LOAN, record), ('title', 'issue'), today=turn.today)} {names} 没说哪天还"


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
