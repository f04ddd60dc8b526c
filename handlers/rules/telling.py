"""The office tells its rule: the bot says how it understood it, asks the one thing that is open, and keeps it on 对."""

from collections.abc import Sequence
from datetime import date

from bot.language import Frame
from bot.message import Button, Reply
from handlers import asking
from handlers.doubts import Choice, Doubt
from handlers.kinds import BY_NAME
from handlers.quota import bound, shown
from handlers.rules import reading
from handlers.rules.reading import Unclear
from handlers.turn import Turn
from storage import quotas
from storage.roster import QuotaRule, TermDays
from storage.tables import Quota

Replies = Sequence[Reply]

NAMES = 5
NO_TERM = "现在不在学期里，请写明从哪天起，例如：从9月1日起，每学期听课不少于15节"
KEEP, DROP = "keep", "drop"
_YES = ("对", "对的", "是", "是的", "没错", "可以", "确认", "就这样", "好", "好的", "没问题", "都对", "行", "定了")
_SAME = {"算进去": ("算", "算在内", "包括", "含"), "不算": ("不算在内", "不包括", "不含")}
_BANDS = {
    "under": ("算下档", "算下面一档", "算年轻的", "算低档"),
    "over": ("算上档", "算上面一档", "算年长的", "算高档"),
}


def set_(turn: Turn) -> Replies:
    """Says back what was understood until it is found right."""
    answer = turn.slot("answer")
    if answer == DROP:
        return [Reply("好，指标没有变")]
    if answer in reading.SIDES:
        turn = _answered(turn, str(answer))
    term = _term(turn)
    if term is None:
        return [Reply(NO_TERM)]
    try:
        rules = reading.rules(turn, turn.slot("exactly") or reading.SIDES[0])
    except Unclear as unclear:
        return [Reply(str(unclear))]
    return [_keep(turn, term, rules) if answer == KEEP else _ask(turn, term, rules)]


def _answered(turn: Turn, side: str) -> Turn:
    slots = {name: value for name, value in turn.frame.slots.items() if name != "answer"}
    return turn.of(Frame("quota.set", {**slots, "exactly": side}))


def _term(turn: Turn) -> TermDays | None:
    """The term in whose light the rule is shown: that in which it begins, else the present one."""
    begins = turn.slot("from")
    later = turn.roster.term(date.fromisoformat(begins)) if begins else None
    return later or turn.term or (turn.roster.terms[-1] if turn.roster.terms else None)


def _since(turn: Turn, term: TermDays) -> date:
    begins = turn.slot("from")
    return date.fromisoformat(begins) if begins else term.start


def _ask(turn: Turn, term: TermDays, rules: list[QuotaRule]) -> Reply:
    lines = [f"{at}. {_line(turn, term, rule)}" for at, rule in enumerate(rules, 1)]
    gone = replaced(turn, term, rules)
    said = ["我是这样理解的：", *lines]
    if gone:
        said.append(f"原来的“{'”“'.join(shown.rule(rule) for rule in gone)}”到此为止")
    open_ = reading.ambiguous(turn) if turn.slot("exactly") is None else ()
    choices = [Choice("对", KEEP, _YES)]
    if open_:
        question, sides = _border(turn, term, open_)
        said.append(question)
        choices += sides
    else:
        said.append("对就回“对”，要改就重新说一遍")
    choices.append(Choice("不要", DROP, ("算了", "取消", "不定了", "作废")))
    return asking.ask(turn, Doubt("answer", "\n".join(said), tuple(choices)), reads_as="quota.answer")


def _line(turn: Turn, term: TermDays, rule: QuotaRule) -> str:
    """听课每学期20节：不满35周岁的教师，12人：王芳、李娜……"""
    kind = BY_NAME[rule.kind]
    if bound.of_department(kind):
        names = bound.departments(turn.roster, rule)
        return f"{shown.rule(rule)}，{len(names)}个组"
    people = [member.name for member in bound.members(turn.roster, rule, term)]
    few = "、".join(people[:NAMES]) + ("等" if len(people) > NAMES else "")
    return f"{shown.rule(rule)}，{len(people)}人" + (f"（{few}）" if people else "")


def _border(turn: Turn, term: TermDays, ages: Sequence[int]) -> tuple[str, list[Choice]]:
    """正好35岁算哪档？ by what is owed then, or whether at all."""
    words = "、".join(map(str, ages))
    day = bound.age_day(turn.roster, term)
    exact = [one.name for one in turn.roster.present if one.age(day) in ages]
    now = f"（现在是{'、'.join(exact)}）" if exact and not turn.in_group else ""
    labels = reading.sides(turn)
    choices = [
        Choice(label, side, _ways(label, side, words)) for label, side in zip(labels, reading.SIDES, strict=True)
    ]
    return f"正好{words}岁{now}算哪档？回“{labels[0]}”或“{labels[1]}”；只回“对”就按“{labels[0]}”", choices


def _ways(label: str, side: str, ages: str) -> tuple[str, ...]:
    """算20节: also 20节, 算下档, 35岁算20节, 对，算20节."""
    ways = (label, *_SAME.get(label, (label.removeprefix("算"),)), *_BANDS[side])
    return (*ways, *(f"{before}{way}" for before in (f"{ages}岁", f"正好{ages}岁", "对，") for way in ways))


def replaced(turn: Turn, term: TermDays, rules: Sequence[QuotaRule]) -> list[QuotaRule]:
    """What holds now of the same thing, and binds nobody whom the new ones do not bind by as narrow a word."""
    found = []
    for old in bound.rules(turn.roster, term):
        like = [new for new in rules if reading.same_thing(new, old)]
        roles = old.audience.get("roles") or old.audience.get("people")
        if roles and not any(new.audience == old.audience for new in like):
            continue
        whom = {member.id for new in like for member in bound.members(turn.roster, new, term)}
        if like and {member.id for member in bound.members(turn.roster, old, term)} <= whom:
            found.append(old)
    return found


def _keep(turn: Turn, term: TermDays, rules: list[QuotaRule]) -> Reply:
    since = _since(turn, term)
    said = turn.slot("said") or turn.message.text
    gone = [rule.id for rule in replaced(turn, term, rules)]
    quotas.keep(turn.session, [row(turn, rule, since, said) for rule in rules], gone, since)
    lines = "\n".join(shown.rule(rule) for rule in rules)
    when = "" if since <= turn.today else f"，从{since.month}月{since.day}日起"
    return Reply(f"✅ 指标定下了{when}：\n{lines}", (Button("撤回", {"intent": "quota.undo"}),))


def row(turn: Turn, rule: QuotaRule, since: date, said: str) -> Quota:
    """The row of a rule that the person tells."""
    return Quota(
        kind=rule.kind, amount=rule.amount, role=None, department=None,
        age_below=rule.age_below, age_from=rule.age_from, audience=dict(rule.audience), filters=dict(rule.filters),
        per=rule.per, each=rule.each, since=since, until=None,
        said=said[:400], set_by=turn.person.id, set_at=turn.now,
    )  # fmt: skip
