"""History of an event."""

from collections.abc import Sequence

from flask import Response, g, url_for

from matchmaker.base import clock
from matchmaker.history.queries import of_event
from matchmaker.history.rules import Topic
from matchmaker.imports.queries.undo import open_imports
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Act, AuditEntry, row_id
from matchmaker.registrations.queries.person import withdrawn_among
from matchmaker.setup.queries.changes import open_changes
from web import database
from web.auth.guards import organiser_required
from web.history import Undo, history_download, history_page
from web.organiser.blueprint import bp

TOPICS = [topic for topic in Topic if topic is not Topic.LOG_INS]
"""Log-ins belong to no event."""
UNDOABLE = frozenset({Act.IMPORT, Act.IMPORT_FOLDER, Act.ADD_PERSON, Act.MOVE_PERSON})


@bp.get("/<slug>/history")
@organiser_required
def history(slug: str) -> str:
    """Show what was done at the event, the newest first, with the way to undo what can be undone."""
    return history_page(of_event(g.event), "organiser.history", TOPICS, _undo)


def _undo(entries: Sequence[AuditEntry]) -> Undo:
    """Return where imports, changes of the structure and withdrawals are undone; each says first what it does."""
    session, since = database.session(), clock.now() - UNDONE_WITHIN
    imports = {batch.id for batch in open_imports(session, g.event, since)}
    changes = open_changes(session, g.event)
    left = [entry.registration_id for entry in entries if entry.verb == Act.WITHDRAW]
    gone = withdrawn_among(session, g.event, left) if left else frozenset()
    found: dict[int, str] = {}
    for entry in entries:
        batch, change = entry.details.get("batch"), entry.details.get("structure")
        if batch is not None and entry.verb in UNDOABLE:
            address = url_for("organiser.import_undo", batch_id=batch) if batch in imports else ""
        elif change is not None:
            address = url_for("organiser.structure", _anchor="changes-title") if change in changes else ""
        elif entry.registration_id in gone and entry.verb == Act.WITHDRAW:
            address = url_for("organiser.return_registration", registration_id=entry.registration_id)
        else:
            continue
        found[row_id(entry)] = address
    return found


@bp.get("/<slug>/history.<file_format>")
@organiser_required
def history_file(slug: str, file_format: str) -> Response:
    """Download what the page shows, on all its pages."""
    return history_download(of_event(g.event), slug, file_format)
