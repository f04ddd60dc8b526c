"""A rule is changed, ended, taken back; the day as of which age is reckoned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.language import Frame
from bot.message import Button, Reply
from handlers.kinds import BY_NAME
from handlers.quota import shown
from handlers.rules import reading
from handlers.rules.listing import current
from handlers.rules.reading import Unclear
from handlers.rules.telling import KEEP, row
from handlers.turn import Turn
from storage import inbox, quotas
from storage.roster import QuotaRule

Replies = Sequence[Reply]

WHICH = "是哪一条指标？说“指标有哪些”看编号，再说“把第2条指标改成18节”或“取消第2条指标”"
NOTHING = "没有可以撤回的指标"
JUST_NOW = timedelta(hours=1)
UNDONE = {
    "quota.set": "quota.undo",
    "quota.change": "quota.undo",
    "score.set": "score.undo",
    "score.change": "score.undo",
    "absence.set": "absence.undo",
}
"""What takes back what was told."""


def change(turn: Turn) -> Replies:
    """Another amount from now on, or from the day that was said."""
    rule = _meant(turn)
    amount = turn.slot("count")
    if rule is None or not amount:
        return [Reply(WHICH)]
    if amount == rule.amount:
        return [Reply(f"本来就是{shown.rule(rule)}，没有改动")]
    since = _from(turn)
    new = replace(rule, amount=amount)
    quotas.keep(turn.session, [row(turn, new, since, turn.message.text)], [rule.id], since)
    unit = BY_NAME[rule.kind].unit
    return [Reply(f"已改：{shown.rule(rule)} → {amount}{unit}{_when(turn, since)}", (_UNDO,))]


def end(turn: Turn) -> Replies:
    """It does not hold any more from now on, or from the day that was said."""
    rule = _meant(turn)
    if rule is None:
        return [Reply(WHICH)]
    since = _from(turn)
    quotas.end(turn.session, [rule.id], since)
    return [Reply(f"已取消指标{_when(turn, since)}：{shown.rule(rule)}")]


def undo(turn: Turn) -> Replies:
    """What the person told last, as if it had not been told."""
    told = quotas.last_told(turn.session, turn.person.id)
    if not told:
        return [Reply(NOTHING)]
    quotas.take_back(turn.session, told)
    return [Reply(f"已撤回{len(told)}条指标，原来的照旧")]


def meant(turn: Turn) -> Frame | None:
    """撤回 right after a rule or an absence was told is of it, not of a record."""
    if turn.frame.intent != "correct.undo" or turn.frame.slots or turn.message.quoted:
        return None
    last = inbox.last(turn.session, turn.person.id, turn.message.conversation, turn.now - JUST_NOW)
    if last is None or (last["intent"] == "quota.set" and last.get("answer") != KEEP):
        return None
    who = {"who": last["who"]} if last["intent"] == "absence.set" and "who" in last else {}
    return Frame(UNDONE[last["intent"]], who) if last["intent"] in UNDONE else None


def age(turn: Turn) -> Replies:
    """Age is as of that day from now on."""
    day = turn.slot("day")
    try:
        date.fromisoformat(f"2028-{day or '01-01'}")
    except ValueError:
        return [Reply("没有这一天，年龄按哪天算？")]
    quotas.set_age_day(turn.session, day)
    month, number = (day or "0-0").split("-")
    return [Reply(f"好，年龄以每学年{int(month)}月{int(number)}日为准" if day else "好，年龄以学期第一天为准")]


_UNDO = Button("撤回", {"intent": "quota.undo"})


def _from(turn: Turn) -> date:
    """The beginning of the term, that the whole of it is under one rule, unless a day was said."""
    said = turn.slot("from")
    return date.fromisoformat(said) if said else turn.term.start if turn.term else turn.today


def _when(turn: Turn, since: date) -> str:
    return f"（从{since.month}月{since.day}日起）" if since > turn.today else ""


def _meant(turn: Turn) -> QuotaRule | None:
    """By its number in the list; else the only one of that kind and of those people."""
    known = current(turn)
    number = turn.slot("number")
    if number:
        return known[number - 1] if number <= len(known) else None
    if not turn.slot("what"):
        return None
    try:
        said = {name: turn.slot(name) for name in ("what", "kind", "who", "age", "stage", "level")}
        told = turn.of(replace(turn.frame, slots={"rules": [{"count": 0, **said}]}))
        wanted = reading.rules(told, reading.SIDES[0])[0]
    except Unclear:
        return None
    like = [rule for rule in known if rule.kind == wanted.kind and reading.sort(rule) == reading.sort(wanted)]
    same = [rule for rule in like if _whom(rule) == _whom(wanted)]
    found = same or (like if not turn.slot("who") and not turn.slot("age") else [])
    return found[0] if len(found) == 1 else None


def _whom(rule: QuotaRule) -> tuple[object, ...]:
    return {name: words for name, words in rule.audience.items() if words}, rule.age_from, rule.age_below
