"""What the bot said where: WeCom gives the text of a quote and not whose it was."""

from collections import deque

from bot.channels.memory import Latest

CONVERSATIONS = 1000
SAID = 200


class OwnWords:
    """Of each of the last conversations the last texts."""

    def __init__(self) -> None:
        self._said: Latest[deque[int]] = Latest(CONVERSATIONS)

    def keep(self, conversation: str, text: str) -> None:
        """The bot says this now."""
        said = self._said.get(conversation)
        self._said.keep(conversation, deque(maxlen=SAID) if said is None else said).append(_folded(text))

    def include(self, conversation: str, text: str) -> bool:
        """Did the bot say this there? White space, which clients change, does not count."""
        return text.lstrip().startswith("已记录 #") or _folded(text) in (self._said.get(conversation) or ())


def _folded(text: str) -> int:
    return hash("".join(text.split()))
