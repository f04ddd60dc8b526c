"""The full report behind a digest: all of it queries, in parts that a page, a Word file and a PDF show alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.digests import words
from handlers.digests.chart import Bars
from handlers.digests.figures import (
    Figure,
    Progress,
    due,
    figures,
    highlights,
    lessons,
    progress,
    side_by_side,
)
from handlers.digests.spans import Span
from handlers.kinds.kind import show_day
from handlers.rights import sees_everyone
from handlers.scope import counted
from handlers.values import read
from storage import records
from storage.roster import Member, Roster
from storage.session import Session

NARROW = (16, 32, 26)
"""Millimetres on paper for number, day and name in a list of records; what it is takes the rest."""

MOST_RECORDS = 200
"""Of a kind; whoever wants more exports them."""


@dataclass(frozen=True)
class Part:
    """A section: a chart, a table whose first row is its head, lines; whichever of them there are."""

    title: str
    bars: Bars | None = None
    table: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def lists(self) -> bool:
        """Is it a list of records, and not of numbers?"""
        return bool(self.table and self.table[0][0])


@dataclass(frozen=True)
class Report:
    """What the receiver may see of these days, as it was at that moment."""

    title: str
    days: str
    note: str
    parts: tuple[Part, ...]


def report(
    session: Session, roster: Roster, span: Span, at: datetime, reader: Member, department: str | None
) -> Report:
    """Of the school or of one department; records with names only for those who see them."""
    local = at.astimezone(roster.zone)
    today = local.date()
    found = figures(session, roster, span, department)
    parts = [
        *_in_figures(span, found),
        *(_side_by_side(session, roster, span, at, found) if department is None else ()),
        *_good(session, roster, span, department),
        *_quotas(progress(session, roster, min(span.end, today), department)),
        *_lines("接下来到期", due(session, roster, span, today, department)),
        *(_unclear(session, roster, span, reader) if department is None else ()),
        *(_records(session, roster, span, found, department) if _sees_records(reader, department) else ()),
    ]
    return Report(
        f"{department or roster.name}{span.title}",
        f"{span.start.year}年{span.days}",
        f"{roster.name} · 截至{local.month}月{local.day}日 {local:%H:%M}",
        tuple(parts) or (Part("这段时间还没有记录"),),
    )


def _sees_records(reader: Member, department: str | None) -> bool:
    return sees_everyone(reader) or reader.heads(department)


def _in_figures(span: Span, found: Sequence[Figure]) -> Iterator[Part]:
    if not found:
        return
    before = span.before.name if span.before and any(one.before is not None for one in found) else None
    same = span.same.name if span.same and any(one.same is not None for one in found) else None
    head = ("", span.name, *filter(None, (before, same)))
    rows = [
        (
            words.asked_as(one.kind),
            f"{one.number}{one.kind.unit}",
            *([f"{one.before}{one.kind.unit}"] if before else ()),
            *([f"{one.same}{one.kind.unit}"] if same else ()),
        )
        for one in found
    ]
    yield Part("数字", table=(head, *rows))


def _side_by_side(
    session: Session, roster: Roster, span: Span, at: datetime, found: Sequence[Figure]
) -> Iterator[Part]:
    if not found or not roster.words.get("departments"):
        return
    each = {one.kind: side_by_side(session, roster, span, one) for one in found}
    numbers = {(kind, side.department): side.number for kind, sides in each.items() for side in sides}
    head = ("", *(words.asked_as(kind) for kind in each))
    rows = [
        (department, *(str(numbers[kind, department]) for kind in each)) for department in roster.words["departments"]
    ]
    yield Part("各组对比", words.picture(session, roster, span, at), (head, *rows))


def _good(session: Session, roster: Roster, span: Span, department: str | None) -> Iterator[Part]:
    praised = (words.praised(good) for good in highlights(session, roster, span, department))
    yield from _lines("亮点", list(dict.fromkeys(praised)))
    given = [
        f"{'、'.join(owner.name for owner in good.owners)} {good.kind.show(read(good.kind, good.record))}"
        for good in lessons(session, roster, span, department)
    ]
    yield from _lines("公开课", given)


def _quotas(found: Sequence[Progress]) -> Iterator[Part]:
    if not found:
        return
    late = "没完成" if any(one.over for one in found) else "照此进度完不成"
    forecast = any(one.short is not None for one in found)
    head = ("", "应完成", "已完成", *([late] if forecast else ()))
    rows = [
        (f"{one.kind.word}指标", f"{one.bound}人", f"{one.met}人", *([_short(one)] if forecast else ()))
        for one in found
    ]
    yield Part("指标", table=(head, *rows))


def _short(one: Progress) -> str:
    return "" if one.short is None else f"{one.short}人"


def _lines(title: str, found: Sequence[str]) -> Iterator[Part]:
    if found:
        yield Part(title, lines=tuple(found))


def _unclear(session: Session, roster: Roster, span: Span, reader: Member) -> Iterator[Part]:
    number = words.not_understood(session, roster, span, span.end) if sees_everyone(reader) else 0
    yield from _lines("没听懂", [f"{number}句，问小研“{span.name}你没听懂的”"] if number else [])


def _records(
    session: Session, roster: Roster, span: Span, found: Sequence[Figure], department: str | None
) -> Iterator[Part]:
    """A table for each kind: number, day, whose, and what."""
    people = None if department is None else roster.members(department)
    for kind in (one.kind for one in found if one.number):
        rows = records.rows(session, counted(kind, people, span.start, span.end))
        whose = records.people_of(session, [row.number for row in rows[:MOST_RECORDS]], (kind.role,))
        names = {number: "、".join(roster.people[id_].name for id_ in ids) for number, ids in whose.items()}
        line = tuple(name for name in kind.line if name != "date")
        table = [
            (f"#{row.number}", show_day(row.day), names.get(row.number, ""), kind.show(read(kind, row), line))
            for row in rows[:MOST_RECORDS]
        ]
        more = (f"还有{len(rows) - MOST_RECORDS}条，说“导出”可得表格",) if len(rows) > MOST_RECORDS else ()
        yield Part(f"{words.asked_as(kind)}明细", table=(("编号", "日期", "姓名", "内容"), *table), lines=more)
