"""Links that only those can open to whom the bot gave them, and only until a day: signed with the school's secret."""

import json
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest, new
from typing import Any

PATTERN = "[a-z2-7]{40,400}"
"""What a token looks like: letters and digits alone, which no chat takes for markup."""

_SIGNATURE = 20
"""Bytes of it, of 32: nobody guesses half as many."""


@dataclass(frozen=True)
class Signed:
    """What a token says, and until when it holds."""

    what: list[Any]
    until: datetime


def sign(secret: str, purpose: str, what: list[Any], until: datetime) -> str:
    """A token that says `what` (of what JSON can hold); one that is signed for one purpose is none for another."""
    body = json.dumps([int(until.timestamp()), *what], ensure_ascii=False, separators=(",", ":")).encode()
    return b32encode(_signature(secret, purpose, body) + body).decode().rstrip("=").lower()


def read(secret: str, purpose: str, token: str) -> Signed | None:
    """What we signed; None for anything else. Whoever asks looks whether it still holds."""
    try:
        whole = b32decode(token.upper() + "=" * (-len(token) % 8))
    except ValueError:
        return None
    signature, body = whole[:_SIGNATURE], whole[_SIGNATURE:]
    if not compare_digest(signature, _signature(secret, purpose, body)):
        return None
    until, *what = json.loads(body)
    return Signed(what, datetime.fromtimestamp(until, UTC))


def _signature(secret: str, purpose: str, body: bytes) -> bytes:
    return new(secret.encode(), f"{purpose}:".encode() + body, sha256).digest()[:_SIGNATURE]
