"""Server-sent events of a run: short reads of its progress rows while the worker works.

A stream lives outside the request: it holds no transaction between two looks, and ends by itself after a few minutes
(the browser comes back with the id of the last event that it has seen).
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import Any, TypeAlias

from flask import Flask
from flask_babel import force_locale
from sqlmodel import Session

from matchmaker.base.db import open_session
from matchmaker.base.i18n import translate
from matchmaker.events.queries.events import event_by_id
from matchmaker.scheduling.queries.runs import RunView, run_view
from web.config import product_config
from web.organiser.scheduling.curve import draw, draw_wishes

LIVES = 300.0
"""Seconds after which a stream ends."""
COMMENT_EVERY = 12.0
"""Seconds of silence after which a comment keeps proxies from cutting the line."""
LOOK_EVERY = 0.5
MOST_AT_ONCE = 32
"""Open streams of one process. Each holds one of its 64 threads; the other half stays for pages."""
COME_BACK = "retry: 10000\n\n"
"""What a stream says when there is no room: the browser tries again by itself after ten seconds."""

Guard: TypeAlias = Callable[[Session], bool]
"""Tells in a session whether the reader of a stream may still read it."""

_room = BoundedSemaphore(MOST_AT_ONCE)


def picture(run: RunView, language: str) -> dict[str, Any]:
    """Return what the template of a run's progress needs: the last numbers, both curves, why it failed.

    `reading` is the reader's language: the stream renders without a request.
    """
    last = run.last
    return {
        "reading": language,
        "last": last,
        "value": last.goal("value") if last else None,
        "breaks": last.goal("breaks") if last else None,
        "wishes": run.wishes,
        "wishes_curve": draw_wishes(run.points),
        "breaks_curve": draw(run.points, "breaks"),
        "failure": translate(language, run.error),
    }


def known_row(last_event_id: str) -> int:
    """Return the number of the progress row that a reader has seen last; 0 for what no row can have as its number."""
    return int(last_event_id) if re.fullmatch(r"[0-9]{1,18}", last_event_id) else 0


def stream(
    app: Flask, event_id: int, run_id: int, *, may_read: Guard, language: str, after: int, leads_to: str
) -> Iterator[str]:
    """Yield the events of a run: `progress` with the sentence and the picture as HTML, and `finished` at its end.

    `may_read` is asked at each look: the stream ends with the log-in of its reader. The id of an event is that of the
    last progress row in it; rows up to `after` are known to the reader.
    """
    if not _room.acquire(blocking=False):
        yield COME_BACK
        return
    try:
        yield from _follow(app, event_id, run_id, may_read=may_read, language=language, after=after, leads_to=leads_to)
    finally:
        _room.release()


def _follow(
    app: Flask, event_id: int, run_id: int, *, may_read: Guard, language: str, after: int, leads_to: str
) -> Iterator[str]:
    with app.app_context():
        address = product_config().sqlalchemy_url
    yield "retry: 2000\n\n"
    sent, state = after, ""
    started = spoke = time.monotonic()
    while time.monotonic() - started < LIVES:
        with open_session(read_only=True, url=address) as session:
            event = event_by_id(session, event_id) if may_read(session) else None
            run = run_view(session, event, run_id) if event else None
        if run is None:
            return
        newest = run.last.id if run.last else 0
        if newest > sent or _state(run) != state:
            sent, state = max(newest, sent), _state(run)
            yield _event("progress", _fragments(app, run, language), sent)
            spoke = time.monotonic()
        if run.finished:
            yield _event("finished", {"address": leads_to}, sent)
            return
        if time.monotonic() - spoke > COMMENT_EVERY:
            yield ": still working\n\n"
            spoke = time.monotonic()
        time.sleep(LOOK_EVERY)


def _state(run: RunView) -> str:
    return f"{run.state} {run.stop_requested}"


def _fragments(app: Flask, run: RunView, language: str) -> dict[str, str]:
    """Return the sentence and the picture of `run` as HTML in `language`, without a request."""
    with app.app_context(), force_locale(language):
        template = app.jinja_env.get_template("organiser/scheduling/_progress.html")
        module = template.make_module({"run": run, **picture(run, language)})
        return {"sentence": str(module.sentence()), "numbers": str(module.numbers())}  # type: ignore[attr-defined]  # its macros


def _event(name: str, data: dict[str, str], identity: int) -> str:
    return f"id: {identity}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
