"""The uploaded file that a page is about."""

from flask import abort, g

from matchmaker.imports.commands import uploads
from matchmaker.models import ImportUpload
from web import database
from web.organiser.imports.wording import KINDS


def known(kind: str) -> None:
    """Answer 404 for a kind of file that is none."""
    if kind not in KINDS:
        abort(404)


def uploaded(kind: str, upload_id: str) -> ImportUpload:
    """Return the file that the reader has uploaded; raises NotFound for any other."""
    known(kind)
    return uploads.find_upload(database.session(), g.event, staff_id=g.staff.id, kind=kind, upload_id=upload_id)
