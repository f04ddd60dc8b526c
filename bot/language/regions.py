"""Labels and the words that belong to them: 优点：…, 班级:5.2, 主讲何苗."""

import re
from dataclasses import dataclass

from bot.language.phrases import REMARKS, Phrases
from bot.language.sheet import COVERED, Sheet

TEXT = (*REMARKS, "topic", "title", "venue", "location", "place")
"""Slots whose value is the sender's own words."""
_ENDS = re.compile(rf"[,，。;!?\n]|\s(?={COVERED})|\s{{2,}}|(?<={COVERED})\s(?=[一-龥])")
_LINE_ENDS = re.compile(r"\n|$")


@dataclass(frozen=True)
class Region:
    """`start` … `end` of the words that a label (beginning at `label`) gives to `slot`."""

    label: int
    start: int
    end: int
    slot: str


def regions(sheet: Sheet, phrases: Phrases) -> list[Region]:
    """The labelled stretches of a text, in order."""
    matches = list(phrases.label.finditer(sheet.mask))
    found: list[Region] = []
    for index, match in enumerate(matches):
        if found and match.start() < found[-1].end:
            continue
        word = match["free"] or match["bare"] or match["plain"] or match["strict"]
        following = matches[index + 1].start() if index + 1 < len(matches) else len(sheet.mask)
        slot = phrases.labels[word]
        end = _end(sheet.mask, match.end(), following, slot, phrases)
        if end > match.end():
            found.append(Region(match.start(), match.end(), end, slot))
    return found


def _end(mask: str, start: int, following: int, slot: str, phrases: Phrases) -> int:
    if slot in REMARKS:
        line = _LINE_ENDS.search(mask, start)
        return min(following, line.start() if line else following)
    stop = _ENDS.search(mask, start, following)
    end = stop.start() if stop else following
    return _whole_rest(mask, end, following) if slot == "topic" and not phrases.report.rest else end


def _whole_rest(mask: str, end: int, following: int) -> int:
    """A topic goes on over commas while nothing else is told: 解读教材，研读学生."""
    line = _LINE_ENDS.search(mask, end)
    last = min(following, line.start() if line else following)
    plain = not re.search(f"{COVERED}|[。;!?]", mask[end:last])
    return last if plain and mask[end : end + 1] == "," else end
