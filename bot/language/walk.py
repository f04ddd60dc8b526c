"""One pass over a message for one kind of record: every piece and every run of other words goes to a slot."""

import re

from bot.language.frame import Slots
from bot.language.placing import EDGE, Placing
from bot.language.records import finish, tells
from bot.language.remarks import PRAISE, bounds, is_remark, is_title, judges, says_nothing, split_topic
from bot.language.sharing import OF_ALL, THE_SAME, joined
from bot.language.sheet import COVERED, FILL, shape, within

_BORDER = re.compile(r"[,，。;!?\n|]|(?<= )/(?= )")
_SENTENCE = re.compile(r"[。!?\n]")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'?-]{2,60}")
_THANKS = re.compile(r"\s*(?:特别|非常|十分|再次|也|最后)?(?:感谢|谢谢|多谢|感恩|多亏|幸亏|得益于|感激)")
_COVERED_OR_SIGN = re.compile(rf"{COVERED}|\W")
_OF_A_DEED = re.compile(
    "[收接拿得获投发交登出刚补记报写完是刊寄知看评下来证]|日期|时间|落款|盖章|通知|消息|喜讯|公布|结果|的[事活]?儿?$"
)
_BESIDES = re.compile(r"[\s,]{0,9}(?:还有|另外|对了|顺便(?:说|提|问)?|题外话|ps|PS)(?:[,: ]|一?[下句])")
_ASKED_LAST = re.compile(
    r"[\s,。;](?:小研|请|麻烦|帮我|给我|帮忙|先)*(?:记录?|登记?|录|存)(?:一下|上|下来?|一笔|一条|个)[吧哈啦]?$"
)
_WHEN_LAST = shape(r"(?:<span>|<date>|<time>)[\\s,]*$")
_SORT_OF = re.compile(r"(?:老师)?的[一-龥]{2,5}课(?=[\\s,。;!]|$)")
"""Of a person: 江涛的篮球课."""
_OF_LESSON = frozenset({"class", "period", "title", "subject", "kind", "trigger", "date", "award", "venue", "stage"})
_THAT = re.compile("的?[那这]一?[个项]|的")
_LEADS_TOPIC = re.compile(r"\s*(?:主要)?(?:主讲|讲的?是?|研讨|讨论|交流|解读|围绕)")


MOST_RECORDS = 44
"""Records that are read of one message; the handlers keep none of far fewer."""


