"""Exceptions that are shown to people, each with a translatable sentence.

A sentence is a gettext key with its parameters; it is translated where the reader's language is known (a page, a
mail, the command line). "Not possible" is a value with reasons, never one of these.
"""

from collections.abc import Mapping
from typing import Any

from matchmaker.base.i18n import N_


class MatchmakerError(Exception):
    """Base of all errors shown to people: `message` is an untranslated gettext key, `params` fill its placeholders."""

    status = 400

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


class InvalidInput(MatchmakerError):
    """What was sent cannot be used as it is; nothing was changed."""

    status = 422


class FileRefused(InvalidInput):
    """A file of a folder cannot be used: which one, which line of it (0: the whole), and why."""

    def __init__(self, file: str, line: int, message: str, params: Mapping[str, Any]) -> None:
        super().__init__(message, **params)
        self.file = file
        self.line = line


class NotFound(MatchmakerError):
    """There is no such thing, or it is not the reader's to see: both read the same."""

    status = 404

    def __init__(
        self, message: str = N_("There is no such page, or it belongs to somebody else."), **params: Any
    ) -> None:
        super().__init__(message, **params)


class Stale(MatchmakerError):
    """Somebody else changed it meanwhile; the newer state must be shown before trying again."""

    status = 409

    def __init__(
        self, message: str = N_("Somebody has changed this page meanwhile. Here is the newer state."), **params: Any
    ) -> None:
        super().__init__(message, **params)


class TooMany(MatchmakerError):
    """A limit (log-in tries, file size, wishes) is reached."""

    status = 429


class Closed(MatchmakerError):
    """The deadline has passed or the event's phase does not allow it."""

    status = 409


class TryLater(MatchmakerError):
    """As much of this work as a process takes at once is under way; a moment later it may be possible."""

    status = 503
