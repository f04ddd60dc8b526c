"""Labels and the words that belong to them: 优点：…, 班级:5.2, 主讲何苗."""

import re
from dataclasses import dataclass

from bot.language.phrases import REMARKS, Phrases
from bot.language.sheet import COVERED, Sheet, shape

TEXT = (*REMARKS, "topic", "title", "venue", "location", "place", "document")
"""Slots whose value is the sender's own words."""
_ENDS = re.compile(rf"[,，。;!?\n]|\s(?={COVERED})|\s{{2,}}|(?<={COVERED})\s(?=[一-龥])")
_LINE_ENDS = re.compile(r"\n|$")
_TOLD_AFTER = shape(r"\s(?:(?:<date>|<time>|<period>|<class>)[\s,]*)+$")
_SPOKEN_END = shape(
    r"(?:得了?|获得?|荣获|拿了?|拿到了?|[投交寄]给?了?|发在|发表|在|一共|总共|共|来了|参加|到场|出席|到会"
    r"|是|啊|呢|然后"
    r"|\s){0,9}(?:<date>|<venue>|<award>|<level>|<time>|<room>|<period>)|<person>(?:主讲|主持|负责|来讲|讲)|(?:然后|一共|总共|共|来了|参加|到场|出席|到会){1,9}<count>"
)


_SPEAKS = re.compile("主讲|主持")
_PERSON_LAST = shape("<person>$")
_OWNER = re.compile(
    r"(?<![一-龥])(?:我们?|本人|个人|大家|组里)[也还]?(?:想|觉得|认为)?[给提]?(?:[他她]|出|的|了){0,3}(?:[几一两三]点|小|[一几]?个|一?些)?$"
)
"""Whose remark it is, before its label: 我给的建议."""


@dataclass(frozen=True)
class Region:
    """`start` … `end` of the words that a label (beginning at `label`) gives to `slot`."""

    label: int
    start: int
    end: int
    slot: str


def regions(sheet: Sheet, phrases: Phrases) -> list[Region]:
    """The labelled stretches of a text, in order."""
    matches = [
        m for m in phrases.label.finditer(sheet.mask) if not _SPEAKS.fullmatch(m[0]) or not _named(sheet.mask, m)
    ]
    begins = [_begin(sheet.mask, match.start()) for match in matches]
    found: list[Region] = []
    for index, match in enumerate(matches):
        if found and match.start() < found[-1].end:
            continue
        word = match["free"] or match["bare"] or match["plain"] or match["strict"] or match["glued"] or match["said"]
        following = begins[index + 1] if index + 1 < len(matches) else len(sheet.mask)
        slot = phrases.labels[word]
        end = _end(sheet.mask, match.end(), following, slot, phrases)
        if slot in ("title", "topic") and match[0].rstrip()[-1] not in ":|=":
            end = _spoken_end(sheet.mask, match.end(), end)
        if end > match.end():
            found.append(Region(begins[index], match.end(), end, slot))
    return found


def _named(mask: str, label: re.Match[str]) -> bool:
    """Whether a person stands right before: 李强主讲."""
    return _PERSON_LAST.search(mask, max(0, label.start() - 12), label.start()) is not None


def _begin(mask: str, label: int) -> int:
    """Where a label begins with the words that say whose remark follows."""
    owner = _OWNER.search(mask, max(0, label - 12), label)
    return owner.start() if owner else label


def _spoken_end(mask: str, start: int, end: int) -> int:
    """Where a title said without a colon ends: at what is told next, though no comma stands between."""
    stop = _SPOKEN_END.search(mask, start + 2, end)
    return stop.start() if stop else end


def _end(mask: str, start: int, following: int, slot: str, phrases: Phrases) -> int:
    if slot in REMARKS:
        line = _LINE_ENDS.search(mask, start)
        last = min(following, line.start() if line else following)
        after = _TOLD_AFTER.search(mask, start, last)
        return after.start() if after else last
    stop = _ENDS.search(mask, start, following)
    end = stop.start() if stop else following
    return _whole_rest(mask, end, following) if slot == "topic" and not phrases.report.rest else end


def _whole_rest(mask: str, end: int, following: int) -> int:
    """A topic goes on over commas while nothing else is told: 解读教材，研读学生."""
    line = _LINE_ENDS.search(mask, end)
    last = min(following, line.start() if line else following)
    plain = not re.search(f"{COVERED}|[。;!?]", mask[end:last])
    return last if plain and mask[end : end + 1] == "," else end
