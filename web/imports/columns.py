"""Column mapping on screen: each column of an uploaded file with three examples and what it means."""

from collections.abc import Sequence
from datetime import date

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import format_day
from matchmaker.imports.categories import categories_by_word
from matchmaker.imports.commands.mappings import forget_mapping, set_mapping
from matchmaker.imports.mapping import ColumnMapping, ColumnsUnclear
from matchmaker.imports.proposal import ColumnProposal, propose
from matchmaker.imports.remembered import Reading, reading_of
from matchmaker.models import Community, ImportUpload
from web import database
from web.forms import Form
from web.i18n import language
from web.imports.fields import FIELDS
from web.imports.place import ImportPlace
from web.pages import Page
from web.refusals import refusable


def columns_page(place: ImportPlace, upload_id: str) -> Page:
    """Ask what each column of the file means; POST sets it for this file and for the next ones with these headers."""
    session, upload = database.session(), place.uploaded(upload_id)
    reading = reading_of(upload)
    if request.method == "GET":
        if (sheet := request.args.get("sheet", upload.sheet)) != upload.sheet:
            reading = Reading(sheet)
        return _page(place, upload, propose(session, place.owner, place.kind, upload.data, reading))
    sheet = request.form.get("sheet", "")
    shown = propose(session, place.owner, place.kind, upload.data, Reading(sheet))
    chosen = tuple(request.form.get(f"column-{number}", "") for number in range(shown.width))
    constants = {name: value for name in shown.constants if (value := request.form.get(f"constant-{name}", ""))}
    with refusable(InvalidInput) as refusal:
        set_mapping(session, place.owner, upload, chosen, constants, sheet=sheet)
    if not refusal:
        return place.lead_to("preview", upload_id=upload.id)
    said = refusal.sentence
    if isinstance(refusal.error, ColumnsUnclear) and refusal.error.lacking:
        said = gettext("Nothing is chosen for: %(names)s.", names=_words(refusal.error.lacking))
    again = Reading(sheet, ColumnMapping(tuple(name if name in FIELDS else "" for name in chosen), constants))
    return _page(place, upload, propose(session, place.owner, place.kind, upload.data, again), said), refusal.status


def forget_columns(place: ImportPlace, upload_id: str) -> Response:
    """Read the columns by their names again."""
    upload = place.uploaded(upload_id)
    forget_mapping(database.session(), place.owner, upload)
    return place.lead_to("columns", upload_id=upload.id)


def _words(names: Sequence[str]) -> str:
    return ", ".join(str(FIELDS[name]) for name in names)


def _names_of_values(place: ImportPlace, proposal: ColumnProposal) -> dict[str, str]:
    """Return how values are read that may be the same on every line: categories by their codes, days in words."""
    if isinstance(place.owner, Community):
        days = proposal.constants.get("member_since", ())
        return {day: format_day(date.fromisoformat(day), language(), year=True, weekday=False) for day in days}
    categories = categories_by_word(database.session(), place.owner).values()
    return {category.code: category.name(language()) for category in categories}


def _page(place: ImportPlace, upload: ImportUpload, proposal: ColumnProposal, refused: str = "") -> str:
    return render_template(
        "imports/columns.html",
        place=place,
        upload=upload,
        proposal=proposal,
        fields=FIELDS,
        values_named=_names_of_values(place, proposal),
        needed=_words(proposal.needed),
        lacking=_words(proposal.lacking),
        refused=refused,
        form=Form(),
    )
