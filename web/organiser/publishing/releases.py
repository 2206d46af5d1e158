"""List of releases."""

from flask import g, render_template

from matchmaker.models import row_id
from matchmaker.releases.queries.releases import read_releases
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp


@bp.get("/<slug>/releases")
@organiser_required
def releases(slug: str) -> str:
    """List what has been published, and how many have seen it."""
    return render_template(
        "organiser/publishing/releases.html", releases=read_releases(database.session(), row_id(g.event))
    )
