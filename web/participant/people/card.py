"""A person's own card: who they are, what is shared, and their pace."""

from flask import g, render_template, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.base.i18n import translate
from matchmaker.events.rules import answers_open
from matchmaker.people.commands.profile import save_person
from web import database
from web.i18n import LANGUAGE_NAMES, language
from web.participant.blueprint import agreed_required, back, bp
from web.participant.forms import PersonForm


@bp.get("/card")
@agreed_required
def card(slug: str) -> str:
    """Show the card as it stands."""
    return _page(PersonForm.of(g.event, g.person, g.registration))


@bp.post("/card")
@agreed_required
def change_card(slug: str) -> str | Response | tuple[str, int]:
    """Save the card."""
    form = PersonForm.of(g.event, g.person, g.registration)
    if not form.validate():
        return _page(form), 422
    try:
        save_person(database.session(), g.registration, form.card(g.event))
    except (InvalidInput, Closed) as error:
        form.form_errors.append(translate(language(), error.message, **error.params))
        return _page(form), error.status
    if form.language.data in LANGUAGE_NAMES:
        session["language"] = form.language.data
    return back("participant.card", _("Your card is saved."))


def _page(form: PersonForm) -> str:
    return render_template("participant/card.html", form=form, pace_open=answers_open(g.event, clock.now()))
