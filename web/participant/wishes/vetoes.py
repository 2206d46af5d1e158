"""Vetoes: never meet a company; private, and stronger than every wish."""

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.events.rules import wishes_open
from matchmaker.wishes.commands.vetoes import add_veto, remove_veto
from matchmaker.wishes.queries.directory import read_company
from web import database
from web.auth.guards import agreed_required
from web.i18n import language
from web.participant.blueprint import bp
from web.participant.changes.refused import followed, published_meetings
from web.redirects import redirect_back


@bp.get("/directory/<int:delegation_id>/veto")
@agreed_required
def ask_veto(slug: str, delegation_id: int) -> str:
    """Say what a veto means before it is given."""
    found = read_company(database.session(), g.delegation.id, delegation_id, language())
    return render_template(
        "participant/wishes/veto.html",
        company=found,
        meetings=published_meetings(delegation_id),
        wishes_open=wishes_open(g.event, clock.now()),
    )


@bp.post("/directory/<int:delegation_id>/veto")
@agreed_required
def veto(slug: str, delegation_id: int) -> Response:
    """Never meet this company."""
    add_veto(database.session(), g.registration, delegation_id)
    said = _("You will not meet them. They are not told, and see nothing of it.")
    return redirect_back("participant.wishes", followed(delegation_id) or said, anchor="vetoes")


@bp.post("/directory/<int:delegation_id>/veto/remove")
@agreed_required
def unveto(slug: str, delegation_id: int) -> Response:
    """Take the veto back."""
    remove_veto(database.session(), g.registration, delegation_id)
    followed(delegation_id)
    return redirect_back("participant.wishes", _("Taken back: a meeting with them is possible again."))
