"""What a form in Word is, and what it is filled with. Its template is `templates/<name>.docx`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handlers.turn import Turn

Fields = dict[str, Any]
"""What stands in a template, under the Chinese names that the office writes there."""


class Lacking(Exception):
    """There is nothing that the form could be filled with, or nothing for the asker; the text says so."""


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with a form: how it is called there, and where it lies."""

    name: str
    path: Path


@dataclass(frozen=True)
class Filled:
    """A form for somebody: what its file is called, what stands in it, the files that go with it."""

    name: str
    fields: Fields
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form. `fill` raises Lacking. `blank` are the lists of a copy for paper, with as many empty rows.

    `parts` are other forms that go with it; `drawn` is whose template it has, where that is not its own.
    """

    name: str
    fill: Callable[[Turn], Filled]
    blank: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    drawn: str = ""

    @property
    def template(self) -> str:
        """The name of its template."""
        return self.drawn or self.name


def empty(rows: int, **inner: Any) -> list[Fields]:
    """Rows with nothing in them but their own lists."""
    return [dict(inner) for _ in range(rows)]
