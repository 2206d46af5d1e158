"""The events of an organiser, and the dashboard of one: how far it has come and what to do next."""

from flask import g, render_template, request

from matchmaker import clock
from matchmaker.queries.dashboard import dashboard as read_dashboard
from matchmaker.queries.events import my_events
from matchmaker.rules.names import fold
from web import database
from web.auth.guards import organiser_required, staff_required
from web.organiser.blueprint import bp
from web.organiser.wording import SILENCES


@bp.get("/")
@staff_required
def events() -> str:
    """List the events of the member of the staff who is logged in."""
    return render_template("organiser/events.html", events=my_events(database.session(), g.staff.id))


@bp.get("/<slug>/")
@organiser_required
def dashboard(slug: str) -> str:
    """Show the funnel, who is silent, the deadlines and the next step."""
    view = read_dashboard(database.session(), g.event)
    query, missing = request.args.get("q", "").strip(), request.args.get("missing", "")
    silent = [
        person
        for person in view.silent
        if (not missing or missing in person.missing) and fold(query) in fold(f"{person.name} {person.organisation}")
    ]
    return render_template(
        "organiser/dashboard.html",
        dashboard=view,
        silent=silent,
        query=query,
        missing=missing,
        silences=SILENCES,
        now=clock.now(),
    )
