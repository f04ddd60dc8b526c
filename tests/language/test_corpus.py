"""Every case is read by the whole reader, so that one sentence stealing another's shows."""

import pytest

from tests.language.cases import HERE, Case, corpus, same

FILES = sorted(file.stem for file in (HERE / "corpus").glob("*.jsonl"))
CASES = [pytest.param(case, id=f"{name}:{case.text[:24]}") for name in FILES for case in corpus(name)]


@pytest.mark.parametrize("case", CASES)
def test_case_is_read_as_labelled(case: Case) -> None:
    reading = case.read()
    if case.skip:
        pytest.xfail(case.skip)
    assert same(reading.frame, case.frame), f"{reading.frame.to_json()}\n{reading.why}"


@pytest.mark.parametrize("case", CASES)
def test_reading_says_why(case: Case) -> None:
    reading = case.read()
    assert reading.why
    assert all(case.text[piece.start : piece.end] == piece.text for piece in reading.pieces)
