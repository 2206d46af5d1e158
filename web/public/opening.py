"""The door of the pages without an account: what a secret address opens, and how often it may be asked for."""

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from flask import abort, current_app, g
from flask.blueprints import BlueprintSetupState
from sqlmodel import Session

from matchmaker.models import Community, Event
from web import database
from web.public.blueprint import bp
from web.rate_limit import RateLimiter
from web.security import come_back_in, note_refusal

LIMIT, WINDOW = 120, 300.0
"""Requests for one address within so many seconds, in one process."""
NAME = "secret_page_limit"


class OpenedPage(Protocol):
    """What a secret address opens."""

    @property
    def event(self) -> Event: ...
    @property
    def community(self) -> Community: ...
    @property
    def language(self) -> str:
        """Of whom the address was sent to."""
        ...


Found = TypeVar("Found", bound=OpenedPage)


@bp.record_once
def _remember(state: BlueprintSetupState) -> None:
    state.app.extensions[NAME] = RateLimiter(LIMIT, WINDOW)


def opened(find: Callable[[Session, str], Found | None], token: str, *, counted: bool = True) -> Found:
    """Return what a token opens as `find` tells: 404 for nothing, 429 where it is asked for too often.

    `counted` is false where a request that was counted reads it once more.
    """
    if counted:
        _count(token)
    found = find(database.session(), token)
    if found is None:
        note_refusal("address")
        abort(404)
    g.event, g.community, g.reader_language = found.event, found.community, found.language
    return found


def _count(token: str) -> None:
    wait = current_app.extensions[NAME].wait(token, time.monotonic())
    if wait:
        note_refusal("limit")
        come_back_in(wait)
        abort(429)
