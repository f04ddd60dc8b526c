"""产假, 病假, 外派: the office tells who is away, and what is owed grows less by it."""

from collections.abc import Sequence
from datetime import timedelta

from bot.message import Button, Reply
from handlers import asking, doubts
from handlers.doubts import no_such_day, valid_day
from handlers.query import alone
from handlers.quota import absent
from handlers.turn import Turn
from handlers.values import names
from storage import quotas
from storage.roster import Away, Member

Replies = Sequence[Reply]

WHO = "是哪位老师？例如：李娜产假，9月1日到12月31日"
UNKNOWN = "花名册里没有“{}”"
NOBODY = "现在没有登记长假或外派的老师"
NO_DAY = "{}，是哪天到哪天？"
NO_SUCH_DAY = "{}，是哪一天？"
BACKWARDS = "结束的日子在开始之前，是哪天到哪天？"
NOT_AWAY = "{}没有登记长假或外派"


def set_(turn: Turn) -> Replies:
    """They are away from then on, and what they owe is less."""
    refused = _refused(turn)
    if refused:
        return [refused]
    if wrong := no_such_day(turn.slot("start")):
        return [Reply(NO_DAY.format(wrong))]
    start, end = valid_day(turn.slot("start") or "") or turn.today, valid_day(turn.slot("end") or "")
    if end and end < start:
        return [Reply(BACKWARDS)]
    people, reason = _people(turn), turn.slot("reason")
    quotas.go(turn.session, [one.id for one in people], reason, start, end, turn.person.id, turn.now)
    who = "、".join(member.name for member in people)
    button = Button("撤回", {"intent": "absence.undo", "who": [member.name for member in people]})
    text = f"记下了：{who} {absent.shown(Away(0, 0, reason, start, end))}，指标随之折减"
    return alone(turn, "记下了", text, (button,))


def end(turn: Turn) -> Replies:
    """They are there again, from today or the day that was said."""
    refused = _refused(turn)
    if refused:
        return [refused]
    if wrong := no_such_day(turn.slot("date")):
        return [Reply(NO_SUCH_DAY.format(wrong))]
    day = valid_day(turn.slot("date") or "") or turn.today
    gone = [one for one in _of(turn) if one.end is None or one.end >= day]
    who = "、".join(member.name for member in _people(turn))
    if not gone:
        return [Reply(NOT_AWAY.format(who))]
    quotas.come_back(turn.session, [one.id for one in gone], day - timedelta(days=1))
    text = f"好，{who}从{day.month}月{day.day}日起在岗，{gone[-1].reason}到前一天为止"
    return alone(turn, "记下了", text)


def undo(turn: Turn) -> Replies:
    """What was told last of these people was wrong."""
    last = _of(turn)[-1:]
    if not last:
        return [Reply(NOT_AWAY.format("、".join(names(turn.slot("who")))))]
    same = [
        one for one in _of(turn) if (one.reason, one.start, one.end) == (last[0].reason, last[0].start, last[0].end)
    ]
    quotas.unsay(turn.session, [one.id for one in same], turn.now)
    return alone(turn, "已撤回", f"已撤回：{'、'.join(names(turn.slot('who')))} {absent.shown(last[0])}")


def list_(turn: Turn) -> Replies:
    """Those who are away now, or will be."""
    known = [one for one in turn.roster.away if one.end is None or one.end >= turn.today]
    if not known:
        return [Reply(NOBODY)]
    lines = [f"{turn.roster.people[one.person].name} {absent.shown(one)}" for one in known]
    headline = f"不在岗的{len({one.person for one in known})}人"
    return alone(turn, headline, "\n".join([f"{headline}：", *lines]))


def _refused(turn: Turn) -> Reply | None:
    who = turn.slot("who")
    doubt = doubts.ambiguous(turn, "who", who) if who else None
    if doubt:
        return asking.ask(turn, doubt)
    unknown = [name for name in names(who) if name not in turn.roster.by_name] if who else []
    return Reply(UNKNOWN.format("、".join(unknown))) if unknown else None if who else Reply(WHO)


def _people(turn: Turn) -> list[Member]:
    return [turn.roster.by_name[name] for name in names(turn.slot("who"))]


def _of(turn: Turn) -> list[Away]:
    """Their absences, the newest last."""
    ids = {member.id for member in _people(turn)}
    return sorted((one for one in turn.roster.away if one.person in ids), key=lambda one: one.id)
