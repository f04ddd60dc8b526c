"""Signed links: what we signed is read again, and nothing else is."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.signed import PATTERN, Signed, read, sign

UNTIL = datetime(2026, 12, 20, tzinfo=UTC)
WHAT = [12, "语文组", "2026-11-16", "2026-11-22"]
TOKEN = sign("secret", "report", WHAT, UNTIL)


def test_what_was_signed_is_read_again() -> None:
    assert read("secret", "report", TOKEN) == Signed(WHAT, UNTIL)
    assert re.fullmatch(PATTERN, TOKEN)


@pytest.mark.parametrize(("secret", "purpose"), [("another", "report"), ("secret", "file")])
def test_another_school_or_purpose_opens_nothing(secret: str, purpose: str) -> None:
    assert read(secret, purpose, TOKEN) is None


@pytest.mark.parametrize("at", range(0, len(TOKEN) - 1, 7))
def test_one_sign_that_differs_opens_nothing(at: int) -> None:
    other = "a" if TOKEN[at] != "a" else "b"
    assert read("secret", "report", TOKEN[:at] + other + TOKEN[at + 1 :]) is None


@given(st.text(max_size=300))
def test_who_guesses_opens_nothing(token: str) -> None:
    assert read("secret", "report", token) is None
