"""Structured logging: one JSON object a line, without secrets, that no text from outside can forge.

Library loggers (gunicorn, huey) are covered by a log record factory; their lines are masked and escaped as well.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

from matchmaker.base.plain_text import UNSEEN

MASK = "***"
MOST_FRAMES = 12
_ROOT = Path(__file__).resolve().parents[2]
_SECRETS = re.compile(
    r"""
    # tokens in paths of pages and feeds, also where they stand inside another address
    ((?:/|%2F)(?:login|answer|mails|cal|meet|attache|follow-up|invited|staff(?:/|%2F)(?:password|login|invitation))(?:/|%2F))(?:(?!%2F)[^/\s?\#"'<>])+
    | ((?:/|%2F)r(?:/|%2F)[a-z0-9-]+(?:/|%2F)(?:with(?:/|%2F))?)(?!sent\b|with\b)(?:(?!%2F)[^/\s?\#"'<>])+
    | (\+)[\w.-]{8,}(?=@)                                                          # tokens in reply addresses
    | ((?:password|token|secret|csrf_token|code)=)[^&\s"'<>]+                      # values of forms and queries
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNPRINTED = re.compile(rf"[\t\n\r\u200c\u200d{UNSEEN}]")


def masked(text: str) -> str:
    """Return `text` with the secrets of addresses and forms replaced by asterisks."""
    return _SECRETS.sub(lambda found: f"{next(filter(None, found.groups()))}{MASK}", text)


def one_line(text: str) -> str:
    r"""Return `text` masked, with line breaks and other control characters written as escapes such as \x0a."""
    return _UNPRINTED.sub(lambda found: f"\\x{ord(found[0]):02x}", masked(text))


def cause_of(error: BaseException) -> dict[str, Any]:
    """Return what a log says of an exception: `error` (its type), `at` (the innermost place in our code), `trace`.

    `says` is its text; left out for errors of the database, whose texts may hold the values of a row.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_shown(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    own = [place for place, frame in zip(places, frames, strict=True) if _is_ours(frame.filename)]
    found = {
        "error": type(error).__qualname__,
        "at": (own or places or [""])[-1],
        "trace": places[-MOST_FRAMES:],
    }
    if not isinstance(error, DBAPIError):
        found["says"] = str(error)[:500]
    under = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if under is not None:
        found["after"] = type(under).__qualname__
    return found


def configure_logs(*, to_errors: bool = False) -> None:
    """Write JSON lines to the standard output (or error), and mask what libraries log. Idempotent."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.PositionalArgumentsFormatter(),
            _name_the_cause,
            _clean,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        # the stream of the moment: it may have been redirected since
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr if to_errors else sys.stdout),
        cache_logger_on_first_use=False,
    )
    logging.setLogRecordFactory(CleanRecord)


class CleanRecord(logging.LogRecord):
    """A record of a library, whose text is one line without secrets, and whose exception is named without values."""

    def getMessage(self) -> str:  # noqa: N802 -- the name in the standard library
        return one_line(super().getMessage())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[1] is not None:
            # formatters take this text instead of writing a traceback of their own
            self.exc_text = one_line(str(cause_of(self.exc_info[1])))


def _name_the_cause(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = _exception(event.pop("exc_info", None))
    if error is not None:
        event.update(cause_of(error))
    return event


def _exception(given: BaseException | bool | tuple[type, BaseException, TracebackType] | None) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1]
    return sys.exc_info()[1] if given else None


def _clean(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: _cleaned(value) for name, value in event.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {one_line(str(name)): _cleaned(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_cleaned(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float) else one_line(str(value))


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in {"web", "matchmaker", "solver"}


def _shown(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if _is_ours(filename) else "/".join(path.parts[-2:])
