"""Everybody who is registered, with search and filters."""

from flask import g, render_template, request

from matchmaker.scheduling.queries.people import people as read_people
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.wording import ROLES, STATES


@bp.get("/<slug>/people")
@organiser_required
def people(slug: str) -> str:
    """List the registrations that match the search and the filters."""
    asked = {name: request.args.get(name, "").strip() for name in ("q", "category", "state")}
    view = read_people(
        database.session(),
        g.event,
        language(),
        query=asked["q"],
        category=asked["category"],
        state=asked["state"],
    )
    return render_template("organiser/people.html", people=view, asked=asked, states=STATES, roles=ROLES)
