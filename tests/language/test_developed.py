"""How much of the labelled messages is read exactly; the figures may only rise."""

from collections import Counter

import pytest

from tests.language.cases import Case, developed, same

FLOOR = {
    "observation": 0.95,
    "attendance": 0.95,
    "paper": 0.95,
    "project": 0.9,
    "lesson": 0.9,
    "activity": 0.85,
    "query": 0.9,
    "deadline": 0.9,
    "correct": 0.95,
    "digest": 1.0,
    "roster": 1.0,
    "help": 1.0,
    "none": 1.0,
}


def group(case: Case) -> str:
    return str(case.frame["intent"]).split(".")[0]


@pytest.mark.parametrize("name", FLOOR)
def test_exact_frames_do_not_fall(name: str) -> None:
    cases = [case for case in developed() if group(case) == name]
    exact = Counter(same(case.read().frame, case.frame) for case in cases)
    assert exact[True] / len(cases) >= FLOOR[name], f"{exact[True]} of {len(cases)}"


def test_nothing_is_logged_that_was_not_told() -> None:
    quiet = [case for case in developed() if group(case) == "none"]
    assert [case.text for case in quiet if case.read().frame.intent.endswith(".log")] == []
