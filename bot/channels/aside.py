"""What a group reads about an answer that is for the asker alone."""

from dataclasses import replace

from bot.message import Reply

SENT = "已私聊发您"
"""So the handlers end what they say in the group."""

UNSENT = "只能私聊发您"


def unsent(text: str) -> str:
    """The same where the answer could not be said in private: the group is not told that it was."""
    return text.replace(SENT, UNSENT)


def unsaid(reply: Reply) -> Reply:
    """A reply with such a text."""
    return replace(reply, text=unsent(reply.text))
