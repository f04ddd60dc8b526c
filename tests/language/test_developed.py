"""How much of the labelled messages is read exactly; the figures may only rise."""

from collections import Counter

import pytest

from tests.language.cases import Case, developed, same

FLOOR = dict.fromkeys(
    (
        "attendance",
        "paper",
        "project",
        "lesson",
        "activity",
        "query",
        "deadline",
        "correct",
        "digest",
        "roster",
        "help",
        "none",
    ),
    1.0,
) | {"observation": 0.985}


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
