"""Buttons ↔ template cards (document 101032). A button carries its frame in its key, so a card outlives a restart."""

import json
import secrets
from dataclasses import dataclass, replace
from typing import Any

from bot.channels import buttons
from bot.message import Button, Reply

Card = dict[str, Any]

TITLE, REST, LABEL = 26, 112, 10
"""Characters that a card shows."""
MOST_BUTTONS = 6
KEY_BYTES = 1024
DONE = "done"
"""The key of a button that has been pressed and leads nowhere."""


@dataclass(frozen=True)
class Press:
    """What a button said when it was made."""

    label: str
    frame: dict[str, Any]


def new_task() -> str:
    """An id for a card; WeCom wants it unique per bot and takes letters and digits."""
    return secrets.token_hex(16)


def card(reply: Reply, task: str, *, pressed: str = "") -> Card:
    """The card that shows a reply. WeCom's need a button: where the reply has none, the `pressed` one stays, grey."""
    title, rest = _lines(reply.text)
    rest = rest if len(rest) <= REST else rest[: REST - 1] + "…"
    buttons = [_button(button, style) for button, style in zip(offered(reply), (1, *(2,) * MOST_BUTTONS), strict=False)]
    return {
        "card_type": "button_interaction",
        "task_id": task,
        "main_title": {"title": title or "请选择"},
        **({"sub_title_text": rest} if rest else {}),
        "button_list": buttons or [{"text": (pressed or "好的")[:LABEL], "style": 2, "key": DONE}],
    }


def after(reply: Reply, task: str) -> Card:
    """The card that follows the words of a reply; one that only offers to take back says no more than of what."""
    return card(reply if buttons.needed(reply) else replace(reply, text=_head(reply.text)), task)


def offered(reply: Reply) -> list[Button]:
    """The buttons that a card has room for, each once; the text says the others."""
    by_key = {key(button): button for button in reply.buttons}
    return [button for said, button in by_key.items() if len(said.encode()) <= KEY_BYTES][:MOST_BUTTONS]


def fits(text: str) -> bool:
    """Does a card show the whole text?"""
    return len(_lines(text)[1]) <= REST


def key(button: Button) -> str:
    """What WeCom hands back when the button is pressed."""
    return json.dumps([button.label, button.frame], ensure_ascii=False, separators=(",", ":"))


def press(key: str) -> Press | None:
    """What the pressed button means; None for a key that no card of ours has."""
    try:
        said = json.loads(key)
    except (ValueError, RecursionError):
        return None
    match said:
        case [str() as label, {"intent": str(), **_rest} as frame]:
            return Press(label, frame)
    return None


def _button(button: Button, style: int) -> dict[str, Any]:
    return {"text": button.label[:LABEL], "style": style, "key": key(button)}


def _head(text: str) -> str:
    """已记录 #1 听课, and how many lines there are where there are more."""
    first, *more = text.strip().split("\n")
    head = first.partition("：")[0][:TITLE]
    return f"{head} 等{1 + len(more)}条" if more else head


def _lines(text: str) -> tuple[str, str]:
    """The title, cut between words where that keeps half of it, and all that would stand below it."""
    first, _, more = text.strip().partition("\n")
    space = first.rfind(" ", TITLE // 2, TITLE + 1) if len(first) > TITLE else -1
    at = space if space > 0 else TITLE
    return first[:at], "\n".join(filter(None, (first[at:].lstrip(), more)))
