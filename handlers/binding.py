"""Who is who, on the office's side: codes that it hands out, claims that it answers, accounts that it unbinds."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.language import Frame
from bot.message import Reply
from handlers import office
from handlers.help import examples
from handlers.turn import Turn
from storage import claims, notices
from storage.claims import LIFE_OF_CODE, Sender
from storage.roster import Member, Roster
from storage.session import Session
from storage.tables import Claim

Replies = Sequence[Reply]

NOT_ON_ROSTER = "花名册里没有“{}”，请核对姓名，或请教科室把您加进花名册"
WELCOME = "绑定好了，您是{}。"

TO_OFFICE = {
    "asks": "有人说自己是{name}，账号 {account}。是本人吗？",
    "taken": "账号 {account} 说自己是{name}，而{name}已经绑定了别的账号，我没有同意",
    "used": "账号 {account} 拿用过的绑定码说自己是{name}，我没有同意",
    "guesses": "账号 {account} 几次说错{name}的绑定码，这个码已作废",
    "two": "有两个账号都说自己是{name}，都没有绑定：{account}",
}

YES = frozenset({"同意", "是", "是本人", "是的", "对", "可以", "通过", "准"})
NO = frozenset({"不同意", "不是", "不是本人", "拒绝", "不行", "不对", "驳回"})
_EDGES = re.compile(r"^@\S+\s*|[\s，。！!,.]+")


def hand_out(turn: Turn) -> Replies:
    """发绑定码 王芳, for one or several; without a name for everyone who is not bound here."""
    wanted = turn.slot("who")
    people = _named(turn, wanted) if wanted else unbound(turn.session, turn.roster, turn.message.channel)
    unknown = [name for name in people if isinstance(name, str)]
    if unknown:
        return [Reply(NOT_ON_ROSTER.format("、".join(unknown)))]
    members = [member for member in people if isinstance(member, Member)]
    if not members:
        return [Reply("大家都已经绑定了")]
    lines = [f"{member.name} {new_code(turn.session, member, turn.now)}" for member in members]
    text = "绑定码（7天内有效，只能用一次），请转告本人，让他私聊我发“我是姓名 绑定码 数字”：\n" + "\n".join(lines)
    private = Reply(text, private=turn.in_group)
    return [Reply("绑定码已私聊发您"), private] if turn.in_group else [private]


def unbind(turn: Turn) -> Replies:
    """解绑王芳: whoever spoke for that person is unknown again."""
    found = _named(turn, turn.slot("who")) if turn.slot("who") else []
    members = [member for member in found if isinstance(member, Member)]
    if len(members) != 1 or len(found) != 1:
        return [Reply("解绑谁？请说全名，例如“解绑王芳”")]
    member = members[0]
    if not claims.unbind(turn.session, member.id, member.name):
        return [Reply(f"{member.name}还没有绑定")]
    return [Reply(f"已解除{member.name}的绑定，再要用时发绑定码：“发绑定码 {member.name}”")]


def decide(turn: Turn) -> Replies:
    """The office's 同意 or 不同意 to a claim."""
    claim = claims.find(turn.session, turn.slot("claim"))
    member = turn.roster.people.get(claim.person_id or 0) if claim else None
    if claim is None or member is None:
        return [Reply("找不到这个请求了")]
    if claim.decided_at is not None:
        return [Reply(f"{member.name}的请求已经答复过了：{'同意' if claim.granted else '没有同意'}")]
    claim.decided_at, claim.granted = turn.now, bool(turn.slot("granted"))
    if not claim.granted:
        return [Reply(f"好，{member.name}没有绑定给账号 {claim.external_id}")]
    claims.grant(turn.session, Sender(claim.channel, claim.tenant, claim.external_id), member.id, turn.now)
    text = WELCOME.format(shown(member)) + examples(turn.roster, member)
    notices.to_person(turn.session, f"bound:{claim.id}", member.id, {"text": text}, turn.now)
    return [Reply(f"已绑定：{member.name}，账号 {claim.external_id}")]


def decision(turn: Turn) -> Frame | None:
    """同意, in private, from the office while one claim waits, or 同意王芳: the frame that its button carries."""
    if turn.in_group or "office" not in turn.person.roles or turn.message.pressed is not None:
        return None
    said = bare(turn.message.text)
    found = claims.waiting(turn.session)
    names = {claim.id: turn.roster.people[claim.person_id or 0].name for claim in found}
    for words, granted in ((NO, False), (YES, True)):
        meant = [id_ for id_, name in names.items() if said in words or said in {word + name for word in words}]
        if len(meant) == 1:
            return Frame("roster.decide", {"claim": meant[0], "granted": granted})
    return None


def unbound(session: Session, people: Roster, channel: str) -> list[Member]:
    """Those on the roster for whom no account of that channel speaks."""
    return [member for member in people.present if not claims.bound(session, member.id, channel)]


def new_code(session: Session, member: Member, now: datetime) -> str:
    """Six digits, good for a week and for one use; an older code of that person is void."""
    code = f"{secrets.randbelow(10**6):06d}"
    claims.hand_out(session, member.id, digest(member.id, code), now + LIFE_OF_CODE)
    return code


def tell_office(
    session: Session,
    people: Roster,
    what: str,
    sender: Sender,
    member: Member,
    now: datetime,
    claim: Claim | None = None,
) -> None:
    """In private to the office, or to the leaders where nobody of the office can be reached."""
    text = TO_OFFICE[what].format(name=member.name, account=sender.external_id)
    buttons = [[label, _verdict(claim, granted=granted)] for label, granted in (("同意", True), ("不同意", False))]
    reply: dict[str, Any] = {"text": text} | ({"buttons": buttons} if claim else {})
    key = f"binding:{what}:{claim.id if claim else now.isoformat()}"
    office.tell(session, people, key, reply, now)


def _verdict(claim: Claim | None, *, granted: bool) -> dict[str, Any]:
    return {"intent": "roster.decide", "claim": claim.id if claim else 0, "granted": granted}


def candidates(people: Roster, said: Any) -> list[Member]:
    """Whom the name may mean: the frame's choice among several, else full names, aliases, 王丽 for 王丽（大）."""
    if isinstance(said, dict):
        return [people.by_name[name] for name in said["any_of"] if name in people.by_name]
    return [
        member for member in people.present
        if isinstance(said, str) and (said in (member.name, member.name.partition("（")[0]) or said in member.aliases)
    ]  # fmt: skip


def _named(turn: Turn, said: Any) -> list[Member | str]:
    """Each person that was named, as text where it is nobody of the roster or not clear who."""
    found: list[Member | str] = []
    for name in said if isinstance(said, list) else [said]:
        meant = candidates(turn.roster, name)
        found.append(meant[0] if len(meant) == 1 else name if isinstance(name, str) else "这个名字")
    return found


def shown(member: Member) -> str:
    return f"{'、'.join(member.departments)}{member.name}老师"


def bare(text: str) -> str:
    return _EDGES.sub("", text)


def digest(person_id: int, code: str) -> str:
    return sha256(f"{person_id}:{code}".encode()).hexdigest()
