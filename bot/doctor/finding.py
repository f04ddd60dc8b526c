"""What the examination found: one line, and under a fault one more of what to do. Nothing here may hold a secret."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["正常", "注意", "不行"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `how`: what to do about it."""

    mark: Mark
    what: str
    how: str = ""

    def __str__(self) -> str:
        return f"{self.mark}  {self.what}" + (f"\n      怎么办：{self.how}" if self.how else "")


def fine(what: str) -> Finding:
    """All is well."""
    return Finding("正常", what)


def beware(what: str, how: str = "") -> Finding:
    """It works, or could not be looked at."""
    return Finding("注意", what, how)


def bad(what: str, how: str) -> Finding:
    """It does not work like this."""
    return Finding("不行", what, how)
