"""Whom the words of a new deadline bind, or why they cannot."""

from typing import Any

from handlers import due
from handlers.rights import OFFICE
from handlers.school.cells import ROLES
from handlers.turn import Turn
from handlers.values import names
from storage import records
from storage.records import Sought

Audience = dict[str, list[str]]

LEADS = "课题主持人"
_ROLES = {word: role for role, words in ROLES.items() for word in words}


class Refused(Exception):
    """They cannot be bound; the text says why."""


def audience_of(turn: Turn, counts: dict[str, Any] | None) -> Audience:
    """Raises Refused for somebody unknown, or not the speaker's to bind. Unsaid: the own department, or everyone."""
    said = turn.slot("audience")
    if said in (None, due.EVERYONE):
        found = _unsaid(turn, counts if said is None else None)
    else:
        found = _said(turn, names(said))
    members = due.members(turn.roster, found)
    if not members:
        raise Refused("没有要交的人，请说清楚是谁，例如：语文组全体")
    own = set(turn.person.departments)
    if not turn.person.roles & OFFICE and any(not own & set(member.departments) for member in members):
        raise Refused(f"您可以给{'、'.join(own) or '本组'}布置，别的请教科室来")
    return found


def _unsaid(turn: Turn, counts: dict[str, Any] | None) -> Audience:
    """A report on a project is for those who lead one, a review of pairs for the mentors."""
    if counts and counts["kind"] == "mentoring":
        return _mentors(turn)
    if counts and counts["kind"] == "project":
        led = due.leaders(turn.roster)
        if led:
            return {"people": led}
    return {} if turn.person.roles & OFFICE else {"departments": list(turn.person.departments[:1])}


def _mentors(turn: Turn) -> Audience:
    """Those of the pairs that were told, else those of that role."""
    pairs = records.rows(turn.session, Sought(("mentoring",), None, slots={"stage": "结对"}))
    found = records.people_of(turn.session, [row.number for row in pairs], ("mentor",))
    mentors = [turn.roster.people[id_].name for id_ in dict.fromkeys(id_ for ids in found.values() for id_ in ids)]
    if not mentors and not any("mentor" in member.roles for member in turn.roster.present):
        raise Refused("还没有师徒结对的记录，请说是给谁的，例如：让王芳、李娜每月25号交师徒考核")
    return {"people": mentors} if mentors else {"roles": ["mentor"]}


def _said(turn: Turn, words: list[Any]) -> Audience:
    found: Audience = {}
    for word in words:
        plain = str(word).removeprefix("各").removesuffix("们")
        if plain in turn.roster.words.get("departments", ()):
            found.setdefault("departments", []).append(plain)
        elif plain in _ROLES:
            found.setdefault("roles", []).append(_ROLES[plain])
        elif plain == LEADS:
            found.setdefault("people", []).extend(due.leaders(turn.roster))
        elif plain in turn.roster.by_name:
            found.setdefault("people", []).append(plain)
        else:
            raise Refused(f"花名册里分不出“{plain}”，请说教研组、角色（如教研组长）或名字")
    return found
