"""The door of the pages without an account: what a secret address opens, and how often it may be asked for."""

import time

from flask import abort, current_app, g
from flask.blueprints import BlueprintSetupState

from matchmaker.prospects.queries.links import (
    Opened,
    OpenedAttache,
    OpenedCounterpart,
    open_attache,
    open_counterpart,
)
from web import database
from web.public.blueprint import bp
from web.rate_limit import RateLimiter
from web.security import come_back_in, note_refusal

LIMIT, WINDOW = 120, 300.0
"""Requests for one address within so many seconds, in one process."""
NAME = "secret_page_limit"


@bp.record_once
def _remember(state: BlueprintSetupState) -> None:
    state.app.extensions[NAME] = RateLimiter(LIMIT, WINDOW)


def opened_counterpart(token: str) -> OpenedCounterpart:
    """Return what the token of a counterpart opens: 404 for any other one, 429 where it is asked for too often."""
    _count(token)
    found = open_counterpart(database.session(), token)
    if found is None:
        note_refusal("address")
        abort(404)
    _enter(found, found.counterpart.language)
    return found


def opened_attache(token: str) -> OpenedAttache:
    """Return what the token of an attaché opens: 404 for any other one, 429 where it is asked for too often."""
    _count(token)
    found = open_attache(database.session(), token)
    if found is None:
        note_refusal("address")
        abort(404)
    _enter(found, found.page.language)
    return found


def _count(token: str) -> None:
    wait = current_app.extensions[NAME].wait(token, time.monotonic())
    if wait:
        note_refusal("limit")
        come_back_in(wait)
        abort(429)


def _enter(found: Opened, language: str) -> None:
    g.event, g.community, g.reader_language = found.event, found.community, language
