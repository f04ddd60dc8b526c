"""What is told from outside, where anything may stand: read without surprises."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

_LATE, _AHEAD = timedelta(days=1), timedelta(minutes=5)


def dig(data: object, *path: str) -> Any:
    """What stands there; None where the way ends before."""
    for name in path:
        if not isinstance(data, dict):
            return None
        data = data.get(name)
    return data


def dig_text(data: object, *path: str) -> str:
    """The text that stands there, "" for anything else. JSON may hold halves of characters, which are replaced."""
    found = dig(data, *path)
    return found.encode(errors="replace").decode() if isinstance(found, str) else ""


def parsed(text: str) -> dict[str, Any]:
    """The JSON object that came; {} for what is none."""
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return dict(found) if isinstance(found, dict) else {}


def dig_seconds(data: object, *path: str) -> float:
    """The Unix seconds that stand there, 0 for anything else."""
    found = dig(data, *path)
    return float(found) if type(found) in (int, float) and 0 < found < 2**33 else 0


def moment(seconds: float, now: datetime) -> datetime:
    """When something happened, in UTC: `now` where the `seconds` told cannot be right, 0 among them."""
    told = datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 2**33 else now
    return (told if now - _LATE <= told <= now + _AHEAD else now).astimezone(UTC)
