"""What a kind of record is: the data from which log, undo, change, count, list and export all work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.language import Report

WEEKDAYS = "一二三四五六日"


def show_day(value: str | date) -> str:
    """11月18日 周三. A day is said back with its weekday, so that a wrong one is seen."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def show_people(value: str | list[str]) -> str:
    """Names as one writes them in a row."""
    return "、".join(value) if isinstance(value, list) else value


def show_level(value: str) -> str:
    """省 → 省级; 微型 stays."""
    return f"{value}级" if len(value) == 1 or value == "国家" else value


@dataclass(frozen=True)
class Slot:
    """A slot of a kind. `name` is the contract's; `label` is what users read.

    `column` is where the record keeps it if questions filter by it; `role` is the part that the persons in it have.
    """

    name: str
    label: str
    column: str | None = None
    role: str | None = None
    show: Callable[[Any], str] = str


DATE = Slot("date", "日期", column="day", show=show_day)
PERIOD = Slot("period", "节次", show="第{}节".format)
SUBJECT = Slot("subject", "学科", column="subject")
CLASS = Slot("class", "班级")
LEVEL = Slot("level", "级别", column="level", show=show_level)
AWARD = Slot("award", "奖次", column="award")
STAGE = Slot("stage", "阶段", column="stage")
VENUE = Slot("venue", "赛事刊物", column="venue")
DEPARTMENT = Slot("department", "教研组", column="department")
COUNT = Slot("count", "数量", column="amount")


def title(name: str, label: str) -> Slot:
    """The slot that names the thing: the topic of a lesson, the title of a paper."""
    return Slot(name, label, column="title", show="《{}》".format)


def people(name: str, label: str, role: str) -> Slot:
    """A slot that holds a person, or a list of them."""
    return Slot(name, label, role=role, show=show_people)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record.

    `role` is the part of the person whose record it is: the sender, or those in the slot of that role. `line` names
    the slots of the confirmation, in its order. `needs` are the slots that the record cannot do without, with the
    question that asks for them; where a number of them is told (听了21节), nothing is asked. `staged`: one work has
    several records, its stages, and counts once. `counted`: the slot values with which a record counts. `tallied`: a
    confirmation says how many it makes this term. `ahead`: it may be told of days to come. `partner` is the part of a
    second person in it, whose record it is too. `wordless`: of the message only the record is kept. `told_to` is what
    those hear in private whose record somebody else told. `examples` are sentences that help shows to each role.
    `discreet`: what it says is shown to the asker in private, never in a group.
    """

    name: str
    report: Report
    unit: str
    role: str
    slots: tuple[Slot, ...]
    line: tuple[str, ...]
    needs: Mapping[str, str] = field(default_factory=dict)
    staged: bool = False
    counted: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    tallied: bool = False
    ahead: bool = False
    partner: str | None = None
    wordless: bool = False
    told_to: str | None = None
    discreet: bool = False
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """What users call it."""
        return self.report.what

    def slot(self, name: str) -> Slot | None:
        """The slot of that name. What a lesson is about and what a paper is called is one thing to who corrects it;
        a person who is named alone is the one whose record it is."""
        found = next((slot for slot in self.slots if slot.name == name), None)
        if found is None and name in ("topic", "title"):
            return next((slot for slot in self.slots if slot.column == "title"), None)
        if found is None and name == "teacher":
            return next((slot for slot in self.slots if slot.role == self.role), None)
        return found

    def show(
        self, values: Mapping[str, Any], names: tuple[str, ...] | None = None, *, today: date | None = None
    ) -> str:
        """The values of a record in one line: those of the confirmation, unless `names` says which.

        A day of another year than `today` is said with its year.
        """
        said = [self._shown(name, values[name]) for name in names or self.line if values.get(name) is not None]
        year = str(values.get("date", ""))[:4] if today else ""
        far = f"{year}年" if year and today and year != str(today.year) and "date" in (names or self.line) else ""
        return far + " ".join(said).replace(" 《", "《").replace("》 ", "》")

    def remarks(self, values: Mapping[str, Any]) -> str:
        """Labels of what was told and does not stand in the line."""
        beside = (slot for slot in self.slots if slot.column is None and slot.name not in self.line)
        said = [slot.label for slot in beside if slot.name in values]
        return "、".join([*said, *(["补记原因"] if "because" in values else [])])

    def _shown(self, name: str, value: Any) -> str:
        slot = self.slot(name)
        if slot is None or slot.column == "amount":
            return f"{value}{self.unit}"
        return slot.show(value)
