"""我多少分，怎么算的: each point with its rule and its record; of several people the sums, in private."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Reply
from handlers.rights import sees
from handlers.scope import Scope, refusal, scope
from handlers.scores import fold
from handlers.scores.fold import Point
from handlers.scores.rules import NONE_YET, points, shown
from handlers.turn import Turn
from storage import scores
from storage.roster import Member
from storage.tables import ScoreRule

Replies = Sequence[Reply]

NOT_YOURS = "{}的得分只给本人、组长和教科室看"
NUMBERS = 12


def show(turn: Turn) -> Replies:
    """One's own unless somebody is named; of the term unless another time is said."""
    rules = scores.held(turn.session)
    if not rules:
        return [Reply(NONE_YET)]
    asked = scope(turn.of(replace(turn.frame, slots={"who": "me", **turn.frame.slots})))
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    people = list(asked.people) if asked.people is not None else list(turn.roster.present)
    if not all(sees(turn.person, one) for one in people):
        return [Reply(NOT_YOURS.format(asked.who))]
    found = fold.of_people(turn.session, rules, people, asked.start, asked.end)
    if len(people) == 1:
        return _alone(turn, _of_one(asked, found[people[0].id]))
    return _alone(turn, _of_several(asked, people, found))


def _of_one(asked: Scope, mine: list[Point]) -> str:
    if not mine:
        return f"{asked.who}{asked.when}还没有得分的记录"
    by_rule: dict[int, list[Point]] = {}
    for point in mine:
        by_rule.setdefault(point.rule.id, []).append(point)
    lines = [_line(some[0].rule, some) for some in by_rule.values()]
    return "\n".join([f"{asked.who}{asked.when}{points(_sum(mine))}分：", *lines])


def _line(rule: ScoreRule, some: list[Point]) -> str:
    """省级二等奖论文每篇8分×1，8分：#5《让学生先说》."""
    told = [f"#{point.record.number}" + (f"《{point.record.title}》" if point.record.title else "") for point in some]
    more = f"等{len(told)}条" if len(told) > NUMBERS else ""
    times = sum(point.record.amount for point in some)
    sum_ = points(_sum(some))
    return f"{shown(rule)}{points(rule.points)}分×{times}，{sum_}分：{'、'.join(told[:NUMBERS])}{more}"


def _of_several(asked: Scope, people: Sequence[Member], found: dict[int, list[Point]]) -> str:
    """In the order of the roster: no ranking of persons is asked for."""
    lines = [f"{one.name} {points(_sum(found[one.id]))}分" for one in people if found[one.id]]
    if not lines:
        return f"{asked.who}{asked.when}还没有得分的记录"
    return "\n".join([f"{asked.who}{asked.when}得分（{len(lines)}人有分）：", *lines])


def _sum(some: Sequence[Point]) -> float:
    return sum(point.points for point in some)


def _alone(turn: Turn, text: str) -> Replies:
    return [Reply("得分已私聊发您"), Reply(text, private=True)] if turn.in_group else [Reply(text)]
