"""Who gets which digest in which form: by role, unless they or the school have said otherwise."""

from storage import subscriptions
from storage.roster import Member, Roster
from storage.session import Session

ROLES = ("leader", "office", "head")
"""Who gets digests unless the school says which roles do."""

WEEKLY, MONTHLY, TERM = "weekly", "monthly", "term"


def recipients(session: Session, roster: Roster, what: str) -> list[Member]:
    """Those to whom the digest goes, in the order of the roster."""
    said = subscriptions.said(session, what)
    roles = set(roster.words.get("digest", {}).get("roles", ROLES))
    return [
        member for member in roster.present if (said[member.id].wanted if member.id in said else member.roles & roles)
    ]


def group_wanted(roster: Roster) -> bool:
    """Does the school want the group to hear what is good?"""
    return roster.words.get("digest", {}).get("group") is not False
