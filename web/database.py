"""Session per request, committed after a response below 400, and callbacks after that commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import structlog
from flask import Flask, Response, g, request
from sqlmodel import Session

from matchmaker.base.db import BY_STATEMENT, open_session, transaction
from matchmaker.models import CLIENT
from matchmaker.people.rules.clients import shortened
from web.config import product_config

log = structlog.get_logger()

READING = frozenset({"GET", "HEAD", "OPTIONS"})
READ_ONLY = frozenset({"participant", "calendar", "public"})
"""Blueprints whose reading requests try nothing out: organisers' previews write, and take it back."""


def session() -> Session:
    """Return the request's session: for reading on GET and HEAD, else committed after a response below 400.

    It begins with its first statement. Streams outlive it: they open their own short sessions.
    """
    if "session" not in g:
        g.session = open_session(
            read_only=request.method in READING,
            by_statement=request.blueprint in READ_ONLY,
            url=product_config().sqlalchemy_url,
        )
        g.session.info[CLIENT] = _client()
    return cast("Session", g.session)


def after_commit(function: Callable[[], object]) -> None:
    """Call `function` once the request's work is committed, never when it is undone; jobs are enqueued so."""
    g.setdefault("after_commit", []).append(function)


@contextmanager
def own_transaction() -> Iterator[Session]:
    """Yield a session that is committed by itself, even if the request fails.

    In a request that writes, only before its own session has begun: SQLite has one writer at a time.
    """
    begun = g.get("session")
    if begun is not None and begun.info[BY_STATEMENT]:
        give_back()
    if request.method not in READING and begun is not None and begun.in_transaction():
        raise RuntimeError("own_transaction() must come before the first use of session()")
    with transaction(url=product_config().sqlalchemy_url) as own:
        own.info[CLIENT] = _client()
        yield own


def give_back() -> None:
    """Give the connection of a page back that has only read so far.

    Pages that each hold one and wait for a second would wait for each other.
    """
    session().commit()


def _client() -> str:
    """Return what the audit trail keeps of the client's address."""
    return shortened(request.remote_addr or "")


@contextmanager
def reading() -> Iterator[Session]:
    """Yield a session of its own that takes no write lock: for what is read before slow work (hashing a password)."""
    with open_session(read_only=True, url=product_config().sqlalchemy_url) as own:
        yield own


def forget() -> None:
    """Read all rows anew with the next use of each: somebody else has changed some of them meanwhile."""
    session().expire_all()


def discard() -> None:
    """Undo the request's work and begin afresh with the next statement."""
    open_one = g.get("session")
    if open_one is not None:
        open_one.rollback()
    g.pop("after_commit", None)


def _finish(response: Response) -> Response:
    open_one = g.get("session")
    if request.method in READING:
        g.pop("after_commit", None)
        _close(None)
        return response
    if response.status_code >= 400:
        discard()
        return response
    if open_one is not None:
        open_one.commit()
    for function in g.pop("after_commit", []):
        try:
            function()
        except Exception:
            # the work is stored; the periodic jobs pick up what could not be announced
            log.exception("after_commit_failed")
    return response


def _close(_error: BaseException | None) -> None:
    open_one = g.pop("session", None)
    if open_one is not None:
        open_one.close()


def init_app(app: Flask) -> None:
    """Commit or undo at the end of each request."""
    app.after_request(_finish)
    app.teardown_request(_close)
