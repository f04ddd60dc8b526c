"""Leave: whose, from what, and why, in every order of telling."""

import re

from bot.language.attendance import with_sender
from bot.language.frame import Piece, Slots
from bot.language.scene import Scene
from bot.language.sheet import shape

_EDGE = " \t\r\n，。；、,.;:：!！?？~～#（）()…"
WORDS = (
    r"请(?:一?次|个|了|一下|一天|半天|[一二两三]节课?的?)?(?:病|事|公|产|婚|丧|年)?假(?:一次|一下|一天|半天)?|告(?:个|一?天)?(?:病|事)?假|准(?:我)?(?:个)?假"
    r"|(?:参加|出席|到场|到会|来|去|到|赶)(?:不了|不成)了?|赶不(?:上|过来|过去|回来)了?|[来过]不(?:来|去)了?"
    r"|(?:不能|无法|没法|没办法|不便|未能)(?:按时|准时|前来|前往|到场|到会|来|去|到|参加|出席)+了?"
    r"|缺(?:个|一?次)?席(?:一[下次])?|不(?:来|去|参加)了|不参加|缺勤"
)
_LEAVE = shape(WORDS + "|走不开|抽不开身|脱不开身|抽不出身|分不开身|(?<![一-龥])[病事]假")
_ASKED = shape(WORDS + "|(?<![一-龥])[病事]假")
"""Where leave is asked for in so many words, 走不开 is the reason."""
_TOLD_REASON = re.compile(r"(?:原因|理由|事由|缘由)(?:是|为)?[:]? ?([^\n。;]{2,60})")
_BECAUSE = re.compile(r"[\s,]{0,9}(?:因为?|由于|原因是?|理由是?)")
_CLAUSE = re.compile(r"[,，。;!?\n…]|\s+")
_NO_REASON = re.compile(
    r"(?:[\s:()、@!~【】\-]|<any>|替|帮忙?|给|代|想|要|我们?|本人|需要?|得|向|和|跟|与|您|你|她|他|领导|老师|主任|组长|校长|大家|麻烦|谢谢|多谢|感谢"
    r"|辛苦|收到|抱歉|不好意思|对不起|请|批准|恳请|恳|望|盼|为|可以|可能|恐怕|怕是|估计|吗|参加|就|了|的|在|第.节|本次|这次|那个|这个|那|这|本"
    r"|哈|啊|呀|哦|呢|吧|啦|嗯|呃|诶|哎|唉|上午|下午|中午|晚上|敬|谅解|见谅|理解|原谅|海涵|知悉|准|一下|一声|一次|一天|半天|说|先|次|特此|特"
    r"|您好|你好|各位|申请|实在|真的|都|也|今|明|记[下上]?|登记|登|填|报备|报|备|以上|所以|因此|只好|只能|不得不|活动|会议|会|时|时候|那边|这边|小研|联系|如题|:)*+",
)
_NO_REASON = shape(_NO_REASON.pattern)
_VAGUE = ("活动", "会议", "本次活动")
_VOCATIVE = re.compile(r"[\s,:!@]*$")
_THEN = re.compile(r"(?:您好|你好|好)?[\s,:!]++(?=.*我)|(?:您好|你好)?我")

Span = tuple[int, int]


def leave(scene: Scene) -> Slots:
    """Whose leave, from what, why. Days lie ahead."""
    sheet = scene.sheet
    days = _told_days(scene)
    named = _from(scene)
    reason = _reason(scene, named)
    spared = [p for p in sheet.of("person") if not _asked(sheet.mask, p) and not _inside(p, reason)]
    people = with_sender(scene, [scene.who(p.value) for p in spared if not _REPORTED.match(sheet.mask, p.end)])
    slots = {
        "activity": named.value if named else None,
        "date": scene.day(days[0].value, past=False) if days else None,
        "people": [] if people == [scene.sender] else people,
        "reason": sheet.text[reason[0] : reason[1]].strip(_EDGE) if reason else None,
    }
    return {name: value for name, value in slots.items() if value}


