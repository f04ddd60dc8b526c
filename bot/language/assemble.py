"""Records out of slots in the order in which they were told."""

from typing import Any

from bot.language.frame import Slots
from bot.language.people import Who
from bot.language.report import Report


class Assembler:
    """Fills one record after another; a second value for a slot that tells records apart begins the next."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.records: list[Slots] = [{}]
        self.header: Slots | None = None
        self.again = False
        """A line begins that tells a whole record: what it repeats is said of another one."""
        self.retold: str | None = None
        """A day told again since the current record began: it is that of the next one too."""
        self.counted = False
        """A number was told of the kind before: another kind has its own."""

    @property
    def current(self) -> Slots:
        """The record being told."""
        return self.records[-1]

    def would_fill(self, slot: str, value: Any) -> bool:
        """Whether the value says something that the current record does not have yet."""
        if slot not in self.report.slots or _same(self.current.get(slot), value):
            self.retold = value if slot == "date" and slot in self.current else self.retold
            return self._repeats(slot)
        open_ended = slot in self.report.distinct or slot in self.report.lists
        return slot not in self.current or open_ended or self._refines(slot)

    def put(self, slot: str, value: Any, *, force: bool = False) -> None:
        """Give a slot its value."""
        if not self.would_fill(slot, value):
            return
        if force or slot not in self.current or self._refines(slot):
            self.current.pop(slot, None)
            self.current[slot] = value
        elif slot in self.report.distinct and (slot != "kind" or self._one_work()):
            self._next(slot)
            self.current[slot] = value
            self.again = False

    def count_of_next(self, count: int | None) -> None:
        """Begin another record with a number that stands before its kind: 2篇反思和3篇随笔."""
        if "kind" in self.current and self.report.title not in self.current:
            self._next("kind")
            self.current.pop("count", None)
            if count:
                self.current["count"] = count
            self.counted = True

    def _one_work(self) -> bool:
        """Whether another kind is that of another work."""
        return self.report.title in self.current or self.counted

    def repeat(self) -> None:
        """Copy the topic of the record before to one that has none: 还是这首."""
        title = self.report.title
        told = (
            next((record[title] for record in reversed(self.records[:-1]) if title in record), None) if title else None
        )
        if title and told:
            self.current.setdefault(title, told)

    def share(self, since: Slots) -> None:
        """What the last record was told after `since` is true of all of them: 都是推门课."""
        told = {slot: value for slot, value in self.current.items() if slot not in since}
        for record in self.records[:-1]:
            for slot, value in told.items():
                record.setdefault(slot, value)

    def _repeats(self, slot: str) -> bool:
        return self.again and slot in self.report.distinct & self.current.keys()

    def join(self, slot: str, value: Any, *, adjacent: bool) -> None:
        """Add to a list; a person who stands apart from those before belongs to the next record."""
        if slot in self.current and not adjacent and slot in self.report.distinct and self._anchored(slot):
            self._next(slot)
        people = self.current.setdefault(slot, [])
        if value not in people:
            people.append(value)

    def _refines(self, slot: str) -> bool:
        """三(2)班 after 三年级, or single periods after 第二、三节."""
        old = self.current[slot]
        if slot == "class":
            return str(old).endswith("年级") and not self.current.keys() & {"teacher", "topic"}
        return slot == "period" and isinstance(old, tuple) and not self._anchored(slot)

    def _anchored(self, slot: str) -> bool:
        return any(other in self.current for other in self.report.distinct - {slot, "date"})

    def _next(self, slot: str) -> None:
        if self.header is None:
            self.header = self._shared(slot)
        self.records.append(dict(self.header))
        if self.retold:
            self.current.setdefault("date", self.retold)
        self.retold = None

    def _shared(self, slot: str) -> Slots:
        """What the first record had before the slot that tells records apart."""
        shared: Slots = {}
        for name, value in self.records[0].items():
            if name == slot:
                break
            if name not in ("count", "comment"):
                shared[name] = value
        return shared


def _same(old: Any, new: Any) -> bool:
    """Whether two values are one: 王芳 and, after her, 王老师 or 小王."""
    if isinstance(old, Who) and isinstance(new, Who) and old.names and new.names:
        return set(old.names) <= set(new.names)
    return bool(old == new)
