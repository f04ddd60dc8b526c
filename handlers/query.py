"""How many, and which: counts are everybody's, the records behind them for whom they concern."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language import Frame
from bot.message import Button, Reply
from handlers import district, heard
from handlers.context import before
from handlers.kinds import Kind
from handlers.quota import amount
from handlers.scope import Scope, allowed, refusal, scope
from handlers.turn import Turn
from handlers.values import read
from storage import files, records
from storage.tables import Record

Replies = Sequence[Reply]

NOT_COUNTED = "{}的数量只给本人、组长和教科室看"
WHICH = "您想看哪些？例如：我这学期的听课"
NOT_YOURS = "，明细只给本人、组长和教科室看"
MOST_IN_GROUP = 8
MOST_IN_LINE = 40
_COUNTED = ("query.count", "query.list", "query.rank", "query.export")


def count(turn: Turn) -> Replies:
    """几节、多少."""
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    if district.bound(turn):
        return district.count(turn, asked)
    if asked.people is not None and 1 < len(asked.people) <= 5 and isinstance(turn.slot("who"), list):
        return _counts_of_each(turn, asked)
    if not countable(turn, asked):
        return [Reply(NOT_COUNTED.format(asked.who))]
    if turn.slot("against"):
        return [Reply(_compared(turn, asked))]
    text = figures(turn, asked)
    button = Button("哪几条", {**turn.frame.to_json(), "intent": "query.list"})
    return [Reply(text, (button,) if "还没有" not in text and allowed(turn, asked) else ())]


def list_(turn: Turn) -> Replies:
    """有哪些; without a word of what, those of the number that was given last."""
    turn = _follow_up(turn)
    if not turn.frame.slots:
        return [Reply(WHICH)]
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    if not allowed(turn, asked):
        return [Reply(_figures_alone(turn, asked) if countable(turn, asked) else NOT_COUNTED.format(asked.who))]
    by_kind = {kind: lines_of(turn, asked, kind) for kind in asked.kinds}
    lines = [line for told in by_kind.values() for line in told]
    if not lines:
        return [Reply(figures(turn, asked))]
    discreet = any(kind.discreet and told for kind, told in by_kind.items())
    return in_private_when_long(turn, f"{asked.title}共{len(lines)}条", lines, discreet=discreet)


def _figures_alone(turn: Turn, asked: Scope) -> str:
    said = figures(turn, asked)
    return said if "还没有" in said else said + NOT_YOURS


def in_private_when_long(turn: Turn, headline: str, lines: Sequence[str], *, discreet: bool = False) -> Replies:
    """The headline over its lines. A long or `discreet` list goes to the asker alone; the group gets one line."""
    shown = "\n".join([headline + ("" if "：" in headline else "："), *lines[:MOST_IN_LINE]])
    if len(lines) > MOST_IN_LINE:
        shown += f"\n……其余{len(lines) - MOST_IN_LINE}条，说“导出”可得表格"
    return [Reply(shown)] if len(lines) <= MOST_IN_GROUP and not discreet else alone(turn, headline, shown)


def alone(turn: Turn, headline: str, text: str, buttons: tuple[Button, ...] = ()) -> Replies:
    """The text for the asker's eyes; in a group one line says where it went."""
    if not turn.in_group:
        return [Reply(text, buttons)]
    return [Reply(f"{headline}，已私聊发您"), Reply(text, buttons, private=True)]


def lines_of(turn: Turn, asked: Scope, kind: Kind) -> list[str]:
    """A line for each record, with whose it is where that is not plain."""
    rows = records.rows(turn.session, asked.sought(kind))
    whose = _whose(turn, asked, kind, rows)
    filed = files.having(turn.session, [row.number for row in rows])
    return [
        f"#{row.number} {whose.get(row.number, '')}{kind.show(read(kind, row), today=turn.today)}"
        + ("（有文件）" if row.number in filed else "")
        for row in rows
    ]


