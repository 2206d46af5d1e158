"""The page of one organisation of the event: its people, limits and wishes."""

from flask import g, render_template

from matchmaker.communities.rules import Permission
from matchmaker.registrations.queries.delegation import read_delegation
from web import database
from web.auth.guards import event_permission
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.people.wording import WORDS


@bp.get("/<slug>/organisations/<int:delegation_id>")
@event_permission(Permission.PEOPLE)
def organisation(slug: str, delegation_id: int) -> str:
    """Show one organisation of the event."""
    page = read_delegation(database.session(), g.event, delegation_id, language())
    return render_template("organiser/people/organisation.html", page=page, **WORDS)
