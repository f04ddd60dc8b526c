"""为什么数学组少了, 那几节是哪些: what is behind a figure of a digest, by the very query that gave the figure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.message import Reply
from handlers.digests import spans
from handlers.digests.figures import compared, figures
from handlers.digests.meant import follows, meant, own_department, quotes
from handlers.digests.now import asked
from handlers.digests.spans import Range, Span
from handlers.digests.words import asked_as
from handlers.kinds import Kind
from handlers.query import NOT_COUNTED, NOT_YOURS, in_private_when_long, lines_of, list_
from handlers.scope import EVERYTHING, Scope, allowed, refusal, scope
from handlers.turn import Turn
from storage import records

NO_DAY = "没有这一天，您要看哪几天的？"
_UNIT = re.compile("[这那][一二三四五六七八九十几\\d]*([节篇项次个])")


def why(turn: Turn) -> Sequence[Reply]:
    """The figure in both times, and the records behind each: for those for whom they are, as with any question."""
    digest = meant(turn)
    if turn.slot("range"):
        span = asked(turn.roster, turn.slot("range"), "", turn.today)
    else:
        span = digest.span if digest else spans.week(turn.roster, turn.today, turn.today)
    if span is None:
        return [Reply(NO_DAY)]
    figure = _figure(turn, span, digest.department if digest else own_department(turn.person))
    if isinstance(figure, str):
        return [Reply(figure)]
    return _told(turn, [_during(figure, one) for one in (span, span.before) if one])


def listed(turn: Turn) -> Sequence[Reply]:
    """A question that names nothing, right after a digest or under a quoted one, is about its figure."""
    digest = meant(turn) if not turn.frame.slots and (quotes(turn) or follows(turn)) else None
    figure = _figure(turn, digest.span, digest.department) if digest else None
    return _told(turn, [figure]) if isinstance(figure, Scope) else list_(turn)


def _figure(turn: Turn, span: Span, department: str | None) -> Scope | str:
    """The figure as a question of its own, or why there is none. What is not said is as in the digest."""
    said = {"who": turn.slot("who") or department, "what": turn.slot("what"), "kind": turn.slot("kind")}
    named = turn.of(replace(turn.frame, slots={name: value for name, value in said.items() if value}))
    read = scope(named)
    refused = refusal(named, read)
    if refused:
        return refused
    who, people = (read.who, read.people) if said["who"] else ("全校", None)
    whole = not said["kind"] and said["what"] in (None, *(kind.word for kind in read.kinds))
    kind = read.kinds[0] if said["what"] else _compared(turn, span, department)
    if kind is None:
        return f"{who}{span.name}还没有记录"
    what, filters = (asked_as(kind), EVERYTHING) if whole else (f"{read.words}{read.what}", read.filters)
    return Scope((kind,), what, who, people, span.start, span.end, span.name, "", filters)


def _compared(turn: Turn, span: Span, department: str | None) -> Kind | None:
    """那几篇 is of what is counted so; else it is that by which departments are put side by side."""
    found = figures(turn.session, turn.roster, span, department)
    unit = _UNIT.search(turn.message.text)
    counted_so = [figure for figure in found if unit and figure.kind.unit == unit[1]]
    figure = compared(turn.roster, counted_so or found)
    return figure.kind if figure else None


def _during(figure: Scope, days: Range) -> Scope:
    return replace(figure, start=days.start, end=days.end, when=days.name)


def _told(turn: Turn, times: Sequence[Scope]) -> Sequence[Reply]:
    """Each time with its figure, and then with its records; figures of groups are everybody's."""
    first, kind = times[0], times[0].kinds[0]
    counts = (f"{one.when}{records.total(turn.session, one.sought(kind))}{kind.unit}" for one in times)
    headline = f"{first.who}{first.what}：" + "，".join(counts)
    if not allowed(turn, first):
        of_a_group = first.people is None or first.who in turn.roster.words.get("departments", ())
        return [Reply(headline + NOT_YOURS if of_a_group else NOT_COUNTED.format(first.who))]
    lines = [line for one in times for line in _lines(turn, one, named=len(times) > 1)]
    return in_private_when_long(turn, headline, lines) if lines else [Reply(headline)]


def _lines(turn: Turn, one: Scope, *, named: bool) -> list[str]:
    lines = lines_of(turn, one, one.kinds[0])
    return [f"{one.when}：", *lines] if lines and named else lines
