"""接龙: a headline and everybody who joined."""

import re
from dataclasses import dataclass

_ITEM = re.compile(r"(?:^|(?<=[\n ]))\s*(\d{1,3}) ?(?:[.、)\]:]|(?= ))\s*([^\n]*?)(?=\s*(?:\n|$)|\s+\d{1,3} ?[.、)])")
_SIGN = re.compile("签到|打卡|到会|参会|报到|签道")
_HEAD = re.compile("#? ?接龙[::]? ?")


@dataclass(frozen=True)
class Chain:
    """`start` and `end` of the headline in the text, and the span of each line with a person."""

    start: int
    end: int
    items: tuple[tuple[int, int], ...]

    def signs_in(self, text: str) -> bool:
        """Whether it is a sign-in and not a list of dishes."""
        return bool(_SIGN.search(text, self.start, self.end))


def find(text: str) -> Chain | None:
    """The chain that `text` is, or None. `text` is plain."""
    if "接龙" not in text and "\n" not in text:
        return None
    items = _items(text)
    if len(items) < 1 or ("接龙" not in text and len(items) < 2):
        return None
    head = _HEAD.search(text, 0, items[0][0])
    end = items[0][2]
    start = head.end() if head else 0
    return Chain(start, end, tuple((a, b) for _, (a, b), _ in items)) if start < end else None


def _items(text: str) -> list[tuple[int, tuple[int, int], int]]:
    """(offset, span of the words, start of the number) of lines that count 1, 2, 3 …"""
    found, expected = [], 1
    for match in _ITEM.finditer(text):
        if int(match[1]) == expected:
            found.append((match.start(), match.span(2), match.start()))
            expected += 1
    return found
