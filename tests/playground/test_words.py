"""The panel says in Chinese why a message was read as it was."""

import re
from pathlib import Path

import pytest

from tests.language.cases import Case, developed

WORDS = Path("bot/channels/playground/page/words.js").read_text("utf-8")
KNOWN = set(re.findall(r'"([^"]+)": "', WORDS)) | set(re.findall(r'\b([a-z_]+): "', WORDS))
LONGEST_FIRST = "|".join(re.escape(phrase) for phrase in sorted(KNOWN, key=len, reverse=True))
TRANSLATED = re.compile(rf"(?<![a-z_.])(?:{LONGEST_FIRST})(?![a-z_])")
ENGLISH = re.compile(r"[a-z_]{2,}(?:\.[a-z_]+)?")


@pytest.mark.parametrize("case", developed()[::7], ids=lambda case: case.text[:24])
def test_every_reason_has_its_words(case: Case) -> None:
    reading = case.read()
    said = [*reading.why, *(reason for other in reading.candidates for reason in other.to_json()["for"])]
    left = [word for reason in said for word in ENGLISH.findall(TRANSLATED.sub("", reason))]
    assert [word for word in left if word not in case.text.lower()] == [], said
