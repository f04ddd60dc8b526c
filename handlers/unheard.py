"""谁的课还没人听过: those who teach and of whom no lesson was heard, for whom they concern."""

from handlers.kinds import BY_NAME
from handlers.scope import Scope
from handlers.turn import Turn
from storage import records
from storage.roster import Member


def asked_for(turn: Turn) -> bool:
    """Is it asked whose lessons nobody heard?"""
    return turn.slot("what") == "听课" and turn.slot("teacher") in ("全校", *turn.roster.words.get("departments", ()))


def lacking(turn: Turn, asked: Scope) -> list[Member]:
    """Those of the school, or of the department, who teach."""
    kind = BY_NAME["observation"]
    rows = records.rows(turn.session, asked.sought(kind, None))
    heard = records.people_of(turn.session, [row.number for row in rows], ("taught",))
    taught = {person for people in heard.values() for person in people}
    department = turn.slot("teacher") if turn.slot("teacher") != "全校" else None
    return [one for one in turn.roster.members(department) if one.subjects and one.id not in taught]
