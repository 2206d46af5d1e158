"""The preview of a file for the event: shown, mended, applied."""

from werkzeug.wrappers import Response

from web.auth.guards import organiser_required
from web.imports.preview import applied, left_out_file, mended, preview_page
from web.imports.words import words_said
from web.organiser.blueprint import bp
from web.organiser.imports.place import place_of
from web.pages import Page


@bp.get("/<slug>/import/<kind>/<upload_id>")
@organiser_required
def import_preview(slug: str, kind: str, upload_id: str) -> Page:
    """Show line by line what the file would change."""
    return preview_page(place_of(kind), upload_id)


@bp.post("/<slug>/import/<kind>/<upload_id>")
@organiser_required
def import_mend(slug: str, kind: str, upload_id: str) -> Response:
    """Keep what was mended, answered or left out."""
    return mended(place_of(kind), upload_id)


@bp.post("/<slug>/import/<kind>/<upload_id>/words")
@organiser_required
def import_words(slug: str, kind: str, upload_id: str) -> Response:
    """Keep what words mean that are no tags."""
    return words_said(place_of(kind), upload_id)


@bp.post("/<slug>/import/<kind>/<upload_id>/apply")
@organiser_required
def import_apply(slug: str, kind: str, upload_id: str) -> Response:
    """Apply the previewed file."""
    return applied(place_of(kind), upload_id)


@bp.get("/<slug>/import/<kind>/<upload_id>/left-out.<file_format>")
@organiser_required
def import_left_out(slug: str, kind: str, upload_id: str, file_format: str) -> Response:
    """Download the lines that are left out with the reasons."""
    return left_out_file(place_of(kind), upload_id, file_format)
