"""我还差什么: all that one owes this term, by rules and by deadlines, the open things first."""

from collections.abc import Sequence

from bot.message import Reply
from handlers import due, heard
from handlers.kinds import BY_NAME
from handlers.query import alone
from handlers.quota import absent, times
from handlers.quota.shown import thing
from handlers.quota.standing import Standing, of_departments, of_people, sought_for
from handlers.rights import sees
from handlers.turn import Turn
from handlers.values import names
from storage.roster import Member, TermDays

Replies = Sequence[Reply]

NO_TERM = "现在不在学期里，没有要完成的指标"
NOTHING = "{}没有指标和截止"
NOT_YOURS = "{}还差什么只给本人、组长和教科室看；您可以问“我还差什么”"
UNKNOWN = "花名册里没有“{}”"
NAMES = 5


def list_(turn: Turn) -> Replies:
    """One person's in full; of several those who lack something, a line each, to the asker alone."""
    term = turn.term
    who, people = _whose(turn)
    if people is None:
        return [Reply(UNKNOWN.format(who))]
    if term is None:
        return [Reply(NO_TERM)]
    if not all(sees(turn.person, one) for one in people):
        return [Reply(NOT_YOURS.format(who))]
    if len(people) == 1:
        return _of_one(turn, people[0], term)
    return _of_several(turn, who, people, term)


def _whose(turn: Turn) -> tuple[str, list[Member] | None]:
    said = turn.slot("who") or "me"
    if said == "me":
        return "您", [turn.person]
    if said == "全校":
        return "全校", list(turn.roster.present)
    found: dict[int, Member] = {}
    for name in names(said):
        if name in turn.roster.words.get("departments", ()):
            found |= {one.id: one for one in turn.roster.members(name)}
        elif name in turn.roster.by_name:
            found[turn.roster.by_name[name].id] = turn.roster.by_name[name]
        else:
            return str(name), None
    return "、".join(map(str, names(said))), list(found.values())


def _of_one(turn: Turn, member: Member, term: TermDays) -> Replies:
    standings = of_people(turn.session, turn.roster, [member], term, turn.today)[member.id]
    open_, met = _deadlines(turn, member)
    lines = [_line(one) + _confirmed(turn, member, one) for one in standings if not one.met] + _of_own_departments(
        turn, member, term
    )
    lines += [f"{title} {by}前" for title, by in open_]
    done = [_short(one) for one in standings if one.met and one.amount] + met
    lifted = [f"{_thing(one)}（{_why(one)}）" for one in standings if not one.amount]
    own = member.id == turn.person.id
    whose = "您" if own else member.name
    if not (lines or done or lifted):
        return [Reply(NOTHING.format(whose))]
    said = [f"{whose}本学期还差{len(lines)}项：" if lines else f"{whose}本学期的都完成了", *lines]
    said += [f"已完成：{'、'.join(done)}"] if done else []
    said += [f"不用做：{'、'.join(lifted)}"] if lifted else []
    headline = (f"您还差{len(lines)}项" if lines else said[0]) if own else f"{whose}本学期的"
    return alone(turn, headline, "\n".join(said))


def _of_several(turn: Turn, who: str, people: list[Member], term: TermDays) -> Replies:
    standings = of_people(turn.session, turn.roster, people, term, turn.today)
    lacking = {one: [item for item in standings[one.id] if not item.met] for one in people}
    rows = [f"{one.name}：{'、'.join(_short(item) for item in items)}" for one, items in lacking.items() if items]
    of_groups = of_departments(turn.session, turn.roster, term, turn.today)
    named = {name for one in people for name in one.departments} if who == "全校" else set(names(turn.slot("who")))
    rows += [
        f"{name}：{'、'.join(_short(item) for item in items if not item.met)}"
        for name, items in of_groups.items()
        if name in named and any(not item.met for item in items)
    ]
    bound = sum(bool(standings[one.id]) for one in people)
    left = sum(bool(items) for items in lacking.values())
    if not rows:
        return [Reply(f"{who}本学期的指标都完成了（{bound}人）")]
    headline = f"{who}本学期{bound}人有指标，{left}人还没完成"
    return alone(turn, headline, "\n".join([f"{headline}：", *rows]))


def _of_own_departments(turn: Turn, member: Member, term: TermDays) -> list[str]:
    """What a head's department owes is the head's to see to."""
    if "head" not in member.roles:
        return []
    known = of_departments(turn.session, turn.roster, term, turn.today)
    return [f"{name}{_line(one)}" for name in member.departments for one in known.get(name, ()) if not one.met]


def _deadlines(turn: Turn, member: Member) -> tuple[list[tuple[str, str]], list[str]]:
    """Those that bind the member: still open, with their day, and met."""
    open_, met = [], []
    for one in due.live(turn.session, turn.roster, turn.now):
        if all(bound.id != member.id for bound in due.bound(turn.roster, one)):
            continue
        if one.id is not None and member.id in due.met(turn.session, turn.roster, one):
            met.append(one.title)
        else:
            open_.append((one.title, due.when(turn.roster, one)))
    return open_, met


def _line(one: Standing) -> str:
    """听课本学期3/15节，还差12节；产假 9月1日 周二起，折减3节."""
    unit = BY_NAME[one.rule.kind].unit
    said = f"{_thing(one)}{times.NAMES[one.rule.per]}{one.done}/{one.amount}{unit}"
    said += f"，还差{one.left}{unit}" if one.left else ""
    if one.unheard:
        few = "、".join(member.name for member in one.unheard[:NAMES]) + ("等" if len(one.unheard) > NAMES else "")
        said += f"，组内还没听{few}{len(one.unheard)}人"
    if one.over:
        said += f"（之前{one.over}次中做到{one.kept}次）"
    return said + (f"；{_why(one)}" if one.amount < one.asked else "")


def _confirmed(turn: Turn, member: Member, one: Standing) -> str:
    """How many of them who was heard has confirmed, where anybody has answered."""
    said = heard.confirmed(turn.session, sought_for(one.rule, [member], one.days), BY_NAME[one.rule.kind])
    return f"（{'，'.join(said)}）" if said else ""


def _short(one: Standing) -> str:
    return f"{_thing(one)}{'' if one.rule.per == 'term' else times.NAMES[one.rule.per]}{one.done}/{one.amount}"


def _thing(one: Standing) -> str:
    return thing(BY_NAME[one.rule.kind], one.rule.filters)


def _why(one: Standing) -> str:
    """What has taken off how much of it."""
    unit = BY_NAME[one.rule.kind].unit
    return f"{'、'.join(absent.shown(away) for away in one.away)}，折减{one.asked - one.amount}{unit}"
