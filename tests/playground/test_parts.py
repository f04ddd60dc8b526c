"""The small parts behind the page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.channels.playground.clock import Step, ahead
from bot.channels.playground.insight import insight, segments
from bot.channels.playground.room import GROUP, KEPT, Bubble, Room
from bot.channels.playground.viewers import BEHIND, Viewers
from bot.language import Frame, Piece, Reading, Weighed
from bot.message import Message

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)


def bubble(text: str, **more: object) -> Bubble:
    return Bubble("group", GROUP, "王芳", text, NOW, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "step", "then"),
    [
        ("2026-11-18T16:20", "hour", "2026-11-18T17:20"),
        ("2026-11-18T16:20", "day", "2026-11-19T16:20"),
        ("2026-11-18T16:20", "friday", "2026-11-20T16:30"),
        ("2026-11-20T16:29", "friday", "2026-11-20T16:30"),
        ("2026-11-20T16:30", "friday", "2026-11-27T16:30"),
        ("2026-11-21T00:10", "friday", "2026-11-27T16:30"),
    ],
)
def test_a_step_is_taken_by_the_schools_clock(now: str, step: Step, then: str) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    expected = datetime.fromisoformat(then).replace(tzinfo=SHANGHAI)
    assert ahead(local.astimezone(UTC), step, SHANGHAI) == expected


def test_pieces_cut_the_text_and_lose_none_of_it() -> None:
    text = "𠀀听了王芳的课"
    pieces = [
        Piece(3, 5, "person", "王芳", "王芳"),
        Piece(1, 3, "trigger", None, "听了"),
        Piece(2, 4, "x", None, "了王"),
    ]
    cut = list(segments(text, pieces))
    assert "".join(part["text"] for part in cut) == text
    assert [part.get("kind") for part in cut] == [None, "trigger", "person", None]


@pytest.mark.parametrize("span", [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_a_piece_outside_the_text_is_left_out(span: tuple[int, int]) -> None:
    assert list(segments("听课", [Piece(*span, "x", None, "")])) == [{"text": "听课"}]


def test_a_conversation_forgets_its_oldest_words() -> None:
    room = Room()
    for count in range(KEPT + 3):
        room.add(bubble(str(count)))
    said = room.group("王芳")
    assert (len(said), said[0].text, said[-1].number) == (KEPT, "3", KEPT + 3)


def test_a_line_for_one_person_is_hidden_from_others() -> None:
    room = Room()
    room.add(hidden := bubble("签到", only="李娜"))
    assert room.group("李娜") == [hidden]
    assert room.group("王芳") == []
    assert room.find("王芳", hidden.id) is None


def test_a_page_that_falls_behind_is_let_go() -> None:
    viewers = Viewers()
    with viewers.joined("王芳") as viewer:
        for _ in range(BEHIND + 1):
            viewers.tell({})
        viewers.dismiss()
        assert viewer.lost


def test_panel_names_what_gave_way() -> None:
    gave_way = Weighed("observation.log", 8, ("observation.log: trigger 听",), ("a plan",))
    message = Message("playground", "1", "c", "group", "王芳", "明天去听课", NOW, addressed=False)
    shown = insight(message, Reading(Frame("none"), (), ("none: nothing for the bot",), (gave_way,)))
    assert shown["others"] == [
        {"intent": "observation.log", "score": 8, "for": ["observation.log: trigger 听"], "against": ["a plan"]}
    ]
