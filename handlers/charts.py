"""画张图: what was asked, as bars on a picture: by week or month, by level or prize, by department or person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.message import Attachment, Reply
from handlers import made
from handlers.digests import chart
from handlers.digests.chart import Bars
from handlers.kinds import Kind
from handlers.kinds.kind import AWARD, LEVEL, show_level
from handlers.query import NOT_COUNTED, countable
from handlers.quota import amount
from handlers.school.cells import LEVELS
from handlers.scope import Scope, allowed
from handlers.turn import Turn
from storage import records

AWARDS = ("特等奖", "一等奖", "二等奖", "三等奖", "优秀奖")
WEEK = timedelta(days=7)
MOST = 40
"""Bars of one picture."""

ONE_KIND = "一张图只画一种记录，例如：语文组听课进度图，本学期教研活动按周的柱状图"
NOT_YOURS = "每个人的图只给组长、教科室和领导看"
TITLE = "{}（按{}）"
Counted = list[tuple[str, int]]


def draw(turn: Turn, asked: Scope) -> Sequence[Reply]:
    """The picture; one with names goes to the asker alone."""
    if len(asked.kinds) != 1:
        return [Reply(ONE_KIND)]
    by = turn.slot("by") or _fitting(asked, asked.kinds[0])
    if not (allowed(turn, asked) if by == "人" else countable(turn, asked)):
        return [Reply(NOT_YOURS if by == "人" else NOT_COUNTED.format(asked.who))]
    found = _counted(turn, asked, asked.kinds[0], by)[:MOST]
    if not any(number for _, number in found):
        return [Reply(f"{asked.title}还没有记录，画不出图")]
    title = TITLE.format(asked.title.replace("您", turn.person.name, 1).replace("活动活动", "活动"), by)
    path = made.place(turn.files, f"{title}.png", turn.now)
    chart.draw(_bars(turn, asked, by, title, found), path)
    reply = Reply(title, files=(Attachment(path.name, path),))
    if by != "人" or not turn.in_group:
        return [reply]
    return [Reply("图已私聊发您"), replace(reply, private=True)]


def _fitting(asked: Scope, kind: Kind) -> str:
    """What one would rather see where nobody said it."""
    if LEVEL in kind.slots and AWARD in kind.slots:
        return "级别"
    if kind.name == "activity":
        return "周"
    return "组" if asked.people is None or len(asked.people) < 2 else "人"


def _counted(turn: Turn, asked: Scope, kind: Kind, by: str) -> Counted:
    if by in ("周", "月"):
        return _in_time(turn, asked, kind, by)
    if by in ("级别", "奖次"):
        return _by_value(turn, asked, kind, by)
    if by == "人":
        done = records.totals(turn.session, asked.sought(kind))
        people = turn.roster.present if asked.people is None else asked.people
        return [(member.name, done.get(member.id, 0)) for member in people]
    groups = turn.roster.words.get("departments", ())
    return [
        (group, records.total(turn.session, asked.sought(kind, tuple(turn.roster.members(group))))) for group in groups
    ]


def _in_time(turn: Turn, asked: Scope, kind: Kind, by: str) -> Counted:
    found: Counted = []
    end = min(asked.end, turn.today)
    start = asked.start
    while start <= end and len(found) < MOST:
        after = _next(start, by)
        within = replace(asked, start=start, end=min(after - timedelta(days=1), end))
        found.append((_named(turn, start, by), records.total(turn.session, within.sought(kind))))
        start = after
    return found


def _next(day: date, by: str) -> date:
    """The first day of the next week or month."""
    if by == "周":
        return day - timedelta(days=day.weekday()) + WEEK
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _named(turn: Turn, day: date, by: str) -> str:
    if by == "月":
        return f"{day.month}月"
    term = turn.roster.term(day)
    return f"第{(day - term.first_monday).days // 7 + 1}周" if term else f"{day.month}月{day.day}日"


def _by_value(turn: Turn, asked: Scope, kind: Kind, by: str) -> Counted:
    """Those that have any; what nobody said is left out."""
    column, values = ("level", LEVELS) if by == "级别" else ("award", AWARDS)
    found = []
    for value in values:
        sought = asked.sought(kind)
        number = records.total(turn.session, replace(sought, columns={**sought.columns, column: value}))
        found.append((show_level(value) if by == "级别" else value, number))
    return [(name, number) for name, number in found if number]


def _bars(turn: Turn, asked: Scope, by: str, title: str, found: Counted) -> Bars:
    owed = _owed(turn, asked) if by == "人" else {}
    shown = [(name, number) for name, number in found if number or owed.get(name) or not owed]
    names, numbers = tuple(name for name, _ in shown), tuple(number for _, number in shown)
    before = tuple(owed.get(name, 0) for name in names) if owed else None
    return Bars(title, f"{turn.roster.name}　{turn.today}", ("已完成", "应有"), names, numbers, before)


def _owed(turn: Turn, asked: Scope) -> dict[str, int]:
    """What each owes in the term, who owes nothing left out; nobody where another time is asked about."""
    term = turn.term
    if term is None or (asked.start, asked.end) != (term.start, term.end) or asked.words:
        return {}
    people = turn.roster.present if asked.people is None else asked.people
    return {member.name: owed for member in people if (owed := amount(turn, asked.kinds[0], member))}
