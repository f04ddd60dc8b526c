"""An unknown sender: says a name, and proves it by a code or waits for the office's 同意; nothing else works yet.

A name that is bound already, a third wrong code, two accounts that say one name are refused, and the office is told.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.language import Frame
from bot.message import Message, Reply
from handlers.binding import NOT_ON_ROSTER, WELCOME, bare, candidates, digest, shown, tell_office
from handlers.help import examples
from handlers.turn import Turn
from storage import claims
from storage.claims import MOST_TRIES, Sender
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Claim

Replies = Sequence[Reply]

STRANGER = (
    "我还不认识您，绑定以后才能记录。请发“我是”加上您的姓名，例如“我是王芳”；"
    "教科室给过绑定码的，一起发来：“我是王芳 绑定码 123456”"
)
WHICH = "叫这个名字的有{}位，请照这样写全：{}"
TAKEN = "{}已经绑定了另一个账号，没有再绑。换了账号，请找教科室要绑定码"
WRONG = "绑定码不对或已过期，没有绑定。请核对，或请教科室重发"
ENOUGH = "今天试的次数太多了，请当面找教科室"
ASKED = "已请教科室确认，同意以后我来告诉您"
WAITING = "教科室还没有答复，请稍等"
BOTH = "有另一个账号也说自己是{}，两边都没有绑定，请当面找教科室"

A_DAY = timedelta(days=1)
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True)
class _Knock:
    """Somebody at the door."""

    session: Session
    people: Roster
    sender: Sender
    now: datetime

    def tells(self, what: str, member: Member, claim: Claim | None = None) -> None:
        tell_office(self.session, self.people, what, self.sender, member, self.now, claim)

    def refused(self, member: Member | None) -> None:
        claims.claim(self.session, self.sender, member.id if member else None, self.now, refused=True)


def hear(session: Session, people: Roster, message: Message, frame: Frame) -> Replies:
    """Answers somebody who is not known: who says a name is on the way to be bound, anyone else learns how to."""
    knock = _Knock(session, people, Sender(message.channel, message.tenant, message.sender), message.sent_at)
    code = _CODE.search(message.text)
    named = frame.slots.get("name") if frame.intent == "roster.bind" else None
    if named is None and not (code and bare(message.text) == code[0]):
        return [Reply(STRANGER, private=message.pressed is not None)]
    if claims.refused_since(session, knock.sender, knock.now - A_DAY) >= MOST_TRIES:
        return [Reply(ENOUGH)]
    if named is None and code:
        return _by_code_alone(knock, code[0])
    meant = candidates(people, named)
    if len(meant) != 1:
        return [Reply(_nobody(named, meant))]
    return _by_code(knock, meant[0], code[0]) if code else _by_word(knock, meant[0])


def bind(turn: Turn) -> Replies:
    """我是王芳, from somebody who is known: another name only with its code."""
    said, me = turn.slot("name"), turn.person
    meant = candidates(turn.roster, said) if said else []
    if not said or me in meant:
        return [Reply(f"知道，您是{shown(me)}")]
    if len(meant) == 1 and _CODE.search(turn.message.text):
        return hear(turn.session, turn.roster, turn.message, turn.frame)
    return [Reply(f"您在这里是{me.name}老师，要换绑请找教科室")]


def _by_word(knock: _Knock, member: Member) -> Replies:
    if claims.bound(knock.session, member.id, knock.sender.channel):
        knock.refused(member)
        knock.tells("taken", member)
        return [Reply(TAKEN.format(member.name))]
    before = claims.waiting(knock.session, member.id)
    if any(_is(claim, knock.sender) for claim in before):
        return [Reply(WAITING)]
    if before:
        return _two_at_once(knock, member, before)
    knock.tells("asks", member, claims.claim(knock.session, knock.sender, member.id, knock.now))
    return [Reply(ASKED)]


def _two_at_once(knock: _Knock, member: Member, before: Sequence[Claim]) -> Replies:
    for claim in before:
        claim.decided_at, claim.granted = knock.now, False
    knock.refused(member)
    both = "、".join((*(claim.external_id for claim in before), knock.sender.external_id))
    told = replace(knock, sender=replace(knock.sender, external_id=both))
    told.tells("two", member)
    return [Reply(BOTH.format(member.name))]


def _by_code(knock: _Knock, member: Member, code: str) -> Replies:
    kept = claims.code_of(knock.session, member.id)
    right = kept is not None and secrets.compare_digest(kept.digest, digest(member.id, code))
    if kept is None or not right or kept.expires_at <= knock.now or kept.tries >= MOST_TRIES:
        return _wrong(knock, member)
    if kept.used_at is not None:
        knock.refused(member)
        knock.tells("used", member)
        return [Reply(TAKEN.format(member.name))]
    kept.used_at = knock.now
    claims.grant(knock.session, knock.sender, member.id, knock.now)
    return [Reply(WELCOME.format(shown(member)) + examples(knock.people, member))]


def _by_code_alone(knock: _Knock, code: str) -> Replies:
    digests = {member.id: digest(member.id, code) for member in knock.people.present}
    whose = claims.person_of_code(knock.session, digests)
    if whose is not None:
        return _by_code(knock, knock.people.people[whose], code)
    knock.refused(None)
    return [Reply(WRONG)]


def _wrong(knock: _Knock, member: Member) -> Replies:
    knock.refused(member)
    kept = claims.code_of(knock.session, member.id)
    if kept is not None and kept.used_at is None:
        kept.tries += 1
        if kept.tries == MOST_TRIES:
            knock.tells("guesses", member)
    return [Reply(WRONG)]


def _nobody(said: Any, meant: Sequence[Member]) -> str:
    if not meant:
        return NOT_ON_ROSTER.format(said if isinstance(said, str) else "这个名字")
    return WHICH.format(len(meant), "、".join(f"“我是{member.name}”" for member in meant))


def _is(claim: Claim, sender: Sender) -> bool:
    return (claim.channel, claim.tenant, claim.external_id) == (sender.channel, sender.tenant, sender.external_id)
