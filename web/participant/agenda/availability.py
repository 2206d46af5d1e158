"""Availability: the slots of the day, painted free or not."""

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.scheduling.commands.availability import save_availability
from matchmaker.scheduling.queries.availability import read_availability
from web import database
from web.auth.guards import agreed_required
from web.i18n import language
from web.ids import whole_numbers
from web.participant.agenda.away import AwayForm, away_page
from web.participant.blueprint import bp
from web.participant.onward import lead_on
from web.participant.state import comes_along
from web.redirects import redirect_to
from web.refusals import refusable


@bp.get("/availability")
@agreed_required
def availability(slug: str) -> str:
    """Show the day with what stands in each slot; to who comes along when they are away."""
    if comes_along():
        return away_page(AwayForm.here())
    return render_template(
        "participant/agenda/availability.html",
        view=read_availability(database.session(), g.registration.id, language()),
        meets=g.registration.meets and g.category.has_meetings,
    )


@bp.post("/availability")
@agreed_required
def change_availability(slug: str) -> Response:
    """Keep what was painted."""
    with refusable(Stale) as refusal:
        save_availability(
            database.session(),
            g.registration,
            shown=_slots("shown"),
            free=_slots("free"),
            token=request.form.get("token", ""),
        )
    if refusal:
        refusal.show()
        return redirect_to("participant.availability")
    return lead_on("participant.availability", _("Saved. Meetings are only placed in your free slots."))


def _slots(name: str) -> set[int]:
    slots = whole_numbers(request.form.getlist(name))
    if slots is None:
        raise InvalidInput(N_("The day has changed meanwhile. Please look at it again."))
    return set(slots)
