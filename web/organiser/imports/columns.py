"""Column mapping on screen: each column of an uploaded file with three examples and what it means."""

from collections.abc import Sequence

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput
from matchmaker.imports.commands.mappings import forget_mapping, set_mapping
from matchmaker.imports.mapping import ColumnMapping, ColumnsUnclear
from matchmaker.imports.proposal import ColumnProposal, propose
from matchmaker.imports.remembered import Reading, reading_of
from matchmaker.models import ImportUpload
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.organiser.blueprint import bp
from web.organiser.imports.fields import FIELDS
from web.organiser.imports.uploaded import uploaded
from web.organiser.imports.wording import KIND_TITLES
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


@bp.route("/<slug>/import/<kind>/<upload_id>/columns", methods=["GET", "POST"])
@organiser_required
def import_columns(slug: str, kind: str, upload_id: str) -> Page:
    """Ask what each column of the file means; POST sets it for this file and for the next ones with these headers."""
    session, upload = database.session(), uploaded(kind, upload_id)
    reading = reading_of(upload)
    if request.method == "GET":
        if (sheet := request.args.get("sheet", upload.sheet)) != upload.sheet:
            reading = Reading(sheet)
        return _page(upload, propose(session, g.event, kind, upload.data, reading))
    sheet = request.form.get("sheet", "")
    shown = propose(session, g.event, kind, upload.data, Reading(sheet))
    chosen = tuple(request.form.get(f"column-{place}", "") for place in range(shown.width))
    constants = {name: value for name in shown.constants if (value := request.form.get(f"constant-{name}", ""))}
    with refusable(InvalidInput) as refusal:
        set_mapping(session, g.event, upload, chosen, constants, sheet=sheet)
    if not refusal:
        return redirect_to("organiser.import_preview", kind=kind, upload_id=upload.id)
    said = refusal.sentence
    if isinstance(refusal.error, ColumnsUnclear) and refusal.error.lacking:
        said = gettext("Nothing is chosen for: %(names)s.", names=_words(refusal.error.lacking))
    again = Reading(sheet, ColumnMapping(tuple(name if name in FIELDS else "" for name in chosen), constants))
    return _page(upload, propose(session, g.event, kind, upload.data, again), said), refusal.status


@bp.post("/<slug>/import/<kind>/<upload_id>/columns/forget")
@organiser_required
def import_columns_forget(slug: str, kind: str, upload_id: str) -> Response:
    """Read the columns by their names again."""
    upload = uploaded(kind, upload_id)
    forget_mapping(database.session(), g.event, upload)
    return redirect_to("organiser.import_columns", kind=kind, upload_id=upload.id)


def _words(names: Sequence[str]) -> str:
    return ", ".join(str(FIELDS[name]) for name in names)


def _page(upload: ImportUpload, proposal: ColumnProposal, refused: str = "") -> str:
    return render_template(
        "organiser/imports/columns.html",
        upload=upload,
        kind=upload.kind,
        title=KIND_TITLES[upload.kind],
        proposal=proposal,
        fields=FIELDS,
        needed=_words(proposal.needed),
        refused=refused,
        form=Form(),
    )
