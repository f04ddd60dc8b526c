"""What comes as JSON from outside, where anything may stand: read without surprises."""

from typing import Any


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
