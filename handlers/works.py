"""Papers and projects: one's own, and the one that some words, a number or a report mean."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.language import Frame
from handlers.kinds import BY_INTENT, BY_NAME
from handlers.turn import Turn
from handlers.values import read
from storage import records
from storage.records import Sought
from storage.tables import Record

KINDS = ("paper", "project")
SHORTEST_NAME = 2

_HASH = re.compile(r"#\s*(\d{1,9})")
_NUMBER = re.compile(
    r"(?:编号\s*|第)(\d{1,9})(?:条|号)|(?<![\d月])(\d{1,9})\s*号(?![上下截前交])"
    r"|^\s*(?:就?是|附到|放到|归到|给|对应)?\s*(\d{1,9})\s*[的吧。]*\s*$"
)
_BOOKED = re.compile("《([^《》]+)》")
_AROUND = re.compile(
    "^(?:这个?|那个?|文件|附件|它|就?是|附到|放到|归到|交|我的?|上次|刚才|那篇|这篇|论文|课题|的)+|[的吧啊呢了。]+$"
)


def own(turn: Turn) -> list[Record]:
    """What is theirs or was told by them, and not taken back, the newest first."""
    found = {record.number: record for record in records.told_by(turn.session, turn.person.id)}
    for kind in KINDS:
        theirs = Sought(kinds=(kind,), people=(turn.person.id,), roles=(BY_NAME[kind].role,))
        found |= {record.number: record for record in records.rows(turn.session, theirs)}
    kept = (record for record in found.values() if record.kind in KINDS and record.cancelled_at is None)
    return sorted(kept, key=lambda record: record.number, reverse=True)


def of_this_term(turn: Turn) -> list[Record]:
    """Their own of this term, of each work its newest stage."""
    term = turn.term
    return latest(record for record in own(turn) if term is None or term.start <= record.day <= term.end)


def latest(found: Iterable[Record]) -> list[Record]:
    """The first of each title."""
    works: dict[str | int, Record] = {}
    for record in found:
        works.setdefault(record.title or record.number, record)
    return list(works.values())


def told_already(turn: Turn) -> Record | None:
    """The record of theirs that says all that the report says: it names that one, and tells nothing new."""
    kind = BY_INTENT.get(turn.frame.intent)
    if kind is None or kind.name not in KINDS or len(turn.frame.records) != 1:
        return None
    told = turn.frame.records[0]
    if not told.get("title"):
        return None
    for record in own(turn):
        values = read(kind, record) if record.kind == kind.name else {}
        if all(values.get(name) == value for name, value in told.items() if name not in ("date", "again")):
            return record
    return None


def goes_on(turn: Turn, frame: Frame) -> bool:
    """Does the report tell a further stage of a work that is theirs and known by that title?"""
    kind = BY_INTENT.get(frame.intent)
    if kind is None or kind.name not in KINDS or len(frame.records) != 1:
        return False
    told = frame.records[0]
    mine = [record.stage for record in own(turn) if record.kind == kind.name and record.title == told.get("title")]
    return bool(told.get("stage") and told.get("title") and mine and told["stage"] not in mine)


def numbered(text: str, *, surely: bool = False) -> list[int]:
    """#128, all of several; 128号 and a number alone too, unless it has to be `surely` meant as one."""
    plain = unicodedata.normalize("NFKC", text)
    hashed = [int(number) for number in _HASH.findall(plain)]
    found = None if hashed or surely else _NUMBER.search(plain)
    return [int(next(filter(None, found.groups())))] if found else list(dict.fromkeys(hashed))


def titled(turn: Turn, text: str, *, surely: bool = False) -> list[Record]:
    """Their works that the words name, one record of each title: in whole, or else in good part, unless `surely`."""
    booked = [_plain(title) for title in _BOOKED.findall(text)]
    words = booked or [_plain(_AROUND.sub("", text.strip()))]
    mine = [(record, _plain(record.title or "")) for record in latest(own(turn))]
    whole = [record for record, title in mine if title and title in words]
    if whole or (surely and not booked):
        return whole
    return [record for record, title in mine if any(_names(word, title) for word in words)]


def alike(record: Record, name: str) -> bool:
    """Does the name of a file name the work?"""
    return _names(_plain(name.rpartition(".")[0] or name), _plain(record.title or ""))


def short(record: Record) -> str:
    """#128《让学生先说》"""
    return f"#{record.number}" + (f"《{record.title}》" if record.title else f" {BY_NAME[record.kind].word}")


def listed(found: Sequence[Record]) -> str:
    """A numbered line for each."""
    return "\n".join(f"{place} {short(record)}{record.stage or ''}" for place, record in enumerate(found, 1))


def _names(words: str, title: str) -> bool:
    """They hold the title, or half of it at the least."""
    shorter = min(len(words), len(title))
    return shorter >= SHORTEST_NAME and (title in words or (words in title and 2 * len(words) >= len(title)))


def _plain(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
