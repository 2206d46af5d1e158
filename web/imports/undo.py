"""Undo of an import: what would go back to before and what would stay, then the step itself."""

from flask import g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.history.words import actor_in_words
from matchmaker.imports.commands.undo import undo_import
from matchmaker.imports.queries.undo import Undone, find_import, kept_names, plan_undo, sent_since
from matchmaker.journal.rules import UNDONE_WITHIN
from web import database
from web.forms import Form
from web.i18n import language
from web.imports.place import ImportPlace
from web.imports.wording import BATCH_TITLES, ROWS
from web.pages import Page
from web.refusals import refusable

NAMED = 50
"""So many rows that stay are named."""


def undo_page(place: ImportPlace, batch_id: int, *, solving: bool = False) -> Page:
    """Say what undoing an import would do; `solving`: while a run searches with its rows, it is not done."""
    session = database.session()
    with refusable(Stale, writes=False) as refusal:
        batch = find_import(session, place.owner, batch_id, clock.now() - UNDONE_WITHIN)
    if refusal:
        refusal.show()
        return place.lead_to("done")
    plan = plan_undo(session, batch)
    return render_template(
        "imports/undo.html",
        place=place,
        batch=batch,
        plan=plan,
        solving=solving,
        counts=plan.counts,
        left=sent_since(session, place.owner, plan),
        kept=kept_names(session, place.owner, plan)[:NAMED],
        rows=ROWS,
        title=BATCH_TITLES[batch.kind],
        who=lambda actor: actor_in_words(actor, language()),
        form=Form(),
    )


def undone(place: ImportPlace, batch_id: int) -> Response:
    """Undo an import, all of it but for the rows that its page has named."""
    session = database.session()
    with refusable(Stale, InvalidInput) as refusal:
        plan = undo_import(session, place.owner, batch_id, seen=request.form.get("seen", ""), actor=g.staff.name)
    if refusal:
        refusal.show()
        if isinstance(refusal.error, Undone):
            return place.lead_to("done")
        return place.lead_to("undo", batch_id=batch_id)
    said = gettext("The import is undone.")
    if plan.kept:
        said += " " + ngettext("%(num)d row stays as it is.", "%(num)d rows stay as they are.", len(plan.kept))
    return place.lead_to("done", said)
