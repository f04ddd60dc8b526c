"""Which deadline somebody means, and who may act on it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Reply
from handlers import asking, due
from handlers.deadlines.adopt import adopt
from handlers.doubts import Choice, Doubt
from handlers.kinds.kind import show_day
from handlers.rights import sees_everyone
from handlers.turn import Turn
from storage import deadlines
from storage.tables import Deadline

OFFERED = 6
NOT_YOURS = "{title}由{setter}老师布置，请找布置的人或教科室"


def open_ones(turn: Turn) -> list[Deadline]:
    """Those that may be meant, the nearest first; those of the school's file become rows, so only where one writes."""
    adopt(turn.session, turn.roster, turn.now)
    return due.recent(turn.session, turn.now)


def meant(turn: Turn, among: Sequence[Deadline]) -> list[Deadline]:
    """The one that was chosen, those that the words name, or all of `among` where none was named."""
    if turn.slot("deadline_id"):
        said = turn.slot("deadline_id")
        return [one for one in among if one.id in (said if isinstance(said, list) else [said])]
    quoted = turn.message.quoted
    text = turn.message.text + (quoted.text if quoted and quoted.own else "")
    named = due.named_in(among, text)
    title = turn.slot("title")
    return named or (due.titled(among, title) if title else list(among))


def one(turn: Turn, among: Sequence[Deadline], nothing: str) -> Deadline | Reply:
    """The deadline that is meant; what to say instead where none is, or several may be."""
    found = meant(turn, among)
    if not found:
        return Reply(none_of(turn, nothing))
    return found[0] if len(found) == 1 else ask(turn, found)


def none_of(turn: Turn, nothing: str) -> str:
    """There is none of that title, or none at all."""
    title = turn.slot("title")
    return f"没有“{title}”这项截止" if title else nothing


def ask(turn: Turn, found: Sequence[Deadline], *more: Choice) -> Reply:
    """Asks which of several, with their days."""
    choices = (*(Choice(label(turn, one), one.id, (one.title,)) for one in found[:OFFERED]), *more)
    text = "哪一项？" + " ".join(f"{number} {choice.label}" for number, choice in enumerate(choices, 1))
    slots = {name: value for name, value in turn.frame.slots.items() if name != "deadline_id"}
    return asking.ask(turn.of(replace(turn.frame, slots=slots)), Doubt("deadline_id", text, choices))


def label(turn: Turn, deadline: Deadline) -> str:
    """师陶杯论文（11月30日 周一）."""
    return f"{deadline.title}（{show_day(turn.roster.local_day(deadline.due_at))}）"


def by_id(turn: Turn) -> Deadline | None:
    """That of the button that was pressed."""
    said = turn.slot("deadline_id")
    return deadlines.find(turn.session, said) if isinstance(said, int) else None


def may_tend(turn: Turn, deadline: Deadline) -> bool:
    """Who set it, the office and the leaders; a head where it binds nobody of another department."""
    if deadline.set_by == turn.person.id or sees_everyone(turn.person):
        return True
    members = due.bound(turn.roster, deadline)
    return all(any(turn.person.heads(name) for name in member.departments) for member in members)


def not_yours(turn: Turn, deadline: Deadline) -> Reply:
    """Refused, with whom to ask."""
    return Reply(NOT_YOURS.format(title=deadline.title, setter=turn.roster.people[deadline.set_by].name))