_REPORTED = re.compile(
    "那?[里边]?(?:已经?)?(?:请[过好]了?假|说[过好了]|报[过备]|打过?招呼|汇报|讲过|请示|同意|批准|知道|批了)"
)
_SETTLED = re.compile(
    r"[^,。;!?\n]{0,16}(?:(?:说|讲|报备|汇报|请示|联系|沟通)[过好]了?|打[过了]?招呼了?|[已也]?(?:同意|批准|知道|批)了|说了一声|请[过好]了?假了?)[\s]*"
)


def _told_days(scene: Scene) -> list[Piece]:
    """The days told, those that are not over before others: 前天说过了，今天请假."""
    days = scene.sheet.of("date")
    still = [p for p in days if scene.day(p.value, past=False) >= scene.today.isoformat()]
    return still or days


def _from(scene: Scene) -> Piece | None:
    """The activity that is missed: one of a department's before others, a named one before 活动."""
    because = _BECAUSE.search(scene.sheet.mask)
    named = [piece for piece in scene.sheet.of("activity") if not because or piece.start < because.end()]
    named = named or scene.sheet.of("activity")
    owned = (piece for piece in named if any(d in piece.value for d in scene.words.departments))
    return next(owned, None) or next((p for p in named if p.value not in _VAGUE), named[0] if named else None)


def _asked(mask: str, piece: Piece) -> bool:
    """Whether the person is the one whom the leave is asked of (许主任，我请假)."""
    return bool(_VOCATIVE.match(mask[: piece.start]) and _THEN.match(mask, piece.end))


def _inside(piece: Piece, span: Span | None) -> bool:
    return span is not None and span[0] <= piece.start < span[1]


def _reason(scene: Scene, missed: Piece | None) -> Span | None:
    """The words that tell why: what is left without the leave itself, what it is from, and politeness."""
    told = _TOLD_REASON.search(scene.sheet.mask)
    if told:
        return _without_pieces(scene.sheet.mask, *told.span(1))
    asked = _ASKED if "假" in scene.sheet.mask else _LEAVE
    mask = asked.sub(lambda m: "," * len(m[0]), scene.sheet.mask)
    runs = _joined(mask, [span for span in _clauses(mask) if _tells_why(scene, mask, span, missed)])
    because = next((run for run in runs if _BECAUSE.match(mask, run[0])), None)
    best = because or max(runs, key=lambda run: run[1] - run[0], default=None)
    return _trimmed(mask, *_without_self(scene, *best)) if best else None


def _without_self(scene: Scene, start: int, end: int) -> Span:
    """A reason does not begin with the sender's own name."""
    own = (p for p in scene.sheet.of("person") if p.value.names == (scene.sender,))
    return max(
        (p.end for p in own if start <= p.start < end and not scene.sheet.mask[start : p.start].strip()), default=start
    ), end


_PIECES_LAST = shape(r"(?:\s++<any>)++\s*$")


def _without_pieces(mask: str, start: int, end: int) -> Span:
    last = _PIECES_LAST.search(mask[start:end])
    return start, end - len(last[0]) if last else end


def _clauses(mask: str) -> list[Span]:
    borders = [(m.start(), m.end()) for m in _CLAUSE.finditer(mask)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(mask)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _tells_why(scene: Scene, mask: str, span: Span, missed: Piece | None) -> bool:
    if _SETTLED.fullmatch(mask, *span):
        return False
    if _NO_REASON.fullmatch(mask, *span):
        other = [p for p in scene.sheet.of("activity") if span[0] <= p.start < span[1]]
        return bool(missed and other and missed not in other)
    return True


def _joined(mask: str, spans: list[Span]) -> list[Span]:
    """Clauses that follow one another are one."""
    runs: list[Span] = []
    for start, end in spans:
        between = mask[runs[-1][1] : start] if runs else ""
        if runs and not between.strip(", …") and between.count(",") < 2:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


_LEAD = shape(r"(?:[\s,:：]|因(?![公病事私故])为?|由于|原因是?|理由是?|了|啊|哈|呀|吧|哦)*+")
_TAIL = re.compile(r"(?:[\s,。]|所以|想|要|我|需要|特|向您|故|因此|只好|没法|恐怕){0,20}$")


def _trimmed(mask: str, start: int, end: int) -> Span | None:
    lead = _LEAD.match(mask, start, end)
    start = lead.end() if lead else start
    tail = _TAIL.search(mask[start:end])
    end -= len(tail[0]) if tail else 0
    return (start, end) if end - start > 1 else None
