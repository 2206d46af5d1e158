"""Colleagues at the event: who takes part, and inviting others of one's own organisation by mail."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, SelectField

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, TooMany
from matchmaker.enrolment.commands.inviting import invite_colleague
from matchmaker.enrolment.queries.colleagues import read_colleagues
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.rules.places import takes_requests
from matchmaker.jobs import enqueue_outbox
from web import database
from web.auth.guards import agreed_required
from web.forms import AddressField, Form
from web.i18n import language, offered_languages
from web.pages import Page
from web.participant.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable


class InviteColleagueForm(Form):
    """The address of a colleague, and the language of the mail."""

    email = AddressField(lazy_gettext("Their e-mail address"), lazy_gettext("Please enter an e-mail address."))
    language = SelectField(lazy_gettext("Language of the mail"))


@bp.route("/colleagues", methods=["GET", "POST"])
@agreed_required
def colleagues(slug: str) -> Page:
    """Show who of the organisation takes part and who is invited; POST invites one more."""
    form = InviteColleagueForm(language=language())
    form.language.choices = [SelectChoice(code, name) for code, name in offered_languages().items()]
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    with refusable(InvalidInput, Closed, TooMany) as refusal:
        invite_colleague(database.session(), g.registration, form.email.data, language=form.language.data)
    if refusal:
        refusal.show(form.email)
        return _page(form, refusal.status)
    database.after_commit(enqueue_outbox)
    return redirect_to("participant.colleagues", gettext("A mail is on its way to %(email)s.", email=form.email.data))


def _page(form: InviteColleagueForm, status: int = 200) -> tuple[str, int]:
    session = database.session()
    page = render_template(
        "participant/people/colleagues.html",
        form=form,
        found=read_colleagues(session, g.delegation),
        is_open=takes_requests(g.event, read_settings(session, g.event), clock.now()),
    )
    return page, status
