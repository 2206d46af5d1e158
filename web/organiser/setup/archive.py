"""Structure, rules and texts of an event as a file, from which any community can make an event."""

from flask import Response, g

from matchmaker.setup.queries.archive import read_archive
from web import database
from web.auth.guards import organiser_required
from web.downloads import attachment
from web.organiser.blueprint import bp


@bp.get("/<slug>/archive.json")
@organiser_required
def archive(slug: str) -> Response:
    """Download the archive of the event; it holds nobody's data."""
    document = read_archive(database.session(), g.event).model_dump_json(indent=1)
    return attachment(document.encode(), f"{slug}.json", "application/json", people=None)
