"""The sealed form in which WeCom and WeChat call back, and the cipher of the media that people send.

The scheme is that of WeCom's page 90968 and of WeChat's page on message push; both name it the same.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK = 32
"""Padding goes up to 32 bytes, twice the cipher's block: a library's PKCS#7 does not fit."""

_KEY = 32
_RANDOM = 16
_LENGTH = 4


class Forged(Exception):
    """What came is not sealed with our secrets, or was damaged on the way; it says nothing more."""


@dataclass(frozen=True)
class Sealed:
    """The four values of a sealed answer; each door puts them into its own JSON or XML."""

    encrypted: str
    signature: str
    timestamp: str
    nonce: str


class Envelope:
    """Opens and seals with one Token and EncodingAESKey.

    `receive_id`: the corp id for a self-built app, the app id for an official account, "" for an enterprise's own
    intelligent bot (page 101033).
    """

    def __init__(self, token: str, aes_key: str, receive_id: str = "") -> None:
        """Raises ValueError, which does not name the key, for an `aes_key` that is not 43 signs of base64."""
        self._token = token
        self._key = key_of(aes_key)
        self._receive_id = receive_id.encode()

    def verify(self, signature: str, timestamp: str, nonce: str, encrypted: str = "") -> None:
        """Raises Forged. Without `encrypted` it is the plain signature of an official account's address check."""
        expected = self._sign(timestamp, nonce, encrypted)
        if not hmac.compare_digest(expected.encode(), _bytes(signature)):
            raise Forged

    def open(self, encrypted: str) -> str:
        """The text within. Raises Forged for whatever is wrong; the signature is for `verify` to check."""
        try:
            plain = _decrypt(base64.b64decode(encrypted, validate=True), self._key)
            return self._content(plain).decode()
        except ValueError:
            raise Forged from None

    def seal(self, plain: str, timestamp: str, nonce: str, random16: bytes | None = None) -> Sealed:
        """`timestamp` in seconds, `nonce` the call's own; `random16` only to repeat a known example."""
        content = plain.encode()
        length = len(content).to_bytes(_LENGTH, "big")
        padded = _pad((random16 or secrets.token_bytes(_RANDOM)) + length + content + self._receive_id)
        cipher = _cipher(self._key).encryptor()
        encrypted = base64.b64encode(cipher.update(padded) + cipher.finalize()).decode()
        return Sealed(encrypted, self._sign(timestamp, nonce, encrypted), timestamp, nonce)

    def _sign(self, *parts: str) -> str:
        joined = "".join(sorted((self._token, *parts)))
        return hashlib.sha1(_bytes(joined), usedforsecurity=False).hexdigest()  # the protocol's, not our choice

    def _content(self, plain: bytes) -> bytes:
        start = _RANDOM + _LENGTH
        end = start + int.from_bytes(plain[_RANDOM:start], "big")
        if end > len(plain) or not hmac.compare_digest(plain[end:], self._receive_id):
            raise Forged
        return plain[start:end]


def key_of(text: str) -> bytes:
    """The 32 bytes that 43 or 44 signs of base64 stand for. Raises ValueError."""
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY:
        raise ValueError("not a key of 32 bytes in base64")
    return key


def open_media(data: bytes, key: bytes) -> bytes:
    """What a picture or file was before it was encrypted with the 32 bytes of `key` (page 100719). Raises Forged."""
    try:
        return _decrypt(data, key)
    except ValueError:
        raise Forged from None


def _cipher(key: bytes) -> Cipher[CBC]:
    return Cipher(AES(key), CBC(key[:16]))


def _decrypt(data: bytes, key: bytes) -> bytes:
    """Raises Forged or ValueError."""
    cipher = _cipher(key).decryptor()
    padded = cipher.update(data) + cipher.finalize()
    pad = padded[-1] if padded else 0
    if not 1 <= pad <= min(_BLOCK, len(padded)) or padded[-pad:] != bytes([pad]) * pad:
        raise Forged
    return padded[:-pad]


def _pad(plain: bytes) -> bytes:
    pad = _BLOCK - len(plain) % _BLOCK
    return plain + bytes([pad]) * pad


def _bytes(text: str) -> bytes:
    """JSON can carry halves of characters, which have no bytes; no signature ever covers them."""
    return text.encode(errors="replace")
