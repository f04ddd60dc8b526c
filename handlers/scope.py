"""What a question is about: which kinds, whose, from when to when, and how one says that back."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from handlers.kinds import Kind, asked_for
from handlers.kinds.kind import show_day
from handlers.rights import sees, sees_everyone
from handlers.turn import Turn
from storage.records import Sought
from storage.roster import Member

PAPER_KINDS = {"论文": ("论文", None)}
"""论文 in a question means papers proper and those of which nobody said what they are."""

COLUMNS = ("subject", "level", "award", "stage", "venue")


@dataclass(frozen=True)
class Scope:
    """The question in the terms of the tables. `people` None: the whole school. `words` says the filters back."""

    kinds: tuple[Kind, ...]
    what: str
    who: str
    people: tuple[Member, ...] | None
    start: date
    end: date
    when: str
    words: str
    filters: Sought

    def sought(self, kind: Kind, people: tuple[Member, ...] | None = None) -> Sought:
        """The records of one kind that count for these people; without any, for the people of the question."""
        meant = self.people if people is None else people
        ids = None if meant is None else tuple(member.id for member in meant)
        return replace(self.filters, kinds=(kind.name,), people=ids, roles=(kind.role,), start=self.start, end=self.end)

    @property
    def title(self) -> str:
        """语文组11月听课."""
        return f"{self.who}{self.when}{self.words}{self.what}"


def scope(turn: Turn) -> Scope:
    """Reads the slots of a question; a range that was not said is the term."""
    what = turn.slot("what")
    kinds = asked_for(what)
    who, people = _whose(turn)
    start, end, when = dates(turn)
    columns = {name: turn.slot(name) for name in COLUMNS if turn.slot(name)}
    kind = turn.slot("kind") or PAPER_KINDS.get(what or "") or _own_kind(kinds, what)
    filters = Sought(
        columns=columns, slots={"kind": kind} if kind else {}, named=turn.slot("activity") or turn.slot("title")
    )
    said = [*columns.values(), *filter(None, (turn.slot("activity"), turn.slot("kind")))]
    shown = "记录" if what in (None, "全部") else what
    return Scope(kinds, shown, who, people, start, end, when, "".join(f"{word}" for word in said), filters)


def allowed(turn: Turn, asked: Scope) -> bool:
    """May the asker see the records themselves, not only how many?"""
    if sees_everyone(turn.person):
        return True
    return asked.people is not None and all(sees(turn.person, member) for member in asked.people)


def _own_kind(kinds: tuple[Kind, ...], what: str | None) -> str | None:
    """反思 asks for papers of that kind."""
    return what if what and any(what != kind.word and what in kind.report.kinds for kind in kinds) else None


def _whose(turn: Turn) -> tuple[str, tuple[Member, ...] | None]:
    who: Any = turn.slot("who")
    if who is None and turn.slot("department"):
        who = turn.slot("department") if not turn.slot("activity") else None
    if who in (None, "全校"):
        return "全校", None
    if who == "me":
        return "您", (turn.person,)
    if isinstance(who, str) and who in turn.roster.words.get("departments", ()):
        return who, tuple(turn.roster.members(who))
    names = who if isinstance(who, list) else [who]
    known = (turn.roster.by_name.get(name) for name in names if isinstance(name, str))
    return "、".join(map(str, names)), tuple(member for member in known if member)


def dates(turn: Turn) -> tuple[date, date, str]:
    """From when to when, both days in it, and how one says that; the term where nothing was said."""
    said = turn.slot("range")
    term = turn.term
    if said:
        start, end = date.fromisoformat(said["start"]), date.fromisoformat(said["end"])
        return start, end, _shown_range(turn, start, end)
    if term:
        return term.start, term.end, "本学期"
    return date(turn.today.year, 1, 1), turn.today, "今年"


def _shown_range(turn: Turn, start: date, end: date) -> str:
    if start == end:
        return show_day(start)
    for term in turn.roster.terms:
        if (start, end) == (term.start, term.end):
            return "本学期" if term == turn.term else term.name
    if (start, end) == this_week(turn):
        return "本周"
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start.month}月"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year}年"
    return f"{start.month}月{start.day}日至{end.month}月{end.day}日"


def this_week(turn: Turn) -> tuple[date, date]:
    """Monday and Sunday of the week that today lies in."""
    monday = turn.today - timedelta(days=turn.today.weekday())
    return monday, monday + timedelta(days=6)
