"""How a message was understood, in the form of the page's side panel."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.language import Frame, Piece, Reading
from bot.message import Message


def insight(message: Message, reading: Reading) -> dict[str, Any]:
    """The text cut at its pieces, the frame, why, and what gave way. A pressed button means what it carries."""
    if message.pressed is not None:
        reading = Reading(Frame.from_json(message.pressed), (), ("按了卡片上的按钮",))
    frame = reading.frame
    return {
        "segments": list(segments(message.text, reading.pieces)),
        "intent": frame.intent,
        "slots": frame.slots,
        "told": list(frame.records),
        "why": list(reading.why),
        "others": [other.to_json() for other in reading.candidates if other.intent != frame.intent],
    }


def segments(text: str, pieces: Sequence[Piece]) -> Iterator[dict[str, Any]]:
    """The whole text in order; a piece that overlaps an earlier one is left out."""
    end = 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not end <= piece.start < piece.end <= len(text):
            continue
        if end < piece.start:
            yield {"text": text[end : piece.start]}
        yield {"text": text[piece.start : piece.end], "kind": piece.kind, "value": piece.value}
        end = piece.end
    if end < len(text):
        yield {"text": text[end:]}
