"""Who has not, who has most. Names of who lacks something go to the asker alone, and only to whom they concern."""

import re
from collections.abc import Sequence
from datetime import date

from bot.message import Reply
from handlers import due, unheard
from handlers.deadlines.asked import asked_for
from handlers.kinds import Kind
from handlers.occasions import alike, tally
from handlers.query import NOT_COUNTED, figures
from handlers.quota.amounts import amount, asks
from handlers.quota.bound import rules
from handlers.quota.standing import of_people
from handlers.rights import sees_everyone
from handlers.scope import Scope, allowed, refusal, scope
from handlers.turn import Turn
from handlers.values import names
from storage import activities, records
from storage.roster import Member
from storage.tables import Activity, Deadline

Replies = Sequence[Reply]

TOP = 10
ONLY_FIGURES = "，名单只给组长和教科室看"
ONLY_SIDES = "；个人排名只给教科室和领导看"
_FEWER = re.compile(r"(?:没到|不到|少于|低于|不满|不足|没[听上写交]?满|没有?达到)\s*(\d{1,3})\s*[节篇次份]")
_SIDES = re.compile("各个?(?:教研)?组|哪个?组|哪几个组|组间|每个?组")


def missing(turn: Turn) -> Replies:
    """谁还没."""
    if turn.slot("what") == "签到":
        return _not_signed_in(turn)
    deadline = asked_for(turn)
    if deadline:
        return _not_handed_in(turn, deadline)
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    if asked.people == (turn.person,):
        return [Reply(figures(turn, asked) + _nothing_yet(turn, asked, turn.person))]
    if asked.people and asked.who == asked.people[0].name and not unheard.asked_for(turn):
        return _of_another(turn, asked, asked.people[0])
    if unheard.asked_for(turn):
        whose = turn.slot("teacher")
        department = None if whose == "全校" else whose
        return _names(turn, f"{whose}{asked.when}", "被听过课", unheard.lacking(turn, asked), department)
    lacking = _lacking(turn, asked, asked.kinds[0])
    what = f"到{_fewer(turn)}{asked.kinds[0].unit}" if _fewer(turn) else "完成"
    return _names(turn, asked.title, what, lacking, _department(turn, asked))


def _fewer(turn: Turn) -> int | None:
    """The number that the asker sets instead of the rule: 听课没到8节的."""
    said = _FEWER.search(turn.message.text)
    return int(said[1]) if said else None


def _of_another(turn: Turn, asked: Scope, person: Member) -> Replies:
    """李娜还差几节听课: what that one person owes, for those alone who see their records."""
    if not allowed(turn, asked):
        return [Reply(NOT_COUNTED.format(person.name))]
    said = figures(turn, asked) + _nothing_yet(turn, asked, person)
    return [Reply("已私聊发您"), Reply(said, private=True)] if turn.in_group else [Reply(said)]


def _nothing_yet(turn: Turn, asked: Scope, person: Member) -> str:
    """What is owed of which there is none so far."""
    term, kind = turn.term, asked.kinds[0]
    whole = term is not None and (asked.start, asked.end) == (term.start, term.end) and not asked.words
    if not whole or records.total(turn.session, asked.sought(kind)):
        return ""
    owed = amount(turn, kind, person, asked.filters.slots.get("kind"))
    return f"，指标{owed}{kind.unit}" if owed else ""


def _not_handed_in(turn: Turn, deadline: Deadline) -> Replies:
    """Of those whom the deadline binds; of one department where that was named."""
    department = turn.slot("who") if turn.slot("who") in turn.roster.words.get("departments", ()) else None
    lacking = due.waiting(turn.session, turn.roster, deadline)
    if department:
        lacking = [member for member in lacking if department in member.departments]
    if turn.slot("who") == "me":
        lacking = [member for member in lacking if member.id == turn.person.id]
    about = f"{department or ''}{deadline.title}（{due.by(turn.roster, deadline)}）"
    if lacking == [turn.person]:
        return [Reply(f"{about}：您还没交")]
    return _names(turn, about, "交", lacking, department, sees=deadline.set_by == turn.person.id)


