"""发一下上周的周报, 这周小结, 把周报发我Word: a digest that is asked for, in words or as a file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.message import Attachment, Reply
from handlers import made
from handlers.digests import chart, document, pdf, spans, words
from handlers.digests.figures import any_told
from handlers.digests.link import Links
from handlers.digests.report import Report, report
from handlers.doubts import valid_day
from handlers.rights import sees_everyone
from handlers.turn import Turn
from storage.roster import Roster

NO_DAY = "没有这一天，您要看哪几天的？"
NOTHING_GOOD = "{}还没有获奖、发表、公开课的记录，要看数字请私聊问我"
IN_PRIVATE = "周报文件已私聊发您"

FILES: Mapping[str, Callable[[Report, Path], None]] = {"docx": document.write, "pdf": pdf.write}
"""What writes the report in which format."""


def now(turn: Turn) -> Sequence[Reply]:
    """In the group its form; in private the figures, which are everyone's, or the full report as a file."""
    span = asked(turn.roster, turn.slot("range"), turn.message.text, turn.today)
    department = turn.slot("department")
    if span is None:
        return [Reply(NO_DAY)]
    if turn.slot("format") in FILES and any_told(turn.session, span.start, span.end):
        return _as_file(turn, span, department)
    if turn.in_group:
        good = words.for_group(turn.session, turn.roster, span, department)
        return [Reply(good or NOTHING_GOOD.format((department or "") + span.name))]
    link = Links(turn.public_url).of(turn.session, turn.roster, span, turn.person, department, turn.today)
    text = words.full(turn.session, turn.roster, span, turn.today, turn.person, department, link)
    return [Reply(text, files=() if department else _picture(turn, span))]


def asked(roster: Roster, said: Mapping[str, str] | None, text: str, today: date) -> spans.Span | None:
    """The days that were said; without any this week, or this month where the words are of a month."""
    if said is None:
        return spans.month(today) if "月" in text else spans.week(roster, today, today)
    start, end = valid_day(said.get("start") or ""), valid_day(said.get("end") or today.isoformat())
    return spans.of(roster, start, end, today) if start and end and start <= end else None


def _picture(turn: Turn, span: spans.Span) -> tuple[Attachment, ...]:
    """As with the digest that comes by itself, office and leaders get it."""
    bars = words.picture(turn.session, turn.roster, span, turn.now) if sees_everyone(turn.person) else None
    if bars is None:
        return ()
    path = made.place(turn.files, f"{span.title}.png", turn.now)
    chart.draw(bars, path)
    return (Attachment(path.name, path),)


def _as_file(turn: Turn, span: spans.Span, department: str | None) -> Sequence[Reply]:
    told = report(turn.session, turn.roster, span, turn.now, turn.person, department)
    path = made.place(turn.files, f"{told.title}.{turn.slot('format')}", turn.now)
    FILES[turn.slot("format")](told, path)
    reply = Reply(f"{told.title}（{span.days}），文件如下", files=(Attachment(path.name, path),), private=turn.in_group)
    return [Reply(IN_PRIVATE), reply] if turn.in_group else [reply]
