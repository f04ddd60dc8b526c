"""Texts cut to bytes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.texts import cut, parts

TEXTS = st.text(st.sampled_from("a1 \n，听课é📊👨‍👩‍👧") | st.characters(codec="utf-8"))


def test_what_fits_stays_whole() -> None:
    assert cut("听课 32 节\n", 14) == "听课 32 节\n"
    assert parts("听课 32 节\n", 14) == ["听课 32 节\n"]
    assert parts("", 4) == []


def test_no_character_is_broken() -> None:
    assert [cut("听课📊", most) for most in range(4, 11)] == ["听", "听", "听课", "听课", "听课", "听课", "听课📊"]


def test_a_text_is_cut_between_its_lines() -> None:
    text = "第一行\n第二行\n第三行\n"
    assert parts(text, 22) == ["第一行\n第二行\n", "第三行\n"]


def test_a_line_that_is_too_long_is_broken_rather_than_sent_nearly_empty() -> None:
    assert parts("好\n" + "很" * 10, 16) == ["好\n很很很很", "很很很很很", "很"]


@given(TEXTS, st.integers(4, 40))
def test_the_parts_are_the_text(text: str, most: int) -> None:
    pieces = parts(text, most)
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode()) <= most for piece in pieces)


@given(TEXTS, st.integers(4, 40))
def test_hardly_any_room_is_wasted(text: str, most: int) -> None:
    """Two neighbours never fit into one part, unless a line ends between them."""
    pieces = parts(text, most)
    for one, next_ in pairwise(pieces):
        assert one.endswith("\n") or len((one + next_[0]).encode()) > most
