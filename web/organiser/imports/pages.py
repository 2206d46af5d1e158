"""The first step of an import: what can be imported, and the choice of a file."""

from flask import g, render_template
from flask_babel import lazy_gettext
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import MatchmakerError
from matchmaker.events.queries.structure import read_structure
from matchmaker.history.words import actor_in_words
from matchmaker.imports import first_reading, preview
from matchmaker.imports.commands import uploads
from matchmaker.imports.mapping import ColumnsUnclear
from matchmaker.imports.queries.undo import open_imports
from matchmaker.imports.remembered import Reading
from matchmaker.journal.rules import UNDONE_WITHIN
from web import database
from web.auth.guards import organiser_required
from web.downloads import table_file
from web.forms import Form
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.imports.samples import sample
from web.organiser.imports.uploaded import known
from web.organiser.imports.wording import BATCH_TITLES, KIND_HELP, KIND_TITLES, KINDS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.security import takes_files

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


class UploadForm(Form):
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
    """Say what can be imported, and in which order, and what was and can be undone."""
    return render_template(
        "organiser/imports/overview.html",
        kinds=KINDS,
        titles=KIND_TITLES,
        help=KIND_HELP,
        done=open_imports(database.session(), g.event, clock.now() - UNDONE_WITHIN),
        batch_titles=BATCH_TITLES,
        who=lambda actor: actor_in_words(actor, language()),
        days=UNDONE_WITHIN.days,
    )


@bp.route("/<slug>/import/<kind>", methods=["GET", "POST"])
@organiser_required
@takes_files
def import_file(slug: str, kind: str) -> Page:
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


@bp.get("/<slug>/import/<kind>/sample.<file_format>")
@organiser_required
def import_sample(slug: str, kind: str, file_format: str) -> Response:
    """Download a small file with the right headings."""
    known(kind)
    view = read_structure(database.session(), g.event, language())
    return table_file(sample(kind, view, g.event.starts_on), kind, file_format, people=None)
