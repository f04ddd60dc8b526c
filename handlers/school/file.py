"""What a school file may hold: the same for the JSON and the workbook, and the JSON of what they hold."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

from handlers.school import cells

Loc = tuple[str | int, ...]
"""Where in a file: ("people", 3, "birth")."""

Place = Callable[[Loc], str]
"""What a reader of the file calls it: people[3].birth, or 花名册第7行C列“出生日期”."""

Day = Annotated[date, BeforeValidator(cells.day)]
Text = Annotated[str, BeforeValidator(cells.text)]
Title = Annotated[str, BeforeValidator(cells.title)]
Name = Annotated[str, BeforeValidator(cells.name)]
Gender = Annotated[str, BeforeValidator(cells.gender)]
Level = Annotated[str, BeforeValidator(cells.level)]
Account = Annotated[str, BeforeValidator(cells.external_id)]
Period = Annotated[str, BeforeValidator(cells.period)]
Hours = Annotated[str, BeforeValidator(cells.hours)]
Grade = Annotated[str, BeforeValidator(cells.grade)]
Classes = Annotated[int, BeforeValidator(partial(cells.count, most=60))]
Age = Annotated[int, BeforeValidator(partial(cells.count, least=0, most=120))]
Role = Annotated[str | None, BeforeValidator(cells.role)]
Roles = Annotated[list[Role], AfterValidator(lambda roles: [role for role in roles if role])]


class Part(BaseModel):
    """A piece of a school file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    kept: ClassVar[tuple[str, ...]] = ()

    def form(self) -> dict[str, Any]:
        """The JSON that `storage.schools` keeps and gives back: without what is empty, but for the `kept` keys."""
        return {key: _plain(value) for key, value in self if value not in (None, []) or key in self.kept}


class Term(Part):
    """学期. Where the first Monday is not told, it is that of the week in which the term starts."""

    name: Text
    start: Day
    end: Day
    first_monday: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Term":
        if self.start >= self.end:
            raise cells.Unclear("学期的结束应晚于开始")
        if self.first_monday and self.first_monday.weekday() != 0:
            raise cells.Unclear(f"第一周周一应为星期一，{self.first_monday}不是")
        if self.first_monday and abs(self.first_monday - self.start) > timedelta(days=21):
            raise cells.Unclear("第一周周一应在开学前后三周之内")
        return self

    def form(self) -> dict[str, Any]:
        """With the first Monday always told."""
        monday = self.start - timedelta(days=self.start.weekday())
        return {"first_monday": monday.isoformat()} | super().form()


class Person(Part):
    """Somebody on the roster. `wecom` is the account by which WeCom knows them."""

    kept = ("departments", "subjects")

    name: Name
    gender: Gender | None = None
    birth: Day | None = None
    departments: list[Text] = []
    subjects: list[Text] = []
    roles: Roles = []
    aliases: list[Text] = []
    wecom: Account | None = None


class Venue(Part):
    """A contest or a journal."""

    name: Text
    aliases: list[Text] = []
    level: Level | None = None


class Project(Part):
    """课题."""

    title: Title
    level: Level | None = None
    leader: Name | None = None


class OpenActivity(Part):
    """An activity that people can sign in to as soon as the file is loaded."""

    title: Title
    department: Text | None = None


class OpenDeadline(Part):
    """Something that is to be handed in."""

    title: Title
    due: Annotated[str, BeforeValidator(cells.due)]


class Vacation(Part):
    """A time without school, both days in it."""

    name: Text
    start: Day
    end: Day

    @model_validator(mode="after")
    def _in_order(self) -> "Vacation":
        if self.start > self.end:
            raise cells.Unclear("假期的结束不应早于开始")
        return self


class Reminders(Part):
    """How reminders go out: at most so many a week to one teacher, so many days before something is due."""

    per_week: Annotated[int, BeforeValidator(partial(cells.count, least=0, most=7))] | None = None
    ladder: list[Annotated[int, BeforeValidator(partial(cells.count, least=0, most=60))]] | None = None


class Digest(Part):
    """To which roles digests go unless somebody says otherwise, and whether the group hears what is good."""

    kept = ("roles",)

    roles: Roles = ["leader", "office", "head"]
    group: bool | None = None


class Quota(Part):
    """指标: whom it binds is said by what is not null."""

    kept = ("role", "department", "age_below", "age_from")

    kind: Text
    amount: Annotated[int, BeforeValidator(cells.count)]
    role: Role | None = None
    department: Text | None = None
    age_below: Age | None = None
    age_from: Age | None = None

    @model_validator(mode="after")
    def _binds_somebody(self) -> "Quota":
        if self.age_below is not None and self.age_from is not None and self.age_from >= self.age_below:
            raise cells.Unclear("age_below 应大于 age_from")
        return self


class SchoolFile(Part):
    """A school as a file tells it. What a file does not tell (None) stays as it is in the database."""

    school: Text
    timezone: Annotated[str, BeforeValidator(cells.timezone)] | None = None
    bot_name: Annotated[str, BeforeValidator(partial(cells.text, most=20))] | None = None
    terms: list[Term] | None = None
    periods: dict[Period, Hours] | None = None
    classes: dict[Grade, Classes] | None = None
    subjects: dict[Text, list[Text]] | None = None
    departments: list[Text] | None = None
    people: list[Person] = Field(min_length=1)
    contests: list[Venue] | None = None
    journals: list[Venue] | None = None
    projects: list[Project] | None = None
    open_activities: list[OpenActivity] | None = None
    open_deadlines: list[OpenDeadline] | None = None
    quotas: list[Quota] | None = None
    vacations: list[Vacation] | None = None
    school_days: list[Day] | None = None
    reminders: Reminders | None = None
    digest: Digest | None = None
    two_sided: bool | None = None

    _place: Place = PrivateAttr(default_factory=lambda: path)

    def form(self) -> dict[str, Any]:
        """What the file tells, also where it tells that there is nothing."""
        return {key: _plain(value) for key, value in self if value is not None}

    def place(self, loc: Loc) -> str:
        """What the reader of this file calls a place in it."""
        return self._place(loc)

    def found_in(self, place: Place) -> "SchoolFile":
        """The same, read out of a file whose places have names of their own."""
        self._place = place
        return self


def path(loc: Loc) -> str:
    """A place in a JSON file: people[3].birth."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc if step != "[key]")
    return "".join(steps).removeprefix(".") or "文件"


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.form()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
