"""Undo of an import for the event."""

from flask import g
from werkzeug.wrappers import Response

from matchmaker.models import row_id
from matchmaker.setup.queries.use import is_being_solved
from web import database
from web.auth.guards import organiser_required
from web.imports.undo import undo_page, undone
from web.organiser.blueprint import bp
from web.organiser.imports.place import any_place
from web.pages import Page


@bp.get("/<slug>/imports/<int:batch_id>/undo")
@organiser_required
def import_undo(slug: str, batch_id: int) -> Page:
    """Say what undoing an import would do."""
    return undo_page(any_place(), batch_id, solving=is_being_solved(database.session(), row_id(g.event)))


@bp.post("/<slug>/imports/<int:batch_id>/undo")
@organiser_required
def import_undone(slug: str, batch_id: int) -> Response:
    """Undo an import, all of it but for the rows that its page has named."""
    return undone(any_place(), batch_id)
