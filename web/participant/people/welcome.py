"""Welcome page: the terms to accept, who sees what, and until when."""

from flask import g, render_template
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.events.rules import wishes_open
from matchmaker.overview.queries.participant import StepCode, read_progress
from matchmaker.people.commands.profile import agree
from matchmaker.wishes.queries.wishes import read_wishes
from web import database
from web.auth.guards import agreed_required, participant_required
from web.i18n import language
from web.participant.blueprint import bp
from web.redirects import redirect_to

STEP_PAGES = {
    StepCode.CARD: "participant.card",
    StepCode.COMPANY: "participant.company",
    StepCode.WISHES: "participant.directory",
    StepCode.ANSWERS: "participant.interest",
    StepCode.AVAILABILITY: "participant.availability",
}


@bp.get("/")
@agreed_required
def start(slug: str) -> Response:
    """Lead to the agenda, which says what to do until there is one."""
    return redirect_to("participant.agenda")


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
    """Remember the agreement and lead to the first thing to do."""
    agree(database.session(), g.registration)
    step = read_progress(database.session(), g.registration).next
    return redirect_to(STEP_PAGES[step] if step else "participant.agenda")
