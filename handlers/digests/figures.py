"""The figures of a digest: each is a question that one could ask, put to the same tables by the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.digests.spans import Range, Span
from handlers.due import bound, is_of_record, when
from handlers.kinds import BY_NAME, KINDS, Kind
from handlers.quota import owed
from handlers.school.cells import LEVELS
from handlers.scope import counted
from storage import deadlines, records
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Record

TOO_EARLY = timedelta(days=28)
"""So much of a term has to be over before its pace says anything."""

AWARDS = "特一二三优"

LOOK_AHEAD = timedelta(days=7)

GOOD_STAGES = {"paper": ("获奖", "发表", "录用"), "project": ("立项", "结题", "获奖")}


@dataclass(frozen=True)
class Figure:
    """How many of a kind; None where there is nothing to compare with."""

    kind: Kind
    number: int
    before: int | None
    same: int | None


@dataclass(frozen=True)
class Side:
    """A department beside the others: how many now, and in the time before."""

    department: str
    number: int
    before: int | None


@dataclass(frozen=True)
class Progress:
    """指标: of `bound` people `met` have done it; at this pace `short` will not have by the end of the term.

    `short` is None while the term is young. `over`: the term has ended, and `short` have not done it.
    """

    kind: Kind
    bound: int
    met: int
    short: int | None
    over: bool


@dataclass(frozen=True)
class Good:
    """Something to be glad of: the record and whose it is."""

    kind: Kind
    record: Record
    owners: tuple[Member, ...]


def figures(session: Session, roster: Roster, span: Span, department: str | None) -> list[Figure]:
    """Of each kind that there is now or was before, for the department or the school."""
    people = None if department is None else roster.members(department)
    now, before, same = (_numbers(session, people, one) for one in (span, span.before, span.same))
    found = [
        Figure(
            kind,
            (now or {}).get(kind, 0),
            None if before is None else before.get(kind, 0),
            None if same is None else same.get(kind, 0),
        )
        for kind in KINDS
    ]
    return [figure for figure in found if figure.number or figure.before]


def _numbers(session: Session, people: Sequence[Member] | None, days: Range | None) -> dict[Kind, int] | None:
    """How many of each kind that there is; None for days of which nothing at all was told."""
    told = records.kinds_between(session, days.start, days.end) if days else set()
    if days is None or not told:
        return None
    return {kind: total(session, kind, people, days) for kind in KINDS if kind.name in told}


def total(session: Session, kind: Kind, people: Sequence[Member] | None, days: Range) -> int:
    """How many of the kind count for these people, None: for the school."""
    return records.total(session, counted(kind, people, days.start, days.end))


def compared(roster: Roster, found: Sequence[Figure]) -> Figure | None:
    """That by which departments are put side by side: the first with a quota, or else the first but sign-ins."""
    ruled = {rule.kind for rule in roster.quotas}
    ordered = sorted(found, key=lambda figure: figure.kind.name not in ruled)
    return next((figure for figure in ordered if figure.kind.name != "sign_in"), None)


def side_by_side(session: Session, roster: Roster, span: Span, figure: Figure) -> list[Side]:
    """Each department's share of the figure, the largest first."""
    now = _by_department(session, roster, figure.kind, span)
    before = _by_department(session, roster, figure.kind, span.before) if span.before else {}
    sides = [
        Side(name, now[name], None if figure.before is None else before.get(name))
        for name in roster.words.get("departments", ())
    ]
    return sorted(sides, key=lambda side: -side.number)


def _by_department(session: Session, roster: Roster, kind: Kind, days: Range) -> dict[str, int]:
    """What several of a department did together counts for it once."""
    found = records.counted(session, counted(kind, None, days.start, days.end))
    shares = {}
    for name in roster.words.get("departments", ()):
        members = {member.id for member in roster.members(name)}
        shares[name] = sum({one.work: one.amount for one in found if one.owner in members}.values())
    return shares


def progress(session: Session, roster: Roster, day: date, department: str | None) -> list[Progress]:
    """How far those whom a quota binds were on that day."""
    term = roster.term(day)
    if term is None:
        return []
    kinds = dict.fromkeys(BY_NAME[rule.kind] for rule in roster.quotas if rule.kind in BY_NAME)
    found = []
    for kind in kinds:
        owing = {one.id: most for one in roster.members(department) if (most := owed(roster, kind, one, term))}
        if owing:
            done = records.totals(session, counted(kind, None, term.start, day))
            found.append(_forecast(kind, owing, done, day - term.start, term.end - term.start))
    return found


def _forecast(kind: Kind, owing: dict[int, int], done: dict[int, int], gone: timedelta, whole: timedelta) -> Progress:
    day = timedelta(days=1)
    met = sum(done.get(person, 0) >= most for person, most in owing.items())
    if gone < TOO_EARLY:
        return Progress(kind, len(owing), met, None, over=False)
    short = sum(done.get(person, 0) * (whole + day) < most * (gone + day) for person, most in owing.items())
    return Progress(kind, len(owing), met, short, over=gone >= whole)


def highlights(session: Session, roster: Roster, span: Span, department: str | None) -> list[Good]:
    """Prizes and publications, projects approved and concluded, the greatest first."""
    found = []
    for name, stages in GOOD_STAGES.items():
        rows = _rows(session, roster, BY_NAME[name], span, department)
        found += [good for good in rows if good.record.award or good.record.stage in stages]
    return sorted(found, key=_rank)


def _rank(good: Good) -> tuple[int, int]:
    """The highest level first, and within it the highest prize; what has none comes after."""
    level, award = good.record.level, good.record.award
    return (
        LEVELS.index(level) if level in LEVELS else len(LEVELS),
        AWARDS.index(award[0]) if award and award[0] in AWARDS else len(AWARDS),
    )


def lessons(session: Session, roster: Roster, span: Span, department: str | None) -> list[Good]:
    """Lessons that were given for others to see."""
    return _rows(session, roster, BY_NAME["lesson"], span, department)


def _rows(session: Session, roster: Roster, kind: Kind, span: Span, department: str | None) -> list[Good]:
    people = None if department is None else roster.members(department)
    rows = records.rows(session, counted(kind, people, span.start, span.end))
    whose = records.people_of(session, [row.number for row in rows], (kind.role,))
    return [Good(kind, row, tuple(roster.people[id_] for id_ in whose.get(row.number, ()))) for row in rows]


def due(session: Session, roster: Roster, span: Span, today: date, department: str | None) -> list[str]:
    """What is due in the week after the span, as far as it has not passed: title and day, the nearest first."""
    first = max(span.end + timedelta(days=1), today)
    last = span.end + LOOK_AHEAD
    start, end = (datetime.combine(day, time.min, roster.zone) for day in (first, last + timedelta(days=1)))
    return [
        f"{one.title} {when(roster, one)}"
        for one in deadlines.due_between(session, start, end)
        if not is_of_record(one)
        and (department is None or any(department in member.departments for member in bound(roster, one)))
    ]


def any_told(session: Session, start: date | None, end: date) -> bool:
    """Was anything told of these days?"""
    return bool(records.kinds_between(session, start, end))
