"""What WeCom takes in the bodies that a bot sends: message types, lengths, the fields of cards (101463, 101032)."""

import re
from typing import Any

Body = dict[str, Any]

MEDIA = ("file", "image", "voice", "video")
RESPOND = ("stream", "template_card", "markdown", *MEDIA)
SEND = ("markdown", "template_card", *MEDIA)
WELCOME = ("text", "template_card")

MARKDOWN = 20480
TEXT = 2048
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")

INTERACTIVE = ("button_interaction", "vote_interaction", "multiple_interaction")
CARD_TYPES = ("text_notice", "news_notice", *INTERACTIVE)
CARD_FIELDS = {
    *("card_type", "source", "action_menu", "main_title", "emphasis_content", "quote_area", "sub_title_text"),
    *("horizontal_content_list", "jump_list", "card_action", "image_text_area", "card_image", "vertical_content_list"),
    *("button_selection", "button_list", "checkbox", "submit_button", "select_list", "task_id", "feedback"),
}
MOST = {"horizontal_content_list": 6, "vertical_content_list": 4, "jump_list": 3, "select_list": 3, "button_list": 6}
LONGEST = {"title": 26, "desc": 30}


def size(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def content_faults(body: Body, allowed: tuple[str, ...], beside: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with a message; `beside` are fields that stand beside msgtype and its own."""
    kind = body.get("msgtype")
    if kind not in allowed:
        return [f"msgtype {kind!r} is not one of {allowed}"]
    faults = [f"unknown field {field}" for field in body if field not in ("msgtype", kind, *beside)]
    content = body.get(kind)
    if not isinstance(content, dict):
        return [*faults, f"{kind} is no object"]
    return [*faults, *_CHECKS.get(kind, _media)(content)]


def card_faults(card: object) -> list[str]:
    """What is wrong with a template card."""
    if not isinstance(card, dict):
        return ["template_card is no object"]
    kind = card.get("card_type")
    faults = [f"unknown field {field} of a card" for field in card if field not in CARD_FIELDS]
    if kind not in CARD_TYPES:
        faults.append(f"card_type {kind!r}")
    if (kind in INTERACTIVE or "action_menu" in card) and not TASK_ID.fullmatch(str(card.get("task_id", ""))):
        faults.append(f"task_id {card.get('task_id')!r}")
    for field, most in MOST.items():
        if len(card.get(field, ())) > most:
            faults.append(f"more than {most} in {field}")
    return [*faults, *_words(card), *_parts(card)]


def _words(card: Body) -> list[str]:
    title = card.get("main_title", {})
    faults = [f"main_title.{field} over {most}" for field, most in LONGEST.items() if len(title.get(field, "")) > most]
    if len(card.get("sub_title_text", "")) > 112:
        faults.append("sub_title_text over 112")
    if not title.get("title") and (card.get("card_type") in INTERACTIVE or not card.get("sub_title_text")):
        faults.append("no main_title.title")
    return faults


def _parts(card: Body) -> list[str]:
    kind = card.get("card_type")
    if kind == "button_interaction":
        buttons = card.get("button_list")
        if not isinstance(buttons, list) or not buttons:
            return ["no button_list"]
        keys = [button.get("key") for button in buttons]
        doubled = ["two buttons with one key"] if len(set(keys)) < len(keys) else []
        return [fault for button in buttons for fault in _button(button)] + doubled
    needed = {"text_notice": "card_action", "news_notice": "card_action", "vote_interaction": "checkbox"}.get(str(kind))
    return [f"no {needed}"] if needed and not card.get(needed) else []


def _button(button: Body) -> list[str]:
    faults = [f"unknown field {field} of a button" for field in button if field not in ("text", "style", "key", "type")]
    text, key = button.get("text"), button.get("key")
    if not isinstance(text, str) or not 1 <= len(text) <= 10:
        faults.append(f"the text of a button: {text!r}")
    if not isinstance(key, str) or not 1 <= size(key) <= 1024:
        faults.append("the key of a button is empty or over 1024 bytes")
    if button.get("style", 1) not in (1, 2, 3, 4):
        faults.append("the style of a button")
    return faults


def _stream(stream: Body) -> list[str]:
    faults = [f"unknown field {field} of a stream" for field in stream if field not in ("id", "finish", "content")]
    if not isinstance(stream.get("id"), str) or not stream["id"]:
        faults.append("a stream without an id")
    if not isinstance(stream.get("finish"), bool):
        faults.append("a stream without finish")
    return [*faults, *_length(stream.get("content"), MARKDOWN)]


def _length(text: object, most: int) -> list[str]:
    if not isinstance(text, str) or not text.strip():
        return ["empty content"]
    return [f"{size(text)} bytes of content"] if size(text) > most else []


def _media(content: Body) -> list[str]:
    return [] if isinstance(content.get("media_id"), str) else ["no media_id"]


_CHECKS = {
    "stream": _stream,
    "markdown": lambda content: _length(content.get("content"), MARKDOWN),
    "text": lambda content: _length(content.get("content"), TEXT),
    "template_card": card_faults,
}
