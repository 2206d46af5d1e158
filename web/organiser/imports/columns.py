"""Column mapping of a file for the event."""

from werkzeug.wrappers import Response

from web.auth.guards import organiser_required
from web.imports.columns import columns_page, forget_columns
from web.organiser.blueprint import bp
from web.organiser.imports.place import place_of
from web.pages import Page


@bp.route("/<slug>/import/<kind>/<upload_id>/columns", methods=["GET", "POST"])
@organiser_required
def import_columns(slug: str, kind: str, upload_id: str) -> Page:
    """Ask what each column of the file means; POST sets it."""
    return columns_page(place_of(kind), upload_id)


@bp.post("/<slug>/import/<kind>/<upload_id>/columns/forget")
@organiser_required
def import_columns_forget(slug: str, kind: str, upload_id: str) -> Response:
    """Read the columns by their names again."""
    return forget_columns(place_of(kind), upload_id)
