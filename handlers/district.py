"""What an account of the district sees: how many there are in a school, and of few not even that."""

from collections.abc import Sequence

from bot.message import Reply
from handlers.rights import SUMS, reach
from handlers.scope import Scope
from handlers.turn import Turn
from storage import records

FEW = 5
ONLY_SUMS = "区县账号只看全校的总数，例如：全校这学期听课多少节"


def bound(turn: Turn) -> bool:
    """Is the asker one who sees sums alone?"""
    return reach(turn.person, "query.count") == SUMS


def count(turn: Turn, asked: Scope) -> Sequence[Reply]:
    """Of the whole school alone: neither persons nor departments, nor what a title or a class would give away."""
    plain = not (asked.filters.taught or asked.filters.named or turn.slot("class") or turn.slot("against"))
    if asked.people is not None or not plain:
        return [Reply(ONLY_SUMS)]
    said = [
        f"{kind.word if len(asked.kinds) > 1 else asked.what}{_number(turn, asked, at)}{kind.unit}"
        for at, kind in enumerate(asked.kinds)
    ]
    return [Reply(f"{turn.roster.name}{asked.when}{asked.words}" + "，".join(said))]


def _number(turn: Turn, asked: Scope, at: int) -> str:
    number = records.total(turn.session, asked.sought(asked.kinds[at]))
    return str(number) if number >= FEW or not number else f"不到{FEW}"
