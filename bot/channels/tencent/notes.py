"""What WeCom tells a self-built app (pages 90239, 90240), and WeChat an official account: XML, or WeChat's JSON.

wechatpy reads the XML. Whatever it makes of a hostile text, here comes out a Note or Unreadable.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wechatpy.replies import TextReply

from bot.channels.told import moment
from bot.message import Message

Parse = Callable[[str], Any]
"""`parse_message` of wechatpy or of wechatpy.enterprise."""

_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_BEGINNING = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?<xml>")
"""The root comes first, so there is no DOCTYPE and no entity."""

_ENCRYPT = re.compile(r"<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=\s]*)(?:\]\]>)?\s*</Encrypt>")
_LONGEST_ID = 64


class Unreadable(Exception):
    """It is none of the forms that are documented; the text says no more than which."""


@dataclass(frozen=True)
class Note:
    """What somebody did. `what` is the type of a message, or `event` and the event's name, in small letters.

    `text` is what was typed or spoken, what a place is called, where a link leads. `media` is the id of a picture.
    `key`, `task` and `code` are of a pressed card, `at` is in Unix seconds, 0 where it is no number.
    """

    id: str
    what: str
    sender: str
    target: str
    at: int
    text: str = ""
    media: str = ""
    key: str = ""
    task: str = ""
    code: str = ""

    @property
    def event(self) -> str:
        """The event's name, "" for a message."""
        return self.what.removeprefix("event ") if self.what.startswith("event ") else ""

    @property
    def unheard(self) -> bool:
        """Is it speech or a film that nobody has written down?"""
        return self.what in ("voice", "video", "shortvideo") and not self.text

    def message(self, channel: str, tenant: str, id_: str, now: datetime) -> Message:
        """What was said, in private with the bot."""
        return Message(
            channel,
            id_,
            self.sender,
            "private",
            self.sender,
            self.text,
            moment(self.at, now),
            addressed=True,
            tenant=tenant,
        )


def encrypted(body: str) -> str:
    """What stands sealed in the XML or JSON that came, "" where nothing does."""
    if not body.lstrip().startswith("{"):
        found = _ENCRYPT.search(body)
        return "".join(found[1].split()) if found else ""
    try:
        return _text(_object(body), "Encrypt")
    except Unreadable:
        return ""


def read(plain: str, parse: Parse) -> Note:
    """What an opened text tells. Raises Unreadable."""
    fields = _object(plain) if plain.lstrip().startswith("{") else _fields(plain, parse)
    sender, kind = _text(fields, "FromUserName"), _text(fields, "MsgType").lower()
    if not sender or not kind:
        raise Unreadable("nobody, or nothing")
    event = kind == "event"
    return Note(
        id=_event_id(fields) if event else _message_id(fields),
        what=f"event {_text(fields, 'Event').lower()}" if event else kind,
        sender=sender,
        target=_text(fields, "ToUserName"),
        at=_number(fields, "CreateTime"),
        text=_said(kind, fields),
        media=_text(fields, "MediaId") if kind == "image" else "",
        key=_text(fields, "EventKey"),
        task=_text(fields, "TaskId"),
        code=_text(fields, "ResponseCode"),
    )


def answer(note: Note, text: str, at: int) -> str:
    """The XML of a passive reply with this text (page 90241); `at` in Unix seconds."""
    content = _CONTROL.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    reply = TextReply(source=note.target, target=note.sender, time=at, content=content)
    rendered: str = reply.render()
    return rendered


def answer_json(note: Note, text: str, at: int) -> str:
    """The same for WeChat, where the console's data format is JSON."""
    told = {"ToUserName": note.sender, "FromUserName": note.target, "CreateTime": at}
    return json.dumps({**told, "MsgType": "text", "Content": _CONTROL.sub("", text)}, ensure_ascii=False)


def _fields(xml: str, parse: Parse) -> Mapping[str, object]:
    clean = _CONTROL.sub("", xml)
    if not _BEGINNING.match(clean):
        raise Unreadable("no XML of theirs")
    try:
        fields = parse(clean)._data
    except Exception as error:  # expat, entities, a missing MsgType: each has an exception of its own
        raise Unreadable(type(error).__name__) from None
    return fields if isinstance(fields, Mapping) else {}


def _object(text: str) -> Mapping[str, object]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("no JSON") from None
    if not isinstance(fields, dict):
        raise Unreadable("no JSON object")
    return fields


def _said(kind: str, fields: Mapping[str, object]) -> str:
    """A voice says something only where WeChat has written it down."""
    names = {"text": ("Content",), "voice": ("Recognition",), "location": ("Label",), "link": ("Title", "Url")}
    return "\n".join(filter(None, (_text(fields, name) for name in names.get(kind, ()))))


def _message_id(fields: Mapping[str, object]) -> str:
    """Raises Unreadable where there is none, for then nothing tells a repeated message from a new one."""
    id_ = _text(fields, "MsgId")
    if id_ in ("", "0") or len(id_) > _LONGEST_ID:
        raise Unreadable("no MsgId")
    return id_


def _event_id(fields: Mapping[str, object]) -> str:
    """Events have none, so they are known by all that tells them apart."""
    names = ("FromUserName", "CreateTime", "Event", "EventKey", "TaskId")
    return hashlib.sha256("\n".join(_text(fields, name) for name in names).encode()).hexdigest()


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 2**64 else ""
    return _CONTROL.sub("", value) if isinstance(value, str) else ""


def _number(fields: Mapping[str, object], name: str) -> int:
    text = _text(fields, name)
    return int(text) if re.fullmatch(r"\d{1,12}", text, re.ASCII) else 0
