"""The sealed form of the callbacks: the official examples, our own ones, and whatever the network may send instead."""

import base64
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.tencent.envelope import Envelope, Forged, Sealed, key_of, open_media

TOKEN = "QDG6eK"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ENVELOPE = Envelope(TOKEN, AES_KEY)
RANDOM = b"1234567890123456"

EXAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text())["vectors"]
MEDIA = [example for example in EXAMPLES if example["kind"] == "media"]
PLAIN = [example for example in EXAMPLES if "signature" in example or "plain_signature" in example]
SEALED = [example for example in EXAMPLES if "msg_signature" in example]


def encrypted_of(example: dict[str, Any]) -> str:
    encrypted: str = example.get("encrypt") or example["echostr"]
    return encrypted


def envelope_of(example: dict[str, Any]) -> Envelope:
    return Envelope(example["token"], example["encoding_aes_key"], example["receive_id"])


def crypt(plain: bytes, key: bytes = key_of(AES_KEY)) -> bytes:
    """The cipher alone: whatever is handed in, padded or not."""
    cipher = Cipher(AES(key), CBC(key[:16])).encryptor()
    return cipher.update(plain) + cipher.finalize()


def sealed_of(plain: bytes) -> str:
    return base64.b64encode(crypt(plain)).decode()


def padded(plain: bytes) -> bytes:
    pad = 32 - len(plain) % 32
    return plain + bytes([pad]) * pad


def test_every_example_is_there() -> None:
    assert len(EXAMPLES) == 14
    assert {example["name"] for example in (*MEDIA, *PLAIN, *SEALED)} == {example["name"] for example in EXAMPLES}


@pytest.mark.parametrize("example", SEALED, ids=lambda example: example["name"])
def test_an_example_opens(example: dict[str, Any]) -> None:
    envelope = envelope_of(example)
    encrypted = encrypted_of(example)
    envelope.verify(example["msg_signature"], example["timestamp"], example["nonce"], encrypted)
    assert envelope.open(encrypted) == example["expected_plaintext"]


@pytest.mark.parametrize("example", SEALED, ids=lambda example: example["name"])
def test_an_example_is_sealed_to_the_byte(example: dict[str, Any]) -> None:
    random16 = example["random16"].encode()
    timestamp, nonce = example["timestamp"], example["nonce"]
    sealed = envelope_of(example).seal(example["expected_plaintext"], timestamp, nonce, random16)
    assert sealed == Sealed(encrypted_of(example), example["msg_signature"], timestamp, nonce)


@pytest.mark.parametrize("example", PLAIN, ids=lambda example: example["name"])
def test_the_plain_signature_of_an_official_account(example: dict[str, Any]) -> None:
    signature = example.get("signature") or example["plain_signature"]
    Envelope(example["token"], AES_KEY).verify(signature, example["timestamp"], example["nonce"])


@pytest.mark.parametrize("example", MEDIA, ids=lambda example: example["name"])
def test_the_media_of_an_example_open(example: dict[str, Any]) -> None:
    data = base64.b64decode(example["ciphertext_b64"])
    assert open_media(data, key_of(example["aeskey"])) == base64.b64decode(example["expected_plaintext_b64"])
    assert open_media(data, key_of(example["aeskey"].rstrip("="))) == base64.b64decode(
        example["expected_plaintext_b64"]
    )


@pytest.mark.parametrize("part", ["signature", "timestamp", "nonce", "encrypted"])
def test_any_part_that_was_changed_is_forged(part: str) -> None:
    sealed = ENVELOPE.seal("你好", "1409659813", "1372623149")
    parts = {**vars(sealed), part: "0" + getattr(sealed, part)}
    with pytest.raises(Forged):
        ENVELOPE.verify(**parts)


def test_the_signature_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr("hmac.compare_digest", compare)
    sealed = ENVELOPE.seal("你好", "1409659813", "1372623149")
    ENVELOPE.verify(sealed.signature, sealed.timestamp, sealed.nonce, sealed.encrypted)
    assert compared == [(sealed.signature.encode(), sealed.signature.encode())]


def test_two_seals_of_one_text_differ() -> None:
    first, second = (ENVELOPE.seal("你好", "1409659813", "1372623149") for _ in range(2))
    assert first.encrypted != second.encrypted
    assert ENVELOPE.open(first.encrypted) == ENVELOPE.open(second.encrypted) == "你好"


