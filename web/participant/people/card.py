"""A person's own card: who they are, what is shared, and their pace."""

from flask import g, render_template, session
from flask_babel import gettext as _

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.events.rules import answers_open
from matchmaker.people.commands.person import save_person
from web import database
from web.auth.guards import agreed_required
from web.i18n import LANGUAGE_NAMES
from web.pages import Page
from web.participant.blueprint import bp
from web.participant.onward import lead_on
from web.participant.people.forms import PersonForm
from web.refusals import refusable


@bp.get("/card")
@agreed_required
def card(slug: str) -> str:
    """Show the card as it stands."""
    return _page(PersonForm.of(g.event, g.person, g.registration))


@bp.post("/card")
@agreed_required
def change_card(slug: str) -> Page:
    """Save the card."""
    form = PersonForm.of(g.event, g.person, g.registration)
    if not form.validate():
        return _page(form), 422
    with refusable(InvalidInput, Closed) as refusal:
        save_person(database.session(), g.registration, form.card(g.event))
    if refusal:
        refusal.show(form)
        return _page(form), refusal.status
    if "acting" not in g and form.language.data in LANGUAGE_NAMES:
        session["language"] = form.language.data
    return lead_on("participant.card", _("Your card is saved."))


def _page(form: PersonForm) -> str:
    return render_template("participant/people/card.html", form=form, pace_open=answers_open(g.event, clock.now()))
