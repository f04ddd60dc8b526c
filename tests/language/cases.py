"""The corpus as data, and when two frames say the same."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from bot.language import Frame, Reader, Reading, School
from handlers.kinds import REPORTS

HERE = Path(__file__).parent
SCHOOL = School.parse(json.loads((HERE / "school.json").read_text(encoding="utf-8")))
READER = Reader(SCHOOL, REPORTS)

_SETS = ("people", "companions", "authors", "audience", "who")
_EDGE = re.compile(r"^[\s，。；、,.;:：!！~～《》“”\"'「」]+|[\s，。；、,.;:：!！~～《》“”\"'「」]+$")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3]|\\[[\u4e00-\u9fff]{1,4}\\]")


@dataclass(frozen=True)
class Case:
    """A message with its frame; `skip` says why it is not understood yet."""

    text: str
    sender: str
    sent_at: datetime
    place: Literal["group", "private"]
    addressed: bool
    frame: dict[str, Any]
    quoted: str | None = None
    skip: str | None = None

    def read(self) -> Reading:
        """What our reader makes of it."""
        return READER.read(
            self.text,
            sender=self.sender,
            sent_at=self.sent_at,
            place=self.place,
            addressed=self.addressed,
            quoted=self.quoted,
        )


def corpus(name: str) -> Iterator[Case]:
    """The cases of one file in `corpus`."""
    for row in rows(f"corpus/{name}.jsonl"):
        yield Case(
            row["text"],
            row["sender"],
            datetime.fromisoformat(row["at"] + ":00+08:00"),
            "private" if row["to"] == "private" else "group",
            row["to"] != "group",
            row["frame"],
            row.get("quoted"),
            row.get("skip"),
        )


def developed(file: str = "dev.jsonl") -> list[Case]:
    """The labelled messages of a file: those to develop against, or those of other voices."""
    return [
        Case(
            row["text"],
            row["sender"],
            datetime.fromisoformat(row["sent_at"]),
            row["place"],
            row["addressed"],
            row["frame"],
        )
        for row in rows(file)
    ]


def rows(file: str) -> list[dict[str, Any]]:
    """The JSON objects of a file beside this one."""
    return [json.loads(line) for line in (HERE / file).read_text(encoding="utf-8").splitlines() if line.strip()]


def same(frame: Frame, label: dict[str, Any]) -> bool:
    """Whether two frames say the same: free text without its edges, lists of people in any order."""
    return bool(_facts(frame.to_json()) == _facts(label))


def _facts(frame: dict[str, Any]) -> Any:
    records = [{slot: _value(slot, value) for slot, value in record.items()} for record in frame.get("records", ())]
    return {k: _value(k, v) for k, v in frame.items() if k != "records"}, records


def _value(slot: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _value(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted(json.dumps(_value(slot, inner), ensure_ascii=False) for inner in value)
    if slot in _SETS and value not in ("全体", "me", "全校"):
        return [json.dumps(value, ensure_ascii=False)]
    return re.sub(r"\s+", "", _EDGE.sub("", _EMOJI.sub("", value))) if isinstance(value, str) else value
