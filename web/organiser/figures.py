"""Figures of an event for partners: of everybody, of the organisations that they bring, or rounded."""

from flask import g, render_template

from matchmaker.communities.rules import Permission
from matchmaker.enrolment.queries.links import links_of_partner
from matchmaker.models import row_id
from matchmaker.overview.queries.figures import read_figures
from matchmaker.overview.rules import BASE
from matchmaker.team.queries.brought import read_brought
from web import database
from web.auth.guards import event_permission
from web.i18n import language
from web.organiser.blueprint import bp


@bp.get("/<slug>/figures")
@event_permission(Permission.FIGURES)
def figures(slug: str) -> str:
    """Show how far the event has come, and the organisations that the reader brings where they may see names."""
    session, exact = database.session(), Permission.PEOPLE in g.permissions
    return render_template(
        "organiser/figures.html",
        figures=read_figures(session, g.event, language(), exact=exact),
        brought=read_brought(session, g.event, row_id(g.staff)) if exact else (),
        links=links_of_partner(session, g.event, row_id(g.staff)),
        exact=exact,
        base=BASE,
    )
