"""Two-sided 听课: whoever was heard learns of it once a day, and says whether it is so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.language import Frame
from bot.message import Reply
from handlers import terms
from handlers.kinds import BY_NAME, Kind
from handlers.kinds.observation import KIND
from handlers.meant import short
from handlers.turn import Turn
from handlers.values import read, told
from storage import notices, records
from storage.records import Sought
from storage.roster import Roster
from storage.session import Session
from storage.tables import Notice, Record

Replies = Sequence[Reply]

ANSWER = "heard.answer"
"""Said by whoever was heard: `numbers`, and either `confirmed` or the `period` that it was."""

KEY = "heard:"
"""And then the person, and the day on which it is said."""

YES, NO = "已确认", "待核实"
AT = time(16, 52)
"""After the reminders of the afternoon, which take along what waits."""

MORNING = time(7, 42)
LAST_OF_DAY = time(16, 45)
APART = 27
"""Minutes over which these words are spread."""

WAITS = timedelta(days=4)
OLDEST = timedelta(days=7)
OFF = "two_sided"
REMARKS = ("strengths", "problems", "suggestions", "comment")
KEPT_BACK = re.compile("不转给|别转给|不要转|不给[他她]看")
_NUMBER = re.compile(r"#(\d+)")
_RIGHT = re.compile(r"(?:都|全)?(?:对|是)(?:的|了)?|没错|属实|确认|没问题|嗯")
_WRONG = re.compile(r"(?P<which>\d{1,2})?[.、号 ]{0,2}(?:没有|不对|没这回事|没听过?|不是|没有这节)(?:的|了)?")
_PERIOD = re.compile(
    r"(?:(?P<which>\d{1,2})[.、号 ]{1,2})?(?:是|应该是|不是[^,，]{1,4}[,，]?是)?"
    r"第(?P<period>[一二三四五六七八九1-9])节(?:课)?"
)
_EDGES = " 　，。！,.!~～"
_NUMERALS = "零一二三四五六七八九"


def plan(turn: Turn, record: Record, taught: Iterable[int]) -> None:
    """Whoever was heard is told with all of the day, unless the school does not want it or it is long past."""
    if turn.roster.words.get(OFF) is False or turn.today - record.day > OLDEST:
        return
    for person in set(taught) - {turn.person.id, record.said_by}:
        at = _moment(turn, person)
        key = f"{KEY}{person}:{turn.roster.local_day(at)}:{at.astimezone(turn.roster.zone).hour}"
        notices.to_person(turn.session, key, person, {"about": {"heard": person}}, at)


def _moment(turn: Turn, person: int) -> datetime:
    local = turn.now.astimezone(turn.roster.zone)
    late = local.time() >= LAST_OF_DAY
    day = local.date() + timedelta(days=late)
    return datetime.combine(day, MORNING if late else AT, turn.roster.zone) + timedelta(minutes=person * 7 % APART)


def words(session: Session, roster: Roster, notice: Notice, now: datetime) -> dict[str, Any] | None:
    """What was recorded of this teacher's lessons since they last heard of it; None where nothing is left to ask."""
    person = notice.person_id or 0
    asked = notices.said(session, f"{KEY}{person}:", now - WAITS)
    since = max([one.sent_at for one in asked if one.sent_at], default=now - WAITS)
    sought = Sought((KIND.name,), taught=(person,), told_since=since)
    rows = [row for row in records.rows(session, sought) if not row.slots.get("confirmed") and row.said_by != person]
    if not rows:
        return None
    lines = [_line(roster, row, now) for row in rows]
    numbers = [row.number for row in rows]
    buttons = [
        ["都对" if len(rows) > 1 else "对", {"intent": ANSWER, "numbers": numbers, "confirmed": True}],
        *([["没有", {"intent": ANSWER, "numbers": numbers, "confirmed": False}]] if len(rows) == 1 else []),
    ]
    if len(rows) == 1:
        return {"text": f"{lines[0]}，对吗？回“对”“没有”，或“第4节”", "buttons": buttons}
    listed = "\n".join(f"{place} {line}" for place, line in enumerate(lines, 1))
    asks = "都对回“对”，哪一节不对回“2没有”或“2 第4节”"
    return {"text": f"有{len(rows)}节课记了听您的课：\n{listed}\n{asks}", "buttons": buttons}


def beside(session: Session, roster: Roster, notice: Notice, now: datetime, said: dict[str, Any]) -> dict[str, Any]:
    """A reminder of the same day with what waits to be said of lessons: one message instead of two.

    `along`: the notice that it takes along, and what shall stand in it once that was said; nothing is written here.
    """
    end = now + timedelta(hours=2)
    planned = notices.waiting(session, f"{KEY}{notice.person_id}:")
    waiting = [one for one in planned if one.due_at < end and not one.claimed_at]
    if not waiting:
        return said
    more = words(session, roster, waiting[0], now)
    if more is None:
        return said
    buttons = [*said.get("buttons", ()), *more["buttons"]]
    along = [waiting[0].id, {**waiting[0].reply, **more}]
    return {"text": f"{said['text']}\n{more['text']}", "buttons": buttons, "along": along}


