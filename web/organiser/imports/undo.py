"""Undo of an import: what would go back to before and what would stay, then the step itself."""

from flask import g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.history.words import actor_in_words
from matchmaker.imports.commands.undo import undo_import
from matchmaker.imports.queries.undo import Undone, find_import, kept_names, left_the_house, plan_undo
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import row_id
from matchmaker.setup.queries.use import is_being_solved
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.imports.wording import BATCH_TITLES, ROWS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

NAMED = 50
"""So many rows that stay are named."""


@bp.get("/<slug>/imports/<int:batch_id>/undo")
@organiser_required
def import_undo(slug: str, batch_id: int) -> Page:
    """Say what undoing an import would do."""
    session = database.session()
    with refusable(Stale, writes=False) as refusal:
        batch = find_import(session, g.event, batch_id, clock.now() - UNDONE_WITHIN)
    if refusal:
        refusal.show()
        return redirect_to("organiser.import_overview")
    plan = plan_undo(session, batch)
    return render_template(
        "organiser/imports/undo.html",
        batch=batch,
        plan=plan,
        solving=is_being_solved(session, row_id(g.event)),
        counts=plan.counts,
        left=left_the_house(session, g.event, plan),
        kept=kept_names(session, plan)[:NAMED],
        rows=ROWS,
        title=BATCH_TITLES[batch.kind],
        who=lambda actor: actor_in_words(actor, language()),
        form=Form(),
    )


@bp.post("/<slug>/imports/<int:batch_id>/undo")
@organiser_required
def import_undone(slug: str, batch_id: int) -> Response:
    """Undo an import, all of it but for the rows that its page has named."""
    session = database.session()
    with refusable(Stale, InvalidInput) as refusal:
        plan = undo_import(session, g.event, batch_id, seen=request.form.get("seen", ""), actor=g.staff.name)
    if refusal:
        refusal.show()
        if isinstance(refusal.error, Undone):
            return redirect_to("organiser.import_overview")
        return redirect_to("organiser.import_undo", batch_id=batch_id)
    said = gettext("The import is undone.")
    if plan.kept:
        said += " " + ngettext("%(num)d row stays as it is.", "%(num)d rows stay as they are.", len(plan.kept))
    return redirect_to("organiser.import_overview", said)
