"""指标有哪些: the rules that hold, by the numbers under which they are changed."""

from collections.abc import Sequence
from datetime import date

from bot.message import Reply
from handlers.kinds import BY_NAME
from handlers.query import in_private_when_long
from handlers.quota import bound, shown
from handlers.scope import kind_named
from handlers.turn import Turn
from storage.roster import QuotaRule, TermDays

NONE_YET = "还没有定指标。教科室说一句就能定，例如：每学期听课不少于15节"


def list_(turn: Turn) -> Sequence[Reply]:
    """Of one kind, or one's own, where that is asked."""
    term = turn.term or (turn.roster.terms[-1] if turn.roster.terms else None)
    if term is None or not current(turn):
        return [Reply(NONE_YET)]
    wanted = [(at, rule) for at, rule in enumerate(current(turn), 1) if _asked(turn, term, rule)]
    if not wanted:
        return [Reply(f"没有{'管到您的' if turn.slot('who') else turn.slot('what') or ''}指标")]
    return in_private_when_long(turn, "现在的指标", [f"{at}. {_line(turn, term, rule)}" for at, rule in wanted])


def current(turn: Turn) -> list[QuotaRule]:
    """The rules that hold today or will: kind by kind, in the order in which they were told."""
    known = [rule for rule in turn.roster.quotas if rule.kind in BY_NAME and _to_come(rule, turn.today)]
    return sorted(known, key=lambda rule: list(BY_NAME).index(rule.kind))


def _to_come(rule: QuotaRule, today: date) -> bool:
    return rule.until is None or rule.until > today


def _asked(turn: Turn, term: TermDays, rule: QuotaRule) -> bool:
    if turn.slot("what") and BY_NAME[rule.kind] != kind_named(turn.slot("what")):
        return False
    if turn.slot("who") != "me":
        return True
    kind = BY_NAME[rule.kind]
    if bound.of_department(kind):
        return bool(set(turn.person.departments) & set(bound.departments(turn.roster, rule)))
    return bound.binds(turn.roster, rule, turn.person, term)


def _line(turn: Turn, term: TermDays, rule: QuotaRule) -> str:
    kind = BY_NAME[rule.kind]
    number = (
        f"{len(bound.departments(turn.roster, rule))}个组"
        if bound.of_department(kind)
        else f"{len(bound.members(turn.roster, rule, term))}人"
    )
    since = f"，从{rule.since.month}月{rule.since.day}日起" if rule.since and rule.since > turn.today else ""
    until = f"，到{rule.until.month}月{rule.until.day}日为止" if rule.until else ""
    return f"{shown.rule(rule)}，{number}{since}{until}"
