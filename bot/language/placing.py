"""Where pieces go: into the slot that a label names, else into the one of their kind."""

import re
from typing import Any

from bot.language import slips
from bot.language.assemble import Assembler
from bot.language.frame import Piece, Slots
from bot.language.levels import LEVELS
from bot.language.people import Who
from bot.language.phrases import REMARKS, Phrases
from bot.language.records import cover_words, name_sender, slot_of
from bot.language.regions import TEXT, Region, regions
from bot.language.remarks import says_nothing
from bot.language.roles import companions, recipients
from bot.language.scene import Scene
from bot.language.sheet import shape, within

EDGE = " \t\r\n，。；、,.;:：!！?？~～《》“”\"'「」…|｜—-"
MOST_MARKED = 340
"""Pieces that are placed: no message that handlers keep holds as many."""
_TIED = shape(r"(?:、|,|和|与|跟|及| |<person>)*")
_UNTOLD = re.compile("^(?:还没|还未|尚未|没想|没定|未定|待定|待补|暂无|暂未|暂时没|下次补|回头补|无$|没有$)")
_AFTER_KIND = shape(r"<kind>[\\s,:]?(?:一?共|总共|合计)?$")
_BEFORE_KIND = shape(r"的?(?:教学|教育|读书)?<kind>")
_AT_SCHOOL = shape(r"<place>的?$")
_NOBODY: tuple[frozenset[int], list[tuple[int, int]]] = (frozenset(), [])
_SELF = ("我", "本人", "自己", "我自己")


