"""Sign-ins, leave, opening and closing."""

import re
from typing import Any

from bot.language import chains
from bot.language.frame import Piece, Slots
from bot.language.people import Who
from bot.language.scene import Scene
from bot.language.sheet import shape

_EDGE = " \t\r\n，。；、,.;:：!！?？~～#（）()"
_STATUS = (
    ("迟到", re.compile("迟到|来晚|晚到|晚了")),
    ("线上", re.compile("线上|在线|网上|腾讯会议|视频参加")),
    (
        "到",
        re.compile("(?<![签])到了|已到|都到|到会|到场|我到|来了|到齐|(?:^|[\ue000-\ue0ff\\s])到[\\s。!]*$|[人们]到"),
    ),
)
_LEAVE = shape(
    r"请(?:一?次|个|一下|一天|半天)?(?:病|事|公|产|婚)?假(?:一次|一下|一天|半天)?"
    r"|[来去到]不了了?|参加不了|(?:不能|无法|没法|没办法)(?:来|去|到|参加|出席)了?|缺席|告假"
    r"|不来了|不去了|不参加"
)
_TOLD_REASON = re.compile(r"(?:原因|理由|事由)(?:是|为)?[:]? ?([^\n。;]{2,60})")
_CLAUSE = re.compile(r"[,，。;!?\n]|\s{1,}")
_NO_REASON = re.compile(
    r"^(?:[\s,。;!~、]|替|帮|给|代|想|要|我|需要|得|向|和|跟|领导|老师|主任|大家|麻烦|谢谢"
    r"|辛苦|收到|抱歉|不好意思|请|批准|望|为盼|可以吗|可能|恐怕|参加|就|了|的|在|第.节|本次"
    r"|这次|@\S*|您好|你好|各位|申请|特此|实在|都|也)*$"
)
_VAGUE = ("活动", "会议", "本次活动")
_OTHER_SCHOOL = re.compile("小学|中学|学校|实小|附小")
_ACTIVITY_WORDS = re.compile(r"签到|签道|接龙|签个到|打卡|报到")


def sign_in(scene: Scene) -> Slots:
    """People, status, activity and day of a sign-in."""
    chain = chains.find(scene.sheet.plain)
    slots = _chained(scene, chain) if chain else _spoken(scene)
    return {name: value for name, value in slots.items() if value not in (None, [], "")}


def _chained(scene: Scene, chain: chains.Chain) -> Slots:
    headline = scene.sheet.text[chain.start : chain.end].strip(_EDGE).split("\n")[0]
    people = [who for start, end in chain.items if (who := _joiner(scene, start, end))]
    return {
        "activity": _ACTIVITY_WORDS.sub("", headline).strip(_EDGE),
        "date": _date(scene, chain.start, chain.end),
        "people": people,
    }


def _joiner(scene: Scene, start: int, end: int) -> Any:
    named = [p for p in scene.sheet.of("person") if start <= p.start < end]
    if named and _OTHER_SCHOOL.search(scene.sheet.plain, named[0].end, end):
        return named[0].value.written
    if named:
        return scene.who(named[0].value)
    return re.split(r"[\s(（,，]", scene.sheet.text[start:end].strip(_EDGE) or " ")[0] or None


def _spoken(scene: Scene) -> Slots:
    sheet = scene.sheet
    people = [scene.who(p.value) for p in sheet.of("person") if isinstance(p.value, Who)]
    if (
        people
        and re.search("(?:我|和我|跟我)(?:和|跟|与|、)|(?:和|跟|与|、)我", sheet.mask)
        and scene.sender not in people
    ):
        people.insert(0, scene.sender)
    status = next((name for name, pattern in _STATUS if pattern.search(sheet.mask)), None)
    return {
        "activity": activity(scene),
        "date": _date(scene, 0, len(sheet.mask)),
        "people": [] if people == [scene.sender] else people,
        "status": status,
    }


