"""Open sides of what was said: 2018年以前, 9月1日起, 自从上学期."""

import re
from datetime import date, timedelta

from bot.language.days import Now, resolve
from bot.language.frame import Piece
from bot.language.times import CLOCK

Reach = tuple[date | None, date | None]

_AFTER = re.compile(
    rf"{CLOCK}[ 号日]{{0,2}}(?:(?P<before>(?:及|或)?(?:之|以)?前(?![后天日面晚辈])|或更早)"
    r"|(?P<after>(?:之|以)后(?![天日])|后(?=[,。的 ]|$))"
    r"|(?P<on>(?:及|或)(?:之|以)后|起(?!草|码)|开始|以来|至今|到现在|到目前|到今天))"
)
_GOES_ON = re.compile("到现在|至今|以来")
_UNTIL = re.compile(f"{CLOCK} ?[到至-]")
_SINCE = re.compile("(?:自从?|从|打)[ ]?$")


def reach(mask: str, piece: Piece, now: Now) -> Reach:
    """First and last day; None for a side that is left open. A day itself belongs to 之前 and 之后, a year does not."""
    first, last = resolve(piece.value, now)
    match = _AFTER.match(mask, piece.end)
    side = match.lastgroup if match else None
    if side == "before":
        return None, first if piece.kind == "date" else first - timedelta(days=1)
    if side == "after":
        return first if piece.kind == "date" else last + timedelta(days=1), None
    if side == "on" or _GOES_ON.search(piece.text) or _opens(mask, piece):
        return first, None
    return first, last


def _opens(mask: str, piece: Piece) -> bool:
    """自从2018年 without an end."""
    since = _SINCE.search(mask, max(0, piece.start - 3), piece.start)
    return bool(since and piece.value.form != "between" and not _UNTIL.match(mask, piece.end))
