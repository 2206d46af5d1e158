"""Import of a list of members: its columns, its preview line by line, and its undo, as files of an event have them."""

from flask import g
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.tables import Table
from matchmaker.communities.rules import Permission
from matchmaker.imports.importer import MEMBERS
from matchmaker.imports.members import COLUMNS
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.downloads import table_file
from web.imports.columns import columns_page, forget_columns
from web.imports.files import done_imports, file_page
from web.imports.place import ImportPlace
from web.imports.preview import applied, left_out_file, mended, preview_page
from web.imports.undo import undo_page, undone
from web.imports.wording import BATCH_TITLES
from web.imports.words import words_said
from web.pages import Page
from web.security import takes_files

ENDPOINTS = {
    "file": "community.import_members",
    "columns": "community.import_members_columns",
    "forget": "community.import_members_columns_forget",
    "preview": "community.import_members_preview",
    "words": "community.import_members_words",
    "apply": "community.apply_members",
    "left_out": "community.import_members_left_out",
    "done": "community.import_members",
    "undo": "community.import_members_undo",
}
SAMPLE = {
    "organisation_id": "M01",
    "organisation": "Exemple Mobile",
    "vat": "",
    "postcode": "5000",
    "country": "BE",
    "tier": "Basic",
    "member_since": "2027-01-01",
    "member_until": "2027-12-31",
    "tags": "founder|export",
    "contact_name": "Ada Lambert",
    "contact_email": "ada.lambert@exemple-mobile.example",
}


def _place() -> ImportPlace:
    return ImportPlace(
        owner=g.community,
        kind=MEMBERS,
        title=BATCH_TITLES[MEMBERS],
        active="members",
        zone=clock.DEFAULT_ZONE,
        endpoints=ENDPOINTS,
    )


@bp.route("/members/import", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
@takes_files
def import_members(community: str) -> Page:
    """Ask for a list; POST keeps it and leads to its preview, or to its columns if they are not recognised."""
    return file_page(_place(), "community/members/import.html", **done_imports(g.community))


@bp.get("/members/import/sample.csv")
@community_permission(Permission.MEMBERS)
def import_members_sample(community: str) -> Response:
    """Download a small file with the right headings."""
    headings = [column.name for column in COLUMNS]
    line = SAMPLE | {"tier": g.community.tiers[0]}
    return table_file(Table(headings, [[line.get(name) for name in headings]]), "members", "csv", people=None)


@bp.route("/members/import/<upload_id>/columns", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def import_members_columns(community: str, upload_id: str) -> Page:
    """Ask what each column of the list means; POST sets it."""
    return columns_page(_place(), upload_id)


@bp.post("/members/import/<upload_id>/columns/forget")
@community_permission(Permission.MEMBERS)
def import_members_columns_forget(community: str, upload_id: str) -> Response:
    """Read the columns by their names again."""
    return forget_columns(_place(), upload_id)


@bp.get("/members/import/<upload_id>")
@community_permission(Permission.MEMBERS)
def import_members_preview(community: str, upload_id: str) -> Page:
    """Show line by line what the list would change."""
    return preview_page(_place(), upload_id)


@bp.post("/members/import/<upload_id>")
@community_permission(Permission.MEMBERS)
def import_members_mend(community: str, upload_id: str) -> Response:
    """Keep what was mended, answered or left out."""
    return mended(_place(), upload_id)


@bp.post("/members/import/<upload_id>/words")
@community_permission(Permission.MEMBERS)
def import_members_words(community: str, upload_id: str) -> Response:
    """Keep what words mean that are no tags."""
    return words_said(_place(), upload_id)


@bp.post("/members/import/<upload_id>/apply")
@community_permission(Permission.MEMBERS)
def apply_members(community: str, upload_id: str) -> Response:
    """Apply the previewed list."""
    return applied(_place(), upload_id)


@bp.get("/members/import/<upload_id>/left-out.<file_format>")
@community_permission(Permission.MEMBERS)
def import_members_left_out(community: str, upload_id: str, file_format: str) -> Response:
    """Download the lines that are left out with the reasons."""
    return left_out_file(_place(), upload_id, file_format)


@bp.get("/members/imports/<int:batch_id>/undo")
@community_permission(Permission.MEMBERS)
def import_members_undo(community: str, batch_id: int) -> Page:
    """Say what undoing an import would do."""
    return undo_page(_place(), batch_id)


@bp.post("/members/imports/<int:batch_id>/undo")
@community_permission(Permission.MEMBERS)
def import_members_undone(community: str, batch_id: int) -> Response:
    """Undo an import, all of it but for the rows that its page has named."""
    return undone(_place(), batch_id)
