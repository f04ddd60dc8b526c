"""What is read in the place of an answer, or a part of it, that cannot be given there."""

from dataclasses import replace

from bot.message import Reply

SENT = "已私聊发您"
"""So the handlers end what they say in the group."""

UNSENT = "只能私聊发您"
SPEAK_FIRST = "请先私聊我一句，我再发给您"
SENT_LATER = "补发刚才没发出的文件"
NO_FILES = "文件在这里发不出来，请找教科室"


def unsent(text: str) -> str:
    """The same where the answer could not be said in private: the group is not told that it was."""
    return text.replace(SENT, UNSENT)


def unsaid(reply: Reply) -> Reply:
    """A reply with such a text."""
    return replace(reply, text=unsent(reply.text))
