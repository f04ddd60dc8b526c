"""The @ by which somebody in a group calls the bot."""

import re
from collections.abc import Iterable


def unaddressed(text: str, names: Iterable[str]) -> str:
    """The text without the @ that calls the bot at its beginning; nothing else is touched.

    Groups deliver the @ as typed, followed by a space of one kind or another, and mark it in no other way.
    """
    for name in sorted(filter(None, names), key=len, reverse=True):
        found = re.match(rf"\s*@{re.escape(name)}[\s\u2005\u00a0]*", text)
        if found:
            return text[found.end() :]
    return text
