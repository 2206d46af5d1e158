"""The feed: no log-in and never a redirect, since an HTML answer empties or freezes a subscription."""

from hashlib import sha256

from flask import Response, request
from flask_babel import gettext as _

from matchmaker.services import feeds
from web.calendar.blueprint import bp
from web.database import session

FRESH_SECONDS = 300


@bp.get("/cal/<token>/agenda.ics")
def feed(token: str) -> Response:
    """Answer a calendar program: 200 or 304, 410 for an address that was replaced, 404 for one never made."""
    access = feeds.read_token(session(), token)
    if access is None:
        return _private(Response(_("There is no calendar at this address."), 404, mimetype="text/plain"))
    if access.revoked:
        text = _("This calendar address was replaced by its owner. The new one is on the page of their schedule.")
        return _private(Response(text, 410, mimetype="text/plain"))
    data = feeds.feed(session(), access.registration)
    response = Response(data, mimetype="text/calendar")
    response.set_etag(sha256(data).hexdigest()[:32])
    response.headers["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    response.make_conditional(request)
    return _private(response)


def _private(response: Response) -> Response:
    """Keep the secret address out of search engines and of other sites' logs."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
