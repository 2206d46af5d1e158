"""The events of an organiser, and the dashboard of one: how far it has come and what to do next."""

from flask import g, render_template

from matchmaker import clock
from matchmaker.queries.dashboard import dashboard as read_dashboard
from matchmaker.queries.events import my_events
from web import database
from web.auth.guards import organiser_required, staff_required
from web.organiser.blueprint import bp


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
    return render_template("organiser/dashboard.html", dashboard=view, now=clock.now())
