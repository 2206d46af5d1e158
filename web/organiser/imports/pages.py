"""Import in three steps: choose a file, read line by line what it would change, apply all of it or nothing."""

import re

from flask import abort, g, render_template, request
from flask_babel import lazy_gettext, ngettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response

from matchmaker.base.errors import MatchmakerError
from matchmaker.events.queries.structure import read_structure
from matchmaker.imports import apply, preview
from matchmaker.imports.commands import uploads
from web import database
from web.auth.guards import organiser_required
from web.downloads import csv_file
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.imports.samples import sample
from web.organiser.imports.wording import KIND_HELP, KIND_TITLES, KINDS
from web.redirects import redirect_to
from web.refusals import refusable
from web.security import takes_files

_ANSWER = re.compile(r"answer-([1-9][0-9]{0,4})")
OUTCOMES = ("error", "new", "changed", "same")
"""What needs a look comes first; lines that change nothing come last."""


TABLES = ("csv", "tsv", "txt")
"""Extensions of files that may be imported; whether they hold a table is read from their bytes."""


class UploadForm(FlaskForm):
    """The file to look at."""

    file = FileField(
        lazy_gettext("File"),
        validators=[
            FileRequired(lazy_gettext("Choose a CSV file first.")),
            FileAllowed(TABLES, lazy_gettext("Choose a CSV file: in your spreadsheet, save the table as “CSV UTF-8”.")),
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
    """Ask for a file; POST keeps it and leads to its preview. A file that cannot be read is refused here."""
    _known(kind)
    form = UploadForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            session, file = database.session(), form.file.data
            data, filename = file.stream.read(), file.filename or "file.csv"
            with refusable(MatchmakerError) as refusal:
                preview(session, g.event, kind, data, filename)
            if not refusal:
                upload = uploads.keep_upload(
                    session, g.event, staff_id=g.staff.id, kind=kind, filename=filename, data=data
                )
                return redirect_to("organiser.import_preview", kind=kind, upload_id=upload.id)
            refusal.show(form.file)
            status = refusal.status
    page = render_template(
        "organiser/imports/file.html", form=form, kind=kind, title=KIND_TITLES[kind], help=KIND_HELP[kind]
    )
    return page, status


@bp.get("/<slug>/import/<kind>/sample.csv")
@organiser_required
def import_sample(slug: str, kind: str) -> Response:
    """Download a small file with the right headings."""
    _known(kind)
    view = read_structure(database.session(), g.event, language())
    return csv_file(sample(kind, view, g.event.starts_on), kind, people=None)


@bp.get("/<slug>/import/<kind>/<upload_id>")
@organiser_required
def import_preview(slug: str, kind: str, upload_id: str) -> str:
    """Show line by line what the file would change."""
    _known(kind)
    session = database.session()
    upload = uploads.find_upload(session, g.event, staff_id=g.staff.id, kind=kind, upload_id=upload_id)
    view = preview(session, g.event, kind, upload.data, upload.filename, answers=_answers())
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
        kind=kind,
        title=KIND_TITLES[kind],
        form=FlaskForm(),
        answers={name: value for name, value in request.args.items() if _ANSWER.fullmatch(name)},
    )


@bp.post("/<slug>/import/<kind>/<upload_id>/apply")
@organiser_required
def import_apply(slug: str, kind: str, upload_id: str) -> Response:
    """Apply the previewed file in one transaction."""
    _known(kind)
    session = database.session()
    upload = uploads.find_upload(session, g.event, staff_id=g.staff.id, kind=kind, upload_id=upload_id)
    outcome = apply(session, g.event, kind, upload.data, answers=_answers(), actor=g.staff.name)
    uploads.discard_upload(session, upload)
    changes = outcome.new + outcome.changed
    said = ngettext("%(num)d change is applied.", "%(num)d changes are applied.", changes)
    return redirect_to("organiser.import_overview", said)


def _answers() -> dict[int, str]:
    """Return the answers to questions of lines that the address or the form holds, by the number of the line."""
    return {int(found[1]): value for name, value in request.values.items() if (found := _ANSWER.fullmatch(name))}


def _known(kind: str) -> None:
    if kind not in KINDS:
        abort(404)
