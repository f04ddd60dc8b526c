"""Whom a deadline binds."""

from collections.abc import Mapping
from typing import Any

from handlers.school.cells import ROLES
from storage.roster import Member, Roster
from storage.tables import Deadline

EVERYONE = "全体"
OUTSIDE = "district"
"""The role of accounts that are not of the school's staff; only their name binds them."""


def bound(roster: Roster, deadline: Deadline) -> list[Member]:
    """Those who are here and whom it binds, in the order of the roster."""
    return members(roster, deadline.audience)


def members(roster: Roster, audience: Mapping[str, Any]) -> list[Member]:
    """Those of an audience: of any of its departments, by any of its roles, by name; of {} everyone."""
    return [member for member in roster.present if holds(audience, member)]


def leaders(roster: Roster) -> list[str]:
    """Those of the school's research projects, as far as they are here."""
    led = dict.fromkeys(project.get("leader") for project in roster.words.get("projects", ()))
    here = {member.name for member in roster.present}
    return [name for name in led if name in here]


def shown(audience: Mapping[str, Any]) -> str:
    """语文组、王磊; 全体."""
    roles = [ROLES[role][0] for role in audience.get("roles") or ()]
    parts = [*(audience.get("departments") or ()), *roles, *(audience.get("people") or ())]
    return "、".join(parts) or EVERYONE


def holds(audience: Mapping[str, Any], member: Member) -> bool:
    """Is that person one of them?"""
    if member.name in (audience.get("people") or ()):
        return True
    if OUTSIDE in member.roles:
        return False
    departments, roles = audience.get("departments") or (), audience.get("roles") or ()
    if not any((departments, roles, audience.get("people"))):
        return True
    return any(name in departments for name in member.departments) or bool(member.roles & set(roles))
