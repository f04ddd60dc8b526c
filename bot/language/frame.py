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
class Reading:
    """How one message was understood: the frame, the pieces that it came from, and why this intent was chosen."""

    frame: Frame
    pieces: tuple[Piece, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def ahead(self) -> bool:
        """Would it have been a report, were it not about something that has not happened yet?"""
        return self.frame == NONE and any(reason.endswith((": a plan", ": a day ahead")) for reason in self.why)
