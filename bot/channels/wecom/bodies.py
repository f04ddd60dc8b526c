"""Reading what WeCom's 智能机器人 is told (documents 100719 and 101027): any JSON goes in, nothing raises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.addressed import unaddressed
from bot.channels.told import dig, dig_seconds, dig_text
from bot.message import Place

Body = dict[str, Any]
MediaKind = Literal["image", "file", "video"]

_MEDIA: tuple[MediaKind, ...] = ("image", "file", "video")
_MASKED = re.compile(r"wo[\w-]{14,}", re.ASCII)
_QUOTED_FILES: tuple[MediaKind, ...] = ("image", "file")


@dataclass(frozen=True)
class Media:
    """Something that was sent along. `key`: the AES key of this one (long connection), "" where it has none."""

    kind: MediaKind
    url: str
    key: str

    def __repr__(self) -> str:
        return f"Media({self.kind})"


@dataclass(frozen=True)
class Origin:
    """Who and where. `conversation`: a group's chatid, in private the sender. `at`: Unix seconds, 0 if untold."""

    id: str
    sender: str
    conversation: str
    place: Place
    at: float = 0


@dataclass(frozen=True)
class Said:
    """Somebody said something. `quote` is the text of what was quoted, None where nothing was."""

    origin: Origin
    text: str
    media: tuple[Media, ...] = ()
    quote: str | None = None
    quoted_media: tuple[Media, ...] = ()


@dataclass(frozen=True)
class Happened:
    """An event: `what` is its eventtype; `key` and `task` tell of a card's button."""

    origin: Origin
    what: str
    key: str = ""
    task: str = ""


@dataclass(frozen=True)
class Poll:
    """WeCom asks for the rest of an answer that was not finished (callback mode)."""

    stream: str


def read(body: object, names: Sequence[str]) -> Said | Happened | Poll | None:
    """What a decrypted body tells; None for what is not for the bot. `names`: what the bot is called in the group."""
    kind = dig_text(body, "msgtype")
    if kind == "stream":
        stream = dig_text(body, "stream", "id")
        return Poll(stream) if stream else None
    origin = _origin(body)
    if origin is None:
        return None
    if kind == "event":
        return _event(origin, body)
    quote = dig(body, "quote")
    return Said(
        origin,
        unaddressed(_words(body), names),
        tuple(_media(body, _MEDIA)),
        _words(quote) if isinstance(quote, dict) else None,
        tuple(_media(quote, _QUOTED_FILES)),
    )


def masked(sender: str) -> bool:
    """Is this an encrypted id? Such a bot was not made by the super admin, and its ids are nobody's userid."""
    return _MASKED.fullmatch(sender) is not None


def _origin(body: object) -> Origin | None:
    id_, sender, chat = dig_text(body, "msgid"), dig_text(body, "from", "userid"), dig_text(body, "chatid")
    group = dig_text(body, "chattype") == "group"
    if not id_ or not sender or sender == "sys" or (group and not chat):
        return None
    at = dig_seconds(body, "create_time")
    return Origin(id_, sender, chat if group else sender, "group" if group else "private", at)


def _event(origin: Origin, body: object) -> Happened:
    what = dig_text(body, "event", "eventtype")
    press = dig(body, "event", "template_card_event")
    return Happened(origin, what, dig_text(press, "event_key"), dig_text(press, "task_id"))


def _words(body: object) -> str:
    """The text of a message or a quote: typed, spoken (WeCom writes it down), or the text parts of a mixed one."""
    kind = dig_text(body, "msgtype")
    if kind in ("text", "voice"):
        return dig_text(body, kind, "content")
    return (
        "\n".join(filter(None, (dig_text(item, "text", "content") for item in _items(body)))) if kind == "mixed" else ""
    )


def _media(body: object, kinds: Sequence[MediaKind]) -> Iterator[Media]:
    for item in (body, *_items(body)):
        kind = next((kind for kind in kinds if kind == dig_text(item, "msgtype")), None)
        url = dig_text(item, kind, "url") if kind else ""
        if kind and url:
            yield Media(kind, url, dig_text(item, kind, "aeskey"))


def _items(body: object) -> list[object]:
    items = dig(body, "mixed", "msg_item") if dig_text(body, "msgtype") == "mixed" else None
    return items if isinstance(items, list) else []
