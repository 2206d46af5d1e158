"""The first step of an import: the choice of a file."""

from flask import g
from flask_babel import lazy_gettext
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response

from matchmaker.base.errors import MatchmakerError
from matchmaker.imports import first_reading, preview
from matchmaker.imports.commands import uploads
from matchmaker.imports.importer import MEMBERS
from matchmaker.imports.mapping import ColumnsUnclear
from matchmaker.imports.remembered import Reading
from web import database
from web.forms import Form
from web.imports.place import ImportPlace
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


def kept_file(place: ImportPlace, form: UploadForm) -> Response | int:
    """Keep the file that was sent and lead to its preview, or to its columns if they are not recognised.

    In a list of members nearly every column may be left out: each that means nothing leads to the columns, once.
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
    unclear = isinstance(refusal.error, ColumnsUnclear)
    unclear = unclear or (unused and place.kind == MEMBERS and reading.mapping is None)
    if unclear or not refusal:
        upload = uploads.keep_upload(
            session,
            place.owner,
            staff_id=g.staff.id,
            kind=place.kind,
            filename=filename,
            data=data,
            mapping=reading.mapping,
        )
        return place.lead_to("columns" if unclear else "preview", upload_id=upload.id)
    refusal.show(form.file)
    return refusal.status
