"""What was proposed: the list, and each proposal on a page of its own."""

from flask import g, render_template

from matchmaker.base import clock
from matchmaker.presentations.queries.call import read_call
from matchmaker.presentations.queries.proposals import read_proposals
from matchmaker.presentations.rules import takes_proposals
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp


@bp.get("/<slug>/presentations")
@organiser_required
def presentations(slug: str) -> str:
    """Show what was proposed."""
    session = database.session()
    call = read_call(session, g.event)
    return render_template(
        "organiser/presentations/proposals.html",
        call=call,
        is_open=takes_proposals(g.event, call, clock.now()),
        proposals=read_proposals(session, g.event),
    )
