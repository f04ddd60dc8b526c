"""The sheet a message is read on: its plain text, and a copy in which what was recognised is covered."""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any

from bot.language.frame import Piece

KINDS = (
    "title",
    "number",
    "date",
    "span",
    "time",
    "period",
    "class",
    "venue",
    "department",
    "person",
    "subject",
    "level",
    "award",
    "activity",
    "count",
    "place",
    "room",
    "kind",
    "stage",
    "trigger",
)
MOST = 500
"""Pieces of one kind that are marked; a message that names as many is read no further."""
FILL = "\ue000"
CODE = {kind: chr(0xE001 + index) for index, kind in enumerate(KINDS)}
COVERED = "[\ue000-\ue0ff]"
_OPEN = re.compile("[^\ue000-\ue0ff]+")
_NAMED = re.compile(r"(?<!P)<([a-z]+)>")

Value = Callable[[re.Match[str]], Any]


@lru_cache(maxsize=1024)
def shape(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which <person>, <date> … stand for a recognised piece and <any> for one of any kind."""
    return re.compile(_NAMED.sub(lambda m: piece_pattern(m[1]), pattern))


def piece_pattern(kind: str) -> str:
    """The regular expression of one covered piece."""
    start = "[\ue001-\ue0ff]" if kind == "any" else CODE[kind]
    return f"(?:{start}{FILL}*)"


def within(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """Those of ordered pieces that begin in a stretch."""
    first = bisect_left(pieces, start, key=attrgetter("start"))
    return pieces[first : bisect_left(pieces, end, lo=first, key=attrgetter("start"))]


def _blanked(text: str, stretches: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    last = 0
    for start, end in stretches:
        start = max(start, last)
        parts += (text[last:start], " " * max(0, end - start))
        last = max(end, last)
    return "".join((*parts, text[last:]))


class Sheet:
    """Recognisers mark pieces on it, longest and surest first; what is marked is covered for those that follow."""

    def __init__(self, text: str, plain: str) -> None:
        self.text = text
        self.plain = plain
        self.mask = plain
        self.pieces: list[Piece] = []

    def mark(self, pattern: re.Pattern[str], kind: str, value: Value, group: int = 0) -> None:
        """Cover every match (or its `group`) whose `value` is not None."""
        found = []
        for match in islice(pattern.finditer(self.mask), MOST):
            what = value(match)
            if what is not None:
                found.append((match.start(group), match.end(group), kind, what))
        if found:
            self.cover(found)

    def cover(self, found: list[tuple[int, int, str, Any]]) -> None:
        """Mark pieces given by their ends; they are in order and do not overlap."""
        parts: list[str] = []
        last = 0
        for start, end, kind, value in found:
            self.pieces.append(Piece(start, end, kind, value, self.text[start:end]))
            parts += (self.mask[last:start], CODE[kind], FILL * (end - start - 1))
            last = end
        self.mask = "".join((*parts, self.mask[last:]))

    def of(self, *kinds: str) -> list[Piece]:
        """The pieces of these kinds in the order of the text."""
        return sorted((piece for piece in self.pieces if piece.kind in kinds), key=lambda piece: piece.start)

    def has(self, kind: str) -> bool:
        """Whether a piece of this kind was marked."""
        return CODE[kind] in self.mask

    def forget(self, gone: list[tuple[Piece, int, int]]) -> None:
        """Drop pieces and blank a stretch of text for each."""
        dropped = {id(piece) for piece, _, _ in gone}
        self.pieces = [piece for piece in self.pieces if id(piece) not in dropped]
        stretches = sorted((start, end) for _, start, end in gone)
        self.plain, self.mask = _blanked(self.plain, stretches), _blanked(self.mask, stretches)

    def hush(self, stretches: list[tuple[int, int]]) -> None:
        """Blank what is not covered in these stretches."""
        gone = sorted({match.span() for part in stretches for match in _OPEN.finditer(self.mask, *part)})
        self.plain, self.mask = _blanked(self.plain, gone), _blanked(self.mask, gone)

    def recover(self, start: int, end: int, kind: str) -> None:
        """Cover a stretch anew as one piece, after its parts were joined."""
        self.mask = self.mask[:start] + CODE[kind] + FILL * (end - start - 1) + self.mask[end:]

    def piece(self, start: int, end: int, kind: str, value: Any) -> Piece:
        """A piece of this sheet's text."""
        return Piece(start, end, kind, value, self.text[start:end])

    def clip(self, count: int) -> None:
        """Keep what stands before the piece that is one too many."""
        self.pieces = self.ordered()
        end = self.pieces[count].start
        self.text, self.plain, self.mask = self.text[:end], self.plain[:end], self.mask[:end]
        del self.pieces[count:]

    def rewrite(self, words: list[tuple[int, str]]) -> None:
        """Let words be read where they are given to begin; the original keeps what was written."""
        plain, mask = list(self.plain), list(self.mask)
        for start, word in words:
            plain[start : start + len(word)] = mask[start : start + len(word)] = word
        self.plain, self.mask = "".join(plain), "".join(mask)

    def ordered(self) -> list[Piece]:
        """All pieces in the order of the text."""
        return sorted(self.pieces, key=lambda piece: piece.start)
