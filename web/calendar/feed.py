"""The feed: no log-in and never a redirect, since an HTML answer empties or freezes a subscription."""

import time
from hashlib import sha256

from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState
from flask.sansio.app import App
from flask_babel import gettext as _

from matchmaker import feeds
from web.calendar.blueprint import CALENDAR, bp
from web.calendar.cache import ByteCache
from web.compression import names_of
from web.database import own_transaction, session
from web.rate_limit import RateLimiter
from web.security import come_back_in, note_refusal

FRESH_SECONDS = 300
LIMIT, WINDOW = 120, 300.0
"""Requests for one address within so many seconds, in one process."""
KEPT_BYTES = 32 * 1024 * 1024
"""Of calendars made lately, in one process."""
KEPT_ETAGS = 32 * 50_000
"""Bytes of ETags, which outlive their calendars: 50,000 of them."""


@bp.record_once
def remember(state: BlueprintSetupState) -> None:
    """Give each application a rate limiter and a cache of its own."""
    forget(state.app)


def forget(app: App) -> None:
    """Give an application a new rate limiter and empty caches."""
    app.extensions["calendar_rate_limit"] = RateLimiter(LIMIT, WINDOW)
    app.extensions["calendar_cache"] = ByteCache(KEPT_BYTES)
    app.extensions["calendar_etags"] = ByteCache(KEPT_ETAGS)
    app.extensions["calendar_readings"] = ByteCache(KEPT_ETAGS)


@bp.get("/cal/<token>/agenda.ics")
def feed(token: str) -> Response:
    """Answer a calendar program: 200 or 304, 410 for an address that was replaced, 404 for one never made."""
    key = feeds.read_token(token)
    if key is None:
        note_refusal("address")
        return _plain(_("There is no calendar at this address."), 404)
    wait = current_app.extensions["calendar_rate_limit"].wait(key, time.monotonic())
    if wait:
        note_refusal("limit")
        come_back_in(wait)
        return _plain(_("This calendar was asked for too often. Please try again later."), 429)
    source = feeds.current_source(session(), key)
    if source is None:
        text = _("This calendar address was replaced by its owner. The new one is on the page of their schedule.")
        return _plain(text, 410)
    etag = _etag(source)
    _note_reading(source)
    held = next((name for name in names_of(etag) if request.if_none_match.contains_weak(name)), None)
    if held is not None:
        return _named(Response(status=304), held)
    return _named(Response(_bytes(source), mimetype=CALENDAR), etag)


def _note_reading(source: feeds.Source) -> None:
    """Note that the calendar was read, unless this process has noted that of the same state of it."""
    noted: ByteCache = current_app.extensions["calendar_readings"]
    if noted.get(source.digest) is None:
        with own_transaction() as own:
            feeds.note_reading(own, source)
        noted.put(source.digest, b"1")


def _etag(source: feeds.Source) -> str:
    """Return the hash of the bytes: a publication, or midnight, that changes nothing in them keeps it."""
    etags: ByteCache = current_app.extensions["calendar_etags"]
    found = etags.get(source.digest)
    if found is None:
        found = sha256(_bytes(source)).hexdigest()[:32].encode()
        etags.put(source.digest, found)
    return found.decode()


def _bytes(source: feeds.Source) -> bytes:
    cache: ByteCache = current_app.extensions["calendar_cache"]
    data = cache.get(source.digest)
    if data is None:
        data = feeds.write_calendar(session(), source)
        cache.put(source.digest, data)
    return data


def _named(response: Response, etag: str) -> Response:
    response.set_etag(etag)
    response.headers["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return _private(response)


def _plain(text: str, status: int) -> Response:
    return _private(Response(text, status, mimetype="text/plain"))


def _private(response: Response) -> Response:
    """Keep the secret address out of search engines and of other sites' logs."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
