"""The preview of an import: read line by line what a file would change, mend it, apply all of it or nothing."""

import re
from datetime import date

from flask import g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.imports import Amendments, LineOutcome, Preview, apply, preview
from matchmaker.imports.amendments import restored
from matchmaker.imports.commands import uploads
from matchmaker.imports.mapping import ColumnsUnclear
from matchmaker.imports.queries.left_out import left_out_table
from matchmaker.imports.remembered import Reading, reading_of
from matchmaker.models import Act, ImportUpload
from web import database
from web.auth.guards import organiser_required
from web.downloads import table_file
from web.forms import Form
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.imports.uploaded import uploaded
from web.organiser.imports.wording import KIND_TITLES
from web.pages import Page
from web.redirects import redirect_to

SHOWN = 50
"""So many lines can be mended on one page; the next ones follow once these are done."""
OUTCOMES = (LineOutcome.ERROR, LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.LEFT_OUT, LineOutcome.SAME)
"""What needs a look comes first; lines that change nothing come last."""
_LINE = r"([1-9][0-9]{0,4})"
_ANSWER = re.compile(f"answer-{_LINE}")
_NAME = r"([a-z_]{1,40}(?:\.[0-9]{1,2})?)"
_CELL = re.compile(f"cell-{_LINE}-{_NAME}")
_TAKE = re.compile(f"{_LINE}-{_NAME}:(.*)", re.DOTALL)


@bp.get("/<slug>/import/<kind>/<upload_id>")
@organiser_required
def import_preview(slug: str, kind: str, upload_id: str) -> Page:
    """Show line by line what the file would change, with the cells that can be mended."""
    upload = uploaded(kind, upload_id)
    reading = reading_of(upload)
    try:
        view = _preview(upload, restored(upload.amendments))
    except ColumnsUnclear:
        return redirect_to("organiser.import_columns", kind=kind, upload_id=upload.id)
    show = request.args.get("show", "")
    to_mend = () if show in set(LineOutcome) - {LineOutcome.ERROR, LineOutcome.LEFT_OUT} else view.to_mend
    mended_here = [line for line in to_mend if show in {"", line.outcome}][:SHOWN]
    return render_template(
        "organiser/imports/preview.html",
        preview=view,
        to_mend=mended_here,
        lines=sorted(
            (line for line in view.lines if show in {"", line.outcome} and line not in mended_here),
            key=lambda line: OUTCOMES.index(line.outcome),
        ),
        show=show,
        upload=upload,
        columns_set_on=_day_of(reading),
        kind=kind,
        title=KIND_TITLES[kind],
        form=Form(),
    )


@bp.post("/<slug>/import/<kind>/<upload_id>")
@organiser_required
def import_mend(slug: str, kind: str, upload_id: str) -> Response:
    """Keep what was mended, answered or left out, and show the preview again."""
    session, upload = database.session(), uploaded(kind, upload_id)
    amendments = _amended(restored(upload.amendments))
    if request.form.get("leave") == "errors":
        amendments = amendments.leave_out([line.number for line in _preview(upload, amendments).errors])
    uploads.amend_upload(session, upload, amendments)
    return redirect_to("organiser.import_preview", kind=kind, upload_id=upload_id, anchor="mend-lines")


@bp.post("/<slug>/import/<kind>/<upload_id>/apply")
@organiser_required
def import_apply(slug: str, kind: str, upload_id: str) -> Response:
    """Apply the previewed file in one transaction; what was typed since then is shown first."""
    session, upload = database.session(), uploaded(kind, upload_id)
    shown = restored(upload.amendments)
    if (amended := _amended(shown)) != shown:
        uploads.amend_upload(session, upload, amended)
        said = gettext("You have changed something: look at what it does, then apply it.")
        return redirect_to("organiser.import_preview", said, kind=kind, upload_id=upload_id)
    reading = reading_of(upload)
    outcome = apply(session, g.event, kind, upload.data, amendments=shown, reading=reading, actor=g.staff.name)
    uploads.discard_upload(session, upload)
    changes = outcome.new + outcome.changed
    said = ngettext("%(num)d change is applied.", "%(num)d changes are applied.", changes)
    return redirect_to("organiser.import_overview", said)


@bp.get("/<slug>/import/<kind>/<upload_id>/left-out.<file_format>")
@organiser_required
def import_left_out(slug: str, kind: str, upload_id: str, file_format: str) -> Response:
    """Download the lines that are left out with the reasons, to be corrected and imported later."""
    upload = uploaded(kind, upload_id)
    table = left_out_table(
        database.session(),
        g.event,
        kind,
        upload.data,
        amendments=restored(upload.amendments),
        reading=reading_of(upload),
        language=language(),
    )
    return table_file(table, f"left-out-{kind}", file_format, people=Act.DOWNLOAD_LEFT_OUT, number=len(table.rows))


def _preview(upload: ImportUpload, amendments: Amendments) -> Preview:
    return preview(
        database.session(),
        g.event,
        upload.kind,
        upload.data,
        upload.filename,
        amendments=amendments,
        reading=reading_of(upload),
    )


def _day_of(reading: Reading) -> date | None:
    """Return on which day the columns were set, if they were."""
    if reading.mapping is None or reading.mapping.set_at is None:
        return None
    return clock.local(reading.mapping.set_at, g.event.zone).date()


def _amended(amendments: Amendments) -> Amendments:
    """Return the amendments with those of the form; a line that the form does not show keeps what it has."""
    for name, value in request.form.items():
        if answer := _ANSWER.fullmatch(name):
            amendments = amendments.answer(int(answer[1]), value)
        elif cell := _CELL.fullmatch(name):
            amendments = amendments.mend(int(cell[1]), cell[2], value)
    if suggestion := _TAKE.fullmatch(request.form.get("take", "")):
        amendments = amendments.mend(int(suggestion[1]), suggestion[2], suggestion[3])
    left_out = request.form.getlist("leave-out", type=int)
    return amendments.take_in(request.form.getlist("shown", type=int)).leave_out(left_out)