def _line(roster: Roster, row: Record, now: datetime) -> str:
    """李娜听了您11月18日 周三 第2节 语文《观潮》（优点：…）#128, of whose numbers only the record's own is one."""
    values = read(KIND, row)
    shown = KIND.show(values, ("date", "period", "subject", "class", "topic", "kind"), today=roster.local_day(now))
    told_of = (slot for slot in KIND.slots if slot.name in REMARKS and values.get(slot.name))
    remarks = [f"{slot.label}：{values[slot.name]}" for slot in told_of]
    kept_back = KEPT_BACK.search("".join(remarks))
    told_too = f"（{'；'.join(remarks)}）" if remarks and not kept_back else ""
    what = f"{roster.people[row.said_by].name}听了您{shown}{told_too}".replace("#", "＃")
    return f"{what} #{row.number}"


def confirmed(session: Session, sought: Sought, kind: Kind) -> list[str]:
    """How many of the lessons asked about are confirmed, and how many denied; nothing where nobody answered."""
    if kind is not KIND:
        return []
    answers = ((word, replace(sought, slots={**sought.slots, "confirmed": word})) for word in (YES, NO))
    counts = ((word, records.total(session, one)) for word, one in answers)
    return [f"{count}{kind.unit}{word}" for word, count in counts if count]


def meant(turn: Turn) -> Frame | None:
    """对, 没有 and 第4节 in private, where lessons were asked about and are not yet answered."""
    if turn.in_group or turn.message.attachments or turn.message.pressed is not None:
        return None
    text = turn.message.text.strip(_EDGES)
    found = {name: pattern.fullmatch(text) for name, pattern in (("yes", _RIGHT), ("no", _WRONG), ("period", _PERIOD))}
    if not any(found.values()):
        return None
    open_ = _asked(turn)
    match = found["no"] or found["period"]
    if match and match["which"]:
        open_ = open_[int(match["which"]) - 1 : int(match["which"])]
    if not open_ or (match and len(open_) > 1):
        return None
    numbers = [row.number for row in open_]
    if found["period"]:
        said = found["period"]["period"]
        return Frame(ANSWER, {"numbers": numbers, "period": int(said) if said.isdigit() else _NUMERALS.find(said)})
    return Frame(ANSWER, {"numbers": numbers, "confirmed": bool(found["yes"])})


def _asked(turn: Turn) -> list[Record]:
    """The lessons of the last such message, those that were answered left out."""
    said = notices.said(turn.session, f"{KEY}{turn.person.id}:", turn.now - WAITS)
    numbers = [int(number) for number in _NUMBER.findall(said[0].reply.get("text", ""))] if said else []
    rows = [records.find(turn.session, number) for number in numbers]
    return [row for row in rows if row and row.cancelled_at is None and not row.slots.get("confirmed")]


def answer(turn: Turn) -> Replies:
    """Keeps it with the lesson; the observer hears of what is not as they told it."""
    rows = [records.find(turn.session, number) for number in turn.slot("numbers") or ()]
    own = [row for row in rows if row and turn.person.id in records.parts(turn.session, row.number).get("taught", ())]
    if not own:
        return [Reply("没有找到要您确认的听课")]
    shut = terms.refusal(turn, [row.day for row in own]) if turn.slot("period") else None
    if shut:
        return [shut]
    return [Reply("\n".join(_answered(turn, row) for row in own))]


def _answered(turn: Turn, row: Record) -> str:
    old = read(KIND, row)
    new: dict[str, Any] = {"confirmed": NO if turn.slot("confirmed") is False else YES}
    if turn.slot("period"):
        new["period"] = turn.slot("period")
    shown = {name: (KIND.show(old, (name,)) or "（空）", KIND.show(new, (name,))) for name in new}
    labels = {slot.name: slot.label for slot in KIND.slots}
    before = {labels[name]: pair[0] for name, pair in shown.items()}
    after = {labels[name]: pair[1] for name, pair in shown.items()}
    teller = turn.roster.people[row.said_by]
    values = told(turn, BY_NAME[row.kind], {**old, **new}, activity_id=row.activity_id, said_by=teller)
    records.change(turn.session, row, values, turn.person.id, turn.now, before, after)
    if new["confirmed"] == NO:
        _tell(turn, row, f"{turn.person.name}老师说没有这节课，请核对 {short(row)}。记错了回“撤回{row.number}”")
        return f"好，{short(row)} 标为待核实，已请{teller.name}老师核对"
    if turn.slot("period"):
        _tell(turn, row, f"{turn.person.name}老师把 #{row.number} 的节次改成了第{new['period']}节")
        return f"已改 #{row.number}：节次 {before['节次']}→{after['节次']}，已确认"
    return f"✅ 已确认 {short(row)}"


def _tell(turn: Turn, row: Record, text: str) -> None:
    notices.to_person(turn.session, f"answered:{turn.heard}:{row.number}", row.said_by, {"text": text}, turn.now)


WORDS = {"heard": words}
"""What a notice may be about, and what puts it into words."""
