"""History of an event."""

from flask import Response, g, url_for

from matchmaker.base import clock
from matchmaker.history.queries import of_event
from matchmaker.history.rules import Topic
from matchmaker.imports.queries.undo import open_imports
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import row_id
from web import database
from web.auth.guards import organiser_required
from web.history import history_download, history_page
from web.organiser.blueprint import bp

TOPICS = [topic for topic in Topic if topic is not Topic.LOG_INS]
"""Log-ins belong to no event."""


@bp.get("/<slug>/history")
@organiser_required
def history(slug: str) -> str:
    """Show what was done at the event, the newest first."""
    imports = open_imports(database.session(), g.event, clock.now() - UNDONE_WITHIN)
    undo = {row_id(batch): url_for("organiser.import_undo", batch_id=batch.id) for batch in imports}
    return history_page(of_event(g.event), "organiser.history", TOPICS, undo)


@bp.get("/<slug>/history.<file_format>")
@organiser_required
def history_file(slug: str, file_format: str) -> Response:
    """Download what the page shows, on all its pages."""
    return history_download(of_event(g.event), slug, file_format)
