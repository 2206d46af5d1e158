"""The door of the pages without an account: what a secret address opens, and how often it may be asked for."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from flask import Response, abort, current_app, g, make_response, render_template
from flask.blueprints import BlueprintSetupState
from sqlmodel import Session

from matchmaker.models import Community, Event
from matchmaker.prospects.queries.former import FormerPage, former_attache, former_counterpart
from matchmaker.prospects.queries.links import open_attache, open_counterpart
from web import database
from web.public.blueprint import bp
from web.rate_limit import RateLimiter
from web.security import come_back_in, note_refusal

LIMIT, WINDOW = 120, 300.0
"""Requests for one address within so many seconds, in one process."""
NAME = "secret_page_limit"
FORMER: Mapping[Callable[..., object], Callable[[Session, str], FormerPage | None]] = {
    open_counterpart: former_counterpart,
    open_attache: former_attache,
}
"""What asks for pages that may have had another address, and what such an address led to."""


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
    """Return what a token opens as `find` tells: 404 for nothing, 410 for a former address, 429 for too many requests.

    `counted` is false where a request that was counted reads it once more.
    """
    if counted:
        _count(token)
    found = find(database.session(), token)
    if found is None:
        note_refusal("address")
        abort(_gone(find, token))
    g.event, g.community, g.reader_language = found.event, found.community, found.language
    return found


def _gone(find: Callable[..., object], token: str) -> int | Response:
    """Return what is answered where a token opens nothing: whom to ask instead, for one that did before."""
    former = FORMER[find](database.session(), token) if find in FORMER else None
    if former is None:
        return 404
    g.event, g.community, g.reader_language = former.event, former.community, former.language
    return make_response(render_template("public/missions/former.html", opened=former), 410)


def _count(token: str) -> None:
    wait = current_app.extensions[NAME].wait(token, time.monotonic())
    if wait:
        note_refusal("limit")
        come_back_in(wait)
        abort(429)
