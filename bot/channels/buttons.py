"""The buttons of a reply: which must be there, and what a text says where there are none to press."""

from bot.message import Place, Reply

UNDO = "撤回"


def needed(reply: Reply) -> bool:
    """Must its buttons be there? One that only takes back is a convenience, for the words do it too."""
    return any(button.label != UNDO for button in reply.buttons)


def typed(reply: Reply, place: Place) -> str:
    """The text, with the labels that it does not say itself; in a group the bot has to be addressed."""
    labels = [button.label for button in reply.buttons if button.label not in reply.text]
    if not labels:
        return reply.text
    return f"{reply.text}\n（可{' @我 ' if place == 'group' else ''}回复：{'、'.join(labels)}）"
