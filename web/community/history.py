"""History of a community."""

from flask import Response, g

from matchmaker.communities.rules import Permission
from matchmaker.history.queries import of_community
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.history import history_download, history_page


@bp.get("/history")
@community_permission(Permission.HISTORY)
def history(community: str) -> str:
    """Show what was done in the community, at its events and with the accounts of its staff, the newest first."""
    return history_page(of_community(database.session(), g.community), "community.history")


@bp.get("/history.<file_format>")
@community_permission(Permission.HISTORY)
def history_file(community: str, file_format: str) -> Response:
    """Download what the page shows, on all its pages."""
    return history_download(of_community(database.session(), g.community), community, file_format)
