"""How large the grid of the draft is drawn: kept for the reader's next pages."""

import flask

from web.organiser.draft.wording import ZOOMS

KEY = "draft_zoom"


def read_zoom() -> str:
    """Return how large the grid is drawn; what the address asks for is kept in the session of the browser."""
    asked = flask.request.args.get("zoom")
    if asked in ZOOMS:
        flask.session[KEY] = asked
    return str(flask.session[KEY]) if KEY in flask.session else "normal"
