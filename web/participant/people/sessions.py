"""Where a participant is logged in; a fresh log-in, by a link in a mail, may end the others."""

from flask import g, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import LinkKind, LoginMethod
from matchmaker.people.commands.link_requests import request_link
from matchmaker.people.commands.login import LINK_MINUTES
from matchmaker.people.commands.tries import LINKS
from matchmaker.people.rules.sessions import is_fresh
from web import database
from web.auth.guards import participant_required
from web.auth.sessions import end_chosen, what_is_listed
from web.auth.tries import count_try
from web.config import is_demo
from web.participant.blueprint import bp
from web.redirects import redirect_to


@bp.get("/sessions")
@participant_required
def sessions(slug: str) -> str:
    """Show where the person is logged in."""
    return render_template("participant/people/sessions.html", fresh=_fresh(), **what_is_listed(g.person, g.event.zone))


@bp.post("/sessions")
@participant_required
def end_sessions(slug: str) -> Response:
    """End one of the sessions, or all others; a log-in that is not fresh ends none."""
    if not _fresh():
        return redirect_to("participant.sessions")
    return redirect_to("participant.sessions", end_chosen(g.person))


@bp.post("/sessions/link")
@participant_required
def fresh_link(slug: str) -> str:
    """Send a link for a fresh log-in, which leads back to the page."""
    email = g.person.email
    database.discard()
    count_try(LINKS, email)
    here = url_for("participant.sessions")
    request_link(database.session(), LinkKind.LOG_IN, email, event=g.event, next_path=here)
    database.after_commit(enqueue_outbox)
    return render_template("auth/link_sent.html", email="", minutes=LINK_MINUTES, demo=is_demo())


def _fresh() -> bool:
    return g.login.method is LoginMethod.LINK and is_fresh(g.login.began_at, clock.now())
