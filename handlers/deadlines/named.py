"""Words about a deadline that is open, known by its name: 听课本交了 is no lesson heard."""

import re

from bot.language import Frame
from handlers import due
from handlers.deadlines import borrowed, just, quoting
from handlers.deadlines.just import JUST_NOW, Read
from handlers.deadlines.listing import TENDS
from handlers.rights import sees
from handlers.turn import Turn
from storage import deadlines, inbox
from storage.tables import Deadline

_DONE = re.compile(
    r"(?:已经?|都|我)?(?:上?交|提交|完成|弄好|写好|送)(?:给?[一-龥]{0,4}?|上去|过去|齐|完|好)?(?:[了啦咯喽]|过了)|已(?:经)?(?:上?交|提交|完成)"
)
_RECEIVED = re.compile(r"收到|收了|交来|交上来|交过来|交给我|交齐|拿到")
_NOT = re.compile(r"没|未|不|别|吗|[?？]|谁|哪|几|怎么|如果|等|要|还差|记得|请|提醒|催")
_WHO_NOT = re.compile(
    r"(?:谁|哪些人|哪几[个位]|还有谁|还差谁|多少人|几个人|几人).{0,8}(?:[没未]|交)|[没未]交的|(?:交|收)齐(?:了?没|了?吗)|交了没|交得怎么样|交的情况"
)
_OFF = re.compile(r"(?:不用|不必|不需要?|无需|甭|免)再?(?:上?交|写|填)|不(?:收|交)了|取消|作废|撤[掉销了]")
_URGE = re.compile(r"(?:@\S+\s*)?(?:再|帮我|请|麻烦)*(?:催|提醒|督促)")
_LEAVE = re.compile(r"[别不甭勿]")
_WHEN = re.compile(r"(?:什么时候|哪天|哪一天|几号|何时|几点)|截止(?:时间|日期|日)?(?:是|到)?[?？]?$")
_ORDERS = re.compile(r"(?:之|以)?前(?:完成|上?交|提交)|改到|延到|推到|改成|延期|改期|截止到")
_ALL_IN = re.compile(r"(?:收|交)齐|(?:都|全)(?:部|都)?(?:收|交)(?:上来|过来|到|齐)?了")
_ENOUGH = re.compile(r"^(?:@\S+\s*)?(?:请|麻烦|求求?你?)?(?:别|不要|不用|甭)再?(?:催|提醒|烦)我?[了啦吧]?[。!！~]*$")
_OWED = re.compile(
    r"^(?:@\S+\s*)?(?:现在|目前|都|还有)*(?:谁|哪些人|哪几[个位])(?:还|都)*(?:有)?(?:没有?交|未交|欠|差)(?:着|了)?(?:材料|东西|什么|啥)?的?[?？]?$"
)
_LENT = re.compile(
    r"谁(?:还|都|有)*(?:借|(?:没有?|未)还)|(?:哪些|什么|几本|多少)书?.{0,4}(?:没还|借出)|(?:没还|借出)的?书"
    "|我借了(?:什么|哪些|几本)"
)
_BACK = re.compile(
    r"^(?:@\S+\s*)?(?:书|都|已经?|我|刚才?|今天|把|那本)*(?:归还|还|送还)(?:给教科室|回去|掉|好|过)?[了啦][。!！~]*$"
)
LONGEST = 60


def named(turn: Turn, read: Read) -> Frame | None:
    """What a message says of an open deadline whose whole name it holds, or that was just spoken of; None where it
    says nothing plain of one."""
    text = turn.message.text
    if not turn.spoken_to or turn.message.attachments or turn.message.pressed is not None or len(text) > LONGEST:
        return None
    if turn.frame.intent == "correct.undo":
        return _taken_back(turn)
    asked = quoting.commissioned(turn, read)
    if asked:
        return asked
    now = just.spoken_of(turn)
    said = just.about(turn, now, read) if now and not _names(turn, text) else None
    if _LENT.search(text) and turn.frame.intent in ("none", "query.missing", "query.list"):
        return Frame("deadline.list", {"what": "loan"})
    if said is None and turn.frame.intent == "none":
        said = _unnamed(turn, text)
    return said or _of_name(turn, text)


def _names(turn: Turn, text: str) -> list[Deadline]:
    return due.named_in(due.live(turn.session, turn.roster, turn.now), text)


def _unnamed(turn: Turn, text: str) -> Frame | None:
    """别催了; 谁还没交, of whatever is due: how many, for who tends them."""
    if _ENOUGH.search(text):
        return Frame("deadline.quiet")
    if _BACK.search(text):
        return borrowed.brought_back(turn)
    return Frame("deadline.list") if _OWED.search(text) and turn.person.roles & TENDS else None


def _of_name(turn: Turn, text: str) -> Frame | None:
    if turn.frame.intent.startswith(("deadline.", "paper.", "project.", "lesson.", "digest.", "attendance.")):
        return None
    found = _names(turn, text)
    return _said(turn, found[0], text) if found else None


def _said(turn: Turn, deadline: Deadline, text: str) -> Frame | None:
    rest = text.replace(deadline.title, "")
    title = {"title": deadline.title}
    if _ORDERS.search(rest):
        return None
    if _URGE.match(text) and not _LEAVE.search(rest):
        return Frame("deadline.remind", title)
    if _WHO_NOT.search(rest):
        return Frame("query.missing", title)
    if _OFF.search(rest):
        return Frame("deadline.cancel", title)
    if _WHEN.search(rest):
        return Frame("deadline.list")
    people = _people(turn, rest)
    if _ALL_IN.search(rest) and not people and not _NOT.search(rest):
        return _all_in(turn, deadline)
    if (people or _RECEIVED.search(rest)) and not _NOT.search(rest) and (_RECEIVED.search(rest) or _DONE.search(rest)):
        return Frame("deadline.done", {**title, "who": people}) if people else None
    return Frame("deadline.done", title) if _DONE.search(rest) and not _NOT.search(rest) else None


def _all_in(turn: Turn, deadline: Deadline) -> Frame:
    """收齐了: all of whom the speaker may say it; of who may say it of nobody else it is the own."""
    mine = deadline.set_by == turn.person.id
    waiting = due.waiting(turn.session, turn.roster, deadline)
    others = [member.name for member in waiting if mine or sees(turn.person, member)]
    title = {"title": deadline.title}
    if not (mine or turn.person.roles & TENDS):
        return Frame("deadline.done", title)
    return Frame("deadline.done", {**title, "who": others}) if others else Frame("query.missing", title)


def _people(turn: Turn, text: str) -> list[str]:
    """Colleagues who are named in full."""
    found = [member.name for member in turn.roster.present if member.name in text and member.id != turn.person.id]
    return [name for name in found if not any(name != other and name in other for other in found)]


def _taken_back(turn: Turn) -> Frame | None:
    """撤回 alone, right after a deadline was set or met."""
    if turn.frame.slots or turn.message.quoted:
        return None
    since = turn.now - JUST_NOW
    last = inbox.last(turn.session, turn.person.id, turn.message.conversation, since)
    before = last["intent"] if last else None
    if before == "deadline.create":
        new = deadlines.last_set(turn.session, turn.person.id)
        return Frame("deadline.cancel", {"deadline_id": new.id}) if new and new.set_at >= since else None
    said = deadlines.last_done(turn.session, turn.person.id) if before == "deadline.done" else None
    if said is None or said.said_at < since:
        return None
    return Frame("deadline.undone", {"deadline_id": said.deadline_id, "people": [turn.person.id]})