def test_what_another_enterprise_received_is_forged() -> None:
    sealed = Envelope(TOKEN, AES_KEY, "wx5823bf96d3bd56c7").seal("你好", "1409659813", "1372623149")
    for receive_id in ("", "x", "wx5823bf96d3bd56c8", "wx5823bf96d3bd56c"):
        with pytest.raises(Forged):
            Envelope(TOKEN, AES_KEY, receive_id).open(sealed.encrypted)


@pytest.mark.parametrize(
    "encrypted",
    [
        "",
        "=",
        "你好",
        "\ud800",
        "AAAA",
        sealed_of(padded(RANDOM + b"\0\0\0\2hi"))[:-1],
        sealed_of(padded(RANDOM + b"\0\0\0\2hi")) + "\n",
        sealed_of(b""),
        sealed_of(bytes([0]) * 32),
        sealed_of(bytes([33]) * 64),
        sealed_of(bytes([32]) * 16),
        sealed_of(padded(b"short")),
        sealed_of(padded(RANDOM)),
        sealed_of(padded(RANDOM + b"\0\0\0")),
        sealed_of(padded(RANDOM + b"\0\0\0\3hi")),
        sealed_of(padded(RANDOM + b"\xff\xff\xff\xffhi")),
        sealed_of(padded(RANDOM + b"\0\0\0\1hi")),
        sealed_of(padded(RANDOM + b"\0\0\0\2\xff\xfe")),
    ],
    ids=ascii,
)
def test_what_is_damaged_is_forged(encrypted: str) -> None:
    with pytest.raises(Forged):
        ENVELOPE.open(encrypted)


def test_every_byte_of_the_padding_counts() -> None:
    whole = padded(RANDOM + b"\0\0\0\2hi")
    assert ENVELOPE.open(sealed_of(whole)) == "hi"
    for at in range(22, len(whole)):
        damaged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(Forged):
            ENVELOPE.open(sealed_of(damaged))


@pytest.mark.parametrize("key", ["", "x", AES_KEY[:-1], AES_KEY + "A", "-" * 43, "钥" * 43])
def test_a_key_that_is_none_is_refused_without_being_named(key: str) -> None:
    with pytest.raises(ValueError, match=r"^not a key of 32 bytes in base64$"):
        Envelope(TOKEN, key)


def test_no_secret_shows_itself() -> None:
    assert TOKEN not in repr(ENVELOPE)
    assert AES_KEY not in repr(ENVELOPE)


@pytest.mark.parametrize("pad", [0, 33, 64])
def test_padding_is_of_1_to_32_bytes(pad: int) -> None:
    assert open_media(crypt(b"x" * 32 + b"\x20" * 32), key_of(AES_KEY)) == b"x" * 32
    with pytest.raises(Forged):
        open_media(crypt(bytes([pad]) * 96), key_of(AES_KEY))


@given(st.text(), st.text(), st.text(), st.text())
def test_no_signature_from_the_network_does_more_than_fail(sent: str, timestamp: str, nonce: str, body: str) -> None:
    with pytest.raises(Forged):
        ENVELOPE.verify(sent, timestamp, nonce, body)


@given(
    st.text()
    | st.binary().map(lambda data: base64.b64encode(data).decode())
    | st.binary().map(lambda data: sealed_of(padded(data)))
)
def test_nothing_from_the_network_does_more_than_fail(encrypted: str) -> None:
    with contextlib.suppress(Forged):
        ENVELOPE.open(encrypted)


@given(st.binary(max_size=200))
def test_no_media_from_the_network_do_more_than_fail(data: bytes) -> None:
    with contextlib.suppress(Forged):
        open_media(data, key_of(AES_KEY))


@given(
    st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)
def test_what_is_sealed_opens(text: str, receive_id: str) -> None:
    envelope = Envelope(TOKEN, AES_KEY, receive_id)
    sealed = envelope.seal(text, "1409659813", "1372623149")
    envelope.verify(sealed.signature, sealed.timestamp, sealed.nonce, sealed.encrypted)
    assert envelope.open(sealed.encrypted) == text


@given(st.binary(max_size=200))
def test_encrypted_media_open(data: bytes) -> None:
    assert open_media(crypt(padded(data)), key_of(AES_KEY)) == data