def rank(turn: Turn) -> Replies:
    """谁最多: departments for everyone, persons for office and leaders."""
    asked = scope(turn)
    refused = refusal(turn, asked)
    if refused:
        return [Reply(refused)]
    if _SIDES.search(turn.message.text) or _several(turn):
        return [Reply(_departments(turn, asked))]
    if not sees_everyone(turn.person):
        return [Reply(_departments(turn, asked) + ONLY_SIDES)]
    totals: dict[int, int] = {}
    for kind in asked.kinds:
        for person, number in records.totals(turn.session, asked.sought(kind)).items():
            totals[person] = totals.get(person, 0) + number
    if not totals:
        return [Reply(f"{asked.title}还没有记录")]
    unit = asked.kinds[0].unit if len(asked.kinds) == 1 else "条"
    best = sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:TOP]
    lines = [
        f"{place} {turn.roster.people[person].name} {number}{unit}" for place, (person, number) in enumerate(best, 1)
    ]
    return _alone(turn, f"{asked.title}排名", "\n".join([f"{asked.title}排名：", *lines]))


def _not_signed_in(turn: Turn) -> Replies:
    activity = _activity(turn)
    if activity is None:
        return [Reply("现在没有开着的签到，是哪个活动？")]
    lacking = tally(turn.session, turn.roster, activity).missing
    return _names(turn, activity.title, "签到", lacking, activity.department)


def _activity(turn: Turn) -> Activity | None:
    said = turn.slot("activity")
    there = [*activities.opened(turn.session), *activities.of_day(turn.session, _asked_day(turn))]
    if said:
        return next((one for one in there if alike(said, one.title)), None)
    ours = [one for one in there if one.department is None or one.department in turn.person.departments]
    return next(iter(ours or there), None)


def _asked_day(turn: Turn) -> date:
    said = turn.slot("range")
    return date.fromisoformat(said["end"]) if said else turn.today


def _lacking(turn: Turn, asked: Scope, kind: Kind) -> list[Member]:
    """Those who have not met what the rules ask of them where the term is asked for; else those with none."""
    staff = [member for member in turn.roster.present if member.roles != {due.OUTSIDE}]
    people = asked.people if asked.people is not None else staff
    fewer = _fewer(turn)
    ruled = None if fewer else _short_of_rules(turn, asked, kind, list(people))
    if ruled is not None:
        return ruled
    done = records.totals(turn.session, asked.sought(kind))
    return [member for member in people if done.get(member.id, 0) < (fewer or 1)]


def _short_of_rules(turn: Turn, asked: Scope, kind: Kind, people: list[Member]) -> list[Member] | None:
    """None where no rule asks for it."""
    term = turn.term
    if term is None or (asked.start, asked.end) != (term.start, term.end) or asked.words:
        return None
    sort = asked.filters.slots.get("kind")
    if not any(rule.kind == kind.name and asks(rule, sort) for rule in rules(turn.roster, term)):
        return None
    found = of_people(turn.session, turn.roster, people, term, turn.today)
    return [
        member
        for member in people
        if any(one.rule.kind == kind.name and asks(one.rule, sort) and not one.met for one in found[member.id])
    ]


def _department(turn: Turn, asked: Scope) -> str | None:
    return asked.who if asked.who in turn.roster.words.get("departments", ()) else None


def _names(
    turn: Turn, about: str, what: str, lacking: list[Member], department: str | None, *, sees: bool = False
) -> Replies:
    if not lacking:
        return [Reply(f"{about}：都{what}了")]
    figure = f"{about}：还有{len(lacking)}人没{what}"
    heads_all = bool(turn.person.departments) and all(
        any(turn.person.heads(there) for there in member.departments) for member in lacking
    )
    if not (sees or sees_everyone(turn.person) or turn.person.heads(department) or heads_all):
        return [Reply(figure + ONLY_FIGURES)]
    return _alone(turn, figure, f"{figure}：" + "、".join(member.name for member in lacking))


def _alone(turn: Turn, headline: str, text: str) -> Replies:
    if not turn.in_group:
        return [Reply(text)]
    return [Reply(f"{headline}，名单已私聊发您"), Reply(text, private=True)]


def _several(turn: Turn) -> list[str]:
    """The departments that were named to be put side by side."""
    known = turn.roster.words.get("departments", ())
    said = [name for name in names(turn.slot("who") or []) if name in known]
    return said if len(said) > 1 else []


def _departments(turn: Turn, asked: Scope) -> str:
    found = []
    for department in _several(turn) or turn.roster.words.get("departments", ()):
        members = tuple(turn.roster.members(department))
        number = sum(records.total(turn.session, asked.sought(kind, members)) for kind in asked.kinds)
        found.append((number, department))
    shown = "，".join(f"{department}{number}" for number, department in sorted(found, reverse=True))
    return f"{asked.when}{asked.words}{asked.what}，各组：{shown}"