def owners_of(turn: Turn, kind: Kind, rows: Sequence[Record]) -> dict[int, str]:
    """The names of those whose records they are."""
    found = records.people_of(turn.session, [row.number for row in rows], (kind.role,))
    people = turn.roster.people
    return {number: "、".join(people[person].name for person in ids) for number, ids in found.items()}


def _whose(turn: Turn, asked: Scope, kind: Kind, rows: Sequence[Record]) -> dict[int, str]:
    if asked.people is not None and len(asked.people) == 1:
        return {}
    return {number: f"{name} " for number, name in owners_of(turn, kind, rows).items()}


def countable(turn: Turn, asked: Scope) -> bool:
    """Totals of the school and of departments are everybody's; one person's are not."""
    of_persons = asked.people is not None and asked.who not in turn.roster.words.get("departments", ())
    return not of_persons or allowed(turn, asked)


def figures(turn: Turn, asked: Scope) -> str:
    """How many of each kind, and what is still owed."""
    said = [_figure(turn, asked, kind) for kind in asked.kinds]
    shown = [figure for figure in said if figure]
    if not shown:
        return f"{asked.title}还没有记录".replace("记录还没有记录", "还没有记录")
    if len(asked.kinds) > 1:
        return f"{asked.who}{asked.when}：" + "，".join(shown)
    return f"{asked.who}{asked.when}{asked.words}" + shown[0] + _owed(turn, asked)


def _figure(turn: Turn, asked: Scope, kind: Kind) -> str:
    number = records.total(turn.session, asked.sought(kind))
    word = kind.word if len(asked.kinds) > 1 else asked.what
    people = len(records.totals(turn.session, asked.sought(kind))) if number and asked.people != (turn.person,) else 1
    apart = [f"{people}人"] if people > 1 else []
    apart += heard.confirmed(turn.session, asked.sought(kind), kind)
    return f"{word}{number}{kind.unit}" + (f"（{'，'.join(apart)}）" if apart else "") if number else ""


def _owed(turn: Turn, asked: Scope) -> str:
    """What is still owed, where one asks for all of a kind in the term."""
    term = turn.term
    whole = term and (asked.start, asked.end) == (term.start, term.end) and not asked.words
    if not whole or asked.people is None or len(asked.people) != 1:
        return ""
    kind = asked.kinds[0]
    owed = amount(turn, kind, asked.people[0], asked.filters.slots.get("kind"))
    if owed is None:
        return ""
    left = owed - records.total(turn.session, asked.sought(kind))
    return f"，指标{owed}{kind.unit}，" + (f"还差{left}{kind.unit}" if left > 0 else "已完成")


def _compared(turn: Turn, asked: Scope) -> str:
    """Now, then, and by how much it is more or less; a time that is not over yet is said to be so."""
    then = scope(turn.of(replace(turn.frame, slots={**turn.frame.slots, "range": turn.slot("against")})))
    said = []
    for kind in asked.kinds:
        now, before_ = (records.total(turn.session, one.sought(kind)) for one in (asked, then))
        unit = kind.unit
        more = f"多{now - before_}{unit}" if now > before_ else f"少{before_ - now}{unit}" if now < before_ else "一样"
        word = kind.word if len(asked.kinds) > 1 else asked.what
        said.append(f"{asked.words}{word}{now}{unit}，{then.when}{before_}{unit}，{more}")
    running = "（还没结束）" if asked.start <= turn.today < asked.end else ""
    return f"{asked.who}{asked.when}{running}" + "；".join(said)


def _counts_of_each(turn: Turn, asked: Scope) -> Replies:
    if not allowed(turn, asked):
        return [Reply("他人的数量只给本人、组长和教科室看")]
    each = [replace(asked, people=(member,), who=member.name) for member in asked.people or ()]
    return [Reply("；".join(figures(turn, one) for one in each))]


def _follow_up(turn: Turn) -> Turn:
    asked = None if turn.frame.slots else before(turn)
    return turn.of(Frame("query.list", asked.slots)) if asked and asked.intent in _COUNTED else turn
