"""A pasted calendar: said back line by line, kept on 对, taken back as one."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.message import Button, Reply
from handlers.calendar import owed
from handlers.calendar.shown import line
from handlers.query import MOST_IN_GROUP
from handlers.turn import Turn
from storage import calendar
from storage.tables import Entry

Replies = Sequence[Reply]

HOW = "要改就说“3改成9月20日”“删掉5”，都对回“对”"
NOTHING = "没有可以撤回的行事历"
NOT_ALLOWED = "行事历由教科室和领导来定；想看安排，问我“这周教科室有什么事”"


def paste(turn: Turn) -> Replies:
    """Keeps the lines until they are found right; what the sender pasted before and never kept is replaced."""
    drafts = calendar.drafts(turn.session, turn.person.id)
    for old in drafts:
        old.cancelled_at = turn.now
    owed.let_go(turn, drafts)
    items = turn.slot("items")
    entries = [_entry(turn, at, item) for at, item in enumerate(items, 1)]
    calendar.put(turn.session, entries)
    guessed = sum(entry.guessed for entry in entries)
    count = f"行事历{len(entries)}项" + (f"，{guessed}项的日子是猜的" if guessed else "")
    lines = [f"{entry.position}. {line(entry)}" for entry in entries]
    named = {"calendar": turn.heard}
    buttons = (Button("对", {"intent": "calendar.keep", **named}), Button("不要", {"intent": "calendar.undo", **named}))
    long = turn.in_group and len(lines) > MOST_IN_GROUP
    shown = Reply("\n".join([f"{count}，请核对：", *lines, HOW]), buttons, private=long)
    return [Reply(f"{count}，已私聊发您核对"), shown] if long else [shown]


def _entry(turn: Turn, position: int, item: dict[str, str]) -> Entry:
    return Entry(
        message=turn.heard, position=position,
        start=date.fromisoformat(item["start"]), end=date.fromisoformat(item["end"]), guessed="guess" in item,
        text=item["text"], sort=item.get("as", "note"), deadline_id=None,
        set_by=turn.person.id, set_at=turn.now, kept_at=None, cancelled_at=None,
    )  # fmt: skip


def keep(turn: Turn) -> Replies:
    """From now on it is the calendar; of lines that an older one had, the new ones hold."""
    rows = _rows(turn, turn.slot("calendar") or calendar.newest(turn.session, turn.person.id))
    if not rows:
        return [Reply("没有等着确认的行事历")]
    if rows[0].kept_at:
        return [Reply("这份行事历已经记下了")]
    said = f"✅ 行事历记下了，共{len(rows)}项{_hold(turn, rows)}"
    due = [str(row.position) for row in rows if row.sort == "deadline" and row.deadline_id is None]
    if due:
        said += f"\n像截止的是第{'、'.join(due)}条，要提醒老师就说“把{due[0]}设为截止”"
    return [Reply(said, (Button("撤回", {"intent": "calendar.undo", "calendar": rows[0].message}),))]


def _hold(turn: Turn, rows: Sequence[Entry]) -> str:
    """They hold from now on, found right, and take the place of the same lines in their weeks, which bear the moment
    at which they were replaced."""
    texts, message = {row.text for row in rows}, rows[0].message
    first = min(row.start - timedelta(days=row.start.weekday()) for row in rows)
    last = max(row.end + timedelta(days=6 - row.end.weekday()) for row in rows)
    old = [one for one in calendar.between(turn.session, first, last) if one.message != message and one.text in texts]
    by_text = {row.text: row for row in rows}
    for one in old:
        one.cancelled_at = turn.now
    moved = "".join(owed.hand_over(turn, one, by_text[one.text]) for one in old)
    for row in rows:
        row.kept_at, row.guessed = turn.now, False
    return f"，换掉原来重复的{len(old)}项{moved}" if old else ""


def undo(turn: Turn) -> Replies:
    """The whole of it is taken back, and what it had replaced holds again."""
    message = turn.slot("calendar") or calendar.newest(turn.session, turn.person.id) or calendar.last_kept(turn.session)
    rows = _rows(turn, message)
    if not rows:
        return [Reply(NOTHING)]
    kept = rows[0].kept_at
    replaced = calendar.cancelled_at(turn.session, kept) if kept else []
    back = [one for one in replaced if one.message != message]
    for one in back:
        one.cancelled_at = None
    for row in rows:
        row.cancelled_at = turn.now
    held = {one.deadline_id for one in back}
    said = f"已撤回行事历，共{len(rows)}项{owed.let_go(turn, [row for row in rows if row.deadline_id not in held])}"
    said += "".join(owed.moved(turn, one) for one in back)
    return [Reply(said, (Button("恢复", {"intent": "calendar.restore", "calendar": message}),))]


def restore(turn: Turn) -> Replies:
    """An undo is taken back; lines that were struck out before stay so."""
    rows = calendar.of_message(turn.session, turn.slot("calendar") or 0)
    moments = [row.cancelled_at for row in rows if row.cancelled_at]
    if not moments or len(moments) < len(rows):
        return [Reply("没有可以恢复的行事历")]
    back = [row for row in rows if row.cancelled_at == max(moments)]
    again = owed.take_back(turn, back)
    for row in back:
        row.cancelled_at = None
    kept = back[0].kept_at is not None
    said = f"已恢复行事历，共{len(back)}项{again}{_hold(turn, back) if kept else '，都对回“对”'}"
    return [Reply(said, (Button("撤回", {"intent": "calendar.undo", "calendar": back[0].message}),))]


def _rows(turn: Turn, message: int | None) -> list[Entry]:
    """The lines that stand of a calendar."""
    rows = calendar.of_message(turn.session, message) if message else []
    return [row for row in rows if row.cancelled_at is None]
