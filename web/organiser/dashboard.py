"""The events of an organiser, and the dashboard of one: how far it has come and what to do next."""

from flask import g, render_template, request
from flask_babel import lazy_gettext

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.campaigns.queries.campaigns import title_of, unsent_invitation
from matchmaker.events.queries.events import my_events
from matchmaker.events.rules import stage_of
from matchmaker.missions.queries.legs import read_cities
from matchmaker.missions.queries.travel import read_hurry
from matchmaker.models import EventKind
from matchmaker.overview.queries.dashboard import Silence, read_dashboard
from matchmaker.prospects.queries.counterpart import count_named_instead
from matchmaker.prospects.queries.receiving import count_missing_offices
from web import database
from web.auth.guards import organiser_required, staff_required
from web.i18n import language
from web.organiser.blueprint import bp

SILENCES = {
    Silence.NOT_AGREED: lazy_gettext("Have not agreed yet"),
    Silence.NO_WISHES: lazy_gettext("Have no wishes"),
    Silence.UNANSWERED: lazy_gettext("Have wishes to answer"),
}


@bp.get("/")
@staff_required
def events() -> str:
    """List the events of the member of the staff who is logged in."""
    return render_template("organiser/events.html", events=my_events(database.session(), g.staff.id))


@bp.get("/<slug>/")
@organiser_required
def dashboard(slug: str) -> str:
    """Show the funnel, who is silent, the deadlines and the next step."""
    session, is_mission = database.session(), g.event.kind is EventKind.MISSION
    view = read_dashboard(session, g.event)
    query, missing = request.args.get("q", "").strip(), request.args.get("missing", "")
    receives = request.args.get("who") == "receive"
    of_group = [person for person in view.silent if person.receives == receives]
    silent = [
        person
        for person in of_group
        if (not missing or missing in person.missing) and fold(query) in fold(f"{person.name} {person.organisation}")
    ]
    return render_template(
        "organiser/dashboard.html",
        dashboard=view,
        silent=silent,
        waited=len(of_group),
        receives=receives,
        cities=read_cities(session, g.event, language()).cities if is_mission else (),
        hurry=read_hurry(session, g.event, language()) if is_mission and view.release is None else None,
        without_office=count_missing_offices(session, g.event),
        named_instead=count_named_instead(session, g.event) if is_mission else 0,
        query=query,
        missing=missing,
        silences=SILENCES,
        invitation=unsent_invitation(database.session(), g.event),
        title_of=lambda campaign: title_of(g.event, campaign),
        now=clock.now(),
        stage=stage_of(g.event, clock.now()),
    )
