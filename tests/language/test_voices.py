"""Messages that other hands labelled; the figures may only rise. Whoever learns from these has new ones written."""

import pytest

from tests.language.cases import developed, same

FLOORS = {
    "a": 0.992,
    "b": 0.996,
    "c": 0.992,
    "d": 0.97,
    "e": 0.99,
    "f": 0.99,
    "g": 0.99,
    "h": 0.99,
    "i": 0.98,
    "j": 0.96,
}


@pytest.mark.parametrize("voice", FLOORS)
def test_messages_are_read_exactly(voice: str) -> None:
    cases = developed(f"voices/{voice}.jsonl")
    wrong = [case.text for case in cases if not same(case.read().frame, case.frame)]
    assert 1 - len(wrong) / len(cases) >= FLOORS[voice], wrong


@pytest.mark.parametrize("voice", FLOORS)
def test_talk_is_never_recorded(voice: str) -> None:
    talk = [case for case in developed(f"voices/{voice}.jsonl") if case.frame["intent"] == "none"]
    assert [case.text for case in talk if case.read().frame.intent.endswith(".log")] == []
