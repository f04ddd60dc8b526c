"""接龙: a headline and everybody who joined."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:^|(?<=[\n ]))(\d{1,3}) ?[.、):\]]|(?:^|(?<=\n))(\d{1,3}) ")
_SIGN = re.compile("签到|打卡|到会|参会|报到|签道")
_WORK = re.compile("教研|备课|培训|会议|沙龙|讲座|大会|例会|研讨|教师会")
_PLAY = re.compile("报名|聚餐|团购|出游|订[餐票购]|羽毛球|爬山|秋游|春游|拼车|物资|名单上报")
_HEAD = re.compile("#? ?接龙[::]? ?")


@dataclass(frozen=True)
class Chain:
    """`start` and `end` of the headline in the text, and the span of each line with a person."""

    start: int
    end: int
    items: tuple[tuple[int, int], ...]

    def signs_in(self, text: str) -> bool:
        """Whether it is a sign-in and not a list of dishes."""
        if _PLAY.search(text, self.start, self.end):
            return False
        return bool(_SIGN.search(text, self.start, self.end) or _WORK.search(text, self.start, self.end))


def find(text: str) -> Chain | None:
    """The chain that `text` is, or None. `text` is plain."""
    if "接龙" not in text and "\n" not in text:
        return None
    items = _items(text)
    if len(items) < 1 or ("接龙" not in text and len(items) < 2):
        return None
    head = _HEAD.search(text, 0, items[0][0])
    end = items[0][0]
    start = head.end() if head else 0
    return Chain(start, end, tuple((a, b) for _, a, b in items)) if start < end else None


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
