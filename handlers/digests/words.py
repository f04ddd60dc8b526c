"""What a digest says, short enough for a phone: a sentence for a figure that is not there does not exist."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from handlers.digests.chart import Bars
from handlers.digests.figures import (
    Figure,
    Good,
    Progress,
    Side,
    compared,
    due,
    figures,
    highlights,
    lessons,
    progress,
    side_by_side,
)
from handlers.digests.spans import Span
from handlers.kinds import ALL_PAPERS, BY_NAME, Kind
from handlers.rights import sees_everyone
from handlers.values import read
from storage import inbox, records
from storage.roster import Member, Roster
from storage.session import Session

MOST_GOOD = 6
MOST_DUE = 4
MOST_OWN = 10
BEHIND = "想看是哪些，问我“{}有哪些”"


def full(
    session: Session, roster: Roster, span: Span, today: date, reader: Member, department: str | None, link: str | None
) -> str:
    """Of the school, or of one department: figures, what is good, how far quotas are, what falls due, and `link`."""
    whose = department or roster.name
    found = figures(session, roster, span, department)
    if not any(figure.number for figure in found):
        return f"📊 {whose}{span.title}：{span.name}还没有记录"
    side = compared(roster, found) if department is None else None
    sides = side_by_side(session, roster, span, side) if side else []
    lines = [
        f"📊 {whose}{span.title}（{span.days}）",
        *(_figure(figure, span) for figure in found),
        *filter(None, [_sides(side, sides, span) if side else ""]),
        *_good("亮点：", highlights(session, roster, span, department)),
        *map(_progress, progress(session, roster, min(span.end, today), department)),
        *_due(due(session, roster, span, today, department), span, today),
        *(_not_understood(session, roster, span, today) if sees_everyone(reader) and department is None else ()),
        *_ask_back(reader, span, department, found, side, sides),
        *([f"完整的一份：{link}"] if link else ()),
    ]
    return "\n".join(lines)


def for_group(session: Session, roster: Roster, span: Span, department: str | None = None) -> str | None:
    """Only what is good, with names; None where there is nothing of the kind."""
    good = _good(f"📊 {department or ''}{span.name}好消息：", highlights(session, roster, span, department))
    thanked = dict.fromkeys(
        owner.name for lesson in lessons(session, roster, span, department) for owner in lesson.owners
    )
    mark = "" if good else "📊 "
    thanks = [f"{mark}感谢{'、'.join(thanked)}老师{span.name}上公开课"] if thanked else []
    return "\n".join([*good, *thanks]) or None


def picture(session: Session, roster: Roster, span: Span, at: datetime) -> Bars | None:
    """Departments side by side, as they were at that moment; None where there is nothing to show of them."""
    side = compared(roster, figures(session, roster, span, None))
    sides = side_by_side(session, roster, span, side) if side else []
    if side is None or not any(one.number for one in sides):
        return None
    local = at.astimezone(roster.zone)
    now = span.title.removesuffix("周报").removesuffix("月报").removesuffix("小结")
    then = "前一周" if span.is_week else span.before.name if span.before else ""
    return Bars(
        f"{now} 各组{asked_as(side.kind)}（{side.kind.unit}）",
        f"{roster.name} 截至{local.month}月{local.day}日 {local:%H:%M}",
        (now, then),
        tuple(one.department for one in sides),
        tuple(one.number for one in sides),
        None if side.before is None else tuple(one.before or 0 for one in sides),
    )


def asked_as(kind: Kind) -> str:
    """What one says for the kind in a question; 论文 alone would leave reflections out."""
    return ALL_PAPERS[0] if kind.name == "paper" else kind.word


def praised(good: Good) -> str:
    """Whose it is, what, and how far it came."""
    values = read(good.kind, good.record)
    ending = "award" if values.get("award") else "stage"
    kind = "" if values.get("kind") else good.kind.word
    shown = good.kind.show(values, ("kind", "title", "venue", "level", ending))
    return f"{'、'.join(owner.name for owner in good.owners)} {kind}{shown}"


def own(session: Session, roster: Roster, member: Member, span: Span, today: date) -> str | None:
    """What that person had written down, each with its number; None where it was nothing."""
    mine = [
        record
        for record in reversed(records.told_by(session, member.id, most=1000))
        if record.cancelled_at is None and span.start <= roster.local_day(record.said_at) <= span.end
    ]
    if not mine:
        return None
    shown = [
        f"#{record.number} {BY_NAME[record.kind].word}："
        + BY_NAME[record.kind].show(read(BY_NAME[record.kind], record), today=today)
        for record in mine[-MOST_OWN:]
    ]
    rest = [f"……之前还有{len(mine) - MOST_OWN}件，问我“我{span.name}的记录”"] if len(mine) > MOST_OWN else []
    number = mine[-1].number
    last = f"有错回“撤回{number}”或“{number}号改成……”"
    return "\n".join([f"📊 {span.name}您让我记了{len(mine)}件：", *rest, *shown, last])


def not_understood(session: Session, roster: Roster, span: Span, today: date) -> int:
    """Sentences of this week or the last: older words have been deleted, and cannot be counted."""
    if not span.is_week or today - span.start >= timedelta(days=14):
        return 0
    start, end = (datetime.combine(day, time.min, roster.zone) for day in (span.start, span.end + timedelta(days=1)))
    return len(inbox.not_understood(session, start, end))


def _figure(figure: Figure, span: Span) -> str:
    other = [
        f"{days.name}{number}"
        for days, number in ((span.before, figure.before), (span.same, figure.same))
        if days and number is not None
    ]
    return f"{asked_as(figure.kind)}{figure.number}{figure.kind.unit}" + (f"（{'，'.join(other)}）" if other else "")


def _sides(figure: Figure, sides: Sequence[Side], span: Span) -> str:
    """Departments that have nothing, now or before, are one word."""
    compared = span.before is not None and figure.before is not None
    heading = f"各组{asked_as(figure.kind)}" + (f"（括号里是{span.before.name}）" if compared and span.before else "")
    shown = [
        f"{side.department}{side.number}" + ("" if side.before is None else f"（{side.before}）")
        for side in sides
        if side.number or side.before
    ]
    rest = ["其余0"] if shown and len(shown) < len(sides) else []
    return f"{heading}：{'，'.join([*shown, *rest])}" if shown else ""


def _good(heading: str, found: Sequence[Good]) -> list[str]:
    lines = list(dict.fromkeys(f"· {praised(good)}" for good in found))
    if not lines:
        return []
    rest = [f"……等{len(lines)}项"] if len(lines) > MOST_GOOD else []
    return [heading, *lines[:MOST_GOOD], *rest]


def _progress(one: Progress) -> str:
    text = f"{one.kind.word}指标：{one.bound}人中{one.met}人已完成"
    if one.met == one.bound or one.short is None:
        return text
    if one.over:
        return f"{text}，{one.short}人没完成"
    return text + (f"，照此进度，{one.short}人到期末完不成" if one.short else "，照此进度都能完成")


def _due(found: Sequence[str], span: Span, today: date) -> list[str]:
    if not found:
        return []
    heading = "下周到期" if span.is_week and span.start <= today <= span.end else "接下来到期"
    more = f" 等{len(found)}件" if len(found) > MOST_DUE else ""
    return [f"{heading}：" + "；".join(found[:MOST_DUE]) + more]


def _not_understood(session: Session, roster: Roster, span: Span, today: date) -> list[str]:
    number = not_understood(session, roster, span, today)
    return [f"没听懂{number}句，问我“{span.name}你没听懂的”"] if number else []


def _ask_back(
    reader: Member, span: Span, department: str | None, found: Sequence[Figure], side: Figure | None, sides: list[Side]
) -> list[str]:
    """How to get the records behind a figure: of the department that fell most, where departments are compared."""
    if not (sees_everyone(reader) or reader.heads(department)):
        return []
    shown = [one for one in sides if one.number or one.before]
    if side is None or not shown:
        figure = next(figure for figure in found if figure.number)
        return [BEHIND.format(f"{department or '全校'}{span.name}{asked_as(figure.kind)}")]
    fell = min(shown, key=lambda one: one.number - (one.before or 0))
    days = span if fell.number or span.before is None else span.before
    return [BEHIND.format(f"{fell.department}{days.name}{asked_as(side.kind)}")]
