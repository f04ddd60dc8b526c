"""Logs: one line for each event, in UTC with the school's time beside it, on standard error.

What people write does not stand in them unless `log.text` is on, and secrets never do.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from datetime import UTC, datetime, tzinfo
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import Processor

from bot.settings import Log

Event = MutableMapping[str, Any]

TEXTS = frozenset({"text", "reply", "replies", "quoted", "frame", "words"})
SECRET = re.compile(r"secret|token|key|password", re.IGNORECASE)
PASSWORD_IN_URL = re.compile(r"(://[^:/@\s]*:)[^@\s]+@")
LIBRARIES = ("aiohttp", "alembic", "apscheduler", "asyncio", "sqlalchemy")
"""What they tell below a warning is of no use here, and SQL would carry what people wrote."""

HARMLESS = (OSError, ImportError, NameError, AttributeError, RuntimeError)
"""Exceptions whose message does not quote what was being worked on."""


def set_up(log: Log, timezone: tzinfo, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Sends structlog and the standard library's logging through the same processors."""
    level = getattr(logging, log.level.upper())
    chain = _processors(log, timezone, now)
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _json if log.format == "json" else _console,
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(max(level, logging.WARNING))


def _processors(log: Log, timezone: tzinfo, now: Callable[[], datetime]) -> list[Processor]:
    def times(_logger: object, _method: str, event: Event) -> Event:
        moment = now()
        at = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        local = moment.astimezone(timezone).isoformat(timespec="seconds")
        return {"at": at, "local": local, **event}

    def exceptions(_logger: object, _method: str, event: Event) -> Event:
        error = _error(event.pop("exc_info", None))
        return event if error is None else {**event, "exception": _traceback(error, messages=log.text)}

    def quiet(_logger: object, _method: str, event: Event) -> Event:
        return event if log.text else {key: value for key, value in event.items() if key not in TEXTS}

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        times,
        exceptions,
        quiet,
        _mask,
    ]


def _error(exc_info: object) -> BaseException | None:
    """structlog gives True or an exception, logging gives a triple."""
    if isinstance(exc_info, tuple):
        exc_info = exc_info[1]
    if isinstance(exc_info, BaseException):
        return exc_info
    return sys.exc_info()[1] if exc_info else None


def _traceback(error: BaseException, messages: bool) -> str:
    """Like Python's own, but a message that may quote what a person wrote is left out unless `messages`."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    telling = messages or isinstance(error, HARMLESS) or type(error).__name__ == "OperationalError"
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else [before] if before else []
    lines = [
        *(_traceback(one, messages) + "\n\n" for one in inner),
        *_frames(error.__traceback__),
        f"{type(error).__module__}.{type(error).__qualname__}" + (f": {error}" if telling else ""),
    ]
    return "".join(lines)


def _frames(begin: TracebackType | None) -> list[str]:
    return ["Traceback (most recent call last):\n", *traceback.format_tb(begin)]


def _mask(_logger: object, _method: str, event: Event) -> Event:
    return {key: _masked(key, value) for key, value in event.items()}


def _masked(key: str, value: object) -> object:
    if SECRET.search(key):
        return "***"
    if isinstance(value, str):
        return PASSWORD_IN_URL.sub(r"\1***@", value)
    if isinstance(value, Mapping):
        return {str(inner): _masked(str(inner), one) for inner, one in value.items()}
    return value


def _json(_logger: object, _method: str, event: Event) -> str:
    return json.dumps(event, ensure_ascii=False, default=str)


def _console(_logger: object, _method: str, event: Event) -> str:
    exception = event.pop("exception", "")
    head = " ".join(str(event.pop(key)) for key in ("at", "local", "level", "logger", "event"))
    rest = "".join(f" {key}={value!r}" for key, value in event.items())
    return head.replace("\n", " ") + rest + (f"\n{exception}" if exception else "")
