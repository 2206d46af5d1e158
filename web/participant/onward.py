"""Where a save leads: to the page "What now" until there is a schedule."""

from flask import g
from werkzeug.wrappers import Response

from matchmaker.overview.queries.participant import read_progress
from web import database
from web.redirects import redirect_back, redirect_to


def lead_on(endpoint: str, message: str) -> Response:
    """Redirect to what is next to do; to the page itself once the schedule is published, and for who has no steps."""
    progress = read_progress(database.session(), g.registration)
    if progress.steps and not progress.planned:
        return redirect_to("participant.what_now", message)
    return redirect_back(endpoint, message)
