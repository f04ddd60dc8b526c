"""What a question is about: which kinds, whose, from when to when, and how one says that back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from handlers import groups
from handlers.doubts import valid_day
from handlers.kinds import KINDS, Kind, asked_for
from handlers.kinds.kind import show_day, show_level
from handlers.rights import sees, sees_everyone
from handlers.turn import Turn
from storage.records import Sought
from storage.roster import Member

PAPER_KINDS = {"论文": ("论文", None)}
"""论文 in a question means papers proper and those of which nobody said what they are."""

EVERYTHING = Sought()
LONGEST_NAME = 5
LONG_AGO = date(2000, 1, 1)
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
        return counted(kind, meant, self.start, self.end, self.filters)

    @property
    def title(self) -> str:
        """语文组11月听课."""
        return f"{self.who}{self.when}{self.words}{self.what}"


def counted(
    kind: Kind, people: Iterable[Member] | None, start: date, end: date, filters: Sought = EVERYTHING
) -> Sought:
    """The records of one kind that count for these people (None: the whole school) from day to day."""
    return replace(
        filters,
        kinds=(kind.name,),
        people=None if people is None else tuple(member.id for member in people),
        roles=(kind.role,),
        start=start,
        end=end,
        slots={**kind.counted, **filters.slots},
        by_title=kind.staged,
    )


def scope(turn: Turn) -> Scope:
    """Reads the slots of a question; a range that was not said is the term."""
    what = turn.slot("what")
    kinds = asked_for(what)
    who, people = _whose(turn)
    start, end, when = dates(turn)
    columns = {name: turn.slot(name) for name in COLUMNS if turn.slot(name)}
    kind = turn.slot("kind") or own_kind(kinds, what)
    filters = Sought(
        columns=columns,
        slots={**({"kind": kind} if kind else {}), **_slots(turn)},
        named=turn.slot("activity") or turn.slot("title"),
        taught=_taught(turn),
    )
    said = [
        *(show_level(value) if name == "level" else value for name, value in columns.items()),
        *filter(None, (turn.slot(name) for name in ("activity", "kind", "class", "status"))),
    ]
    shown = "记录" if what in (None, "全部") else what
    return Scope(kinds, shown, who, people, start, end, when, "".join(f"{word}" for word in said), filters)


def _slots(turn: Turn) -> dict[str, str]:
    """Filters that no column holds; a grade alone means all its classes."""
    found = {name: str(turn.slot(name)) for name in ("class", "status") if turn.slot(name)}
    if "(" not in found.get("class", "("):
        found["class"] = f"{found['class'][0]}%"
    return found


def _taught(turn: Turn) -> tuple[int, ...]:
    said = [turn.person.name if name == "me" else name for name in _said(turn.slot("teacher"))]
    return tuple(turn.roster.by_name[name].id for name in said if name in turn.roster.by_name)


def refusal(turn: Turn, asked: Scope) -> str | None:
    """Why the question cannot be answered, None when it can: an unknown word, somebody unknown."""
    if not asked.kinds:
        known = "、".join(kind.word for kind in KINDS)
        return f"“{turn.slot('what')}”我还不会统计，可以问{known}"
    wrong = _impossible(turn)
    if wrong:
        return f"没有{wrong}这一天"
    unknown = [name for name in _said(turn.slot("who")) if not _known(turn, name)]
    if not unknown:
        return None
    shown = "、".join(unknown)
    return f"花名册里没有“{shown}”" if _a_name(unknown[0]) else f"我还不会按“{shown}”来查，{groups.KNOWN}"


def _a_name(said: str) -> bool:
    """Could it be that of a person? 新教师 and what is longer is not."""
    return len(said) <= LONGEST_NAME and not said.endswith("教师")


def allowed(turn: Turn, asked: Scope) -> bool:
    """May the asker see the records themselves, not only how many?"""
    if sees_everyone(turn.person) or asked.filters.taught == (turn.person.id,):
        return True
    return asked.people is not None and all(sees(turn.person, member) for member in asked.people)


def kind_named(what: str | None) -> Kind | None:
    """The one kind that the word is of: 公开课 is given, though one may also hear one."""
    found = asked_for(what) if what else ()
    return next((kind for kind in found if kind.word == what), found[0] if len(found) == 1 else None)


def own_kind(kinds: tuple[Kind, ...], what: str | None) -> str | tuple[str | None, ...] | None:
    """反思 asks for papers of that kind, 论文 for papers proper."""
    if what in PAPER_KINDS:
        return PAPER_KINDS[what]
    return what if what and any(what != kind.word and what in kind.report.kinds for kind in kinds) else None


def _whose(turn: Turn) -> tuple[str, tuple[Member, ...] | None]:
    who: Any = turn.slot("who") or _by_default(turn)
    if who in (None, "全校"):
        return "全校", None
    if who == "me":
        return "您", (turn.person,)
    names = _said(who)
    departments = turn.roster.words.get("departments", ())
    members = [
        turn.roster.members(name)
        if name in departments
        else [turn.roster.by_name[name]]
        if name in turn.roster.by_name
        else groups.members(turn, name) or []
        for name in names
    ]
    found = {member.id: member for some in members for member in some}
    return "、".join(names), tuple(found.values())


def _by_default(turn: Turn) -> str | None:
    """A department that was named; for lists of a head who sees no more, the own one."""
    if turn.slot("department"):
        return None if turn.slot("activity") else str(turn.slot("department"))
    lists = turn.frame.intent in ("query.list", "query.missing", "query.export")
    heads = "head" in turn.person.roles and not sees_everyone(turn.person)
    return turn.person.departments[0] if lists and heads and turn.person.departments else None


def _said(who: Any) -> list[str]:
    return [name for name in (who if isinstance(who, list) else [who]) if isinstance(name, str)]


def _known(turn: Turn, name: str) -> bool:
    departments = turn.roster.words.get("departments", ())
    known = name in ("me", "全校") or name in departments or name in turn.roster.by_name
    return known or groups.members(turn, name) is not None


def dates(turn: Turn) -> tuple[date, date, str]:
    """From when to when, both days in it, and how one says that; the term where nothing was said."""
    said = turn.slot("range")
    term = turn.term
    if said:
        start = valid_day(said.get("start") or "") or LONG_AGO
        end = valid_day(said.get("end") or "") or turn.today
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


def _impossible(turn: Turn) -> str | None:
    said = turn.slot("range") or {}
    return next((day for day in said.values() if day and valid_day(day) is None), None)


def this_week(turn: Turn) -> tuple[date, date]:
    """Monday and Sunday of the week that today lies in."""
    monday = turn.today - timedelta(days=turn.today.weekday())
    return monday, monday + timedelta(days=6)
