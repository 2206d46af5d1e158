"""History of a community."""

from collections.abc import Sequence

from flask import Response, g, url_for

from matchmaker.base import clock
from matchmaker.communities.rules import Permission
from matchmaker.duplicates.queries.undo import open_merges
from matchmaker.history.queries import of_community
from matchmaker.imports.queries.undo import open_imports
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Act, AuditEntry, row_id
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.history import Undo, history_download, history_page


@bp.get("/history")
@community_permission(Permission.HISTORY)
def history(community: str) -> str:
    """Show what was done in the community, at its events and with the accounts of its staff, the newest first."""
    return history_page(of_community(database.session(), g.community), "community.history", undo=_undo)


def _undo(entries: Sequence[AuditEntry]) -> Undo:
    """Return where merges and lists of members are undone."""
    return {**_undo_of_merges(entries), **_undo_of_lists(entries)}


def _undo_of_merges(entries: Sequence[AuditEntry]) -> Undo:
    merges = [entry for entry in entries if entry.details.get("merge") is not None]
    if not merges:
        return {}
    open_ones = open_merges(database.session(), row_id(g.community))
    page = url_for("community.duplicates", community=g.community.slug)
    return {row_id(entry): page if entry.details["merge"] in open_ones else "" for entry in merges}


def _undo_of_lists(entries: Sequence[AuditEntry]) -> Undo:
    lists = [entry for entry in entries if entry.verb == Act.IMPORT_MEMBERS and "batch" in entry.details]
    if not lists:
        return {}
    since = clock.now() - UNDONE_WITHIN
    open_ones = {batch.id for batch in open_imports(database.session(), g.community, since)}
    return {
        row_id(entry): url_for("community.import_members_undo", batch_id=batch) if batch in open_ones else ""
        for entry in lists
        for batch in (entry.details["batch"],)
    }


@bp.get("/history.<file_format>")
@community_permission(Permission.HISTORY)
def history_file(community: str, file_format: str) -> Response:
    """Download what the page shows, on all its pages."""
    return history_download(of_community(database.session(), g.community), community, file_format)
