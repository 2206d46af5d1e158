"""The preview of an import: read line by line what a file would change, mend it, apply all of it or nothing."""

import re
from dataclasses import replace
from datetime import date

from flask import g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.i18n import format_day
from matchmaker.imports import Amendments, LineOutcome, Preview, RowMessage, apply, preview
from matchmaker.imports.amendments import restored
from matchmaker.imports.commands import uploads
from matchmaker.imports.mapping import ColumnsUnclear
from matchmaker.imports.queries.left_out import left_out_table
from matchmaker.imports.remembered import Reading, reading_of
from matchmaker.imports.shown import in_words
from matchmaker.imports.value_words import value_in_words
from matchmaker.models import Act, ImportUpload
from web import database
from web.downloads import table_file
from web.forms import Form
from web.i18n import language
from web.imports.fields import FIELDS
from web.imports.place import ImportPlace
from web.imports.words import words_to_say
from web.pages import Page

SHOWN = 50
"""So many lines can be mended on one page; the next ones follow once these are done."""
OUTCOMES = (LineOutcome.ERROR, LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.LEFT_OUT, LineOutcome.SAME)
"""What needs a look comes first; lines that change nothing come last."""
_LINE = r"([1-9][0-9]{0,4})"
_ANSWER = re.compile(f"answer-{_LINE}")
_NAME = r"([a-z_]{1,40}(?:\.[0-9]{1,2})?)"
_CELL = re.compile(f"cell-{_LINE}-{_NAME}")
_TAKE = re.compile(f"{_LINE}-{_NAME}:(.*)", re.DOTALL)


def preview_page(place: ImportPlace, upload_id: str) -> Page:
    """Show line by line what the file would change, with the cells that can be mended."""
    upload = place.uploaded(upload_id)
    reading = reading_of(upload)
    try:
        view = _preview(place, upload, restored(upload.amendments))
    except ColumnsUnclear:
        return place.lead_to("columns", upload_id=upload.id)
    show = request.args.get("show", "")
    to_mend = () if show in set(LineOutcome) - {LineOutcome.ERROR, LineOutcome.LEFT_OUT} else view.to_mend
    mended_here = [line for line in to_mend if show in {"", line.outcome}][:SHOWN]
    return render_template(
        "imports/preview.html",
        place=place,
        preview=view,
        to_mend=mended_here,
        lines=sorted(
            (line for line in view.lines if show in {"", line.outcome} and line not in mended_here),
            key=lambda line: OUTCOMES.index(line.outcome),
        ),
        show=show,
        upload=upload,
        column_name=lambda name: _column_name(view, name),
        said=lambda message: _said(view, message),
        written=lambda value: _written(value, place.zone),
        in_words=lambda code: value_in_words(str(in_words(code, language())), language()),
        columns_set_on=_day_of(place, reading),
        **words_to_say(view),
        form=Form(),
    )


def mended(place: ImportPlace, upload_id: str) -> Response:
    """Keep what was mended, answered or left out, and show the preview again."""
    session, upload = database.session(), place.uploaded(upload_id)
    amendments = _amended(restored(upload.amendments))
    if request.form.get("leave") == "errors":
        amendments = amendments.leave_out([line.number for line in _preview(place, upload, amendments).wrong])
    uploads.amend_upload(session, upload, amendments)
    return place.lead_to("preview", upload_id=upload_id, anchor="mend-lines")


def applied(place: ImportPlace, upload_id: str) -> Response:
    """Apply the previewed file in one transaction; what was typed since then is shown first."""
    session, upload = database.session(), place.uploaded(upload_id)
    shown = restored(upload.amendments)
    if (amended := _amended(shown)) != shown:
        uploads.amend_upload(session, upload, amended)
        said = gettext("You have changed something: look at what it does, then apply it.")
        return place.lead_to("preview", said, upload_id=upload_id)
    reading = reading_of(upload)
    outcome = apply(
        session,
        place.owner,
        place.kind,
        upload.data,
        amendments=shown,
        reading=reading,
        actor=g.staff.name,
        name=upload.filename,
    )
    uploads.throw_away(session, upload)
    changes = outcome.new + outcome.changed
    said = ngettext("%(num)d change is applied.", "%(num)d changes are applied.", changes)
    return place.lead_to("done", said)


def left_out_file(place: ImportPlace, upload_id: str, file_format: str) -> Response:
    """Download the lines that are left out with the reasons, to be corrected and imported later."""
    upload = place.uploaded(upload_id)
    table = left_out_table(
        database.session(),
        place.owner,
        place.kind,
        upload.data,
        amendments=restored(upload.amendments),
        reading=reading_of(upload),
        language=language(),
    )
    name = f"left-out-{place.kind}"
    return table_file(table, name, file_format, people=Act.DOWNLOAD_LEFT_OUT, number=len(table.rows))


def _column_name(view: Preview, name: str) -> str:
    """Return how the file writes the name of a column, or what we call one that it has not."""
    return name if name in view.columns else str(FIELDS.get(name, name))


def _said(view: Preview, message: RowMessage) -> str:
    """Return a sentence about a line or the file in the language of its reader."""
    if column := message.params.get("column"):
        message = replace(message, params=message.params | {"column": _column_name(view, column)})
    return message.text(language())


def _written(value: str | date, zone: str) -> str:
    if isinstance(value, date):
        return format_day(value, language(), year=True, weekday=False)
    return str(in_words(value, language(), zone)) or gettext("empty")


def _preview(place: ImportPlace, upload: ImportUpload, amendments: Amendments) -> Preview:
    return preview(
        database.session(),
        place.owner,
        place.kind,
        upload.data,
        upload.filename,
        amendments=amendments,
        reading=reading_of(upload),
    )


def _day_of(place: ImportPlace, reading: Reading) -> date | None:
    """Return on which day the columns were set, if they were."""
    if reading.mapping is None or reading.mapping.set_at is None:
        return None
    return clock.local(reading.mapping.set_at, place.zone).date()


def _amended(amendments: Amendments) -> Amendments:
    """Return the amendments with those of the form; a line that the form does not show keeps what it has.

    A cell with its present text in a field named `was-…` counts only if it differs from that.
    """
    for name, value in request.form.items():
        if answer := _ANSWER.fullmatch(name):
            amendments = amendments.answer(int(answer[1]), value)
        elif (cell := _CELL.fullmatch(name)) and value != request.form.get(f"was-{name}"):
            amendments = amendments.mend(int(cell[1]), cell[2], value)
    if suggestion := _TAKE.fullmatch(request.form.get("take", "")):
        amendments = amendments.mend(int(suggestion[1]), suggestion[2], suggestion[3])
    left_out = request.form.getlist("leave-out", type=int)
    return amendments.take_in(request.form.getlist("shown", type=int)).leave_out(left_out)
