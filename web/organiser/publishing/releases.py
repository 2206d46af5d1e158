"""List of releases."""

from flask import g, render_template

from matchmaker.models import row_id
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.releases.queries.releases import read_releases
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp


@bp.get("/<slug>/releases")
@organiser_required
def releases(slug: str) -> str:
    """List what has been published, and how many have seen it."""
    session = database.session()
    return render_template(
        "organiser/publishing/releases.html",
        releases=read_releases(session, row_id(g.event)),
        draft=current_draft(session, g.event),
        published=published_scenario(session, g.event),
    )
