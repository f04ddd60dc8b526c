"""约稿 by quoting: the office quotes a text and says who shall write of it, and until when."""

import re

from bot.language import Frame
from handlers.deadlines.just import Read
from handlers.rights import OFFICE
from handlers.turn import Turn

LONGEST = 60
_TO_WRITE = re.compile(r"写(?:成|个|一?[篇份])|约(?:一?篇|稿|个稿)|整理成|改写|成文")
_TITLE = re.compile("《([^《》]{2,60})》")


def commissioned(turn: Turn, read: Read) -> Frame | None:
    """What is asked of whom; what is quoted gives the title where it bears one."""
    quoted, text = turn.message.quoted, turn.message.text
    if quoted is None or len(text) > LONGEST or not turn.person.roles & (OFFICE | {"head"}):
        return None
    if not turn.spoken_to or not _TO_WRITE.search(text) or turn.frame.intent not in ("none", "commission.log"):
        return None
    told = (turn.frame.records or ({},))[0] or read(_as_request(text), "commission.log", turn.now)
    if not told.get("people"):
        return None
    title = _TITLE.search(quoted.text)
    return Frame("commission.log", records=({**({"title": title[1]} if title else {}), **told},))


def _as_request(text: str) -> str:
    said = re.sub(r"^@\S+\s*|^(?:请|让|麻烦|向|叫)", "", text.strip())
    return text if "约稿" in text else f"约稿：请{said}"
