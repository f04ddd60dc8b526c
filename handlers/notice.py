"""发出去了吗: what the bot was to say unasked about deadlines, to whom it went, and to whom it did not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.message import Reply
from handlers.due import alike
from handlers.kinds.kind import show_day
from handlers.reminders import names
from handlers.scope import dates
from handlers.turn import Turn
from storage import deadlines, notices
from storage.tables import Notice

LOOKS_BACK = timedelta(days=14)
KINDS = {"remind": "提醒", "count": "群里的提醒", "ended": "到期结果"}
"""What is asked about, by how its key begins, and what it is called."""

WAYS = {"connection": "机器人", "bot": "机器人", "app": "应用", "webhook": "群机器人", "weixin": "公众号"}
"""By which way it went, where that tells a reader something."""


@dataclass
class Batch:
    """One kind of words about one deadline on one day."""

    sent: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    ways: set[str] = field(default_factory=set)


def status(turn: Turn) -> Sequence[Reply]:
    """What was planned, what arrived by which way, what did not and to whom.

    Of the days that are said, else of the deadline that is named, else of the last day on which there was any.
    """
    found = _asked(turn)
    if not found:
        return [Reply("这段时间没有要发的提醒" if turn.slot("range") else "最近没有要发的提醒")]
    batches: dict[tuple[str, str, str], Batch] = {}
    for notice in found:
        for title in _titles(turn, notice):
            key = (_day(turn, notice), title, KINDS[notice.key.split(":")[0]])
            _put(turn, batches.setdefault(key, Batch()), notice)
    counted = [f"{day} {title} {kind}：{_counts(batch)}" for (day, title, kind), batch in batches.items()]
    if not turn.in_group:
        named = [_names(batch) for batch in batches.values()]
        return [Reply("\n".join("\n".join(filter(None, pair)) for pair in zip(counted, named, strict=True)))]
    return [Reply("\n".join(counted) + "\n要看名单，请私聊问我")]


def _asked(turn: Turn) -> list[Notice]:
    if turn.slot("range"):
        first, last, _ = dates(turn)
        start = datetime.combine(first, time.min, turn.roster.zone)
        return _of(turn, start, datetime.combine(last + timedelta(days=1), time.min, turn.roster.zone))
    found = _of(turn, turn.now - LOOKS_BACK, turn.now + timedelta(days=1))
    if turn.slot("title"):
        return found
    last_day = max((_local(turn, notice) for notice in found), default=None)
    return [notice for notice in found if _local(turn, notice) == last_day]


def _of(turn: Turn, start: datetime, end: datetime) -> list[Notice]:
    """Those about deadlines; about the one that is named, where one is."""
    found = [one for one in notices.between(turn.session, start, end) if one.key.split(":")[0] in KINDS]
    title = turn.slot("title")
    return [one for one in found if not title or any(alike(known, title) for known in _titles(turn, one))]


def _titles(turn: Turn, notice: Notice) -> list[str]:
    about = notice.reply.get("about", {})
    kind, number = notice.key.split(":")[:2]
    ids = about.get("deadlines", []) if kind == "remind" else [int(number)]
    known = [deadlines.find(turn.session, id_) for id_ in ids]
    return [one.title for one in known if one and _is_asked(turn, one.title)]


def _is_asked(turn: Turn, title: str) -> bool:
    said = turn.slot("title")
    return not said or alike(title, said)


def _put(turn: Turn, batch: Batch, notice: Notice) -> None:
    whom = turn.roster.people[notice.person_id].name if notice.person_id else "群"
    if notice.sent_at:
        batch.sent.append(whom)
        batch.ways |= {WAYS[notice.way]} if notice.way in WAYS else set()
    elif notice.gave_up_at:
        batch.lost.append(whom)
    else:
        (batch.dropped if notice.dropped_at else batch.waiting).append(whom)


def _counts(batch: Batch) -> str:
    by = f"（{'、'.join(sorted(batch.ways))}）" if batch.ways else ""
    told = (("已送到{}" + by, batch.sent), ("没送到{}", batch.lost), ("还没发{}", batch.waiting))
    gone = (("不用再发{}", batch.dropped),)
    return "，".join(text.format(_many(who)) for text, who in told + gone if who)


def _many(who: list[str]) -> str:
    return "群里" if who == ["群"] else f"{len(who)}人"


def _names(batch: Batch) -> str:
    told = (("送到", batch.sent), ("没送到", batch.lost), ("还没发", batch.waiting))
    return "；".join(f"{text}：{names(who)}" for text, who in told if who and who != ["群"])


def _day(turn: Turn, notice: Notice) -> str:
    return show_day(_local(turn, notice))


def _local(turn: Turn, notice: Notice) -> date:
    return turn.roster.local_day(notice.sent_at or notice.due_at)
