"""Groups that have no name on the roster: of an age, a role, a gender; of the whole school or of a department."""

from bot.language import described
from handlers.school.cells import ROLES
from handlers.turn import Turn
from storage.roster import Member

KNOWN = "可以按教研组、年龄（35岁以下）、角色（教研组长、骨干教师）或姓名来问"
ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
"""What schools call each role."""


def members(turn: Turn, said: str) -> list[Member] | None:
    """Those of the group; None where the roster does not know it (新教师). 35岁以下 has those who are just 35 in it."""
    group = described(said)
    if not group:
        return None
    role = ROLE_OF.get(group["role"]) if "role" in group else None
    if "role" in group and role is None:
        return None
    department = next((name for name in turn.roster.words.get("departments", ()) if name in said), None)
    people = [member for member in turn.roster.members(department) if "district" not in member.roles]
    return [
        member
        for member in people
        if (role is None or role in member.roles)
        and group.get("gender") in (None, member.gender)
        and _of_age(turn, group.get("age") or {}, member)
    ]


def _of_age(turn: Turn, age: dict[str, int], member: Member) -> bool:
    if not age:
        return True
    years = member.age(turn.today)
    below, first = age.get("below", age.get("under", 200) + 1), age.get("from", age.get("over", 0))
    return years is not None and first <= years < below
