"""有哪些截止: one's own; who sets them sees all, with how many have done it."""

from collections.abc import Sequence

from bot.message import Reply
from handlers import due
from handlers.deadlines import borrowed
from handlers.query import in_private_when_long
from handlers.rights import OFFICE
from handlers.turn import Turn
from storage.tables import Deadline

TENDS = OFFICE | {"head", "prep_head"}


def list_(turn: Turn) -> Sequence[Reply]:
    """Those still to come, the nearest first, and one's own that are late; one alone where its name was said."""
    if turn.slot("what") == "loan":
        return borrowed.list_(turn)
    known = due.live(turn.session, turn.roster, turn.now)
    shown = [one for one in known if _concerns(turn, one)]
    lines = [_line(turn, one) for one in due.named_in(shown, turn.message.text) or shown]
    return in_private_when_long(turn, "近期截止", lines) if lines else [Reply("近期没有截止的事")]


def _concerns(turn: Turn, deadline: Deadline) -> bool:
    if due.is_of_record(deadline) and (turn.in_group or not turn.person.roles & OFFICE):
        return _binds(turn, deadline) and not turn.in_group
    own = _binds(turn, deadline) or due.is_of_file(deadline)
    if turn.roster.local_day(deadline.due_at) < turn.today:
        return _binds(turn, deadline) and not turn.in_group and not _done(turn, deadline)
    return own or bool(turn.person.roles & TENDS)


def _line(turn: Turn, deadline: Deadline) -> str:
    line = f"{deadline.title} {due.when(turn.roster, deadline)}"
    if deadline.every:
        line += f"（{due.shown_every(deadline.every)}）"
    if turn.person.roles & TENDS:
        bound = due.bound(turn.roster, deadline)
        done = len(bound) - len(due.waiting(turn.session, turn.roster, deadline))
        line += f" {due.shown(deadline.audience)} {done}/{len(bound)}"
    return line + _own(turn, deadline)


def _own(turn: Turn, deadline: Deadline) -> str:
    """How it stands with the asker, once somebody has acted on it; not where others read."""
    if turn.in_group or deadline.id is None or not _binds(turn, deadline):
        return ""
    if _done(turn, deadline):
        return "，您已完成"
    return f"，您还没{due.verb(deadline)}，" + due.left(turn.roster, deadline, turn.now)


def _binds(turn: Turn, deadline: Deadline) -> bool:
    return any(member.id == turn.person.id for member in due.bound(turn.roster, deadline))


def _done(turn: Turn, deadline: Deadline) -> bool:
    return turn.person.id in due.met(turn.session, turn.roster, deadline)
