"""发一下上周的周报, 这周小结: a digest that is asked for."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.message import Reply
from handlers.digests import spans, words
from handlers.digests.link import Links
from handlers.doubts import valid_day
from handlers.turn import Turn
from storage.roster import Roster

NO_DAY = "没有这一天，您要看哪几天的？"
NOTHING_GOOD = "{}还没有获奖、发表、公开课的记录，要看数字请私聊问我"


def now(turn: Turn) -> Sequence[Reply]:
    """In the group its form; in private the figures, which are everyone's."""
    span = asked(turn.roster, turn.slot("range"), turn.message.text, turn.today)
    department = turn.slot("department")
    if span is None:
        return [Reply(NO_DAY)]
    if turn.in_group:
        good = words.for_group(turn.session, turn.roster, span, department)
        return [Reply(good or NOTHING_GOOD.format((department or "") + span.name))]
    link = Links(turn.public_url).of(turn.session, turn.roster, span, turn.person, department, turn.today)
    return [Reply(words.full(turn.session, turn.roster, span, turn.today, turn.person, department, link))]


def asked(roster: Roster, said: Mapping[str, str] | None, text: str, today: date) -> spans.Span | None:
    """The days that were said; without any this week, or this month where the words are of a month."""
    if said is None:
        return spans.month(today) if "月" in text else spans.week(roster, today, today)
    start, end = valid_day(said.get("start") or ""), valid_day(said.get("end") or today.isoformat())
    return spans.of(roster, start, end, today) if start and end and start <= end else None
