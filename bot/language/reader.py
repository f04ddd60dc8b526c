"""Text → Frame: the one door into the language of a school."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from bot.language.frame import NONE, Reading
from bot.language.report import Report
from bot.language.school import School

People = list[str | dict[str, list[str]]]


class Reader:
    """Reads messages with the words of one school; build another when the words change."""

    def __init__(self, school: School, reports: Sequence[Report]) -> None:
        self.school = school
        self.reports = tuple(reports)

    def read(
        self,
        text: str,
        *,
        sender: str,
        sent_at: datetime,
        place: Literal["group", "private"] = "group",
        addressed: bool = False,
        quoted: str | None = None,
    ) -> Reading:
        """What `text` says; `quoted` is the bot's own answer that the message quotes."""
        return Reading(NONE)

    def slots(self, text: str, *, intent: str, sender: str, sent_at: datetime) -> dict[str, Any]:
        """A fragment ("三3班", "王芳的语文，第二节") as slots of one record of `intent`."""
        return {}

    def people(self, text: str) -> People:
        """The persons named in a fragment."""
        return []
