"""Buttons where there are none to press: the text says what to type instead."""

from bot.message import Place, Reply


def typed(reply: Reply, place: Place) -> str:
    """The text, with the labels that it does not say itself; in a group the bot has to be addressed."""
    labels = [button.label for button in reply.buttons if button.label not in reply.text]
    if not labels:
        return reply.text
    return f"{reply.text}\n（可{' @我 ' if place == 'group' else ''}回复：{'、'.join(labels)}）"