def _date(scene: Scene, start: int, end: int) -> str | None:
    days = [p for p in scene.sheet.of("date") if start <= p.start < end]
    return scene.day(days[0].value) if days else None


def activity(scene: Scene) -> str | None:
    """The name of the first activity."""
    named = scene.sheet.of("activity")
    best = next((piece for piece in named if piece.value not in _VAGUE), named[0] if named else None)
    return best.value if best else None


def leave(scene: Scene) -> Slots:
    """Whose leave, from what, why. Days lie ahead."""
    sheet = scene.sheet
    days = sheet.of("date")
    people = [scene.who(p.value) for p in sheet.of("person") if not _asked(sheet.mask, p)]
    slots = {
        "activity": activity(scene),
        "date": scene.day(days[0].value, past=False) if days else None,
        "people": [] if people == [scene.sender] else people,
        "reason": _reason(scene),
    }
    return {name: value for name, value in slots.items() if value}


_VOCATIVE = re.compile(r"[\s,:!@]*$")
_THEN = re.compile(r"(?:您好|你好|好)?[\s,:!]+(?=.*我)|(?:您好|你好)?我")


def _asked(mask: str, piece: Piece) -> bool:
    """Whether the person is the one whom the leave is asked of (许主任，我请假)."""
    return bool(_VOCATIVE.match(mask[: piece.start]) and _THEN.match(mask, piece.end))


def _reason(scene: Scene) -> str | None:
    """The clauses that tell why: what is left without the leave itself, what it is from, and politeness."""
    sheet = scene.sheet
    told = _TOLD_REASON.search(sheet.mask)
    if told:
        return sheet.text[told.start(1) : told.end(1)].strip(_EDGE)
    mask = _LEAVE.sub(lambda m: "," * len(m[0]), sheet.mask)
    spans, at = [], 0
    for match in (*_CLAUSE.finditer(mask), None):
        end = match.start() if match else len(mask)
        if not _NO_REASON.match(_bare(mask[at:end])) and (span := _trimmed(mask, at, end)):
            spans.append(span)
        at = match.end() if match else end
    return sheet.text[spans[0][0] : spans[-1][1]].strip(_EDGE) or None if spans else None


def _bare(clause: str) -> str:
    return re.sub("[\ue000-\ue0ff]+", " ", clause)


def _trimmed(mask: str, start: int, end: int) -> tuple[int, int] | None:
    text = mask[start:end]
    lead = re.match(r"(?:[\s,:：]|因为?|由于|原因是?|理由是?|了)*", text)
    start += lead.end() if lead else 0
    text = mask[start:end]
    tail = re.search(r"(?:[\s,。]|,?(?:所以|想|要|我|需要|特|向您))*$", text)
    end -= len(tail[0]) if tail else 0
    return (start, end) if end - start > 1 else None


def opening(scene: Scene) -> Slots:
    """Name, department, start and place of a sign-in that is opened."""
    sheet = scene.sheet
    departments, rooms, days, times = (sheet.of(kind) for kind in ("department", "room", "date", "time"))
    slots: Slots = {
        "activity": activity(scene) or _named_by_words(scene),
        "department": departments[0].value if departments else None,
        "location": rooms[0].value if rooms else None,
        "start": _start(scene, days, times),
    }
    return {name: value for name, value in slots.items() if value}


def _start(scene: Scene, days: list[Any], times: list[Any]) -> str | None:
    clock = [p.value for p in times if p.value >= 0]
    day = scene.day(days[0].value, past=False) if days else (scene.today.isoformat() if clock else None)
    return f"{day}T{clock[0] // 60:02}:{clock[0] % 60:02}" if clock else day


def _named_by_words(scene: Scene) -> str | None:
    """What stands before 签到 where no known noun ends it, or a title."""
    titles = scene.sheet.of("title")
    return titles[0].value if titles else None


def closing(scene: Scene) -> Slots:
    """Which sign-in ends."""
    name = activity(scene) or _named_by_words(scene)
    return {"activity": name} if name else {}
