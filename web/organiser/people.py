"""Everybody who is registered, with search and filters."""

from flask import g, render_template, request
from flask_babel import lazy_gettext

from matchmaker.overview.queries.registrations import read_registrations
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp

ROLES = {
    "delegate": lazy_gettext("delegate"),
    "head": lazy_gettext("head of delegation"),
    "interpreter": lazy_gettext("interpreter"),
    "attache": lazy_gettext("attaché"),
    "official": lazy_gettext("official"),
}
STATES = {
    "invited": lazy_gettext("invited"),
    "agreed": lazy_gettext("agreed"),
    "ready": lazy_gettext("card complete"),
    "withdrawn": lazy_gettext("withdrawn"),
}


@bp.get("/<slug>/people")
@organiser_required
def people(slug: str) -> str:
    """List the registrations that match the search and the filters."""
    asked = {name: request.args.get(name, "").strip() for name in ("q", "category", "state")}
    view = read_registrations(
        database.session(),
        g.event,
        language(),
        query=asked["q"],
        category=asked["category"],
        state=asked["state"],
    )
    return render_template("organiser/people.html", people=view, asked=asked, states=STATES, roles=ROLES)
