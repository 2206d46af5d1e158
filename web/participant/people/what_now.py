"""What now: three steps before the schedule is made, and what follows without the reader."""

from flask import g, render_template

from matchmaker.missions.queries.demands import own_demands
from matchmaker.models import EventKind
from matchmaker.overview.queries.participant import read_progress
from matchmaker.releases.queries.partners import partners_met
from matchmaker.scheduling.queries.availability import read_timetable
from matchmaker.wishes.queries.suggestions import read_suggestions
from matchmaker.wishes.queries.wishes import read_wishes
from web import database
from web.auth.guards import agreed_required
from web.i18n import language
from web.pages import Page
from web.participant.blueprint import bp
from web.redirects import redirect_to


@bp.get("/next")
@agreed_required
def what_now(slug: str) -> Page:
    """Show the steps with what was said, and some companies to wish for with one tap each."""
    session = database.session()
    progress = read_progress(session, g.registration)
    if not progress.steps:
        return redirect_to("participant.agenda")
    wishes = read_wishes(session, g.delegation.id, language())
    room = wishes.open and wishes.quota.left != 0
    met = partners_met(session, g.event.id, g.delegation.id)
    return render_template(
        "participant/people/what_now.html",
        cities=own_demands(session, g.event, g.delegation) if g.event.kind is EventKind.MISSION else (),
        progress=progress,
        wishes=wishes,
        suggestions=read_suggestions(session, g.delegation.id, met=met, fill=True) if room else (),
        times=read_timetable(session, g.registration, language()),
    )
