"""Welcome page: the terms to accept, who sees what, and until when."""

from flask import g, render_template
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.events.rules import wishes_open
from matchmaker.overview.queries.participant import read_progress
from matchmaker.people.commands.terms import agree
from matchmaker.wishes.queries.wishes import read_wishes
from web import database
from web.auth.guards import agreed_required, participant_required
from web.i18n import language
from web.participant.blueprint import bp
from web.redirects import redirect_to


@bp.get("/")
@agreed_required
def start(slug: str) -> Response:
    """Lead to the agenda; before there is one, to what is next to do."""
    planned = read_progress(database.session(), g.registration).planned
    return redirect_to("participant.agenda" if planned else "participant.what_now")


@bp.get("/welcome")
@participant_required
def welcome(slug: str) -> str:
    """Say what is agreed to and who sees what."""
    return render_template(
        "participant/people/welcome.html",
        quota=read_wishes(database.session(), g.delegation.id, language()).quota,
        wishes_open=wishes_open(g.event, clock.now()),
    )


@bp.post("/welcome")
@participant_required
def accept(slug: str) -> Response:
    """Remember the agreement and lead to what is next to do."""
    agree(database.session(), g.registration)
    return redirect_to("participant.what_now")
