"""接龙: a headline and everybody who joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:^|(?<=[\n ]))(\d{1,3}) ?[.、):\]]|(?:^|(?<=\n))(\d{1,3}) ")
_SIGN = re.compile("签到|打卡|到会|参会|报到|签道|点名")
_WORK = re.compile("教研|备课|培训|会议|沙龙|讲座|大会|例会|研讨|教师会|分析会|总结会|动员会|推进会")
_PLAY = re.compile(
    "报名|聚餐|团购|代购|拼单|出游|订[餐票购]|球|爬山|秋游|春游|拼车|物资|名单上报|要的|请客|奶茶|火锅|坐.{0,6}车|打印|领取|捐"
)
_LEAD = re.compile(r"\s*#? ?接龙(?:[:]|\s|$) ?")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Chain:
    """`start` and `end` of the headline in the text, and the span of each line with a person."""

    start: int
    end: int
    items: tuple[tuple[int, int], ...]

    def signs_in(self, text: str) -> bool:
        """Whether it is a sign-in and not a list of dishes."""
        head = text[: self.items[0][0]]
        return not _PLAY.search(head) and bool(_SIGN.search(head) or _WORK.search(head))


def find(text: str) -> Chain | None:
    """The chain that `text` is, or None. `text` is plain."""
    marked = "接龙" in text
    if not marked and ("\n" not in text or not _SIGN.search(text)):
        return None
    items = _items(text)
    if not items or (not marked and len(items) < 2):
        return None
    start, end = _headline(text, items[0][0])
    return Chain(start, end, tuple((a, b) for _, a, b in items)) if start < end else None


def _headline(text: str, end: int) -> tuple[int, int]:
    """The line before the names that says what it is: the first that signs in or names work, else the first at all."""
    lines = [span for span in _lines(text[:end]) if text[span[0] : span[1]].strip()]
    telling = (line for line in lines if _SIGN.search(text, *line) or _WORK.search(text, *line))
    return next(telling, lines[0] if lines else (end, end))


def _lines(head: str) -> Iterator[tuple[int, int]]:
    """The lines, without the word 接龙 that leads them."""
    for line in _LINE.finditer(head):
        lead = _LEAD.match(line[0])
        yield line.start() + (lead.end() if lead else 0), line.end()


def _items(text: str) -> list[tuple[int, int, int]]:
    """(start of the number, start and end of the words) of lines that count 1, 2, 3 …"""
    marks: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text):
        if int(match[1] or match[2]) == len(marks) + 1:
            marks.append(match)
    if not marks:
        return []
    ends = [match.start() for match in marks[1:]] + [len(text)]
    return [(m.start(), m.end(), _line_end(text, m.end(), end)) for m, end in zip(marks, ends, strict=True)]


def _line_end(text: str, start: int, end: int) -> int:
    line = text.find("\n", start, end)
    return end if line < 0 else line
