"""The first step of an import: the choice of a file, and the imports that can be undone."""

from dataclasses import replace

from flask import g, render_template
from flask_babel import lazy_gettext
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import MatchmakerError
from matchmaker.history.words import actor_in_words
from matchmaker.imports import first_reading, preview
from matchmaker.imports.commands import uploads
from matchmaker.imports.importer import MEMBERS
from matchmaker.imports.mapping import ColumnsUnclear
from matchmaker.imports.owners import Owner
from matchmaker.imports.queries.undo import open_imports
from matchmaker.imports.remembered import Reading
from matchmaker.journal.rules import UNDONE_WITHIN
from web import database
from web.forms import Form
from web.i18n import language
from web.imports.place import ImportPlace
from web.imports.wording import BATCH_TITLES
from web.pages import Page
from web.refusals import refusable

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


def file_page(place: ImportPlace, template: str, **more: object) -> Page:
    """Ask for a file; a POST keeps it and leads to its preview, or to its columns if they are not recognised."""
    form, status = UploadForm(), 200
    if form.is_submitted():
        kept = _kept_file(place, form)
        if not isinstance(kept, int):
            return kept
        status = kept
    return render_template(template, place=place, form=form, accept=ACCEPT, **more), status


def done_imports(owner: Owner) -> dict[str, object]:
    """Return what a page shows of the imports that can be undone (`web/templates/imports/_done.html`)."""
    return {
        "done": open_imports(database.session(), owner, clock.now() - UNDONE_WITHIN),
        "batch_titles": BATCH_TITLES,
        "who": lambda actor: actor_in_words(actor, language()),
        "days": UNDONE_WITHIN.days,
    }


def _kept_file(place: ImportPlace, form: UploadForm) -> Response | int:
    """Keep the file that was sent and lead to its preview, or to its columns if they are not recognised.

    In a list of members nearly every column may be left out: each that means nothing leads to the columns, once. So
    does each new header beside some that were set before.
    A file that cannot be read is refused at its field; then the status of the page is returned.
    """
    if not form.validate():
        return 422
    session, file = database.session(), form.file.data
    data, filename = file.stream.read(), file.filename or "file.csv"
    reading, unused = Reading(), False
    with refusable(MatchmakerError) as refusal:
        reading = first_reading(session, place.owner, place.kind, data)
        unused = bool(preview(session, place.owner, place.kind, data, filename, reading=reading).unused)
    unclear = isinstance(refusal.error, ColumnsUnclear) or reading.new_headers
    unclear = unclear or (unused and place.kind == MEMBERS and reading.mapping is None)
    if unclear or not refusal:
        upload = uploads.keep_upload(
            session,
            place.owner,
            staff_id=g.staff.id,
            kind=place.kind,
            filename=filename,
            data=data,
            reading=replace(reading, mapping=None) if unclear else reading,
        )
        return place.lead_to("columns" if unclear else "preview", upload_id=upload.id)
    refusal.show(form.file)
    return refusal.status