class Walk(Placing):
    """One pass over one message for one kind of record."""

    most = MOST_RECORDS

    def records(self) -> tuple[Slots, ...]:
        """Walk the message and give what was told."""
        self.titled = self._titled()
        at = 0
        for region in (*self.regions, None):
            self._free(at, region.label if region else len(self.sheet.mask))
            if region:
                self._region(region)
                at = region.end
        self._set_remarks()
        return finish(self.scene, self.report, self.made.records)

    def _free(self, start: int, end: int) -> None:
        """A stretch without labels, clause by clause."""
        at = start
        for match in _BORDER.finditer(self.sheet.mask, start, end):
            self._clause(at, match.start())
            at = match.end()
            if match[0] == "\n":
                self.made.again = self._whole(at)
        self._clause(at, end)

    def _overfull(self) -> bool:
        """Whether so many records are told that no more are read: a message with half of them is refused whole."""
        if len(self.made.records) <= self.most:
            return False
        if sum(map(tells, self.made.records)) > MOST_RECORDS // 2:
            return True
        self.most *= 2
        return False

    def _whole(self, start: int) -> bool:
        """Whether the line that begins here tells a record of its own."""
        line = self.sheet.mask.find("\n", start)
        kinds = {piece.kind for piece in within(self.pieces, start, line if line >= 0 else len(self.sheet.mask))}
        return "trigger" in kinds and len(kinds & {"person", "class", "period", "title"}) > 1

    def _clause(self, start: int, end: int) -> None:
        if start == end or start < self.skip or self._overfull() or self._aside(start, end) or self._besides(start):
            return
        record, told = self.made.current, dict(self.made.current)
        self._told(start, end)
        if OF_ALL.match(self.sheet.mask, start, end) and self.made.current is record:
            self.made.share(told)
        new = self.made.current.keys() - told.keys()
        if new == {self.report.company} and self.sheet.plain[:start].rstrip()[-1:] in ("。", "\n", "/", "!"):
            self.made.share(told)

    def _besides(self, start: int) -> bool:
        """Whether a sentence begins that turns to something else: 还有，灯坏了，何平来看看."""
        if not _BESIDES.match(self.sheet.mask, start):
            return False
        end = next((m.start() for m in _SENTENCE.finditer(self.sheet.mask, start)), len(self.sheet.mask))
        inside = within(self.pieces, start, end)
        kept = any(p.kind in _OF_LESSON or p.start in self.company for p in inside)
        if kept or is_remark(self.sheet.plain[start:end]):
            return False
        self.skip = end
        return True

    def _aside(self, start: int, end: int) -> bool:
        """Whether a clause thanks somebody, or names a day of nothing that was done: 今晚加菜."""
        thanks = bool(_THANKS.match(self.sheet.mask, start, end))
        if thanks or self.report.title != "title":
            return thanks
        kinds = {piece.kind for piece in within(self.pieces, start, end) if self._tells(piece)}
        rest = _COVERED_OR_SIGN.sub("", self.sheet.mask[start:end])
        return kinds == {"date"} and len(rest) > 1 and not _OF_A_DEED.search(rest)

    def _told(self, start: int, end: int) -> None:
        inside = within(self.pieces, start, end)
        if not any(self._tells(piece) for piece in inside):
            if not inside or _COVERED_OR_SIGN.sub("", self.sheet.mask[start:end]):
                self._run(start, end, bool(inside))
            return
        at = start
        for piece in inside:
            if piece.kind == "trigger" or self._tells(piece):
                self._run(at, piece.start, True, tail=False)
                self._used(piece)
                at = piece.end
        self._run(at, end, True)

    def _run(self, start: int, end: int, beside: bool, *, tail: bool = True) -> None:
        """Words of no piece: a topic when they stand beside one and none was told, else a remark."""
        text = self.sheet.plain[start:end]
        if THE_SAME.match(text):
            self.made.repeat()
            return
        sort = _SORT_OF.match(text) if self.lesson and self.sheet.mask[start - 1 : start] >= FILL else None
        if sort:
            start, text = start + sort.end(), text[sort.end() :]
        low, high = bounds(text, self.lesson)
        if high <= low or says_nothing(text[low:high]):
            return
        slot = self.report.title
        if slot and slot not in self.made.current and self._may_be_title(start + low, start + high, text):
            when = _WHEN_LAST.search(self.sheet.mask, start + low, start + high)
            start = self._title(slot, start + low, when.start() if when else start + high)
        elif beside:
            start, end = start + low, start + high
            if end - start < (4 if tail else 40) and not (is_remark(self.sheet.plain[start:end]) and end - start > 2):
                return
        asked = _ASKED_LAST.search(self.sheet.plain, start, end)
        end = asked.start() if asked else end
        number = self.sheet.plain[start:end].strip(" .()").isdecimal()
        worth = (end - start > 1 and not number) or self.sheet.plain[start:end] in PRAISE
        if worth and self.report.rest and self._begun():
            self.remarks.append((start, end, self.made.current))

    def _title(self, slot: str, start: int, end: int) -> int:
        """Take a topic, and give where the remark after it begins."""
        size = split_topic(self.sheet.plain[start:end]) if self.lesson else end - start
        low, high = bounds(self.sheet.plain[start : start + size], self.lesson)
        mark = self.sheet.plain[end : end + 1]
        called = high == end - start and mark in ("?", "!") and self.sheet.plain[end - 1].isascii()
        self.made.put(slot, self.sheet.text[start + low : start + high].strip(EDGE) + mark * called)
        return start + size

    def _begun(self) -> bool:
        return bool(self.made.current.keys() - {"date", "place", "comment", "companions", "count"})

    def _titled(self) -> bool:
        """Whether the message says by a label or in 《》 what something is called."""
        labelled = any(region.slot == self.report.title for region in self.regions)
        return labelled or any(piece.kind == "title" for piece in self.pieces)

    def _may_be_title(self, start: int, end: int, text: str) -> bool:
        if self.lesson and _ENGLISH.fullmatch(self.sheet.plain, start, end):
            return self._begun() or bool(within(self.pieces, end, end + 2))
        if (
            self.titled
            or (self.lesson and judges(self.sheet.plain[start:end]))
            or is_remark(self.sheet.plain[start : start + 4])
        ):
            return False
        if len(_COVERED_OR_SIGN.sub("", self.sheet.mask[start:end])) < 2:
            return False
        if self.report.company is None and self.report.person == "speaker":
            return bool(_LEADS_TOPIC.match(text)) or ("kind" in self.made.current and not is_remark(text) and start > 0)
        named = self.sheet.plain[start:end]
        if self.lesson:
            named = named[: split_topic(named)]
        told = bool(self.made.current.keys() & {"teacher", "class", "kind", "level", "stage", "venue", "award"})
        if self.report.title == "title":
            loose = self._before_noun(end) and self.report.stages and len(named) > 2
            return is_title(named, 3 if loose else 4)
        return 2 <= len(named) <= 40 and not is_remark(named) and told

    def _before_noun(self, at: int) -> bool:
        """Whether 课题 or 那个课题 follows: what stands there is its name, short as it is."""
        that = _THAT.match(self.sheet.plain, at)
        return self.sheet.plain.startswith(self.report.what, that.end() if that else at)

    def _set_remarks(self) -> None:
        for record in self.made.records:
            parts = [(a, b) for a, b, owner in self.remarks if owner is record]
            if parts and self.report.rest:
                told = record.get(self.report.rest)
                text = "，".join(filter(None, [told, joined(self.sheet, parts)]))
                record[self.report.rest] = text
