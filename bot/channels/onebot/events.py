"""Reading what a OneBot 12 implementation tells (12.onebot.dev): any JSON goes in, nothing raises."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.channels.told import dig, dig_seconds, dig_text
from bot.message import Place

LONGEST_ID, LONGEST_PLATFORM = 128, 64
MOST_FILES = 20
_PLACES: dict[str, Place] = {"group": "group", "private": "private"}
_MEDIA = ("image", "file", "audio", "video")


@dataclass(frozen=True)
class Account:
    """The account through which an implementation hears and speaks: `self`, in the protocol's words."""

    platform: str
    id: str


@dataclass(frozen=True)
class Heard:
    """Somebody said something. `mentioned`: the account was, by a segment. `at`: Unix seconds, 0 if untold.

    `files` are file_ids, `quotes` the message_id of what was quoted, "" where nothing was.
    """

    account: Account
    id: str
    conversation: str
    place: Place
    sender: str
    text: str
    mentioned: bool
    files: tuple[str, ...] = ()
    quotes: str = ""
    at: float = 0


def accounts(event: object) -> set[Account]:
    """Those that this event is of, or that it says are served."""
    found = {_account(dig(event, "self"))}
    if dig(event, "type") == "meta":
        bots = dig(event, "status", "bots")
        found |= {_account(dig(bot, "self")) for bot in (bots if isinstance(bots, list) else [])}
    return {account for account in found if account is not None}


def read(event: object) -> Heard | None:
    """A message of somebody else, in a group or in private; None for everything else."""
    place = _PLACES.get(dig_text(event, "detail_type"))
    account = _account(dig(event, "self"))
    if place is None or account is None or dig(event, "type") != "message":
        return None
    sender, id_ = _id(dig(event, "user_id")), _id(dig(event, "message_id"))
    conversation = _id(dig(event, "group_id")) if place == "group" else sender
    if not id_ or not sender or not conversation or sender == account.id:
        return None
    segments = list(_segments(event))
    mentions = [dig_text(data, "user_id") for kind, data in segments if kind == "mention"]
    files = tuple(dig_text(data, "file_id") for kind, data in segments if kind in _MEDIA)
    quotes = [dig_text(data, "message_id") for kind, data in segments if kind == "reply"]
    return Heard(
        account=account,
        id=id_,
        conversation=conversation,
        place=place,
        sender=sender,
        text="".join(_words(kind, data, account) for kind, data in segments).strip(),
        mentioned=account.id in mentions,
        files=tuple(filter(None, files))[:MOST_FILES],
        quotes=next(filter(None, quotes), ""),
        at=dig_seconds(event, "time"),
    )


def _words(kind: str, data: object, account: Account) -> str:
    """The @ of another is kept, for what is said to another is not said to the bot."""
    match kind:
        case "text":
            return dig_text(data, "text")
        case "mention":
            whom = dig_text(data, "user_id")
            return "" if whom == account.id else f"@{whom} "
        case "mention_all":
            return "@所有人 "
    return ""


def _segments(event: object) -> Iterator[tuple[str, object]]:
    message = dig(event, "message")
    for segment in message if isinstance(message, list) else []:
        yield dig_text(segment, "type"), dig(segment, "data")


def _account(told: object) -> Account | None:
    platform, id_ = _id(dig(told, "platform")), _id(dig(told, "user_id"))
    return Account(platform, id_) if id_ and 0 < len(platform) <= LONGEST_PLATFORM else None


def _id(told: object) -> str:
    """Empty for what no database keeps as an id."""
    return told if isinstance(told, str) and len(told) <= LONGEST_ID and told.isprintable() else ""
