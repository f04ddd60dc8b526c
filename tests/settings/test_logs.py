"""What stands in the log, and what must not."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog

from bot.logs import set_up
from bot.settings import Log

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)

Lines = Callable[[], list[dict[str, Any]]]

KEPT = [
    ({"number": 128}, {"number": 128}),
    ({"text": "听了王芳的课"}, {}),
    ({"reply": "已记录", "quoted": "x", "frame": {}}, {}),
    ({"secret": "abc", "bot_token": "abc", "AESKey": "abc", "password": "abc"}, "***"),
    ({"channel": {"secret": "abc", "name": "群"}}, {"channel": {"secret": "***", "name": "群"}}),
    ({"url": "postgresql://bot:abc@db/x"}, {"url": "postgresql://bot:***@db/x"}),
]


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before
    structlog.reset_defaults()


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def start(**settings: Any) -> None:
    set_up(Log(**{"format": "json", **settings}), ZoneInfo("Asia/Shanghai"), lambda: NOON)


def test_line_has_both_times_a_level_and_the_event(lines: Lines) -> None:
    start()
    structlog.get_logger("bot.app").info("ready", port=8080)
    assert lines() == [
        {
            "at": "2026-11-20T04:00:00.000000Z",
            "local": "2026-11-20T12:00:00+08:00",
            "event": "ready",
            "port": 8080,
            "level": "info",
            "logger": "bot.app",
        }
    ]


@pytest.mark.parametrize(("given", "kept"), KEPT)
def test_text_is_dropped_and_secrets_are_masked(given: dict[str, Any], kept: Any, lines: Lines) -> None:
    start()
    structlog.get_logger().info("heard", **given)
    (line,) = lines()
    expected = dict.fromkeys(given, kept) if kept == "***" else kept
    assert {key: value for key, value in line.items() if key in given} == expected


def test_text_is_kept_when_asked_for(lines: Lines) -> None:
    start(text=True)
    structlog.get_logger().info("heard", text="听了王芳的课", token="abc")
    (line,) = lines()
    assert (line["text"], line["token"]) == ("听了王芳的课", "***")


def test_bound_context_is_in_every_line(lines: Lines) -> None:
    start()
    with structlog.contextvars.bound_contextvars(message="m-1", text="听了王芳的课"):
        structlog.get_logger().info("heard")
    (line,) = lines()
    assert line["message"] == "m-1"
    assert "text" not in line


def test_level_holds_for_all(lines: Lines) -> None:
    start(level="warning")
    structlog.get_logger().info("no")
    logging.getLogger("aiohttp.server").info("no")
    structlog.get_logger().warning("yes")
    logging.getLogger("aiohttp.server").error("yes %s", "indeed")
    assert [(line["event"], line["level"]) for line in lines()] == [("yes", "warning"), ("yes indeed", "error")]


@pytest.mark.parametrize("library", ["sqlalchemy.engine.Engine", "aiohttp.access", "apscheduler", "alembic.runtime"])
def test_libraries_tell_warnings_through_the_same_lines(library: str, lines: Lines) -> None:
    start(level="debug")
    logging.getLogger(library).info("INSERT INTO inbox … 听了王芳的课")
    logging.getLogger(library).warning("odd", extra={"secret": "abc"})
    (line,) = lines()
    assert (line["event"], line["logger"], line["local"]) == ("odd", library, "2026-11-20T12:00:00+08:00")


def failing(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_traceback_does_not_quote_what_was_said(lines: Lines) -> None:
    start()
    try:
        raise RuntimeError("the frame cannot be read") from failing(ValueError("听了王芳的课"))
    except RuntimeError:
        structlog.get_logger().exception("failed", id="e-1")
    (line,) = lines()
    assert "builtins.ValueError\n\n" in line["exception"]
    assert line["exception"].endswith("builtins.RuntimeError: the frame cannot be read")
    assert "in test_traceback_does_not_quote" in line["exception"]
    assert "王芳" not in line["exception"].replace('failing(ValueError("听了王芳的课"))', "")


def test_traceback_of_a_library_is_treated_alike(lines: Lines) -> None:
    start()
    error = failing(KeyError("王芳"))
    logging.getLogger("aiohttp.server").error("Error handling request", exc_info=error)
    (line,) = lines()
    assert line["exception"].endswith("builtins.KeyError")


def test_traceback_tells_each_error_of_a_group(lines: Lines) -> None:
    start()
    group = failing(ExceptionGroup("two", [failing(KeyError("王芳")), failing(OSError("disk full"))]))
    structlog.get_logger().error("failed", exc_info=group)
    told = lines()[0]["exception"]
    assert "builtins.KeyError\n" in told
    assert "builtins.OSError: disk full\n" in told


def test_traceback_says_all_when_text_is_asked_for(lines: Lines) -> None:
    start(text=True)
    structlog.get_logger().error("failed", exc_info=failing(ValueError("听了王芳的课")))
    assert lines()[0]["exception"].endswith("builtins.ValueError: 听了王芳的课")


def test_console_line_reads_from_left_to_right(capsys: pytest.CaptureFixture[str]) -> None:
    start(format="console")
    structlog.get_logger("bot").info("heard\nit", number=128, text="听了王芳的课")
    structlog.get_logger("bot").error("failed", exc_info=failing(OSError("disk full")))
    first, second, *traceback = capsys.readouterr().err.splitlines()
    assert first == "2026-11-20T04:00:00.000000Z 2026-11-20T12:00:00+08:00 info bot heard it number=128"
    assert second == "2026-11-20T04:00:00.000000Z 2026-11-20T12:00:00+08:00 error bot failed"
    assert traceback[0] == "Traceback (most recent call last):"
    assert traceback[-1] == "builtins.OSError: disk full"