class Placing:
    """One record after another, filled piece by piece."""

    def __init__(self, scene: Scene, phrases: Phrases) -> None:
        self.scene = scene
        self.sheet = scene.sheet
        self.phrases = phrases
        self.report = phrases.report
        self.lesson = "class" in self.report.slots
        name_sender(scene, phrases)
        cover_words(self.sheet, phrases)
        self._bound()
        slips.correct(self.sheet)
        self.regions = regions(self.sheet, phrases)
        for words in (phrases.trigger, phrases.passing):
            self.sheet.mark(words, "trigger", lambda m: m[0])
        self._bound()
        self.regions = [region for region in self.regions if region.end <= len(self.sheet.mask)]
        self.company, said = (
            companions(self.sheet) if self.report.company or "speaker" in self.report.slots else _NOBODY
        )
        self.sheet.hush(said)
        self.given = recipients(self.sheet) if "authors" in self.report.slots else frozenset[int]()
        self.pieces = self.sheet.ordered()
        self.booked = any(piece.kind == "title" and piece.text.startswith("《") for piece in self.pieces)
        self.skip = 0
        self.made = Assembler(self.report)
        self.last_person = -1
        self.remarks: list[tuple[int, int, Slots]] = []

    def _bound(self) -> None:
        """Forget what stands beyond the last piece that is placed."""
        if len(self.sheet.pieces) > MOST_MARKED:
            self.sheet.clip(MOST_MARKED)

    def _region(self, region: Region) -> None:
        inside = within(self.pieces, region.start, region.end)
        if region.slot not in self.report.slots:
            return
        if region.slot in TEXT and region.slot not in ("place", "venue"):
            self._text(region, inside)
        elif not self._coded(region, inside) and region.slot in (
            "level",
            "teacher",
            "leader",
            "authors",
            "speaker",
            "venue",
            "place",
            "period",
            "count",
        ):
            self._raw(region)

    def _text(self, region: Region, inside: list[Piece]) -> None:
        title = next((piece for piece in inside if piece.kind == "title"), None)
        if title and region.slot in ("topic", "title") and self._alone(title, region):
            value = title.value
        else:
            value = self._words(region)
        if (
            value
            and not _UNTOLD.search(value)
            and not (region.slot in REMARKS and len(value) < 2 and says_nothing(value))
        ):
            self.made.put(region.slot, value)

    def _words(self, region: Region) -> str:
        """A label's words without the courtesies after them."""
        said = self.sheet.plain[region.start : region.end].rstrip(" ,。;!~")
        return self.sheet.text[region.start : region.start + len(said)].strip(EDGE)

    def _alone(self, title: Piece, region: Region) -> bool:
        """Whether a label's value is the title alone; in a lesson's form nothing else is its topic."""
        told = self.sheet.text[region.start : region.end].strip(EDGE)
        return bool(self.report.rest) or len(told) <= len(title.value) + 1

    def _coded(self, region: Region, inside: list[Piece]) -> bool:
        used = False
        for piece in inside:
            if piece.kind == "person" and region.slot == "count":
                continue
            if piece.kind == "person" and region.slot in ("teacher", "leader", "authors", "speaker", "companions"):
                self._person(piece, region.slot)
                used = True
            else:
                used = self._piece(piece) or used
        return used

    def _raw(self, region: Region) -> None:
        value: Any = self._words(region)
        if value in _SELF:
            return
        if region.slot == "level":
            value = LEVELS.get(str(value).removesuffix("级"))
        elif region.slot in ("period", "count"):
            digits = re.search(r"\d+", value)
            value = int(digits[0]) if digits else None
        elif region.slot in self.report.lists:
            value = [value] if value else None
        if value:
            self.made.put(region.slot, value)

    def _tells(self, piece: Piece) -> bool:
        """Whether a piece makes its clause more than a remark."""
        if piece.kind == "trigger":
            return not self.made.current.keys() & {"teacher", "class", "title", "topic"}
        if piece.kind == "title" and self._quotes(piece):
            return False
        if self._numbers(piece):
            return True
        slot, value = self._slot(piece)
        return slot is not None and self.made.would_fill(slot, value)

    def _quotes(self, piece: Piece) -> bool:
        """Whether words in quotes are cited in a remark, the topic having been told in 《》."""
        return (
            bool(self.report.rest) and self.booked and self.report.title in self.made.current and piece.text[0] != "《"
        )

    def _used(self, piece: Piece) -> bool:
        if piece.kind == "trigger":
            return True
        return self._tells(piece) and self._piece(piece)

    def _piece(self, piece: Piece) -> bool:
        if piece.kind == "person":
            slot, _ = self._slot(piece)
            return self._person(piece, slot) if slot else False
        if self._numbers(piece):
            self._count(piece)
            return True
        slot, value = self._slot(piece)
        if slot is None:
            return False
        self.made.put(slot, value)
        if piece.kind == "award" and piece.value[0]:
            self.made.put("level", piece.value[0])
        return True

    def _numbers(self, piece: Piece) -> bool:
        """Whether a number is that of a kind of works beside it."""
        if piece.kind != "count" or "authors" not in self.report.slots or piece.value[1] not in self.report.counted:
            return False
        before = _AFTER_KIND.search(self.sheet.mask, max(0, piece.start - 12), piece.start)
        return before is not None or _BEFORE_KIND.match(self.sheet.mask, piece.end) is not None

    def _count(self, piece: Piece) -> None:
        """A number of works; a second one before its kind begins another record."""
        slot, value = self._slot(piece)
        if self.made.counted and _BEFORE_KIND.match(self.sheet.mask, piece.end):
            self.made.count_of_next(value if slot else None)
        elif slot:
            self.made.put(slot, value)
        self.made.counted = True

    def _slot(self, piece: Piece) -> tuple[str | None, Any]:
        """The slot that a piece fills when no label says otherwise, and its value."""
        if self.report.company and piece.kind == "person" and piece.value.names == (self.scene.sender,):
            return None, None
        if piece.start in self.given:
            return None, None
        slot, value = slot_of(self.scene, self.phrases, piece, piece.start in self.company)
        return (slot, value) if slot in self.report.slots else (None, None)

    def _person(self, piece: Piece, slot: str) -> bool:
        value = piece.value
        if (
            value.vague
            and "place" not in self.report.slots
            and _AT_SCHOOL.search(self.sheet.mask, max(0, piece.start - 20), piece.start)
        ):
            value = Who(value.written, (), vague=True)
        if slot in self.report.lists:
            tied = self.last_person >= 0 and _TIED.fullmatch(self.sheet.mask, self.last_person, piece.start) is not None
            self.made.join(slot, value, adjacent=tied)
        else:
            self.made.put(slot, value)
        self.last_person = piece.end
        return True
