"""What a message says, in the canonical values of the contract (docs/contract.md)."""

from dataclasses import dataclass, field
from typing import Any

Slots = dict[str, Any]
"""Slot name → canonical value: str, int, list of str, {"any_of": [...]}, {"start": day, "end": day}."""


@dataclass(frozen=True)
class Frame:
    """An intent with its slots; the intents that log carry records, one for each thing told."""

    intent: str
    slots: Slots = field(default_factory=dict)
    records: tuple[Slots, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The frame in the form of the contract: slots beside `intent`, `records` only where there are any."""
        records = {"records": list(self.records)} if self.records else {}
        return {"intent": self.intent, **records, **self.slots}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Frame":
        """The inverse of `to_json`."""
        slots = {name: value for name, value in data.items() if name not in ("intent", "records")}
        return cls(data["intent"], slots, tuple(data.get("records", ())))


NONE = Frame("none")
"""Not for the bot: in a group where it was not addressed, it keeps silent."""


@dataclass(frozen=True)
class Piece:
    """Something recognised in a text: `text[start:end]` of the original says `value`."""

    start: int
    end: int
    kind: str
    value: Any
    text: str


@dataclass(frozen=True)
class Weighed:
    """An intent that was considered, with its score and what spoke for it and against it."""

    intent: str
    score: float
    pro: tuple[str, ...] = ()
    contra: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """One row of what `understand --explain` and the page show."""
        return {"intent": self.intent, "score": self.score, "for": list(self.pro), "against": list(self.contra)}


@dataclass(frozen=True)
class Reading:
    """How one message was understood: the frame, its pieces, why it was chosen, and every intent considered."""

    frame: Frame
    pieces: tuple[Piece, ...] = ()
    why: tuple[str, ...] = ()
    candidates: tuple[Weighed, ...] = ()
    """The strongest first; the one chosen is the first that nothing speaks against."""

    @property
    def ahead(self) -> bool:
        """Would it have been a report, were it not about something that has not happened yet?"""
        return self.frame == NONE and any({"a plan", "a day ahead"} & set(other.contra) for other in self.candidates)
