"""WeCom lets a person have three messages without an answer; silence leaves them so for six minutes."""

import asyncio
from collections import deque

SECONDS = 360.0
MOST = 3


class Unfinished:
    """When each person's messages were left so."""

    def __init__(self) -> None:
        self._since: dict[str, deque[float]] = {}

    def one_too_many(self, sender: str) -> bool:
        """The bot is about to keep silent to this person: must it finish the message with a word instead?"""
        now = asyncio.get_running_loop().time()
        since = self._since.setdefault(sender, deque())
        while since and since[0] <= now - SECONDS:
            since.popleft()
        if len(since) >= MOST - 1:
            return True
        since.append(now)
        return False
