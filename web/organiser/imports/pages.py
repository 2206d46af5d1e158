"""Import in three steps: choose a file, read line by line what it would change, apply all of it or nothing."""

import re
from datetime import date

from flask import g, render_template, request
from flask_babel import lazy_gettext, ngettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import MatchmakerError
from matchmaker.events.queries.structure import read_structure
from matchmaker.imports import apply, first_reading, preview
from matchmaker.imports.commands import uploads
from matchmaker.imports.mapping import ColumnsUnclear
from matchmaker.imports.remembered import Reading, reading_of
from web import database
from web.auth.guards import organiser_required
from web.downloads import csv_file
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.imports.samples import sample
from web.organiser.imports.uploaded import known, uploaded
from web.organiser.imports.wording import KIND_HELP, KIND_TITLES, KINDS
from web.redirects import redirect_to
from web.refusals import refusable
from web.security import takes_files

_ANSWER = re.compile(r"answer-([1-9][0-9]{0,4})")
OUTCOMES = ("error", "new", "changed", "same")
"""What needs a look comes first; lines that change nothing come last."""


TABLES = ("csv", "tsv", "txt", "xlsx", "ods")
"""Extensions of files that may be imported; whether they hold a table is read from their bytes."""
ACCEPT = ",".join(
    (
        *(f".{extension}" for extension in TABLES),
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    )
)
"""For the browser's chooser; phones know media types better than extensions."""


class UploadForm(FlaskForm):
    """The file to look at."""

    file = FileField(
        lazy_gettext("File"),
        validators=[
            FileRequired(lazy_gettext("Choose a file first.")),
            FileAllowed(TABLES, lazy_gettext("Choose a table: an XLSX, ODS or CSV file.")),
        ],
    )


@bp.get("/<slug>/import")
@organiser_required
def import_overview(slug: str) -> str:
    """Say what can be imported, and in which order."""
    return render_template("organiser/imports/overview.html", kinds=KINDS, titles=KIND_TITLES, help=KIND_HELP)


@bp.route("/<slug>/import/<kind>", methods=["GET", "POST"])
@organiser_required
@takes_files
def import_file(slug: str, kind: str) -> str | Response | tuple[str, int]:
    """Ask for a file; POST keeps it and leads to its preview, or to its columns if they are not recognised.

    A file that cannot be read is refused here.
    """
    known(kind)
    form = UploadForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            session, file = database.session(), form.file.data
            data, filename = file.stream.read(), file.filename or "file.csv"
            reading = Reading()
            with refusable(MatchmakerError) as refusal:
                reading = first_reading(session, g.event, kind, data)
                preview(session, g.event, kind, data, filename, reading=reading)
            unclear = isinstance(refusal.error, ColumnsUnclear)
            if unclear or not refusal:
                upload = uploads.keep_upload(
                    session,
                    g.event,
                    staff_id=g.staff.id,
                    kind=kind,
                    filename=filename,
                    data=data,
                    mapping=reading.mapping,
                )
                page = "organiser.import_columns" if unclear else "organiser.import_preview"
                return redirect_to(page, kind=kind, upload_id=upload.id)
            refusal.show(form.file)
            status = refusal.status
    page = render_template(
        "organiser/imports/file.html",
        form=form,
        kind=kind,
        title=KIND_TITLES[kind],
        help=KIND_HELP[kind],
        accept=ACCEPT,
    )
    return page, status


@bp.get("/<slug>/import/<kind>/sample.csv")
@organiser_required
def import_sample(slug: str, kind: str) -> Response:
    """Download a small file with the right headings."""
    known(kind)
    view = read_structure(database.session(), g.event, language())
    return csv_file(sample(kind, view, g.event.starts_on), kind, people=None)


@bp.get("/<slug>/import/<kind>/<upload_id>")
@organiser_required
def import_preview(slug: str, kind: str, upload_id: str) -> str | Response:
    """Show line by line what the file would change."""
    session, upload = database.session(), uploaded(kind, upload_id)
    reading = reading_of(upload)
    try:
        view = preview(session, g.event, kind, upload.data, upload.filename, answers=_answers(), reading=reading)
    except ColumnsUnclear:
        return redirect_to("organiser.import_columns", kind=kind, upload_id=upload.id)
    show = request.args.get("show", "")
    return render_template(
        "organiser/imports/preview.html",
        preview=view,
        lines=sorted(
            (line for line in view.lines if not show or line.outcome == show),
            key=lambda line: OUTCOMES.index(line.outcome),
        ),
        show=show,
        upload=upload,
        columns_set_on=_day_of(reading),
        kind=kind,
        title=KIND_TITLES[kind],
        form=FlaskForm(),
        answers={name: value for name, value in request.args.items() if _ANSWER.fullmatch(name)},
    )


@bp.post("/<slug>/import/<kind>/<upload_id>/apply")
@organiser_required
def import_apply(slug: str, kind: str, upload_id: str) -> Response:
    """Apply the previewed file in one transaction."""
    session, upload = database.session(), uploaded(kind, upload_id)
    outcome = apply(
        session, g.event, kind, upload.data, answers=_answers(), reading=reading_of(upload), actor=g.staff.name
    )
    uploads.discard_upload(session, upload)
    changes = outcome.new + outcome.changed
    said = ngettext("%(num)d change is applied.", "%(num)d changes are applied.", changes)
    return redirect_to("organiser.import_overview", said)


def _day_of(reading: Reading) -> date | None:
    """Return on which day the columns were set, if they were."""
    if reading.mapping is None or reading.mapping.set_on is None:
        return None
    return clock.local(reading.mapping.set_on, g.event.zone).date()


def _answers() -> dict[int, str]:
    """Return the answers to questions of lines that the address or the form holds, by the number of the line."""
    return {int(found[1]): value for name, value in request.values.items() if (found := _ANSWER.fullmatch(name))}
